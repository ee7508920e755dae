import type { WebClientOptions } from '@slack/web-api';
import type { SlackConfig } from '#config/config.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { errorCodeOf } from '#slack/api/error-code.ts';
import type { Log } from '#usecases/ports/dependencies.ts';
import { createBoltLogger } from './bolt-logger.ts';

/** A call that takes longer is given up. */
const TIMEOUT_MS = 10_000;

/** How long to wait where Slack says "too many" and not until when (seconds). */
const DEFAULT_RETRY_AFTER = 30;

/** Who wants to know how calls go. */
export interface CallWatch {
  /** Of each answer, whatever it is. */
  onAnswer?: () => void;
  /** Slack's error code, `http_503`, or `no_answer`. */
  onError?: (code: string) => void;
}

/**
 * How every call to Slack is made: once (a call that is sent again may be done twice), with a time-out, and with an
 * error at once where there are too many: whoever asked knows what to do then.
 */
export function webClientOptions(
  { apiUrl }: Pick<SlackConfig, 'apiUrl'>,
  log: Log,
  { onAnswer, onError }: CallWatch = {},
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
        const code = await errorCodeOf(response);
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
