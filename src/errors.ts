/**
 * What went wrong, for a program. `wrong-usage` is the caller's fault and ends a command with exit code 2; all
 * others end it with 1.
 */
export type ErrorCode = 'wrong-usage' | 'bad-input' | 'too-large' | 'unreachable' | 'refused' | 'failed';

/** An error that a person may read: `message` says in one line what is wrong and how to fix it. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** When `unreachable`: how long to wait before asking again, if that was said (milliseconds). */
  declare readonly retryAfterMs?: number;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
  }
}
