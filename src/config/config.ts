import { AppError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import {
  type Environment,
  findModelContradictions,
  inspectSettings,
  LOG_LEVELS,
  type LogLevel,
  readEnvironment,
  readSettings,
  type Settings,
} from './setting-parsers.ts';

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

/**
 * Of the environment and the file `.env` only what concerns the language model, for what needs no Slack; undefined
 * where none is set.
 * @throws AppError as {@link loadConfig}
 */
export function loadModelConfig(env: Environment = process.env): ModelConfig | undefined {
  const set = Object.fromEntries(Object.entries(readEnvironment(env)).filter(([name]) => name.startsWith('OPENAI_')));
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

/** As {@link loadConfig}, without any file. */
export function readConfig(env: Environment): Config {
  const { settings, problems } = inspectSettings(env);
  throwIfAny(problems);
  const openai = modelOf(settings);
  return freeze({
    slack: slackOf(settings),
    databaseUrl: settings.DATABASE_URL ?? DEFAULT_DATABASE,
    ...omitUndefined({ openai }),
    ...(settings.PUBLIC_URL !== undefined && { publicUrl: settings.PUBLIC_URL.replace(/\/+$/, '') }),
    encryptionKeys: settings.ENCRYPTION_KEY?.split(',') ?? [],
    ...(settings.RETENTION_DAYS !== undefined && { retentionDays: Number(settings.RETENTION_DAYS) }),
    logLevel: LOG_LEVELS.find((level) => level === settings.LOG_LEVEL) ?? 'info',
  });
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
    ...omitUndefined({ baseUrl }),
    model,
    ...(dailyTokens !== undefined && { dailyTokens: Number(dailyTokens) }),
  };
}

function slackOf(settings: Settings): SlackConfig {
  const { SLACK_APP_TOKEN: appToken, SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl, PORT: port } = settings;
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
