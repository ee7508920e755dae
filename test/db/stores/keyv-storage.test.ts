import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { openSqlite } from '#db/connection/sqlite.ts';
import { openDatabase } from '#db/open-database.ts';
import { KeyvStorage } from '#db/stores/keyv-storage.ts';

const MINUTE = 60_000;

async function openStorages(t: TestContext) {
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2016, 4, 26) });
  const db = await openSqlite(':memory:');
  t.after(() => db.destroy());
  const rows = async () => (await db.selectFrom('key_values').select('key').orderBy('key').execute()).length;
  return { one: new KeyvStorage(db, 'one'), other: new KeyvStorage(db, 'other'), rows };
}

test('sweeps away what has expired, in all namespaces, now and then', async (t) => {
  const { one, other, rows } = await openStorages(t);
  await one.set('a', 'x', Date.now() + MINUTE);
  await one.set('b', 'x', Date.now() + 60 * MINUTE);
  await one.set('c', 'x');
  t.mock.timers.tick(5 * MINUTE);
  await one.set('d', 'x');
  assert.equal(await rows(), 4);
  t.mock.timers.tick(5 * MINUTE);
  await one.set('e', 'x');
  assert.equal(await rows(), 4);
  assert.equal(await one.has('a'), false);
  t.mock.timers.tick(60 * MINUTE);
  await other.set('a', 'x');
  assert.equal(await rows(), 4);
});

test('does with many keys what it does with one', async (t) => {
  const { one } = await openStorages(t);
  const keys = Array.from({ length: 1200 }, (_, i) => `k${i}`);
  await one.setMany(keys.map((key) => ({ key, value: `v-${key}` })));
  await one.setMany([
    { key: 'k0', value: 'first' },
    { key: 'k0', value: 'second' },
  ]);
  const asked = [...keys, 'none', 'k1\0'];
  const found = await one.getMany(asked);
  assert.equal(found[0], 'second');
  assert.equal(found[1199], 'v-k1199');
  assert.deepEqual(found.slice(1200), [undefined, undefined]);
  assert.deepEqual(await one.hasMany(['none', 'k5']), [false, true]);
  assert.deepEqual(await one.deleteMany(['k5', 'none', 'k6']), [true, false, true]);
  assert.equal(await one.delete('k5'), false);
  await one.clear();
  assert.equal(await one.has('k7'), false);
});

test('a namespace sees its own keys alone', async (t) => {
  const { one, other } = await openStorages(t);
  await one.set('a', 'one');
  await other.set('a', 'other');
  assert.equal(await one.get('a'), 'one');
  await one.clear();
  assert.equal(await one.get('a'), undefined);
  assert.equal(await other.get('a'), 'other');
});

test('a Keyv on it keeps values, and says when the database fails', async () => {
  const { database, keyValue, keyv } = await openDatabase('sqlite::memory:');
  const [installations, others] = [keyv('installations'), keyv('others')];
  await installations.set('T1', { token: 'x' });
  assert.deepEqual(await installations.get('T1'), { token: 'x' });
  assert.equal(await others.get('T1'), undefined);
  assert.equal(await keyValue.get('T1'), undefined);
  await database.close();
  await assert.rejects(keyValue.get('T1'));
  await assert.rejects(keyValue.set('T1', 1, 1000));
  await assert.rejects(keyValue.delete('T1'));
});
