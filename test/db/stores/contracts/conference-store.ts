import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeConference } from '#test/fakes/make-conference.ts';
import { HOSTILE, makeCapturedNote, makeTalk, makeWish } from './records.ts';
import { openFor, openWithConference, type StoresUnderTest } from './test-stores.ts';

export function conferenceStoreContract(stores: StoresUnderTest): void {
  test('finds a conference as it was saved, after a restart too', async (t) => {
    const opened = await openFor(t, stores);
    const conference = makeConference({
      name: HOSTILE,
      channels: ['C1', 'C2'],
      listens: ['C2'],
      organizers: ['U1', 'U2'],
      scheduleUrl: 'https://example.org/a.json?a=1&b=%20',
      endedAt: 1464300000000,
    });
    await opened.database.conferences.save(conference);
    await opened.reopen();
    assert.deepEqual(await opened.database.conferences.find('conf'), conference);
    assert.equal(await opened.database.conferences.find('conf '), undefined);
  });

  test('replaces a conference, and knows it in its new channels alone', async (t) => {
    const { database } = await openFor(t, stores);
    await database.conferences.save(makeConference({ channels: ['C1', 'C2'], endedAt: 1 }));
    const changed = makeConference({ channels: ['C2', 'C3'], teamId: 'T1', to: '2016-05-28' });
    await database.conferences.save(changed);
    assert.deepEqual(await database.conferences.find('conf'), changed);
    assert.deepEqual(await database.conferences.ofChannel('T1', 'C1'), []);
    assert.deepEqual(await database.conferences.ofChannel('T1', 'C2'), [changed]);
    assert.deepEqual(await database.conferences.ofChannel('T1', 'C3'), [changed]);
    assert.deepEqual(await database.conferences.ofTeam('T1'), [changed]);
  });

  test('keeps what it was given, whatever the caller does with it later', async (t) => {
    const { database } = await openFor(t, stores);
    const conference = makeConference();
    await database.conferences.save(conference);
    conference.channels.push('C9');
    (await database.conferences.find('conf'))!.organizers.push('U9');
    assert.deepEqual(await database.conferences.find('conf'), makeConference());
  });

  test('a channel named twice is one', async (t) => {
    const { database } = await openFor(t, stores);
    await database.conferences.save(makeConference({ channels: ['C1', 'C1'] }));
    assert.equal((await database.conferences.ofChannel('T1', 'C1')).length, 1);
  });

  test('lets all conferences be planned again within an hour, some at a time and none later than it was', async (t) => {
    t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2016, 4, 26) });
    const { conferences } = (await openFor(t, stores)).database;
    for (let number = 0; number < 30; number += 1) {
      await conferences.save(makeConference({ id: `${number}` }));
      t.mock.timers.tick(1);
    }
    const [now, hour] = [Date.now(), 60 * 60_000];
    const found = await conferences.claimDue(now, 10 * hour, 100);
    for (const { conference, changedAt } of found) {
      await conferences.planned(conference.id, conference.id === '29' ? now + 1 : null, changedAt);
    }
    assert.equal(found.length, 30);
    await conferences.makeAllDue('2016-05-26', now, 60_000);
    const [next, ...others] = await conferences.claimDue(now + 1, hour, 100);
    assert.ok(others.length <= 2, `${others.length} more at once`);
    assert.ok(next !== undefined);
    await conferences.makeAllDue('2999-01-01', now, 0);
    assert.equal((await conferences.claimDue(now + hour - 1, hour, 100)).length, 30 - 1 - others.length);
  });

  test('lists those of a team and of a channel, newest first, ended ones too', async (t) => {
    const { database } = await openFor(t, stores);
    await database.conferences.save(makeConference({ id: 'b', createdAt: 2000 }));
    await database.conferences.save(makeConference({ id: 'c', createdAt: 3000, endedAt: 3500 }));
    await database.conferences.save(makeConference({ id: 'a', createdAt: 1000, channels: ['C2'] }));
    await database.conferences.save(makeConference({ id: 'd', createdAt: 4000, teamId: 'T2' }));
    const ids = (conferences: { id: string }[]) => conferences.map(({ id }) => id);
    assert.deepEqual(ids(await database.conferences.ofTeam('T1')), ['c', 'b', 'a']);
    assert.deepEqual(ids(await database.conferences.ofChannel('T1', 'C1')), ['c', 'b']);
    assert.deepEqual(ids(await database.conferences.ofChannel('T2', 'C1')), ['d']);
    assert.deepEqual(await database.conferences.ofTeam('T3'), []);
    assert.deepEqual(await database.conferences.ofChannel('T1', '%'), []);
  });

  test('lists those that are not over before a day', async (t) => {
    const { database } = await openFor(t, stores);
    await database.conferences.save(makeConference({ id: 'a', to: '2016-05-27' }));
    await database.conferences.save(makeConference({ id: 'b', from: '2016-06-09', to: '2016-06-10' }));
    const ids = async (day: string) => (await database.conferences.notOverBefore(day)).map(({ id }) => id).sort();
    assert.deepEqual(await ids('2016-05-27'), ['a', 'b']);
    assert.deepEqual(await ids('2016-05-28'), ['b']);
    assert.deepEqual(await ids('2016-06-11'), []);
    const over = async (day: string) => (await database.conferences.overBefore(day)).map(({ id }) => id).sort();
    assert.deepEqual(await over('2016-05-27'), []);
    assert.deepEqual(await over('2016-05-28'), ['a']);
    assert.deepEqual(await over('2016-06-11'), ['a', 'b']);
  });

  test('counts one that is to be made again among those that are not over', async (t) => {
    const { database } = await openFor(t, stores);
    const conference = makeConference({ outdated: { '2016-05-26': 1 } });
    await database.conferences.save(conference);
    assert.deepEqual(await database.conferences.notOverBefore('2030-01-01'), [conference]);
    assert.deepEqual(await database.conferences.overBefore('2030-01-01'), []);
    await database.conferences.save(makeConference({ outdated: {} }));
    assert.deepEqual(await database.conferences.notOverBefore('2030-01-01'), []);
    assert.equal((await database.conferences.overBefore('2030-01-01')).length, 1);
  });

  test('removes a conference with all that belongs to it, and nothing else', async (t) => {
    const { database } = await openWithConference(t, stores);
    for (const id of ['conf', 'other']) {
      await database.talks.save(id, [makeTalk()]);
      await database.notes.save(makeCapturedNote({ conferenceId: id, ts: `1.${id}` }));
      await database.publications.want(makeWish({ conferenceId: id, key: `digest:${id}:main` }));
      await database.removedWorks.add(id, 'book:accelerate');
    }
    await database.conferences.remove('conf');
    assert.equal(await database.conferences.find('conf'), undefined);
    assert.deepEqual(await database.talks.ofConference('conf'), []);
    assert.equal(await database.notes.find({ teamId: 'T1', channel: 'C1', ts: '1.conf' }), undefined);
    assert.equal(await database.publications.find('digest:conf:main'), undefined);
    assert.deepEqual(await database.removedWorks.ofConference('conf'), []);
    assert.deepEqual(
      (await database.conferences.ofChannel('T1', 'C1')).map(({ id }) => id),
      ['other'],
    );
    assert.equal((await database.talks.ofConference('other')).length, 1);
    assert.equal((await database.notes.ofConference('other')).length, 1);
    assert.equal((await database.publications.dueChannels(0)).length, 1);
    assert.deepEqual(await database.removedWorks.ofConference('other'), ['book:accelerate']);
    await database.conferences.remove('never-there');
  });
}
