import { AppError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import {
  type Environment,
  findModelContradictions,
  hasSlackSettings,
  inspectSettings,
  LOG_LEVELS,
  type LogLevel,
  readEnvironment,
  readSettings,
  type Settings,
} from './setting-parsers.ts';

export type SlackConnection =
  /** The bot opens a socket to Slack; `healthPort` serves `/health` if set. */
  | { mode: 'socket'; appToken: string; healthPort?: number }
  /** Slack calls the bot at `/slack/events`. */
  | { mode: 'http'; signingSecret: string; port: number };

export type SlackAccess =
  | { kind: 'one-workspace'; botToken: string }
  | { kind: 'many-workspaces'; clientId: string; clientSecret: string; stateSecret: string };

export interface SlackConfig {
  connection: SlackConnection;
  access: SlackAccess;
  /** Ends with a slash. Default: Slack's own API. */
  apiUrl?: string;
}

export interface ModelConfig {
  apiKey: string;
  /** Default: OpenAI's own. */
  baseUrl?: string;
  model: string;
  /** Checks each sentence against its notes; `off` for no check. Default: the same as `model`. */
  checkModel?: string;
  /** Tokens sent and received per day (UTC). Default: no limit. */
  dailyTokens?: number;
}

export interface Config {
  slack: SlackConfig;
  /** `sqlite:FILE` or `postgres://…`. */
  databaseUrl: string;
  openai?: ModelConfig;
  publicUrl?: string;
  /** 32 bytes each, in base64 or hexadecimal. The first encrypts, all decrypt. */
  encryptionKeys: readonly string[];
  /** Removes conferences that ended more than this many days ago. */
  retentionDays?: number;
  logLevel: LogLevel;
}

const DEFAULT_PORT = 3000;
export const DEFAULT_DATABASE = 'sqlite:data/recap.sqlite';
/** Chosen because it writes well, answers within seconds, supports JSON schemas and is cheap. */
export const DEFAULT_MODEL = 'gpt-6.1-terra';

/**
 * Loads the configuration from the environment and from `.env` in the working folder; the environment wins.
 * @throws AppError `bad-input` that names every missing or invalid variable and how to fix it
 */
export function loadConfig(env: Environment = process.env): Config {
  return readConfig(readEnvironment(env));
}

/**
 * Loads only the language model's settings, for commands that don't need Slack; undefined if there are none.
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
  throw new AppError('bad-input', `Fix these settings (in the environment or .env): ${problems.join('; ')}.`);
}

export function readConfig(env: Environment): Config {
  const { settings, problems } = inspectSettings(env);
  if (!hasSlackSettings(env)) {
    throw new AppError(
      'bad-input',
      'The bot has no Slack app yet. Run npm run -s recap -- setup, which creates the app and writes .env. ' +
        'To try it without Slack, run npm run demo.',
    );
  }
  throwIfAny(problems);
  const openai = modelOf(settings);
  return freeze({
    slack: slackOf(settings),
    databaseUrl: settings.DATABASE_URL ?? DEFAULT_DATABASE,
    ...omitUndefined({ openai, publicUrl: settings.PUBLIC_URL?.replace(/\/+$/, '') }),
    encryptionKeys: settings.ENCRYPTION_KEY?.split(',') ?? [],
    ...omitUndefined({ retentionDays: toNumber(settings.RETENTION_DAYS) }),
    logLevel: LOG_LEVELS.find((level) => level === settings.LOG_LEVEL) ?? 'info',
  });
}

function toNumber(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function modelOf({
  OPENAI_API_KEY: apiKey,
  OPENAI_BASE_URL: baseUrl,
  OPENAI_MODEL: model = DEFAULT_MODEL,
  OPENAI_CHECK_MODEL: checkModel,
  OPENAI_DAILY_TOKENS: dailyTokens,
}: Settings): ModelConfig | undefined {
  if (apiKey === undefined) return undefined;
  return {
    apiKey,
    ...omitUndefined({ baseUrl }),
    model,
    ...omitUndefined({ checkModel, dailyTokens: toNumber(dailyTokens) }),
  };
}

function slackOf(settings: Settings): SlackConfig {
  const { SLACK_APP_TOKEN: appToken, SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl, PORT: port } = settings;
  return {
    connection:
      appToken !== undefined
        ? { mode: 'socket', appToken, ...omitUndefined({ healthPort: toNumber(port) }) }
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
    ...omitUndefined({ apiUrl: apiUrl?.replace(/\/?$/, '/') }),
  };
}

function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}
