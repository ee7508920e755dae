import type { Authorize } from '@slack/bolt';
import { type Logger, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import type { SlackConfig } from '#config/config.ts';
import { AppError } from '#errors.ts';
import { withoutSecrets } from '#shared/error-log-fields.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { slackErrorCode } from '#slack/api/slack-errors.ts';
import type { Log } from '#usecases/ports/dependencies.ts';

/** Who the bot is in a workspace. */
interface BotIdentity {
  botId: string;
  botUserId: string;
  /** The workspace's address, `https://acme.slack.com/`. */
  url: string;
}

/** The one way to call Slack in a workspace, for listeners' and background work alike. */
export interface WebClients {
  /** @throws AppError `refused` where the app is not installed in the workspace */
  clientFor(teamId: string): Promise<WebClient>;
  /** Asked once, and kept. @throws what the client throws */
  identityFor(teamId: string): Promise<BotIdentity>;
}

type AccessFor = (teamId: string) => Promise<{ botToken?: string }>;

/** With one token for one workspace. */
export function createSingleClient(
  botToken: string,
  options: WebClientOptions,
): WebClients & { authorize: Authorize<boolean> } {
  const clients = createWebClients(async () => ({ botToken }), options);
  return {
    ...clients,
    // Bolt's own authorization for a token asks once: if Slack is away then, the bot stays deaf, or ends.
    async authorize({ teamId }) {
      const { botId, botUserId } = await clients.identityFor(teamId ?? '');
      return { botToken, botId, botUserId };
    },
  };
}

/** `accessFor` answers the token for a workspace, a fresh one where tokens expire. */
export function createWebClients(accessFor: AccessFor, options: WebClientOptions): WebClients {
  const clients = new Map<string, WebClient>();
  const identities = new Map<string, Promise<BotIdentity>>();

  async function clientFor(teamId: string): Promise<WebClient> {
    const { botToken } = await accessFor(teamId);
    if (botToken === undefined)
      throw new AppError('refused', 'The app has no bot in this workspace. Install it again.');
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
  };
}

/** A call that takes longer is given up. */
const TIMEOUT_MS = 10_000;

/** How long to wait where Slack says "too many" and not until when (seconds). */
const DEFAULT_RETRY_AFTER = 30;

/** Who wants to know how calls go. */
export interface CallObserver {
  /** Of each answer, whatever it is. */
  onAnswer?: () => void;
  /** Slack's error code, `http_503`, or `no_answer`. */
  onError?: (code: string) => void;
}

/**
 * How every call to Slack is made: once (a call that is sent again may be done twice), with a time-out, and with an
 * error at once where there are too many: the caller knows what to do then.
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
      // Bolt's respond() sets no time-out of its own.
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

/** The client throws a bare Error, and no rate limit's, where the header is missing. */
function withRetryAfter(response: Response): Response {
  const given = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  if (given >= 0) return response;
  const headers = new Headers(response.headers);
  headers.set('retry-after', String(DEFAULT_RETRY_AFTER));
  return new Response(response.body, { status: 429, headers });
}

/**
 * What Slack's libraries say, in the bot's own log. Only warnings and errors, and only their words: what they print
 * at lower levels, and the objects that they print with it, hold people's messages and tokens.
 */
export function createBoltLogger(log: Log): Logger {
  const joinWords = (said: unknown[]) => withoutSecrets(said.map(String).join(' ')).slice(0, 500);
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (...said) => log.warn({ said: joinWords(said) }, 'slack library warns'),
    error: (...said) => log.error({ said: joinWords(said) }, 'slack library fails'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
