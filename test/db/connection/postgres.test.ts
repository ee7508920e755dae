import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { openPostgres } from '#db/connection/postgres.ts';
import { runInBackground } from '#db/connection/run-transaction.ts';
import { openDatabase } from '#db/open-database.ts';
import { POSTGRES_TYPES } from '#db/schema/column-types.ts';
import { createMigrations } from '#db/schema/migrations.ts';
import { AppError, LocalizedError } from '#errors.ts';
import { freePort, startPostgres, type TestPostgres, whyNoPostgres } from '#test/fakes/postgres.ts';
import { openInChild } from './run-child.ts';

async function assertRefused(url: string, words: RegExp): Promise<void> {
  await assert.rejects(openDatabase(url), (error) => {
    assert.ok(error instanceof AppError, String(error));
    assert.match(error.message, words);
    assert.doesNotMatch(error.message, /\n|for-tests|s3cret/);
    return true;
  });
}

test('a server that is not there is told in one line, without the password', async () => {
  const port = await freePort();
  await assertRefused(
    `postgres://u:s3cret@127.0.0.1:${port}/recap`,
    new RegExp(`Postgres database 127\\.0\\.0\\.1:${port}/recap can't be used: nothing is listening there`),
  );
});

describe('on a real Postgres', { skip: whyNoPostgres() ?? false }, () => {
  let postgres: TestPostgres;
  before(async () => {
    postgres = await startPostgres();
  });
  after(() => postgres.stop());

  async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client(url);
    await client.connect();
    const { rows } = await client.query(sql);
    await client.end();
    return rows;
  }

  test('a wrong password and a database that is not there are told in one line', async () => {
    const url = await postgres.createDatabase();
    await assertRefused(url.replace('for-tests', 's3cret'), /rejected the password/);
    await assertRefused(`${url}_x`, /no such database/);
  });

  test('opening again changes nothing', async () => {
    const url = await postgres.createDatabase();
    const schema = async () => [
      await query(url, 'select * from recap_migrations'),
      await query(url, "select * from information_schema.columns where table_schema = 'public'"),
      await query(url, "select indexname, indexdef from pg_indexes where schemaname = 'public'"),
    ];
    await (await openDatabase(url)).database.close();
    const first = await schema();
    await (await openDatabase(url.replace('postgres:', 'postgresql:'))).database.close();
    assert.deepEqual(await schema(), first);
    assert.equal(first[0]!.length, Object.keys(createMigrations(POSTGRES_TYPES)).length);
  });

  test('a connection that breaks within a transaction fails that one and nothing else', async () => {
    const url = await postgres.createDatabase();
    const { database } = await openDatabase(url);
    const endOthers =
      'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and usename = current_user';
    const interrupted = database.runTransaction(async ({ optOuts }) => {
      await optOuts.add('T1', 'U1');
      await query(url, endOthers);
      // The connection says that it was ended while no query runs.
      await sleep(50);
      await optOuts.add('T1', 'U2');
    });
    await assert.rejects(interrupted);
    await database.optOuts.add('T1', 'U3');
    assert.deepEqual(await database.optOuts.ofTeam('T1'), ['U3']);
    await database.close();
  });

  test('a lock that another connection holds fails what waits for it before Slack gives up', async (t) => {
    const url = await postgres.createDatabase();
    const { database } = await openDatabase(url);
    t.after(() => database.close());
    const other = new pg.Client(url);
    await other.connect();
    await other.query('begin');
    await other.query('lock table opt_outs');
    const isBusy = (error: unknown) => error instanceof LocalizedError && error.notice.key === 'database-busy';
    const background = runInBackground(() => database.runTransaction(({ optOuts }) => optOuts.add('T1', 'U2')));
    await assert.rejects(
      database.runTransaction(({ optOuts }) => optOuts.add('T1', 'U1')),
      isBusy,
    );
    await other.end();
    await background;
    assert.deepEqual(await database.optOuts.ofTeam('T1'), ['U2'], 'work in the background waits');
  });

  test('the limit for locks is part of each transaction, since a connection may be shared', async (t) => {
    const db = await openPostgres(await postgres.createDatabase());
    t.after(() => db.destroy());
    const limit = async (connection: typeof db) => (await sql`show lock_timeout`.execute(connection)).rows;
    const inTransaction = db.transaction().setIsolationLevel('serializable').execute(limit);
    assert.deepEqual([await inTransaction, await limit(db)], [[{ lock_timeout: '2s' }], [{ lock_timeout: '0' }]]);
  });

  test('what the server begins too late for Slack is not stored', async (t) => {
    const url = await postgres.createDatabase();
    const { database } = await openDatabase(url);
    t.after(() => database.close());
    await database.ping();
    const [backend] = await query(
      url,
      'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() order by backend_start desc',
    );
    process.kill(Number(backend!.pid), 'SIGSTOP');
    const late = assert.rejects(
      database.runTransaction(({ optOuts }) => optOuts.add('T1', 'U1')),
      (error: unknown) => error instanceof LocalizedError && error.notice.key === 'database-silent',
    );
    await sleep(2_600);
    process.kill(Number(backend!.pid), 'SIGCONT');
    await late;
    assert.deepEqual(await database.optOuts.ofTeam('T1'), []);
  });

  test('a connection whose server stops answering is given up and replaced', async (t) => {
    const db = await openPostgres(await postgres.createDatabase(), { queryTimeoutMs: 300 });
    t.after(() => db.destroy());
    const silent = db.transaction().execute((transaction) => sql`select pg_sleep(60)`.execute(transaction));
    await assert.rejects(silent, (error) => error instanceof LocalizedError && error.notice.key === 'database-silent');
    assert.deepEqual((await sql`select 1 as one`.execute(db)).rows, [{ one: 1 }]);
  });

  test('several that open an empty database at once all get to use it: pools, then processes', async () => {
    const one = await postgres.createDatabase();
    const opened = await Promise.all(Array.from({ length: 4 }, () => openDatabase(one)));
    for (const [i, { database }] of opened.entries()) await database.optOuts.add('T1', `U${i}`);
    assert.equal((await opened[0]!.database.optOuts.ofTeam('T1')).length, 4);
    for (const { database } of opened) await database.close();

    const many = await postgres.createDatabase();
    const said = await Promise.all(Array.from({ length: 3 }, () => openInChild(many)));
    assert.deepEqual(said, ['done', 'done', 'done']);
    const rows = await query(many, 'select count(*)::int as n from opt_outs');
    assert.equal(rows[0]?.n, 60);
  });

  test('a database of a newer version is refused in one line', async () => {
    const url = await postgres.createDatabase();
    await (await openDatabase(url)).database.close();
    await query(url, "insert into recap_migrations values ('002-later', '2030-01-01')");
    await assertRefused(url, /created by a newer version .*002-later/);
  });

  test('a connection that the server ends is replaced', async (t) => {
    const url = await postgres.createDatabase();
    const { database } = await openDatabase(url);
    t.after(() => database.close());
    await database.ping();
    await query(
      url,
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    // What is under way on it may fail once.
    await database.ping().catch(() => {});
    await database.optOuts.add('T1', 'U1');
    assert.deepEqual(await database.optOuts.ofTeam('T1'), ['U1']);
  });
});
