import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeConference } from '#test/fakes/make-conference.ts';
import type { UnreadMessage } from '#usecases/ports/stores.ts';
import { openFor, type StoresUnderTest } from './test-stores.ts';

const UNREAD: UnreadMessage = {
  teamId: 'T1',
  channel: 'C1',
  ts: '1.000001',
  conferenceId: 'conf1',
  way: 'mention',
  by: 'U1',
};

export function unreadMessageStoreContract(stores: StoresUnderTest): void {
  test('lists the messages that are due to be read in a workspace, after a restart too', async (t) => {
    const opened = await openFor(t, stores);
    await opened.database.conferences.save(makeConference({ id: 'conf1' }));
    await opened.database.unreadMessages.save(UNREAD, 2_000);
    await opened.database.unreadMessages.save({ ...UNREAD, cursor: 'more' }, 3_000);
    await opened.database.unreadMessages.save({ ...UNREAD, ts: '2.000001', way: 'reaction' }, 1_000);
    await opened.reopen();
    const { unreadMessages } = opened.database;
    assert.equal(await unreadMessages.nextDueAt(0), 1_000);
    assert.deepEqual([await unreadMessages.dueTeams(999), await unreadMessages.dueTeams(1_000)], [[], ['T1']]);
    assert.deepEqual(await unreadMessages.due('T1', 3_000), [
      { ...UNREAD, ts: '2.000001', way: 'reaction' },
      { ...UNREAD, cursor: 'more' },
    ]);
    assert.deepEqual(await unreadMessages.due('T2', 3_000), []);
    await unreadMessages.save({ ...UNREAD, teamId: 'T3' }, 3_000 + 24 * 3_600_000);
    assert.deepEqual(await unreadMessages.dueTeams(3_000), ['T1', 'T3'], 'a clock was a day ahead');
    assert.equal((await unreadMessages.due('T3', 3_000)).length, 1);
    await unreadMessages.remove(UNREAD);
    assert.deepEqual(
      (await unreadMessages.due('T1', 3_000)).map(({ ts }) => ts),
      ['2.000001'],
    );
  });

  test('drops the messages that a forgotten person wanted saved, and those of a conference that is deleted', async (t) => {
    const { database } = await openFor(t, stores);
    await database.conferences.save(makeConference({ id: 'conf1' }));
    await database.unreadMessages.save(UNREAD, 1);
    await database.unreadMessages.save({ ...UNREAD, by: 'U2' }, 1);
    await database.unreadMessages.removeOf('T1', 'U1');
    assert.deepEqual(
      (await database.unreadMessages.due('T1', 1)).map(({ by }) => by),
      ['U2'],
    );
    await database.conferences.remove('conf1');
    assert.equal(await database.unreadMessages.nextDueAt(0), undefined);
  });
}
