import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { AppError } from '#errors.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Checks a variable's value and says how to fix it. (zod would add nothing here but a fifth to the startup time.) */
interface Rule {
  fits: (value: string) => boolean;
  fix: string;
}

const like = (pattern: RegExp, fix: string): Rule => ({ fits: (value) => pattern.test(value), fix });
const secret = (fix: string): Rule => like(/^\S{8,}$/, fix);
const address = (fix: string): Rule => ({
  fits: (value) => /^https?:\/\/[^\s?#]+$/i.test(value) && URL.canParse(value),
  fix,
});

export const VARIABLES = {
  SLACK_BOT_TOKEN: like(
    /^(?:xoxe\.)?xoxb-\S+$/,
    `must start with xoxb-: copy the "Bot User OAuth Token" from "OAuth & Permissions" in your Slack app's settings`,
  ),
  SLACK_APP_TOKEN: like(
    /^xapp-\S+$/,
    `must start with xapp-: create an "App-Level Token" with connections:write under "Basic Information" in your Slack app's settings`,
  ),
  SLACK_SIGNING_SECRET: secret(`isn't a signing secret: copy it from "Basic Information" in your Slack app's settings`),
  PORT: {
    fits: (value) => /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535,
    fix: 'must be a number from 1 to 65535',
  },
  SLACK_CLIENT_ID: like(/^\S+$/, `must be the client ID from "Basic Information" in your Slack app's settings`),
  SLACK_CLIENT_SECRET: secret(`must be the client secret from "Basic Information" in your Slack app's settings`),
  SLACK_STATE_SECRET: secret('must be random text that you choose: at least 8 characters, without spaces'),
  SLACK_API_URL: address('must be an http(s) address such as http://localhost:4747/api/'),
  DATABASE_URL: like(
    /^(?:sqlite:.+|postgres(?:ql)?:\/\/\S+)$/,
    'must be sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME',
  ),
  OPENAI_API_KEY: like(/^\S+$/, 'must be a key without spaces'),
  OPENAI_BASE_URL: address('must be an http(s) address such as https://api.openai.com/v1'),
  OPENAI_MODEL: like(/^\S+$/, "must be a model's name without spaces"),
  OPENAI_CHECK_MODEL: like(/^\S+$/, "must be a model's name without spaces, or off"),
  OPENAI_DAILY_TOKENS: like(/^[1-9]\d{0,14}$/, 'must be a number of tokens such as 200000'),
  PUBLIC_URL: address('must be an http(s) address such as https://recap.example.org'),
  ENCRYPTION_KEY: {
    fits: (value) => value.split(',').every((key) => /^(?:[0-9a-f]{64}|[a-z0-9+/]{43}=)$/i.test(key)),
    fix: 'must be 32 random bytes (create them with: openssl rand -base64 32); to keep decrypting with older keys, add them after a comma',
  },
  RETENTION_DAYS: like(/^[1-9]\d{0,4}$/, 'must be a number of days such as 365'),
  LOG_LEVEL: {
    fits: (value) => LOG_LEVELS.some((level) => level === value),
    fix: `must be one of ${LOG_LEVELS.join(', ')}`,
  },
} satisfies Record<string, Rule>;

export type Variable = keyof typeof VARIABLES;
export type Settings = { [Name in Variable]?: string };
export type Environment = Record<string, string | undefined>;

/** Reads `.env` in the working folder and the environment, which wins. @throws AppError `bad-input` */
export function readEnvironment(env: Environment = process.env): Environment {
  return withoutEmpty({ ...readEnvFile(), ...withoutEmpty(env) });
}

function readEnvFile(): Environment {
  try {
    return parse(readFileSync('.env'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new AppError('bad-input', "The file .env can't be read. Make it readable, or remove it.", {
      cause: error,
    });
  }
}

/** Returns the valid settings, and a sentence for each problem, without any value. */
export function inspectSettings(env: Environment): { settings: Settings; problems: string[] } {
  const problems: string[] = [];
  const settings = readSettings(withoutEmpty(env), problems);
  const isSet = (name: Variable) => (env[name]?.trim() ?? '') !== '';
  problems.push(...findContradictions(isSet));
  return { settings, problems };
}

/** Returns whether anything says how to reach Slack, right or wrong. */
export function hasSlackSettings(env: Environment): boolean {
  return (Object.keys(VARIABLES) as Variable[]).some(
    (name) => name.startsWith('SLACK_') && name !== 'SLACK_API_URL' && (env[name]?.trim() ?? '') !== '',
  );
}

function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => (value?.trim() ?? '') !== ''));
}

export function readSettings(env: Environment, problems: string[]): Settings {
  const settings: Settings = {};
  for (const [name, { fits, fix }] of Object.entries(VARIABLES)) {
    const value = env[name]?.trim();
    if (value === undefined) continue;
    if (fits(value)) settings[name as Variable] = value;
    else problems.push(`${name} ${fix}`);
  }
  return settings;
}

function findContradictions(isSet: (name: Variable) => boolean): string[] {
  const problems: string[] = [];
  const group: Variable[] = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'];
  const missing = group.filter((name) => !isSet(name));
  const isOAuth = missing.length < group.length;
  if (isOAuth && missing.length > 0) {
    problems.push(...missing.map((name) => `${name} is missing: to serve several workspaces, set ${group.join(', ')}`));
  }
  if (isOAuth && !isSet('ENCRYPTION_KEY')) {
    problems.push(
      'ENCRYPTION_KEY is missing: the tokens of several workspaces are stored encrypted, so create a key with: openssl rand -base64 32',
    );
  }
  if (isSet('SLACK_APP_TOKEN') && isSet('SLACK_SIGNING_SECRET')) {
    problems.push(
      'SLACK_APP_TOKEN is set, and so is SLACK_SIGNING_SECRET: keep the first for Socket Mode or the second for HTTP',
    );
  } else if (!isSet('SLACK_APP_TOKEN') && !isSet('SLACK_SIGNING_SECRET')) {
    problems.push('SLACK_APP_TOKEN is missing: set it for Socket Mode, or SLACK_SIGNING_SECRET for HTTP');
  }
  if (isOAuth && isSet('SLACK_APP_TOKEN')) {
    problems.push(
      'SLACK_APP_TOKEN is set with SLACK_CLIENT_ID: several workspaces need HTTP, so replace it with SLACK_SIGNING_SECRET',
    );
  }
  if (isOAuth && isSet('SLACK_BOT_TOKEN')) {
    problems.push(
      'SLACK_BOT_TOKEN is set, and so is SLACK_CLIENT_ID: keep the first for one workspace or the second for several',
    );
  } else if (!isOAuth && !isSet('SLACK_BOT_TOKEN')) {
    problems.push(
      `SLACK_BOT_TOKEN is missing: once the app is installed in Slack, copy it from "OAuth & Permissions" in the app's settings`,
    );
  }
  return [...problems, ...findModelContradictions(isSet)];
}

export function findModelContradictions(isSet: (name: Variable) => boolean): string[] {
  const withoutKey = (['OPENAI_BASE_URL', 'OPENAI_MODEL', 'OPENAI_CHECK_MODEL', 'OPENAI_DAILY_TOKENS'] as const).filter(
    (name) => isSet(name) && !isSet('OPENAI_API_KEY'),
  );
  return withoutKey.map(
    (name) =>
      `${name} is set without OPENAI_API_KEY: set the key (any word if the endpoint doesn't need one), or remove ${name}`,
  );
}
