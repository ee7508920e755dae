/**
 * Error codes for programs. `wrong-usage` means that the command was called incorrectly and exits with code 2; all
 * others exit with code 1.
 */
export type ErrorCode = 'wrong-usage' | 'bad-input' | 'too-large' | 'unreachable' | 'refused' | 'failed';

/** An error whose `message` is meant for people: one line that says what is wrong and how to fix it. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** For `unreachable`: how long to wait before retrying, if the server said so (milliseconds). */
  declare readonly retryAfterMs?: number;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
  }
}
