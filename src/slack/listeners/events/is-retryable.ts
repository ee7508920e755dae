import { AppError } from '#errors.ts';

/** An error that may be gone when Slack sends the event again. */
export function isPassing(error: unknown): boolean {
  return !(error instanceof AppError) || error.code === 'unreachable' || error.code === 'failed';
}
