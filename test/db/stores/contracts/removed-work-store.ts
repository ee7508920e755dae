import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOSTILE, UNSTORABLE, UNSTORABLE_STORED } from './records.ts';
import { openWithConference, type StoresUnderTest } from './test-stores.ts';

export function removedWorkStoreContract(stores: StoresUnderTest): void {
  test('remembers removed works by conference, each once, after a restart too', async (t) => {
    const opened = await openWithConference(t, stores);
    for (const key of ['b', 'a', 'b', HOSTILE]) await opened.database.removedWorks.add('conf', key);
    await opened.database.removedWorks.add('other', 'c');
    await opened.reopen();
    assert.deepEqual(await opened.database.removedWorks.ofConference('conf'), [HOSTILE, 'a', 'b']);
    assert.deepEqual(await opened.database.removedWorks.ofConference('other'), ['c']);
    assert.deepEqual(await opened.database.removedWorks.ofConference('never-there'), []);
  });

  test('takes a work back, and what was never removed', async (t) => {
    const { database } = await openWithConference(t, stores);
    await database.removedWorks.add('conf', 'a');
    await database.removedWorks.add('other', 'a');
    await database.removedWorks.remove('conf', 'a');
    await database.removedWorks.remove('conf', 'b');
    assert.deepEqual(await database.removedWorks.ofConference('conf'), []);
    assert.deepEqual(await database.removedWorks.ofConference('other'), ['a']);
  });

  test('knows a key again that no database can hold', async (t) => {
    const { database } = await openWithConference(t, stores);
    await database.removedWorks.add('conf', UNSTORABLE);
    assert.deepEqual(await database.removedWorks.ofConference('conf'), [UNSTORABLE_STORED]);
    await database.removedWorks.remove('conf', UNSTORABLE);
    assert.deepEqual(await database.removedWorks.ofConference('conf'), []);
  });
}
