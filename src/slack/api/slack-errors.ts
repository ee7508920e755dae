import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { LocalizedError, type Notice } from '#errors.ts';
import { PostingError, type PostingProblem } from '#usecases/ports/slack.ts';

/** Why a call to Slack failed. */
export type CallFailure =
  /** Slack refused: its error code, the scope that is missing, and where in the request the problem is. */
  | { kind: 'refused'; code: string; needed?: string; details: string[] }
  | { kind: 'too-many'; retryAfterMs: number }
  /** The request never reached Slack. */
  | { kind: 'not-sent' }
  /** No answer came, so Slack may have done what was asked. */
  | { kind: 'no-answer' };

/** Codes of errors that occur before any part of a request is sent. */
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

/**
 * Failures of Slack itself, which it reports with status 200, like all its answers. It may have done what was asked.
 */
const OWN_FAILURES = new Set(['internal_error', 'fatal_error', 'request_timeout', 'service_unavailable']);

/** Classifies an error of @slack/web-api. Any other error counts as no answer. */
export function classifyFailure(error: unknown): CallFailure {
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: 'too-many', retryAfterMs: error.retryAfter * 1000 };
  }
  if (error instanceof WebAPIPlatformError) return readAnswer(error);
  if (error instanceof WebAPIHTTPError) return { kind: 'no-answer' };
  if (
    error instanceof WebAPIRequestError &&
    causesOf(error.original).some((cause) => NOT_SENT.has((cause as NodeJS.ErrnoException).code ?? ''))
  )
    return { kind: 'not-sent' };
  return { kind: 'no-answer' };
}

function readAnswer(error: WebAPIPlatformError): CallFailure {
  const data: typeof error.data & { needed?: unknown } = error.data;
  const code: unknown = data.error;
  if (code === 'ratelimited' || code === 'rate_limited') return { kind: 'too-many', retryAfterMs: 30_000 };
  // A proxy's web page, which the client takes for an error code.
  if (typeof code !== 'string' || !/^[a-z0-9_:.-]{1,80}$/i.test(code)) return { kind: 'no-answer' };
  if (OWN_FAILURES.has(code)) return { kind: 'no-answer' };
  return {
    kind: 'refused',
    code,
    ...(typeof data.needed === 'string' && { needed: data.needed }),
    details: data.response_metadata?.messages ?? [],
  };
}

/** Returns an error, its causes, and the errors of all connection attempts (IPv6, IPv4). */
export function causesOf(error: unknown): Error[] {
  if (!(error instanceof Error)) return [];
  const attempts = error instanceof AggregateError ? error.errors.flatMap(causesOf) : [];
  return [error, ...attempts, ...causesOf(error.cause)];
}

/** What people are told if Slack refuses something, by its error code. */
const NOTICES: Record<string, Notice['key']> = {
  not_in_channel: 'slack-not-in-channel',
  channel_not_found: 'slack-channel-not-found',
  is_archived: 'slack-archived',
  restricted_action: 'slack-restricted',
  restricted_action_read_only_channel: 'slack-read-only',
  restricted_action_thread_only_channel: 'slack-threads-only',
  restricted_action_thread_locked: 'slack-thread-locked',
  restricted_action_non_threadable_channel: 'slack-no-threads',
  cannot_reply_to_message: 'slack-no-reply',
  msg_too_long: 'slack-too-long',
  msg_blocks_too_long: 'slack-too-long',
  too_many_attachments: 'slack-too-long',
  token_revoked: 'slack-token-revoked',
  token_expired: 'slack-token-expired',
  account_inactive: 'slack-inactive',
  invalid_auth: 'slack-invalid-auth',
  not_authed: 'slack-no-token',
  not_allowed_token_type: 'slack-wrong-token',
  team_access_not_granted: 'slack-not-granted',
  ekm_access_denied: 'slack-suspended',
  access_denied: 'slack-access-denied',
  org_login_required: 'slack-moving',
  team_added_to_org: 'slack-moving',
};

/** Errors about blocks. Their details name places in the message and quote nothing of it. */
const BAD_BLOCKS = new Set(['invalid_blocks', 'invalid_blocks_format', 'invalid_arguments', 'block_mismatch']);

/** Returns what to tell people if Slack refused for good; undefined for any other failure. */
export function explainSlackRefusal(error: unknown): Notice | undefined {
  const failure = classifyFailure(error);
  return failure.kind === 'refused' ? noticeOf(failure) : undefined;
}

function noticeOf({ code, needed = 'unknown', details }: CallFailure & { kind: 'refused' }): Notice {
  if (code === 'missing_scope') return { key: 'slack-missing-scope', values: { scope: needed } };
  if (BAD_BLOCKS.has(code)) {
    const places = details.map((detail) => detail.replace(/^\[ERROR\]\s*/, ''));
    return { key: 'slack-bad-blocks', values: { details: [code, ...places].join('; ') } };
  }
  return { key: NOTICES[code] ?? 'slack-refused', values: { code } };
}

/** Longer responses (in characters) aren't errors, so they need not be searched for one. */
const LONGEST_ERROR = 4_000;

/** Returns Slack's error code, or `http_503` for a failed HTTP request; undefined if the call succeeded. */
export async function slackErrorCode(response: Response): Promise<string | undefined> {
  if (response.status === 429) return 'ratelimited';
  if (!response.ok) return `http_${response.status}`;
  if (response.headers.get('content-type')?.startsWith('application/json') !== true) return undefined;
  const text = await response.clone().text();
  if (text.length > LONGEST_ERROR) return undefined;
  const [, code] = /"error"\s*:\s*"([a-z0-9_:.-]{1,80})"/i.exec(text) ?? [];
  return /"ok"\s*:\s*false/.test(text) ? code : undefined;
}

/** How long to wait if Slack can't be reached. */
const UNREACHABLE_MS = 15_000;

/** The message or its thread no longer exists, or can no longer be changed, so it has to be posted again. */
const GONE = new Set([
  'message_not_found',
  'thread_not_found',
  'cant_update_message',
  'cant_delete_message',
  'edit_window_closed',
]);

/** Returns what a failed call to post, change or remove a message means for that message. */
function postingProblem(error: unknown): PostingProblem {
  // The workspace has no token that works.
  if (error instanceof LocalizedError && error.code === 'refused') return { kind: 'refused', reason: error.notice };
  const failure = classifyFailure(error);
  switch (failure.kind) {
    case 'too-many':
      return { kind: 'later', retryAfterMs: failure.retryAfterMs };
    case 'not-sent':
      return { kind: 'later', retryAfterMs: UNREACHABLE_MS };
    case 'no-answer':
      return { kind: 'unknown' };
    case 'refused':
      return GONE.has(failure.code) ? { kind: 'gone' } : { kind: 'refused', reason: explainSlackRefusal(error)! };
  }
}

export function postingError(error: unknown): PostingError {
  return error instanceof PostingError ? error : new PostingError(postingProblem(error), { cause: error });
}
