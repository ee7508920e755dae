import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noteKey, threadKey } from '#domain/publishing/publication.ts';
import { createTestBot } from '#test/fakes/bot-for-test.ts';
import { storedState } from '#test/fakes/stored-state.ts';
import { ada, eve, grace, startDevOpsDays, store } from '#test/usecases/conference-tests.ts';
import { describeForgetting, forgetPerson } from '#usecases/privacy/forget-person.ts';
import { setOptOut } from '#usecases/privacy/forgotten-people.ts';
import { flushOutbox } from '#usecases/publishing/flush-outbox.ts';
import { openTalk } from '#usecases/schedule/open-talk.ts';

describe('setOptOut', () => {
  it('says whether it is new', async () => {
    const { deps } = createTestBot();
    assert.deepEqual(await setOptOut(deps, ada, false), { changed: false });
    assert.deepEqual(await setOptOut(deps, ada, true), { changed: true });
    assert.deepEqual(await setOptOut(deps, ada, true), { changed: false });
    assert.deepEqual(await deps.database.optOuts.ofTeam('T1'), ['U1']);
    assert.deepEqual(await setOptOut(deps, ada, false), { changed: true });
    assert.deepEqual(await deps.database.optOuts.ofTeam('T1'), []);
  });
});

describe('forgetPerson', () => {
  it('leaves neither notes nor name, and others’ notes alone', async () => {
    const bot = createTestBot();
    const conference = await startDevOpsDays(bot, { organizers: ['U2'] });
    const { talk } = await openTalk(bot.deps, ada, { title: 'Keynote', speakers: [] });
    const own = await store(bot, conference, { authorId: 'U2', talkId: talk.id });
    const deleted = { authorId: 'U2', ts: '1464272100.000150', source: '', deletedAt: 1 };
    await store(bot, conference, deleted);
    const parentKey = threadKey(conference.id, { talkId: talk.id });
    await bot.deps.database.publications.want({
      ...{ key: noteKey(own.channel, own.ts, parentKey), teamId: 'T1', conferenceId: conference.id },
      ...{ channel: 'C1', parentKey, wanted: { text: 'Grace: Ship small.', blocks: [] }, wantedHash: 'hash' },
    });
    const other = await store(bot, conference, {
      ts: '1464272100.000200',
      captures: [{ way: 'reaction', by: 'U2' }],
    });
    await flushOutbox(bot.deps);
    assert.equal(bot.publisher.standing().length, 2);

    assert.deepEqual(await describeForgetting(bot.deps, grace), { notes: 1, conferences: 1 });
    assert.deepEqual(await forgetPerson(bot.deps, grace), { notes: 1, conferences: 1 });
    await flushOutbox(bot.deps);
    assert.deepEqual(
      bot.publisher.standing().map(({ key }) => key),
      [parentKey],
    );
    const { notes, conferences, optOuts } = bot.deps.database;
    assert.deepEqual(await notes.ofConference(conference.id), [{ ...other, captures: [{ way: 'reaction', by: '' }] }]);
    assert.equal(await notes.find({ ...own, ts: deleted.ts }), undefined);
    assert.deepEqual((await conferences.find(conference.id))!.organizers, ['U1']);
    assert.equal(await optOuts.has('T1', 'U2'), true);
    await optOuts.remove('T1', 'U2');
    assert.doesNotMatch(JSON.stringify(await storedState(bot.deps)), /U2|Grace/);
    assert.deepEqual(await forgetPerson(bot.deps, grace), { notes: 0, conferences: 0 });
  });
  it('needs an administrator for someone else, who may have left', async () => {
    const bot = createTestBot();
    const conference = await startDevOpsDays(bot);
    await store(bot, conference, { authorId: 'U2' });
    for (const forget of [describeForgetting, forgetPerson]) {
      await assert.rejects(forget(bot.deps, ada, 'U2'), /Only a workspace administrator.*\/recap forget me/);
    }
    assert.equal((await bot.deps.database.notes.ofConference(conference.id)).length, 1);
    bot.workspace.addPerson({ id: 'U1', name: 'Ada', isAdmin: true });
    const forgotten = { notes: 1, conferences: 1, name: 'Grace' };
    assert.deepEqual(await describeForgetting(bot.deps, ada, 'U2'), forgotten);
    assert.deepEqual(await forgetPerson(bot.deps, ada, 'U2'), forgotten);
    assert.deepEqual(await bot.deps.database.notes.ofConference(conference.id), []);
    assert.equal(await bot.deps.database.optOuts.has('T1', 'U2'), true);
    assert.equal(await bot.deps.database.optOuts.has('T1', 'U1'), false);
    assert.deepEqual(await describeForgetting(bot.deps, ada, 'U0GONE'), {
      ...{ notes: 0, conferences: 0, name: 'U0GONE' },
    });
    // Of another workspace's people nothing is kept here, and nothing there is touched.
    const there = await startDevOpsDays(bot, { channels: ['C9'] }, eve);
    await store(bot, there, { channel: 'C9', authorId: 'U9' });
    await forgetPerson(bot.deps, ada, 'U9');
    assert.equal((await bot.deps.database.notes.ofConference(there.id)).length, 1);
  });
  it('leaves a conference its only organizer, and other workspaces alone', async () => {
    const bot = createTestBot();
    const conference = await startDevOpsDays(bot);
    const there = await startDevOpsDays(bot, { channels: ['C9'] }, eve);
    await store(bot, there, { channel: 'C9', authorId: 'U1' });
    await forgetPerson(bot.deps, ada);
    assert.deepEqual((await bot.deps.database.conferences.find(conference.id))!.organizers, ['U1']);
    assert.equal((await bot.deps.database.notes.ofConference(there.id)).length, 1);
  });
});
