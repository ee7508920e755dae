import { AppError } from '#errors.ts';

/** The database file that was opened has been deleted or replaced: what is written to it would be lost. */
export class FileGoneError extends Error {
  readonly code = 'ENOENT';
}

const TELL = 'Tell the person who runs the app, and try again later.';
const FULL = `Nothing can be saved because the disk is full. ${TELL}`;
const GONE = `Nothing can be saved because the database file was deleted or replaced. ${TELL}`;
const READ_ONLY = `Nothing can be saved because the database can't be written to. ${TELL}`;
const BUSY = 'Nothing was saved because another program has the database locked. Try again in a minute.';
const AWAY = "The database doesn't answer at the moment. Try again in a minute.";

/** By SQLite's primary result code. */
const SQLITE: Record<number, string> = { 5: BUSY, 8: READ_ONLY, 10: READ_ONLY, 13: FULL };

/** By Postgres's error code, or the network's. */
const POSTGRES: Record<string, string> = {
  '25006': READ_ONLY,
  '53100': FULL,
  '53300': AWAY,
  '57P01': AWAY,
  '57P02': AWAY,
  '57P03': AWAY,
  ECONNREFUSED: AWAY,
  ECONNRESET: AWAY,
  ENOTFOUND: AWAY,
  EPIPE: AWAY,
  ETIMEDOUT: AWAY,
};

/** Returns an AppError `failed` that tells people what to do if the database itself fails; any other error as it is. */
export function explainFailure(error: unknown): unknown {
  const sentence = sentenceFor(error);
  return sentence === undefined ? error : new AppError('failed', sentence, { cause: error });
}

function sentenceFor(error: unknown): string | undefined {
  if (error instanceof FileGoneError) return GONE;
  const { code, errcode, message = '' } = error as { code?: string; errcode?: number; message?: string };
  // The low byte of an extended result code is the primary code.
  if (errcode !== undefined) return SQLITE[errcode & 0xff];
  // `pg` sets no error code if a connection breaks.
  return (
    POSTGRES[code ?? ''] ??
    (/^08/.test(code ?? '') || /^(?:Connection terminated|timeout)/.test(message) ? AWAY : undefined)
  );
}
