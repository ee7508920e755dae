import { createHash } from 'node:crypto';
import type { Authorize } from '@slack/bolt';
import { type Logger, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import type { SlackConfig } from '#config/config.ts';
import { LocalizedError } from '#errors.ts';
import { withoutSecrets } from '#shared/error-log-fields.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { withTimeout } from '#shared/with-timeout.ts';
import { classifyFailure, slackErrorCode } from '#slack/api/slack-errors.ts';
import type { Log } from '#usecases/ports/dependencies.ts';
import type { KeyValue } from '#usecases/ports/stores.ts';

/** The bot's identity in a workspace. */
interface BotIdentity {
  botId: string;
  botUserId: string;
  /** The workspace's address, `https://acme.slack.com/`. */
  url: string;
}

/** The only way to call Slack in a workspace, for listeners and background work alike. */
export interface WebClients {
  /** @throws AppError `refused` if the app isn't installed in the workspace */
  clientFor(teamId: string): Promise<WebClient>;
  /** Returns the bot's identity, which is cached after the first call. @throws what the client throws */
  identityFor(teamId: string): Promise<BotIdentity>;
  /** Drops what is cached about a workspace that has removed the app. */
  forget(teamId: string): void;
}

type AccessFor = (teamId: string) => Promise<{ botToken?: string }>;

/** How long a request waits for Slack to say who the bot is: the same as before the restart, if it takes longer. */
const IDENTITY_WITHIN_MS = 300;
const IDENTITY_KEPT_MS = 400 * 24 * 3600 * 1000;

/** Creates the clients for one workspace with one token. */
export function createSingleClient(
  botToken: string,
  options: WebClientOptions,
  keyValue: Pick<KeyValue, 'get' | 'set'>,
): WebClients & { authorize: Authorize<boolean> } {
  const clients = createWebClients(async () => ({ botToken }), options);
  const key = `identity:${createHash('sha256').update(botToken).digest('base64url')}`;
  let known: BotIdentity | undefined;
  async function ask(teamId: string): Promise<BotIdentity> {
    const identity = await clients.identityFor(teamId);
    if (known === undefined) await keyValue.set(key, identity, IDENTITY_KEPT_MS).catch(() => undefined);
    known = identity;
    return identity;
  }
  async function identify(teamId: string): Promise<BotIdentity> {
    const asked = ask(teamId);
    const soon = await withTimeout(IDENTITY_WITHIN_MS, asked).catch((error: unknown) => {
      if (classifyFailure(error).kind === 'refused') throw error;
    });
    return soon ?? (await keyValue.get<BotIdentity>(key).catch(() => undefined)) ?? asked;
  }
  return {
    ...clients,
    // Bolt's own authorization for a token asks Slack only once: if Slack can't be reached then, the bot ignores all
    // requests, or exits.
    async authorize({ teamId }) {
      const { botId, botUserId } = known ?? (await identify(teamId ?? ''));
      return { botToken, botId, botUserId };
    },
  };
}

/** Creates the clients. `accessFor` returns a workspace's token, refreshed if tokens expire. */
export function createWebClients(accessFor: AccessFor, options: WebClientOptions): WebClients {
  const clients = new Map<string, WebClient>();
  const identities = new Map<string, Promise<BotIdentity>>();

  async function clientFor(teamId: string): Promise<WebClient> {
    const { botToken } = await accessFor(teamId);
    if (botToken === undefined) throw new LocalizedError('refused', 'app-not-installed');
    const client = clients.get(teamId);
    if (client?.token === botToken) return client;
    const fresh = new WebClient(botToken, options);
    clients.set(teamId, fresh);
    return fresh;
  }

  async function askIdentity(teamId: string): Promise<BotIdentity> {
    const client = await clientFor(teamId);
    const { bot_id = '', user_id = '', url = '' } = await client.auth.test();
    return { botId: bot_id, botUserId: user_id, url: url.endsWith('/') ? url : `${url}/` };
  }

  return {
    clientFor,
    identityFor(teamId) {
      const known = identities.get(teamId);
      if (known !== undefined) return known;
      const asked = askIdentity(teamId);
      identities.set(teamId, asked);
      asked.catch(() => identities.delete(teamId));
      return asked;
    },
    forget(teamId) {
      clients.delete(teamId);
      identities.delete(teamId);
    },
  };
}

/** Calls that take longer are aborted. */
const TIMEOUT_MS = 10_000;

/** How long to wait if Slack limits the rate without saying for how long (seconds). */
const DEFAULT_RETRY_AFTER = 30;

/** Observes how calls to Slack go. */
export interface CallObserver {
  /** Called for each response, whatever it is. */
  onAnswer?: () => void;
  /** Called with Slack's error code, `http_503`, or `no_answer`. */
  onError?: (code: string) => void;
}

/**
 * Returns the options of every call to Slack: no retries (a repeated call may be done twice), a timeout, and an
 * immediate error if Slack limits the rate, since the caller knows what to do then.
 */
export function webClientOptions(
  { apiUrl }: Pick<SlackConfig, 'apiUrl'>,
  log: Log,
  { onAnswer, onError }: CallObserver = {},
  timeoutMs = TIMEOUT_MS,
): WebClientOptions {
  return {
    ...omitUndefined({ slackApiUrl: apiUrl }),
    logger: createBoltLogger(log),
    retryConfig: { retries: 0 },
    timeout: timeoutMs,
    rejectRateLimitedCalls: true,
    fetch: async (url, init) => {
      // Bolt's respond() sets no timeout of its own.
      const signal = init?.signal ?? AbortSignal.timeout(timeoutMs);
      const response = await fetch(url, { ...init, signal }).catch((error) => {
        onError?.('no_answer');
        throw error;
      });
      onAnswer?.();
      if (onError !== undefined) {
        const code = await slackErrorCode(response);
        if (code !== undefined) onError(code);
      }
      return response.status === 429 ? withRetryAfter(response) : response;
    },
  };
}

/** Without the header, the client would throw a plain Error instead of a rate limit error. */
function withRetryAfter(response: Response): Response {
  const given = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  if (given >= 0) return response;
  const headers = new Headers(response.headers);
  headers.set('retry-after', String(DEFAULT_RETRY_AFTER));
  return new Response(response.body, { status: 429, headers });
}

/**
 * Creates a logger that passes on what Slack's libraries log. Only warnings and errors, and only their text: lower
 * levels, and the objects that they log, may hold people's messages and tokens.
 */
export function createBoltLogger(log: Log): Logger {
  const joinWords = (said: unknown[]) => withoutSecrets(said.map(String).join(' ')).slice(0, 500);
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...said) => log.warn({ said: joinWords(said) }, 'Slack library warning'),
    error: (...said) => log.error({ said: joinWords(said) }, 'Slack library error'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
