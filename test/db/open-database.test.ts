import assert from 'node:assert/strict';
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
