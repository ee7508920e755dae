import type Keyv from 'keyv';
import type { Kysely } from 'kysely';
import type { RunTransaction } from '#db/connection/run-transaction.ts';
import type { Tables } from '#db/schema/tables.ts';
import { AppError } from '#errors.ts';
import type { Database, KeyValue, RecordStore } from '#usecases/ports/stores.ts';

export interface OpenDatabase {
  database: Database;
  keyValue: KeyValue;
  installations: RecordStore;
  /** A Keyv on the same database with a namespace of its own. */
  keyv(namespace: string): Keyv;
}

/**
 * Opens and migrates the database that `DATABASE_URL` names: `sqlite:data/recap.sqlite` (relative to the working
 * directory; the folder is created), `sqlite::memory:` or `postgres://…`. `isExclusive` is for the bot, which may run only
 * once on a SQLite file. @throws AppError, also if another bot runs on the file
 */
export async function openDatabase(url: string, { isExclusive = false } = {}): Promise<OpenDatabase> {
  const { db, runTransaction, unlock } = await open(url, isExclusive);
  // Loaded afterwards, so that a wrong address fails fast.
  const [{ Keyv }, { createDatabase }, { createInstallationRecords }, { createKeyValue, KeyvStorage }] =
    await Promise.all([
      import('keyv'),
      import('./create-database.ts'),
      import('#db/stores/installation-store.ts'),
      import('#db/stores/keyv-storage.ts'),
    ]);
  const storageOf = (namespace: string) => new KeyvStorage(db, namespace);
  const keyv = (namespace: string) => new Keyv({ store: storageOf(namespace), namespace });
  const database = createDatabase(db, runTransaction);
  if (unlock !== undefined) await database.publications.endLeases();
  return {
    database: {
      ...database,
      async close() {
        await database.close();
        unlock?.();
      },
    },
    installations: createInstallationRecords(db),
    keyValue: createKeyValue(keyv('values'), storageOf('values')),
    keyv,
  };
}

interface Opened {
  db: Kysely<Tables>;
  runTransaction: RunTransaction;
  /** Releases the lock, so that another bot can run on the file. */
  unlock?: (() => void) | undefined;
}

async function open(url: string, isExclusive: boolean): Promise<Opened> {
  if (/^sqlite:./.test(url)) {
    const [{ openSqlite }, { createGroupCommit }, { lockSqliteFile }] = await Promise.all([
      import('#db/connection/sqlite.ts'),
      import('#db/connection/group-commit.ts'),
      import('#db/connection/sqlite-lock.ts'),
    ]);
    const path = url.slice('sqlite:'.length);
    const unlock = isExclusive && path !== ':memory:' ? lockSqliteFile(path) : undefined;
    try {
      const db = await openSqlite(path);
      return { db, runTransaction: createGroupCommit(db), unlock };
    } catch (error) {
      unlock?.();
      throw error;
    }
  }
  if (/^postgres(?:ql)?:\/\//.test(url)) {
    const [{ openPostgres }, { runTransaction }] = await Promise.all([
      import('#db/connection/postgres.ts'),
      import('#db/connection/run-transaction.ts'),
    ]);
    const db = await openPostgres(url);
    return { db, runTransaction: (work, isolation) => runTransaction(db, work, isolation) };
  }
  throw new AppError(
    'bad-input',
    "DATABASE_URL isn't a supported database. Use sqlite:data/recap.sqlite or postgres://user:password@host/database.",
  );
}
