import assert from 'node:assert/strict';
import { chmod, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { createGroupCommit } from '#db/connection/group-commit.ts';
import { openSqlite } from '#db/connection/sqlite.ts';
import { createDatabase } from '#db/create-database.ts';
import { openDatabase } from '#db/open-database.ts';
import { SQLITE_TYPES } from '#db/schema/column-types.ts';
import { createMigrations } from '#db/schema/migrations.ts';
import { AppError } from '#errors.ts';
import { errorLogFields } from '#shared/error-log-fields.ts';
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
  await assertRefused(text, /notes\.txt can't be used: it isn.t a SQLite database/);
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
  await assertRefused(path, /created by a newer version .*999-later/);
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

/** Asserts that nothing can be saved, that people are told why, that the log names the cause, and that health tells. */
async function assertFails(work: Promise<unknown>, words: RegExp, cause: RegExp): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof AppError, String(error));
    assert.equal(error.code, 'failed');
    assert.match(error.message, words);
    assert.match(JSON.stringify(errorLogFields(error)), cause);
    return true;
  });
}

test('a full disk is named to people, in the log and by the health check, and what was saved stays', async (t) => {
  const path = join(await folderFor(t), 'recap.sqlite');
  const db = await openSqlite(path);
  const database = createDatabase(db, createGroupCommit(db));
  t.after(() => database.close());
  await database.conferences.save(makeConference());
  await database.ping();
  // Stands for a disk with no room beyond the file's present size.
  await sql`pragma max_page_count = 1`.execute(db);
  const long = makeCapturedNote({ source: 'long '.repeat(2_000) });
  const save = () => database.runTransaction(({ notes }) => notes.save(long));
  await assertFails(save(), /the disk is full/, /database or disk is full/);
  await assertFails(database.ping(), /the disk is full/, /database or disk is full/);
  await assertFails(database.notes.save(long), /the disk is full/, /database or disk is full/);
  await sql`pragma max_page_count = 100000`.execute(db);
  await save();
  assert.equal((await database.notes.ofConference('conf')).length, 1);
});

test('nothing is acknowledged into a file that was deleted or replaced', async (t) => {
  const path = join(await folderFor(t), 'recap.sqlite');
  const { database } = await openDatabase(`sqlite:${path}`);
  t.after(() => database.close());
  await database.conferences.save(makeConference());
  await rename(path, `${path}.moved`);
  const save = () => database.runTransaction(({ notes }) => notes.save(makeCapturedNote()));
  const [words, cause] = [/the database file was deleted/, /ENOENT.*database file is gone/];
  await assertFails(save(), words, cause);
  await assertFails(database.notes.save(makeCapturedNote()), words, cause);
  await assertFails(database.ping(), words, cause);
  await rename(`${path}.moved`, path);
  await save();
});

test('what waits for a locked file fails before Slack gives up, and is not saved later', async (t) => {
  const path = join(await folderFor(t), 'recap.sqlite');
  const { database } = await openDatabase(`sqlite:${path}`);
  t.after(() => database.close());
  await database.conferences.save(makeConference());
  const other = new DatabaseSync(path);
  t.after(() => other.close());
  other.exec('begin immediate');
  const save = (ts: string) => database.runTransaction(({ notes }) => notes.save(makeCapturedNote({ ts })));
  const began = performance.now();
  const first = save('1.000001');
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  const second = save('2.000002');
  const all = await Promise.allSettled([first, second]);
  assert.ok(performance.now() - began < 2_800);
  for (const result of all) {
    assert.match(result.status === 'rejected' ? result.reason.message : '', /another program has the database locked/);
  }
  other.exec('commit');
  assert.deepEqual(await database.notes.ofConference('conf'), []);
});
