import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOSTILE, makeTalk } from './records.ts';
import { openWithConference, type StoresUnderTest } from './test-stores.ts';

export function talkStoreContract(stores: StoresUnderTest): void {
  test('gives talks back as they were saved, after a restart too', async (t) => {
    const opened = await openWithConference(t, stores);
    const talk = makeTalk({
      id: HOSTILE,
      title: HOSTILE,
      speakers: [{ name: 'Ann', affiliation: 'ACME' }, { name: 'Béa' }],
      room: 'Main',
      abstract: HOSTILE.repeat(1000),
      doNotRecord: true,
      byHand: true,
    });
    await opened.database.talks.save('conf', [talk]);
    await opened.reopen();
    assert.deepEqual(await opened.database.talks.ofConference('conf'), [talk]);
    assert.deepEqual(await opened.database.talks.ofConference('other'), []);
  });

  test('orders talks by the instant at which they start, then by id', async (t) => {
    const { database } = await openWithConference(t, stores);
    const ids = ['d', 'a', 'C', 'b'];
    const starts = [
      '2016-05-26T10:00:00-04:00',
      // As text it would come first: another offset.
      '2016-05-26T09:30:00-05:00',
      '2016-05-26T10:00:00-04:00',
      '2016-05-26T09:00:00-04:00',
    ];
    await database.talks.save(
      'conf',
      ids.map((id, i) => makeTalk({ id, startsAt: starts[i]! })),
    );
    const found = await database.talks.ofConference('conf');
    assert.deepEqual(
      found.map(({ id }) => id),
      ['b', 'C', 'd', 'a'],
    );
  });

  test('replaces talks by id within their conference; of two at once the later one counts', async (t) => {
    const { database } = await openWithConference(t, stores);
    await database.talks.save('conf', [makeTalk({ title: 'Old', room: 'Main' })]);
    await database.talks.save('other', [makeTalk({ title: 'Theirs' })]);
    await database.talks.save('conf', [makeTalk({ title: 'New' }), makeTalk({ title: 'Newer' })]);
    assert.deepEqual(await database.talks.ofConference('conf'), [makeTalk({ title: 'Newer' })]);
    assert.deepEqual(await database.talks.ofConference('other'), [makeTalk({ title: 'Theirs' })]);
  });

  test('takes none, and a thousand at once', async (t) => {
    const { database } = await openWithConference(t, stores);
    await database.talks.save('conf', []);
    await database.talks.remove('conf', []);
    assert.deepEqual(await database.talks.ofConference('conf'), []);
    const talks = Array.from({ length: 1000 }, (_, i) => makeTalk({ id: `talk-${i}` }));
    await database.talks.save('conf', talks);
    assert.equal((await database.talks.ofConference('conf')).length, 1000);
    await database.talks.remove(
      'conf',
      talks.slice(1).map(({ id }) => id),
    );
    assert.deepEqual(await database.talks.ofConference('conf'), [talks[0]]);
  });

  test('removes what is named, of that conference alone', async (t) => {
    const { database } = await openWithConference(t, stores);
    await database.talks.save('conf', [makeTalk({ id: 'a' }), makeTalk({ id: 'b' })]);
    await database.talks.save('other', [makeTalk({ id: 'a' })]);
    await database.talks.remove('conf', ['a', 'never-there']);
    assert.deepEqual(await database.talks.ofConference('conf'), [makeTalk({ id: 'b' })]);
    assert.deepEqual(await database.talks.ofConference('other'), [makeTalk({ id: 'a' })]);
  });

  test('saves none of several for a conference that is not there', async (t) => {
    const { database } = await openWithConference(t, stores);
    await assert.rejects(database.talks.save('never-there', [makeTalk()]));
  });
}
