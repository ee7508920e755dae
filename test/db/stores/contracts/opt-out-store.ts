import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFor, type StoresUnderTest } from './test-stores.ts';

export function optOutStoreContract(stores: StoresUnderTest): void {
  test('remembers who opted out in which workspace, each once, after a restart too', async (t) => {
    const opened = await openFor(t, stores);
    for (const user of ['U2', 'U1', 'U2']) await opened.database.optOuts.add('T1', user);
    await opened.database.optOuts.add('T2', 'U3');
    await opened.reopen();
    assert.deepEqual(await opened.database.optOuts.ofTeam('T1'), ['U1', 'U2']);
    assert.equal(await opened.database.optOuts.has('T1', 'U1'), true);
    assert.equal(await opened.database.optOuts.has('T1', 'U3'), false);
    assert.equal(await opened.database.optOuts.has('T1', 'u1'), false);
    assert.deepEqual(await opened.database.optOuts.ofTeam('T3'), []);
  });

  test('forgets who opts in again', async (t) => {
    const { database } = await openFor(t, stores);
    await database.optOuts.add('T1', 'U1');
    await database.optOuts.add('T2', 'U1');
    await database.optOuts.remove('T1', 'U1');
    await database.optOuts.remove('T1', 'U9');
    assert.deepEqual(await database.optOuts.ofTeam('T1'), []);
    assert.equal(await database.optOuts.has('T2', 'U1'), true);
  });
}
