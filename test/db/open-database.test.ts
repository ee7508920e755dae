import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDatabase } from '#db/open-database.ts';
import { AppError } from '#errors.ts';

test('an address of no known database is refused in one line without what is secret in it', async () => {
  for (const url of ['', 'sqlite:', 'data/recap.sqlite', 'mysql://u:secret@h/d', 'postgres:secret', 'file:secret']) {
    await assert.rejects(openDatabase(url), (error) => {
      assert.ok(error instanceof AppError);
      assert.equal(error.code, 'bad-input');
      assert.match(error.message, /^DATABASE_URL .*sqlite:data\/recap\.sqlite/);
      assert.doesNotMatch(error.message, /secret|\n/);
      return true;
    });
  }
});

test('a second bot on the same SQLite file is refused with the process that runs, until that ends or is killed', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'recap-lock-'));
  t.after(() => rm(folder, { recursive: true }));
  const url = `sqlite:${join(folder, 'recap.sqlite')}`;
  const child = spawn(process.execPath, [join(import.meta.dirname, 'hold-database.ts'), url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  await assert.rejects(openDatabase(url, { isExclusive: true }), (error) => {
    assert.ok(error instanceof AppError);
    assert.match(error.message, new RegExp(`^Another bot \\(process ${child.pid} on .*since 20`));
    return true;
  });
  const otherName = join(folder, 'other.sqlite');
  await symlink(join(folder, 'recap.sqlite'), otherName);
  await assert.rejects(openDatabase(`sqlite:${otherName}`, { isExclusive: true }), /^AppError: Another bot/);
  // Such as the doctor.
  await (await openDatabase(url)).database.close();
  child.kill('SIGKILL');
  await once(child, 'close');
  const first = await openDatabase(url, { isExclusive: true });
  await first.database.close();
  await (await openDatabase(url, { isExclusive: true })).database.close();
});
