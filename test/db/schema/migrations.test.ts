import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { createSqliteKysely } from '#db/connection/sqlite.ts';
import { openDatabase } from '#db/open-database.ts';
import { type ColumnTypes, POSTGRES_TYPES, SQLITE_TYPES } from '#db/schema/column-types.ts';
import { createMigrations, migrate } from '#db/schema/migrations.ts';
import type { Tables } from '#db/schema/tables.ts';
import { makeConference } from '#test/fakes/make-conference.ts';
import { startPostgres, whyNoPostgres } from '#test/fakes/postgres.ts';

/** Makes a database as a version before 004 left it, with a digest, a forgotten person and an installation. */
async function makeOldDatabase(db: Kysely<Tables>, types: ColumnTypes): Promise<void> {
  const old = Object.entries(createMigrations(types)).filter(([name]) => name < '004');
  await migrate(db, Object.fromEntries(old));
  const { organizers, ...conference } = makeConference();
  const body = JSON.stringify({ ...conference, organisers: organizers, anew: { all: 5 } });
  const row = { id: 'conf', team_id: 'T1', last_day: conference.to, created_at: 1, body };
  await db
    .insertInto('conferences')
    .values(row as never)
    .execute();
  const keep = (key: string, value: unknown) =>
    db
      .insertInto('key_values')
      .values({ namespace: 'values', key, value: JSON.stringify({ value, expires: 9e15 }), expires_at: 9e15 })
      .execute();
  await keep('digest-state:conf:2016-05-26', { publishedAt: 5, madeFrom: 'hash' });
  await keep('digest-state:gone:2016-05-26', { publishedAt: 5, madeFrom: 'hash' });
  await keep('forgotten:T1:U1', true);
  await keep('installation:workspace:T1', 'sealed1:abc');
  await keep('organisation-of:T1', 'E1');
  await keep('summary:T1:1', 'stays');
  await keep('summary:1', 'goes');
  await db.destroy();
}

async function checkMigrated(url: string): Promise<void> {
  const { database, keyValue, installations } = await openDatabase(url);
  assert.deepEqual(await database.digestStates.find('conf', '2016-05-26'), {
    publishedAt: 5,
    madeFrom: 'hash',
    checkedAt: 0,
  });
  assert.deepEqual(await database.digestStates.toRetry(1, '2016-01-01'), [
    { conferenceId: 'conf', scope: '2016-05-26' },
  ]);
  assert.deepEqual(await database.forgottenPeople.ofTeam('T1'), ['U1']);
  assert.equal(await installations.get('installation:workspace:T1'), 'sealed1:abc');
  assert.equal(await installations.get('organisation-of:T1'), 'E1');
  assert.equal(await keyValue.get('forgotten:T1:U1'), undefined);
  assert.equal(await keyValue.get('summary:T1:1'), 'stays');
  assert.equal(await keyValue.get('summary:1'), undefined);
  const due = await database.conferences.claimDue(0, 1, 9);
  assert.deepEqual(
    due.map(({ conference }) => conference),
    [makeConference({ outdated: { all: 5 } })],
  );
  await database.close();
}

test('records of an older version move out of the key-value store, on SQLite', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'recap-migration-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'recap.sqlite');
  await makeOldDatabase(createSqliteKysely(new DatabaseSync(path)), SQLITE_TYPES);
  await checkMigrated(`sqlite:${path}`);
});

test('records of an older version move out of the key-value store, on Postgres', {
  skip: whyNoPostgres() ?? false,
}, async (t) => {
  const postgres = await startPostgres();
  t.after(() => postgres.stop());
  const url = await postgres.createDatabase();
  const dialect = new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) });
  await makeOldDatabase(new Kysely<Tables>({ dialect }), POSTGRES_TYPES);
  await checkMigrated(url);
});
