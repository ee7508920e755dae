import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '#errors.ts';

/**
 * Locks a database file for this process: two bots on one file would post everything twice. The lock is a write lock on
 * a small database next to it, so the system releases it even if the process is killed. Returns a function that
 * releases the lock.
 *
 * @throws AppError with the process that holds the lock
 */
export function lockSqliteFile(file: string): () => void {
  // The same file by another name has the same lock.
  const path = existsSync(file) ? realpathSync(file) : file;
  let lock: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    lock = new DatabaseSync(`${path}.lock`, { timeout: 100 });
    lock.exec('create table if not exists holder (pid integer, host text, since text)');
    lock.exec('begin immediate; delete from holder');
    lock.prepare('insert into holder values (?, ?, ?)').run(process.pid, hostname(), new Date().toISOString());
    // The holder has to be committed to be readable, and the lock is taken again at once.
    lock.exec('commit; begin immediate');
    const held = lock;
    return () => held.close();
  } catch (error) {
    const holder = lock === undefined ? '' : readHolder(lock);
    lock?.close();
    // If the folder isn't writable, opening the database file will report that.
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) return () => undefined;
    throw new AppError(
      'refused',
      `Another bot${holder} is already using the database file ${path}. Stop that one, or set another file in DATABASE_URL.`,
      { cause: error },
    );
  }
}

const SQLITE_BUSY = 5;

function readHolder(lock: DatabaseSync): string {
  try {
    const row = lock.prepare('select pid, host, since from holder').get();
    return row === undefined ? '' : ` (process ${row.pid} on ${row.host}, since ${row.since})`;
  } catch {
    return '';
  }
}
