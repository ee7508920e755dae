import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'dotenv';
import { inspectSettings, readEnvironment, VARIABLES } from '#config/setting-parsers.ts';
import { readTextFile, setVariables, writeSecretFile } from '#files/env-file.ts';
import { type Finding, fix } from '#usecases/ports/doctor-finding.ts';

const ENV_FILE = '.env';
const ROOT = new URL('../../', import.meta.url);
export const MANIFEST_FILE = fileURLToPath(new URL('manifest.yml', ROOT));

export interface SlackTokens {
  SLACK_BOT_TOKEN: string;
  SLACK_APP_TOKEN: string;
}

/** Returns the address at which Slack creates an app from this project's manifest. */
export function newAppAddress(): string {
  const manifest = readFileSync(MANIFEST_FILE, 'utf8');
  const withoutComments = manifest.replace(/^\s*#.*\n/gm, '');
  // Terminals end a link at an apostrophe.
  const encoded = encodeURIComponent(withoutComments).replaceAll("'", '%27');
  return `https://api.slack.com/apps?new_app=1&manifest_yaml=${encoded}`;
}

/** Checks a token's format, whether Slack accepts it, and its scopes. */
export async function tryToken(
  name: keyof SlackTokens,
  token: string,
  known: Partial<SlackTokens>,
): Promise<Finding[]> {
  const { fits, fix: how } = VARIABLES[name];
  if (!fits(token)) return [fix(name, how)];
  const { checkSlack } = await import('#slack/doctor/check-slack.ts');
  const tokens: Partial<SlackTokens> = { ...known, [name]: token };
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken } = tokens;
  const apiUrl = inspectSettings(readEnvironment()).settings.SLACK_API_URL;
  const findings = await checkSlack({ botToken, appToken, apiUrl });
  // Findings about known tokens were reported before.
  return findings.filter(
    ({ about }) => !(about in known) && (name === 'SLACK_BOT_TOKEN' || about === name || about === 'Slack'),
  );
}

/** Returns why Slack can't be reached, in a sentence; undefined if it answers. */
export async function findProblemWithSlack(): Promise<string | undefined> {
  const { findNetworkProblem } = await import('#slack/doctor/check-slack.ts');
  return findNetworkProblem(inspectSettings(readEnvironment()).settings.SLACK_API_URL);
}

/** Returns the names of the tokens that are set in `.env`. @throws AppError `bad-input` if it can't be read */
export function tokensInFile(): (keyof SlackTokens)[] {
  const there = parse(readTextFile(ENV_FILE) ?? '');
  return (['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'] as const).filter((name) => (there[name] ?? '') !== '');
}

/** Writes the tokens into `.env`, starting from `.env.example` if there is none. @throws AppError `failed` */
export function writeTokens(tokens: SlackTokens): void {
  const text = readTextFile(ENV_FILE) ?? readTextFile(fileURLToPath(new URL('.env.example', ROOT))) ?? '';
  writeSecretFile(ENV_FILE, setVariables(text, { ...tokens }));
}
