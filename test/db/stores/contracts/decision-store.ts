import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Decision, decisionKey, type StatementDecision } from '#domain/editing/editorial-decision.ts';
import { HOSTILE, UNSTORABLE } from './records.ts';
import { openWithConference, type StoresUnderTest } from './test-stores.ts';

const HIDDEN: StatementDecision = {
  about: 'statement',
  kind: 'point',
  noteIds: ['C1:1464285000.000100'],
  textHash: 'a',
  noteHashes: ['b'],
  hidden: true,
  channel: 'C1',
  fromPrivate: false,
  fromShared: false,
  by: 'U1',
};
const WORDS: Decision = {
  about: 'words',
  scope: '2016-05-26',
  introduction: HOSTILE,
  closing: UNSTORABLE,
  channel: 'C1',
  fromPrivate: false,
  fromShared: false,
  by: 'U1',
};
const APPROVED: Decision = { about: 'approval', scope: 'all', by: 'U1' };

const byKey = (decisions: Decision[]) =>
  decisions.toSorted((one, other) => (decisionKey(one) < decisionKey(other) ? -1 : 1));

export function decisionStoreContract(stores: StoresUnderTest): void {
  test('remembers decisions by conference, each once, after a restart too', async (t) => {
    const opened = await openWithConference(t, stores);
    const { decisions } = opened.database;
    for (const decision of [WORDS, HIDDEN, APPROVED]) await decisions.save('conf', decision);
    const reworded: Decision = { ...HIDDEN, hidden: false, wording: HOSTILE };
    await decisions.save('conf', reworded);
    await decisions.save('other', APPROVED);
    await opened.reopen();
    const kept = await opened.database.decisions.ofConference('conf');
    assert.deepEqual(kept, byKey([WORDS, reworded, APPROVED]));
    assert.deepEqual(await opened.database.decisions.ofConference('other'), [APPROVED]);
    assert.deepEqual(await opened.database.decisions.ofConference('never-there'), []);
  });

  test('removes one, what was never there, and all with their conference', async (t) => {
    const { database } = await openWithConference(t, stores);
    for (const id of ['conf', 'other']) await database.decisions.save(id, HIDDEN);
    await database.decisions.remove('conf', { ...HIDDEN, hidden: false });
    await database.decisions.remove('conf', WORDS);
    assert.deepEqual(await database.decisions.ofConference('conf'), []);
    assert.deepEqual(await database.decisions.ofConference('other'), [HIDDEN]);
    await database.conferences.remove('other');
    assert.deepEqual(await database.decisions.ofConference('other'), []);
    await assert.rejects(database.decisions.save('never-there', HIDDEN));
  });
}
