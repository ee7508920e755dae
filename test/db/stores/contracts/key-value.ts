import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOSTILE, UNSTORABLE } from './records.ts';
import { openFor, type StoresUnderTest } from './test-stores.ts';

const HOUR = 3_600_000;

export function keyValueContract(stores: StoresUnderTest): void {
  test('keeps values of all kinds, after a restart too', async (t) => {
    const opened = await openFor(t, stores);
    const values = [0, '', false, null, [], HOSTILE, UNSTORABLE, { a: [{ b: HOSTILE }] }, 'x'.repeat(100_000)];
    for (const [i, value] of values.entries()) await opened.keyValue.set(`key ${i}`, value, HOUR);
    await opened.reopen();
    for (const [i, value] of values.entries()) {
      assert.deepEqual(await opened.keyValue.get(`key ${i}`), value);
    }
    assert.equal(await opened.keyValue.get('key'), undefined);
  });

  test('knows keys letter by letter, hostile ones too', async (t) => {
    const { keyValue } = await openFor(t, stores);
    const keys = ['a', 'A', 'a%', 'a_', ' a', HOSTILE, UNSTORABLE, 'k'.repeat(1000)];
    for (const [i, key] of keys.entries()) await keyValue.set(key, i, HOUR);
    for (const [i, key] of keys.entries()) assert.equal(await keyValue.get(key), i, key);
  });

  test('replaces and deletes', async (t) => {
    const { keyValue } = await openFor(t, stores);
    await keyValue.set('a', 1, HOUR);
    await keyValue.set('a', 2, HOUR);
    assert.equal(await keyValue.get('a'), 2);
    await keyValue.delete('a');
    await keyValue.delete('a');
    assert.equal(await keyValue.get('a'), undefined);
  });

  test('deletes all keys that begin so, letter by letter', async (t) => {
    const { keyValue } = await openFor(t, stores);
    const kept = ['person:T10:U1', 'Person:T1:U1', 'person:T1', 'a person:T1:U1', 'person%T1:U1'];
    const gone = ['person:T1:U1', 'person:T1:', `person:T1:${HOSTILE}`, 'person:T1:\u{10FFFD}'];
    for (const key of [...kept, ...gone]) await keyValue.set(key, key, HOUR);
    await keyValue.deletePrefix('person:T1:');
    for (const key of kept) assert.equal(await keyValue.get(key), key);
    for (const key of gone) assert.equal(await keyValue.get(key), undefined);
    await keyValue.deletePrefix('person_T');
    assert.equal(await keyValue.get('person%T1:U1'), 'person%T1:U1');
  });

  test('answers a value for as long as it lives and no longer', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2016, 4, 26) });
    const { keyValue } = await openFor(t, stores);
    await keyValue.set('short', 1, 1000);
    await keyValue.set('long', 2, HOUR);
    t.mock.timers.tick(999);
    assert.equal(await keyValue.get('short'), 1);
    t.mock.timers.tick(1);
    assert.equal(await keyValue.get('short'), undefined);
    assert.equal(await keyValue.get('long'), 2);
    await keyValue.set('short', 3, 1000);
    assert.equal(await keyValue.get('short'), 3);
  });

  test('counts up to a limit, also if several count at once, and begins again later', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2016, 4, 26) });
    const { keyValue } = await openFor(t, stores);
    const count = (by: number) => keyValue.count('a', by, { most: 100, ttlMs: HOUR });
    assert.equal(await count(101), false);
    const counted = await Promise.all(Array.from({ length: 8 }, () => count(30)));
    assert.equal(counted.filter(Boolean).length, 3);
    assert.deepEqual([await count(-20), await count(30), await count(1)], [true, true, false]);
    assert.deepEqual([await count(-500), await count(100)], [true, true]);
    assert.equal(await count(1), false);
    t.mock.timers.tick(HOUR);
    assert.deepEqual([await count(100), await count(1)], [true, false]);
  });

  test('does not keep what has no time left', async (t) => {
    const { keyValue } = await openFor(t, stores);
    await keyValue.set('a', 1, HOUR);
    await keyValue.set('a', 2, 0);
    await keyValue.set('b', 2, -5);
    assert.equal(await keyValue.get('a'), undefined);
    assert.equal(await keyValue.get('b'), undefined);
  });
}
