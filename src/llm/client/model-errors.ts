import OpenAI from 'openai';
import { retryAfterMs } from '#shared/retry-after.ts';

/** Why a request to a model failed. */
export type ModelErrorReason =
  /** Overloaded, rate limited or unreachable: retry later. */
  | 'busy'
  /** The request timed out. */
  | 'slow'
  /** The input or output exceeds the model's limit. */
  | 'too-long'
  /** The deadline for all requests together has passed. */
  | 'late'
  /** The daily token budget is used up. */
  | 'budget-spent'
  /** The endpoint doesn't support the response format. */
  | 'unknown-format'
  /** The endpoint doesn't support a reasoning effort. */
  | 'unknown-effort'
  /** The endpoint doesn't support streaming. */
  | 'no-streaming'
  /** The endpoint doesn't support token counts in streams. */
  | 'unknown-count'
  /** The endpoint doesn't support a parameter, but doesn't say which one. */
  | 'unknown-parameter'
  /** The answer doesn't match the requested schema. */
  | 'malformed'
  /** The model or the endpoint refused the request. */
  | 'refused';

export class ModelError extends Error {
  readonly reason: ModelErrorReason;
  readonly retryAfterMs: number | undefined;

  constructor(reason: ModelErrorReason, retryAfterMs?: number) {
    super(`The language model gave no answer: ${reason}.`);
    this.name = 'ModelError';
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The parts of a reply that we use, whether streamed or not. */
export interface Reply {
  choices?: {
    finish_reason?: string | null;
    message?: { content?: string | null; refusal?: string | null };
  }[];
  usage?: { completion_tokens: number } | null | undefined;
}

/** @throws ModelError if a reply was cut off or refused */
export function assertComplete({ choices }: Reply): void {
  const choice = choices?.[0];
  if (choice?.finish_reason === 'length') throw new ModelError('too-long');
  if (choice?.finish_reason === 'content_filter' || choice?.message?.refusal) throw new ModelError('refused');
}

/** Error messages of endpoints for a request that exceeds the context window. */
const TOO_LONG =
  /context.?(?:length|size|window)|maximum context|too many tokens|prompt is too long|exceeds? the (?:available|max)/i;

/** Converts an error to a ModelError. Unknown errors count as temporary network failures. */
export function toModelError(error: unknown): ModelError {
  if (error instanceof ModelError) return error;
  if (error instanceof OpenAI.APIUserAbortError) return new ModelError('late');
  if (error instanceof OpenAI.APIConnectionTimeoutError) return new ModelError('slow');
  if (!(error instanceof OpenAI.APIError) || error.status === undefined) return new ModelError('busy');
  const { status, code, message, headers } = error;
  if (TOO_LONG.test(`${code} ${message}`)) return new ModelError('too-long');
  if (code === 'content_filter') return new ModelError('refused');
  if (status === 429 && code === 'insufficient_quota') return new ModelError('refused');
  if (status === 429 || status === 408 || status === 409 || status >= 500) {
    return new ModelError('busy', parseRetryAfter(headers));
  }
  // An overloaded endpoint may mention these, too.
  if (/reasoning|\beffort\b/i.test(message)) return new ModelError('unknown-effort');
  if (/response_format|json_schema/i.test(message)) return new ModelError('unknown-format');
  if (/stream_options|include_usage/i.test(message)) return new ModelError('unknown-count');
  if (status !== 400 && status !== 422) return new ModelError('refused');
  return new ModelError(/\bstream/i.test(message) ? 'no-streaming' : 'unknown-parameter');
}

/** Returns the wait in milliseconds from OpenAI's own header, else from `Retry-After`. */
function parseRetryAfter(headers: Headers | undefined): number | undefined {
  const ms = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  return Number.isFinite(ms) ? Math.max(0, ms) : retryAfterMs(headers, Date.now());
}
