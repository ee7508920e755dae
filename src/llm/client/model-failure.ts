import OpenAI from 'openai';

/**
 * Why a model brought nothing. `busy`: now, ask again; `slow` and `too-long`: not so much at once; `late`: the time is
 * over; `spent`: the day's tokens are; `unknown-…`: the endpoint doesn't know how it was told the answer's shape, how to
 * answer piece by piece or to count what it answers so, or something that it doesn't name; `wrong`: no answer of that
 * shape; `declined`: the model or the endpoint won't.
 */
export type FailureReason =
  | 'busy'
  | 'slow'
  | 'too-long'
  | 'late'
  | 'spent'
  | 'unknown-format'
  | 'unknown-stream'
  | 'unknown-count'
  | 'unknown-parameter'
  | 'wrong'
  | 'declined';

export class ModelFailure extends Error {
  readonly reason: FailureReason;
  readonly retryAfterMs: number | undefined;

  constructor(reason: FailureReason, retryAfterMs?: number) {
    super(`The language model brought nothing: ${reason}.`);
    this.name = 'ModelFailure';
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

/** As much of a reply as is read, whether it came at once or piece by piece. */
export interface Reply {
  choices?: {
    finish_reason?: string | null;
    message?: { content?: string | null; refusal?: string | null };
  }[];
  usage?: { completion_tokens: number } | null | undefined;
}

/** @throws ModelFailure for a reply that was cut off or declined */
export function judgeReply({ choices }: Reply): void {
  const choice = choices?.[0];
  if (choice?.finish_reason === 'length') throw new ModelFailure('too-long');
  if (choice?.finish_reason === 'content_filter' || choice?.message?.refusal) throw new ModelFailure('declined');
}

/** How endpoints say that a request is longer than what the model can read. */
const TOO_LONG =
  /context.?(?:length|size|window)|maximum context|too many tokens|prompt is too long|exceeds? the (?:available|max)/i;

/** What an error of a request means. Whatever is unknown is taken for trouble on the way. */
export function judgeError(error: unknown): ModelFailure {
  if (error instanceof ModelFailure) return error;
  if (error instanceof OpenAI.APIUserAbortError) return new ModelFailure('late');
  if (error instanceof OpenAI.APIConnectionTimeoutError) return new ModelFailure('slow');
  if (!(error instanceof OpenAI.APIError) || error.status === undefined) return new ModelFailure('busy');
  const { status, code, message, headers } = error;
  if (TOO_LONG.test(`${code} ${message}`)) return new ModelFailure('too-long');
  if (/response_format|json_schema/i.test(message)) return new ModelFailure('unknown-format');
  if (/stream_options|include_usage/i.test(message)) return new ModelFailure('unknown-count');
  if (code === 'content_filter') return new ModelFailure('declined');
  if (status === 429 && code === 'insufficient_quota') return new ModelFailure('declined');
  if (status === 429 || status === 408 || status === 409 || status >= 500) {
    return new ModelFailure('busy', readRetryAfter(headers));
  }
  if (status !== 400 && status !== 422) return new ModelFailure('declined');
  return new ModelFailure(/\bstream/i.test(message) ? 'unknown-stream' : 'unknown-parameter');
}

/** `Retry-After` in seconds or as a date, or OpenAI's own in milliseconds. */
function readRetryAfter(headers: Headers | undefined): number | undefined {
  const ms = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(ms)) return Math.max(0, ms);
  const after = headers?.get('retry-after') ?? '';
  const seconds = after === '' ? Number.NaN : Number(after);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(after);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
