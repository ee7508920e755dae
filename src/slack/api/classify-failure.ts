import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';

/** What came of a call to Slack that failed. */
export type CallFailure =
  /** Slack answered that it won't: its error code, and the scope or pointers that it names. */
  | { kind: 'refused'; code: string; needed?: string; details: string[] }
  | { kind: 'too-many'; retryAfterMs: number }
  /** The request never reached Slack. */
  | { kind: 'not-sent' }
  /** Slack may have done what was asked. */
  | { kind: 'no-answer' };

/** Codes of errors that happen before anything of a request is sent. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Slack itself failed, with or without having done anything: answers with status 200 like all its others. */
const OWN_FAILURES = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable']);

/** Reads what @slack/web-api threw; anything else counts as no answer. */
export function readCallFailure(error: unknown): CallFailure {
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: 'too-many', retryAfterMs: error.retryAfter * 1000 };
  }
  if (error instanceof WebAPIPlatformError) return readAnswer(error);
  if (error instanceof WebAPIHTTPError) return { kind: 'no-answer' };
  if (error instanceof WebAPIRequestError && causesOf(error.original).some(isNotSent)) return { kind: 'not-sent' };
  return { kind: 'no-answer' };
}

function readAnswer(error: WebAPIPlatformError): CallFailure {
  const data: typeof error.data & { needed?: unknown } = error.data;
  const code: unknown = data.error;
  if (code === 'ratelimited' || code === 'rate_limited') return { kind: 'too-many', retryAfterMs: 30_000 };
  // A page of a proxy's, which the client takes for an error code.
  if (typeof code !== 'string' || !/^[a-z0-9_:.-]{1,80}$/i.test(code)) return { kind: 'no-answer' };
  if (OWN_FAILURES.has(code)) return { kind: 'no-answer' };
  return {
    kind: 'refused',
    code,
    ...(typeof data.needed === 'string' && { needed: data.needed }),
    details: data.response_metadata?.messages ?? [],
  };
}

function isNotSent(error: Error): boolean {
  return NOT_SENT.has((error as NodeJS.ErrnoException).code ?? '');
}

/** An error, what caused it, and of several attempts (IPv6, IPv4) each. */
function causesOf(error: unknown): Error[] {
  if (!(error instanceof Error)) return [];
  const attempts = error instanceof AggregateError ? error.errors.flatMap(causesOf) : [];
  return [error, ...attempts, ...causesOf(error.cause)];
}
