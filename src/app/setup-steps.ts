import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'dotenv';
import { inspectSettings, readEnvironment, VARIABLES } from '#config/setting-parsers.ts';
import { readTextFile, withVariables, writeSecretFile } from '#files/env-file.ts';
import { type Finding, mend } from '#usecases/ports/doctor-finding.ts';

const ENV_FILE = '.env';
const ROOT = new URL('../../', import.meta.url);

/** What a bot in one workspace needs to connect to Slack. */
export interface SlackTokens {
  SLACK_BOT_TOKEN: string;
  SLACK_APP_TOKEN: string;
}

/** Where Slack creates an app from the manifest that comes with this program. */
export function newAppAddress(): string {
  const manifest = readFileSync(new URL('manifest.yml', ROOT), 'utf8');
  const withoutComments = manifest.replace(/^\s*#.*\n/gm, '');
  // An apostrophe would end the link where a terminal makes one of it.
  const encoded = encodeURIComponent(withoutComments).replaceAll("'", '%27');
  return `https://api.slack.com/apps?new_app=1&manifest_yaml=${encoded}`;
}

/** Tries a token: whether it looks like one, whether Slack takes it, and what it allows. */
export async function tryToken(
  name: keyof SlackTokens,
  token: string,
  known: Partial<SlackTokens>,
): Promise<Finding[]> {
  const { fits, mend: how } = VARIABLES[name];
  if (!fits(token)) return [mend(name, how)];
  const { checkSlack } = await import('#slack/doctor/check-slack.ts');
  const tokens: Partial<SlackTokens> = { ...known, [name]: token };
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken } = tokens;
  const apiUrl = inspectSettings(readEnvironment()).settings.SLACK_API_URL;
  const findings = await checkSlack({ botToken, appToken, apiUrl });
  // What was known has been said before.
  return findings.filter(({ about }) => !(about in known) && (name === 'SLACK_BOT_TOKEN' || about === name));
}

/** Which of them `.env` has a value for. @throws AppError `bad-input` where it can't be read */
export function tokensInFile(): (keyof SlackTokens)[] {
  const there = parse(readTextFile(ENV_FILE) ?? '');
  return (['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'] as const).filter((name) => (there[name] ?? '') !== '');
}

/** Writes them into `.env`, which is made from `.env.example` where there is none. @throws AppError `failed` */
export function writeTokens(tokens: SlackTokens): void {
  const text = readTextFile(ENV_FILE) ?? readTextFile(fileURLToPath(new URL('.env.example', ROOT))) ?? '';
  writeSecretFile(ENV_FILE, withVariables(text, { ...tokens }));
}
