import { LocalizedError, type Notice } from '#errors.ts';

/** The database file that was opened has been deleted or replaced: what is written to it would be lost. */
export class FileGoneError extends Error {
  readonly code = 'ENOENT';
}

const FULL: Notice = { key: 'database-broken', values: { cause: 'full' } };
const GONE: Notice = { key: 'database-broken', values: { cause: 'gone' } };
const READ_ONLY: Notice = { key: 'database-broken', values: { cause: 'read-only' } };
const BUSY: Notice = { key: 'database-busy' };
const LOCKED: Notice = { key: 'database-locked' };
const SILENT: Notice = { key: 'database-silent' };

/** By SQLite's primary result code. */
const SQLITE: Record<number, Notice> = { 5: LOCKED, 8: READ_ONLY, 10: READ_ONLY, 13: FULL };

/** By Postgres's error code, or the network's. */
const POSTGRES: Record<string, Notice> = {
  '25006': READ_ONLY,
  '53100': FULL,
  '53300': SILENT,
  '55P03': BUSY,
  '57P01': SILENT,
  '57P02': SILENT,
  '57P03': SILENT,
  ECONNREFUSED: SILENT,
  ECONNRESET: SILENT,
  ENOTFOUND: SILENT,
  EPIPE: SILENT,
  ETIMEDOUT: SILENT,
};

/** Returns an AppError `failed` that tells people what to do if the database itself fails; any other error as it is. */
export function explainFailure(error: unknown): unknown {
  const notice = noticeFor(error);
  return notice === undefined ? error : new LocalizedError('failed', notice.key, notice.values, { cause: error });
}

function noticeFor(error: unknown): Notice | undefined {
  if (error instanceof FileGoneError) return GONE;
  const { code, errcode, message = '' } = error as { code?: string; errcode?: number; message?: string };
  // The low byte of an extended result code is the primary code.
  if (errcode !== undefined) return SQLITE[errcode & 0xff];
  // `pg` sets no error code if a connection breaks.
  return (
    POSTGRES[code ?? ''] ??
    (/^08/.test(code ?? '') || /^(?:Connection terminated|timeout)/.test(message) || isQueryTimeout(error)
      ? SILENT
      : undefined)
  );
}

/** Returns whether `pg` stopped waiting for the answer to a query. */
export function isQueryTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}
