import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { openSqlite } from '#db/connection/sqlite.ts';
import { openDatabase } from '#db/open-database.ts';
import { SQLITE_TYPES } from '#db/schema/column-types.ts';
import { createMigrations } from '#db/schema/migrations.ts';
import { AppError } from '#errors.ts';
import { makeCapturedNote } from '#test/db/stores/contracts/records.ts';
import { makeConference } from '#test/fakes/make-conference.ts';
import { openInChild } from './run-child.ts';

/** Nobody: a user that owns nothing. */
const NOBODY = 65534;

async function folderFor(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'recap-sqlite-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

/** Refused with one line that names the file and matches `words`. */
async function assertRefused(path: string, words: RegExp): Promise<void> {
  await assert.rejects(openDatabase(`sqlite:${path}`), (error) => {
    assert.ok(error instanceof AppError, String(error));
    assert.match(error.message, words);
    assert.doesNotMatch(error.message, /\n/);
    return true;
  });
}

test('makes the folder and the file for its user alone, and commits so that a power cut undoes nothing', async (t) => {
  const folder = join(await folderFor(t), 'a', 'b');
  const path = join(folder, 'recap.sqlite');
  const { database } = await openDatabase(`sqlite:${path}`);
  assert.equal((await stat(folder)).mode & 0o777, 0o700);
  assert.equal((await stat(path)).mode & 0o777, 0o600);
  await database.close();

  const db = await openSqlite(path);
  t.after(() => db.destroy());
  const pragma = async (name: string): Promise<unknown> => {
    const { rows } = await db.executeQuery({
      sql: `pragma ${name}`,
      parameters: [],
      query: { kind: 'RawNode', sqlFragments: [`pragma ${name}`], parameters: [] },
      queryId: { queryId: name },
    });
    return Object.values(rows[0] as object)[0];
  };
  assert.equal(await pragma('journal_mode'), 'wal');
  assert.equal(await pragma('synchronous'), 2);
  assert.equal(await pragma('foreign_keys'), 1);
  assert.equal(await pragma('secure_delete'), 1);
});

test('opens a database in memory, each its own', async () => {
  const [one, other] = await Promise.all([openDatabase('sqlite::memory:'), openDatabase('sqlite::memory:')]);
  await one.database.optOuts.add('T1', 'U1');
  assert.deepEqual(await other.database.optOuts.ofTeam('T1'), []);
  await one.database.close();
  await other.database.close();
});

test('opening again changes nothing', async (t) => {
  const path = join(await folderFor(t), 'recap.sqlite');
  const schema = () => {
    const db = new DatabaseSync(path);
    const rows = db.prepare('select * from sqlite_schema').all();
    const done = db.prepare('select * from recap_migrations').all();
    db.close();
    return { rows, done };
  };
  await (await openDatabase(`sqlite:${path}`)).database.close();
  const first = schema();
  await (await openDatabase(`sqlite:${path}`)).database.close();
  assert.deepEqual(schema(), first);
  assert.equal(first.done.length, Object.keys(createMigrations(SQLITE_TYPES)).length);
});

test('several that open a new file at once all get to use it: connections, then processes', async (t) => {
  const folder = await folderFor(t);
  const opened = await Promise.all(
    Array.from({ length: 4 }, () => openDatabase(`sqlite:${join(folder, 'one.sqlite')}`)),
  );
  for (const [i, { database }] of opened.entries()) await database.optOuts.add('T1', `U${i}`);
  assert.equal((await opened[0]!.database.optOuts.ofTeam('T1')).length, 4);
  for (const { database } of opened) await database.close();

  const url = `sqlite:${join(folder, 'many.sqlite')}`;
  const said = await Promise.all(Array.from({ length: 4 }, () => openInChild(url)));
  assert.deepEqual(said, ['done', 'done', 'done', 'done']);
  const { database } = await openDatabase(url);
  assert.equal((await database.optOuts.ofTeam('T1')).length, 80);
  await database.close();
});

test('what was acknowledged is there after a crash', async (t) => {
  const url = `sqlite:${join(await folderFor(t), 'recap.sqlite')}`;
  assert.equal(await openInChild(url, { crash: true }), '');
  const { database } = await openDatabase(url);
  t.after(() => database.close());
  assert.equal((await database.optOuts.ofTeam('T1')).length, 20);
});

test('what cannot be a database is refused in one line', async (t) => {
  const folder = await folderFor(t);
  const text = join(folder, 'notes.txt');
  await writeFile(text, 'Not a database, and long enough to be read as the header of one. '.repeat(100));
  await assertRefused(text, /notes\.txt can't be used: it is no SQLite database/);
  await assertRefused(folder, /cannot be opened/);
  await assertRefused(join(text, 'below', 'recap.sqlite'), /cannot be opened/);
});

test('a file or folder that may not be written is refused in one line', async (t) => {
  const folder = await folderFor(t);
  const isRoot = process.getuid?.() === 0;
  // Root may write everything.
  const uid = isRoot ? NOBODY : undefined;
  const path = join(folder, 'recap.sqlite');
  await (await openDatabase(`sqlite:${path}`)).database.close();
  await chmod(path, 0o444);
  await chmod(folder, isRoot ? 0o755 : 0o555);
  assert.match(await openInChild(`sqlite:${path}`, { uid }), /^refused: The database file .*recap\.sqlite can't be/);
  assert.match(await openInChild(`sqlite:${join(folder, 'new.sqlite')}`, { uid }), /^refused: .*new\.sqlite can't be/);
  assert.match(await openInChild(`sqlite:${join(folder, 'a', 'b')}`, { uid }), /^refused: .* cannot be opened/);
  await chmod(folder, 0o755);
});

test('a file of a newer version is refused in one line and left as it is', async (t) => {
  const path = join(await folderFor(t), 'recap.sqlite');
  await (await openDatabase(`sqlite:${path}`)).database.close();
  const db = new DatabaseSync(path);
  const before = Number(db.prepare('select count(*) as n from recap_migrations').get()?.n);
  db.exec("insert into recap_migrations values ('999-later', '2030-01-01')");
  await assertRefused(path, /made by a newer version .*999-later/);
  assert.equal(db.prepare('select count(*) as n from recap_migrations').get()?.n, before + 1);
  db.close();
});

test('a file of another program with tables of the same names is not taken over', async (t) => {
  const path = join(await folderFor(t), 'theirs.sqlite');
  const db = new DatabaseSync(path);
  db.exec('create table conferences (x); create table kysely_migration (name)');
  await assert.rejects(openDatabase(`sqlite:${path}`));
  assert.deepEqual(
    db.prepare("select name from sqlite_schema where name = 'notes'").all(),
    [],
    'a migration is done or not',
  );
  db.close();
});

test('waits for another program that writes, and does other things meanwhile', async (t) => {
  const path = join(await folderFor(t), 'recap.sqlite');
  const { database } = await openDatabase(`sqlite:${path}`);
  t.after(() => database.close());
  await database.conferences.save(makeConference());
  const other = new DatabaseSync(path);
  t.after(() => other.close());
  other.exec("begin immediate; insert into opt_outs values ('T1', 'U1')");
  const note = database.notes.save(makeCapturedNote());
  const optOut = database.runTransaction((inside) => inside.optOuts.add('T1', 'U2'));
  // Would wait for ever if the store's waiting stopped this.
  await new Promise(setImmediate);
  other.exec('commit');
  await Promise.all([note, optOut]);
  assert.deepEqual(await database.optOuts.ofTeam('T1'), ['U1', 'U2']);
  assert.equal((await database.notes.ofConference('conf')).length, 1);
});

test('work that reaches for the stores around it is told so, where it would wait for ever', async (t) => {
  const { database, keyValue } = await openDatabase('sqlite::memory:');
  t.after(() => database.close());
  for (const misuse of [
    () => database.optOuts.add('T1', 'U1'),
    () => database.runTransaction(async () => {}),
    () => keyValue.set('a', 1, 1000),
  ]) {
    await assert.rejects(database.runTransaction(misuse), /nothing but the stores that it is given/);
  }
  let later: Promise<void> | undefined;
  const over = Promise.withResolvers<void>();
  await database.runTransaction(async () => {
    later = over.promise.then(() => database.optOuts.add('T1', 'U1'));
  });
  over.resolve();
  await later;
  assert.deepEqual(await database.optOuts.ofTeam('T1'), ['U1']);
});
