import { AppError } from '#errors.ts';

/** A button, list or dialog that says nothing that could be done: it is old, or not ours. */
export function staleActionError(): AppError {
  return new AppError('bad-input', 'This is out of date. Type the command again.');
}
