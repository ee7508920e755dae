import { DatabaseSync } from 'node:sqlite';
import { Keyv } from 'keyv';
import { sql } from 'kysely';
import { createGroupCommit } from '#db/connection/group-commit.ts';
import { createSqliteKysely, openSqlite } from '#db/connection/sqlite.ts';
import { createDatabase } from '#db/create-database.ts';
import { createInstallationRecords } from '#db/stores/installation-store.ts';
import { createKeyValue, KeyvStorage } from '#db/stores/keyv-storage.ts';
import type { Database, KeyValue, RecordStore } from '#usecases/ports/stores.ts';

/** What the migrations create. Running it is much faster than migrating a database for each test. */
const SCHEMA = await readSchema();

/** The stores on SQLite in memory, empty. */
export function createMemoryDatabase(): { database: Database; keyValue: KeyValue; installations: RecordStore } {
  const connection = new DatabaseSync(':memory:', { enableForeignKeyConstraints: true });
  connection.exec(SCHEMA);
  const db = createSqliteKysely(connection);
  const storage = new KeyvStorage(db, 'values');
  return {
    database: createDatabase(db, createGroupCommit(db)),
    installations: createInstallationRecords(db),
    keyValue: createKeyValue(new Keyv({ store: storage, namespace: 'values' }), storage),
  };
}

async function readSchema(): Promise<string> {
  const db = await openSqlite(':memory:');
  const { rows } = await sql<{ sql: string }>`
    select sql from sqlite_master where sql is not null and name not like 'sqlite_%' order by rowid`.execute(db);
  await db.destroy();
  return rows.map((row) => row.sql).join(';\n');
}
