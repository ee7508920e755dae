import { readFileSync } from 'node:fs';
import { parse } from 'dotenv';
import { AppError } from './errors.ts';

/** How Slack's messages reach the bot. */
export type SlackConnection =
  /** The bot opens a socket to Slack; `healthPort` serves `/health` where it is set. */
  | { mode: 'socket'; appToken: string; healthPort?: number }
  /** Slack calls the bot at `/slack/events`. */
  | { mode: 'http'; signingSecret: string; port: number };

/** Whose workspaces the bot works in. */
export type SlackAccess =
  | { kind: 'one-workspace'; botToken: string }
  | { kind: 'many-workspaces'; clientId: string; clientSecret: string; stateSecret: string };

export interface SlackConfig {
  connection: SlackConnection;
  access: SlackAccess;
  /** Ends with a slash; absent: Slack's own. */
  apiUrl?: string;
}

/** Which language model words the recaps, and where it is asked. */
export interface ModelConfig {
  apiKey: string;
  /** Absent: OpenAI's own. */
  baseUrl?: string;
  model: string;
  /** Tokens that may go to and fro on a day (UTC); absent: as many as it takes. */
  dailyTokens?: number;
}

/** Everything that can be set from outside, checked. */
export interface Config {
  slack: SlackConfig;
  /** `sqlite:FILE` or `postgres://…`. */
  databaseUrl: string;
  /** A language model, where one is to be used. */
  openai?: ModelConfig;
  /** Where people's browsers reach the bot, without a slash at the end. */
  publicUrl?: string;
  /** 32 bytes each, in base64 or hexadecimal: the first encrypts, all decrypt. */
  encryptionKeys: readonly string[];
  /** Conferences that are over for so many days are removed; absent: none. */
  retentionDays?: number;
  logLevel: LogLevel;
}

const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What a variable's value must be, and how to mend one that isn't. (zod says no more, and takes a fifth of the start.) */
interface Rule {
  fits: (value: string) => boolean;
  mend: string;
}

const like = (pattern: RegExp, mend: string): Rule => ({ fits: (value) => pattern.test(value), mend });
const secret = (mend: string): Rule => like(/^\S{8,}$/, mend);
const address = (mend: string): Rule => ({
  fits: (value) => /^https?:\/\/[^\s?#]+$/i.test(value) && URL.canParse(value),
  mend,
});

/** Each variable that is read. */
export const VARIABLES = {
  SLACK_BOT_TOKEN: like(
    /^(?:xoxe\.)?xoxb-\S+$/,
    'must begin with xoxb-: copy the "Bot User OAuth Token" from "OAuth & Permissions" of your Slack app',
  ),
  SLACK_APP_TOKEN: like(
    /^xapp-\S+$/,
    'must begin with xapp-: make an "App-Level Token" with connections:write under "Basic Information" of your Slack app',
  ),
  SLACK_SIGNING_SECRET: secret('is no signing secret: copy it from "Basic Information" of your Slack app'),
  PORT: {
    fits: (value) => /^\d{1,5}$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535,
    mend: 'must be a number from 1 to 65535',
  },
  SLACK_CLIENT_ID: like(/^\S+$/, 'must be the client id from "Basic Information" of your Slack app'),
  SLACK_CLIENT_SECRET: secret('must be the client secret from "Basic Information" of your Slack app'),
  SLACK_STATE_SECRET: secret('must be a secret of your own, 8 characters or more, without spaces'),
  SLACK_API_URL: address('must be an http(s) address such as http://localhost:4747/api/'),
  DATABASE_URL: like(
    /^(?:sqlite:.+|postgres(?:ql)?:\/\/\S+)$/,
    'must be sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME',
  ),
  OPENAI_API_KEY: like(/^\S+$/, 'must be a key without spaces'),
  OPENAI_BASE_URL: address('must be an http(s) address such as https://api.openai.com/v1'),
  OPENAI_MODEL: like(/^\S+$/, "must be a model's name without spaces"),
  OPENAI_DAILY_TOKENS: like(/^[1-9]\d{0,14}$/, 'must be a number of tokens such as 200000'),
  PUBLIC_URL: address('must be an http(s) address such as https://recap.example.org'),
  ENCRYPTION_KEY: {
    fits: (value) => value.split(',').every((key) => /^(?:[0-9a-f]{64}|[a-z0-9+/]{43}=)$/i.test(key)),
    mend: 'must be 32 random bytes (make them with: openssl rand -base64 32); after a comma older ones that may still decrypt',
  },
  RETENTION_DAYS: like(/^[1-9]\d{0,4}$/, 'must be a number of days such as 365'),
  LOG_LEVEL: {
    fits: (value) => LOG_LEVELS.some((level) => level === value),
    mend: `must be one of ${LOG_LEVELS.join(', ')}`,
  },
} satisfies Record<string, Rule>;

export type Variable = keyof typeof VARIABLES;
export type Settings = { [Name in Variable]?: string };
type Environment = Record<string, string | undefined>;

const DEFAULT_PORT = 3000;
export const DEFAULT_DATABASE = 'sqlite:data/recap.sqlite';
/** Knows JSON schemas, answers within seconds and costs little. */
const DEFAULT_MODEL = 'gpt-4.1-mini';

/**
 * The configuration that the environment and a file `.env` in the working folder give; the environment wins.
 * @throws AppError `bad-input` that names every variable that is missing or wrong, and how to mend it
 */
export function loadConfig(env: Environment = process.env): Config {
  return readConfig(readEnvironment(env));
}

/** What is set in a file `.env` in the working folder and in the environment, which wins. @throws AppError `bad-input` */
export function readEnvironment(env: Environment = process.env): Environment {
  return withoutEmpty({ ...readEnvFile(), ...withoutEmpty(env) });
}

/**
 * Of the environment and the file `.env` only what concerns the language model, for what needs no Slack; undefined
 * where none is set.
 * @throws AppError as {@link loadConfig}
 */
export function loadModelConfig(env: Environment = process.env): ModelConfig | undefined {
  const set = Object.fromEntries(
    Object.entries(readEnvironment(env)).filter(([name]) => name.startsWith('OPENAI_')),
  );
  const problems: string[] = [];
  const settings = readSettings(set, problems);
  problems.push(...findModelContradictions((name) => set[name] !== undefined));
  throwIfAny(problems);
  return freeze(modelOf(settings));
}

function throwIfAny(problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw new AppError('bad-input', `Mend the settings (the environment or .env): ${problems.join('; ')}.`);
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

/** As {@link loadConfig}, without any file. */
export function readConfig(env: Environment): Config {
  const { settings, problems } = inspectSettings(env);
  throwIfAny(problems);
  const openai = modelOf(settings);
  return freeze({
    slack: slackOf(settings),
    databaseUrl: settings.DATABASE_URL ?? DEFAULT_DATABASE,
    ...(openai !== undefined && { openai }),
    ...(settings.PUBLIC_URL !== undefined && { publicUrl: settings.PUBLIC_URL.replace(/\/+$/, '') }),
    encryptionKeys: settings.ENCRYPTION_KEY?.split(',') ?? [],
    ...(settings.RETENTION_DAYS !== undefined && { retentionDays: Number(settings.RETENTION_DAYS) }),
    logLevel: LOG_LEVELS.find((level) => level === settings.LOG_LEVEL) ?? 'info',
  });
}

/** The settings that are right by themselves, and what is wrong: a sentence each, without any value. */
export function inspectSettings(env: Environment): { settings: Settings; problems: string[] } {
  const problems: string[] = [];
  const settings = readSettings(withoutEmpty(env), problems);
  const isSet = (name: Variable) => (env[name]?.trim() ?? '') !== '';
  problems.push(...findContradictions(isSet));
  return { settings, problems };
}

/** `X=` in a file means that X is not set. */
function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => (value?.trim() ?? '') !== ''));
}

function readSettings(env: Environment, problems: string[]): Settings {
  const settings: Settings = {};
  for (const [name, { fits, mend }] of Object.entries(VARIABLES)) {
    const value = env[name]?.trim();
    if (value === undefined) continue;
    if (fits(value)) settings[name as Variable] = value;
    else problems.push(`${name} ${mend}`);
  }
  return settings;
}

/** Variables that belong together: a group is set as a whole or not at all. */
function findContradictions(isSet: (name: Variable) => boolean): string[] {
  const problems: string[] = [];
  const group: Variable[] = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'];
  const missing = group.filter((name) => !isSet(name));
  const isOAuth = missing.length < group.length;
  if (isOAuth && missing.length > 0) {
    problems.push(
      `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing: many workspaces need all of ${group.join(', ')}`,
    );
  }
  if (isOAuth && !isSet('ENCRYPTION_KEY')) {
    problems.push(
      'ENCRYPTION_KEY is missing: many workspaces’ tokens are stored encrypted, so make a key with: openssl rand -base64 32',
    );
  }
  if (isSet('SLACK_APP_TOKEN') && isSet('SLACK_SIGNING_SECRET')) {
    problems.push(
      'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both set: keep the first for Socket Mode or the second for HTTP',
    );
  } else if (!isSet('SLACK_APP_TOKEN') && !isSet('SLACK_SIGNING_SECRET')) {
    problems.push('SLACK_APP_TOKEN is missing: set it for Socket Mode, or SLACK_SIGNING_SECRET for HTTP');
  }
  if (isOAuth && isSet('SLACK_APP_TOKEN')) {
    problems.push(
      'SLACK_APP_TOKEN is set with SLACK_CLIENT_ID: many workspaces need HTTP, so put SLACK_SIGNING_SECRET in its place',
    );
  }
  if (isOAuth && isSet('SLACK_BOT_TOKEN')) {
    problems.push(
      'SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set: keep the first for one workspace or the second for many',
    );
  } else if (!isOAuth && !isSet('SLACK_BOT_TOKEN')) {
    problems.push(
      'SLACK_BOT_TOKEN is missing: copy it from "OAuth & Permissions" of your Slack app once it is installed',
    );
  }
  return [...problems, ...findModelContradictions(isSet)];
}

function findModelContradictions(isSet: (name: Variable) => boolean): string[] {
  const withoutKey = (['OPENAI_BASE_URL', 'OPENAI_MODEL', 'OPENAI_DAILY_TOKENS'] as const).filter(
    (name) => isSet(name) && !isSet('OPENAI_API_KEY'),
  );
  return withoutKey.map(
    (name) =>
      `${name} is set without OPENAI_API_KEY: set the key (any word where the endpoint asks for none), or remove ${name}`,
  );
}

function modelOf({
  OPENAI_API_KEY: apiKey,
  OPENAI_BASE_URL: baseUrl,
  OPENAI_MODEL: model = DEFAULT_MODEL,
  OPENAI_DAILY_TOKENS: dailyTokens,
}: Settings): ModelConfig | undefined {
  if (apiKey === undefined) return undefined;
  return {
    apiKey,
    ...(baseUrl !== undefined && { baseUrl }),
    model,
    ...(dailyTokens !== undefined && { dailyTokens: Number(dailyTokens) }),
  };
}

function slackOf(settings: Settings): SlackConfig {
  const {
    SLACK_APP_TOKEN: appToken,
    SLACK_BOT_TOKEN: botToken,
    SLACK_API_URL: apiUrl,
    PORT: port,
  } = settings;
  return {
    connection:
      appToken !== undefined
        ? { mode: 'socket', appToken, ...(port !== undefined && { healthPort: Number(port) }) }
        : { mode: 'http', signingSecret: settings.SLACK_SIGNING_SECRET!, port: Number(port ?? DEFAULT_PORT) },
    access:
      botToken !== undefined
        ? { kind: 'one-workspace', botToken }
        : {
            kind: 'many-workspaces',
            clientId: settings.SLACK_CLIENT_ID!,
            clientSecret: settings.SLACK_CLIENT_SECRET!,
            stateSecret: settings.SLACK_STATE_SECRET!,
          },
    ...(apiUrl !== undefined && { apiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/` }),
  };
}

function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}
