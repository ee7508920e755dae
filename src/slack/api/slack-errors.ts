import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { PostingError, type PostingProblem } from '#usecases/ports/chat.ts';

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
  if (error instanceof WebAPIRequestError && causesOf(error.original).some(isNotSent)) return { kind: 'not-sent' };
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

function isNotSent(error: Error): boolean {
  return NOT_SENT.has((error as NodeJS.ErrnoException).code ?? '');
}

/** Returns an error, its causes, and the errors of all connection attempts (IPv6, IPv4). */
export function causesOf(error: unknown): Error[] {
  if (!(error instanceof Error)) return [];
  const attempts = error instanceof AggregateError ? error.errors.flatMap(causesOf) : [];
  return [error, ...attempts, ...causesOf(error.cause)];
}

/** Why Slack refuses something, by error code, in plain words with what to do. */
const REASONS: Record<string, string> = {
  not_in_channel: 'The bot is not in the channel. Invite it there with /invite.',
  channel_not_found:
    "The bot can't see the channel. If it is private, invite the bot there; if it is gone, choose another one in /recap settings.",
  is_archived: 'The channel is archived. Unarchive it, or choose another one in /recap settings.',
  restricted_action:
    'The workspace lets only some people post in the channel. Ask an administrator to let the bot post there, or choose another one in /recap settings.',
  restricted_action_read_only_channel: 'Nobody may post in the channel. Choose another one in /recap settings.',
  restricted_action_thread_only_channel:
    'Only replies may be posted in the channel. Choose another one in /recap settings.',
  restricted_action_thread_locked: 'The thread is locked. Ask an administrator to open it.',
  restricted_action_non_threadable_channel:
    "Threads can't be opened in the channel. Choose another one in /recap settings.",
  cannot_reply_to_message: "Slack doesn't take replies to that message.",
  msg_too_long: 'The message is longer than Slack takes.',
  msg_blocks_too_long: 'The message is longer than Slack takes.',
  too_many_attachments: 'The message has more parts than Slack takes.',
  token_revoked: "Slack has withdrawn the bot's access. Install the app again.",
  token_expired: "The bot's token has expired. Install the app again.",
  account_inactive: 'The app is not installed any more. Install it again.',
  invalid_auth: "Slack doesn't accept the bot's token. Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN.",
  not_authed: 'The bot has no token. Check SLACK_BOT_TOKEN.',
  not_allowed_token_type:
    'The token is of the wrong kind. SLACK_BOT_TOKEN begins with xoxb-, SLACK_APP_TOKEN with xapp-.',
  team_access_not_granted: 'The app is not allowed in this workspace. Ask an administrator to allow it.',
  ekm_access_denied: 'An administrator has suspended posting in the workspace.',
  access_denied: 'An administrator has denied the bot access.',
  org_login_required: 'The workspace is being moved into an organisation. Nothing can be posted until that is done.',
  team_added_to_org: 'The workspace is being moved into an organisation. Nothing can be posted until that is done.',
};

/** Errors about blocks. Their details name places in the message and quote nothing of it. */
const BAD_BLOCKS = new Set(['invalid_blocks', 'invalid_blocks_format', 'invalid_arguments', 'block_mismatch']);

/** Returns a sentence for people if Slack refused for good; undefined for any other failure. */
export function explainSlackRefusal(error: unknown): string | undefined {
  const failure = classifyFailure(error);
  return failure.kind === 'refused' ? sentenceOf(failure) : undefined;
}

function sentenceOf({ code, needed, details }: CallFailure & { kind: 'refused' }): string {
  if (code === 'missing_scope') {
    return `The app lacks the permission ${needed ?? '(Slack does not say which)'}. Add it under "OAuth & Permissions" of the Slack app and install the app again.`;
  }
  if (BAD_BLOCKS.has(code)) {
    const places = details.map((detail) => detail.replace(/^\[ERROR\]\s*/, '')).join('; ');
    return `Slack doesn't take the message's form (${code}${places === '' ? '' : `: ${places}`}). Please report this as an error of the bot.`;
  }
  return REASONS[code] ?? `Slack refused it (${code}).`;
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
