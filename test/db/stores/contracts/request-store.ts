import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeConference } from '#test/fakes/make-conference.ts';
import { openFor, type StoresUnderTest } from './test-stores.ts';

const DAY_MS = 24 * 60 * 60_000;
const NOTE = { teamId: 'T1', channel: 'C1', ts: '1.000001', conferenceId: 'conf1', at: 10 * DAY_MS };

export function requestStoreContract(stores: StoresUnderTest): void {
  test('knows the note that a request made, in its workspace alone, after a restart too', async (t) => {
    const opened = await openFor(t, stores);
    await opened.database.conferences.save(makeConference({ id: 'conf1' }));
    await opened.database.requests.save('r1', NOTE);
    await opened.reopen();
    assert.deepEqual(await opened.database.requests.find('T1', 'r1'), { teamId: 'T1', channel: 'C1', ts: '1.000001' });
    assert.equal(await opened.database.requests.find('T2', 'r1'), undefined);
    assert.equal(await opened.database.requests.find('T1', 'r2'), undefined);
    await assert.rejects(opened.database.requests.save('r1', NOTE));
  });

  test('forgets old requests, and those of a conference that is deleted', async (t) => {
    const { database } = await openFor(t, stores);
    await database.conferences.save(makeConference({ id: 'conf1' }));
    await database.requests.save('r1', NOTE);
    await database.requests.save('r2', { ...NOTE, at: NOTE.at + DAY_MS + 1 });
    await database.requests.removeBefore(NOTE.at + 1);
    assert.equal(await database.requests.find('T1', 'r1'), undefined);
    assert.notEqual(await database.requests.find('T1', 'r2'), undefined);
    await database.conferences.remove('conf1');
    assert.equal(await database.requests.find('T1', 'r2'), undefined);
  });
}
