import type Keyv from 'keyv';
import type { Kysely } from 'kysely';
import type { RunTransaction } from '#db/connection/run-transaction.ts';
import type { Tables } from '#db/schema/tables.ts';
import { AppError } from '#errors.ts';
import type { Database, KeyValue } from '#usecases/ports/stores.ts';

export interface OpenDatabase {
  database: Database;
  keyValue: KeyValue;
  /** A Keyv on the same database with a namespace of its own. */
  keyv(namespace: string): Keyv;
}

/**
 * Opens and migrates the database that `DATABASE_URL` names: `sqlite:data/recap.sqlite` (relative to the working
 * directory; the folder is created), `sqlite::memory:` or `postgres://…`. @throws AppError
 */
export async function openDatabase(url: string): Promise<OpenDatabase> {
  const { db, runTransaction } = await open(url);
  // Loaded afterwards, so that a wrong address fails fast.
  const [{ Keyv }, { createDatabase }, { createKeyValue }, { KeyvStorage }] = await Promise.all([
    import('keyv'),
    import('./create-database.ts'),
    import('#db/stores/keyv-storage.ts'),
    import('#db/stores/keyv-storage.ts'),
  ]);
  const storageOf = (namespace: string) => new KeyvStorage(db, namespace);
  const keyv = (namespace: string) => new Keyv({ store: storageOf(namespace), namespace });
  return {
    database: createDatabase(db, runTransaction),
    keyValue: createKeyValue(keyv('values'), storageOf('values')),
    keyv,
  };
}

async function open(url: string): Promise<{ db: Kysely<Tables>; runTransaction: RunTransaction }> {
  if (/^sqlite:./.test(url)) {
    const [{ openSqlite }, { createGroupCommit }] = await Promise.all([
      import('#db/connection/sqlite.ts'),
      import('#db/connection/group-commit.ts'),
    ]);
    const db = await openSqlite(url.slice('sqlite:'.length));
    return { db, runTransaction: createGroupCommit(db) };
  }
  if (/^postgres(?:ql)?:\/\//.test(url)) {
    const [{ openPostgres }, { runTransaction }] = await Promise.all([
      import('#db/connection/postgres.ts'),
      import('#db/connection/run-transaction.ts'),
    ]);
    const db = await openPostgres(url);
    return { db, runTransaction: (work) => runTransaction(db, work) };
  }
  throw new AppError(
    'bad-input',
    'DATABASE_URL names no database that is known. Write sqlite:data/recap.sqlite or postgres://user:password@host/database.',
  );
}
