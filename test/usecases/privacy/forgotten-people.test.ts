import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noteKey, threadKey } from '#domain/publishing/publication.ts';
import { createTestBot } from '#test/fakes/bot-for-test.ts';
import { storedState } from '#test/fakes/stored-state.ts';
import { ada, alan, eve, grace, startDevOpsDays, store } from '#test/usecases/conference-tests.ts';
import { endConference } from '#usecases/conference/end-conference.ts';
import { getConferenceState } from '#usecases/conference/get-conference-state.ts';
import { viewHome } from '#usecases/home/view-home.ts';
import { describeForgetting, forgetPerson } from '#usecases/privacy/forget-person.ts';
import { setOptOut } from '#usecases/privacy/forgotten-people.ts';
import { flushOutbox } from '#usecases/publishing/flush-outbox.ts';
import { openTalk } from '#usecases/schedule/open-talk.ts';

describe('getConferenceState', () => {
  it('shows the state of the channel’s conference', async () => {
    const bot = createTestBot();
    const conference = await startDevOpsDays(bot);
    await openTalk(bot.deps, ada, { title: 'Keynote', speakers: [] });
    await store(bot, conference);
    const state = await getConferenceState(bot.deps, grace);
    assert.ok('phase' in state);
    assert.deepEqual(
      [state.phase, state.talks, state.notes, state.isOrganizer, state.posted, state.troubles],
      ['during', 1, 1, false, [], []],
    );
    assert.deepEqual(
      state.onNow.map(({ title }) => title),
      ['Keynote'],
    );
    assert.equal(state.nextDigestAt, Date.parse('2016-05-26T18:30:00-04:00'));
    const after = await getConferenceState(bot.deps, { ...alan, channel: 'C1' });
    assert.ok('phase' in after && after.isOrganizer);
  });
  it('tells what was posted, newest first, and what could not be', async () => {
    const bot = createTestBot();
    const { id } = await startDevOpsDays(bot);
    const wish = { teamId: 'T1', conferenceId: id, channel: 'C1', wantedHash: 'hash' };
    const wanted = { text: 'It', blocks: [{ type: 'divider' }] };
    const { publications } = bot.deps.database;
    for (const key of [`digest:${id}:2016-05-26:main`, `digest:${id}:2016-05-27:main`, `recap:${id}:main`]) {
      await publications.want({ ...wish, key, wanted });
    }
    await publications.want({
      ...{ ...wish, key: `digest:${id}:2016-05-26:talks`, wanted, parentKey: `digest:${id}:2016-05-26:main` },
    });
    await flushOutbox(bot.deps);
    bot.workspace.addChannel({ id: 'C1', isMember: false });
    await openTalk(bot.deps, ada, { title: 'Keynote', speakers: [] });
    await flushOutbox(bot.deps);
    const state = await getConferenceState(bot.deps, ada);
    assert.ok('phase' in state);
    assert.deepEqual(
      state.posted.map(({ day }) => day),
      ['all', '2016-05-27', '2016-05-26'],
    );
    assert.match(state.posted[0]!.permalink!, /^https:\/\/example\.slack\.com\/archives\/C1\/p/);
    assert.deepEqual(state.troubles, [{ key: 'trouble-thread', values: { reason: { key: 'slack-not-in-channel' } } }]);
  });
  it('returns the choices if it isn’t clear which one is meant', async () => {
    const bot = createTestBot();
    assert.deepEqual(await getConferenceState(bot.deps, eve), { kind: 'which-conference', choices: [] });
  });
});

describe('viewHome', () => {
  it('shows what runs with one’s own notes, and what is past', async () => {
    const bot = createTestBot();
    await startDevOpsDays(bot, { name: 'Past' });
    await endConference(bot.deps, ada);
    const conference = await startDevOpsDays(bot);
    const { talk } = await openTalk(bot.deps, ada, { title: 'Keynote', speakers: [] });
    for (let nth = 10; nth < 35; nth++) {
      await store(bot, conference, { ts: `1464272100.0001${nth}`, at: 1464272100000 + nth, talkId: talk.id });
    }
    const unplaced = await store(bot, conference, { ts: '1464272100.000200' });
    await store(bot, conference, { ts: '1464272100.000201', placedBy: 'person' });
    await store(bot, conference, { ts: '1464272100.000300', authorId: 'U2' });
    const home = await viewHome(bot.deps, { teamId: 'T1', userId: 'U1' });
    assert.deepEqual(
      home.past.map((state) => state.conference.name),
      ['Past'],
    );
    assert.equal(home.optedOut, false);
    const [shown, ...others] = home.conferences;
    assert.equal(others.length, 0);
    assert.equal(shown!.ownCount, 27);
    assert.equal(shown!.ownNotes.length, 20);
    assert.equal(shown!.ownNotes[0]!.note.ts, '1464272100.000134');
    assert.equal(shown!.ownNotes[0]!.talk!.title, 'Keynote');
    assert.deepEqual(
      shown!.unplaced.map(({ note }) => note.ts),
      [unplaced.ts],
    );
    assert.deepEqual(
      shown!.unplaced[0]!.alternatives.map(({ title }) => title),
      ['Keynote'],
    );
  });
  it('asks for the talk of a note that was placed with too little confidence for the recap', async () => {
    const bot = createTestBot();
    const conference = await startDevOpsDays(bot);
    const talk = (id: string, title: string, name: string) => ({
      ...{ id, title, speakers: [{ name }], byHand: false },
      ...{ startsAt: '2016-05-26T10:00:00-04:00', endsAt: '2016-05-26T10:40:00-04:00' },
    });
    await bot.deps.database.talks.save(conference.id, [
      talk('a', 'Restores nobody tests', 'Mara Lindqvist'),
      talk('b', 'Queues all the way down', 'Tom Okafor'),
      talk('d', 'Paging people kindly', 'Ann Petrov'),
    ]);
    const later = (time: string) => Date.parse(`2016-05-26T${time}:00-04:00`);
    await store(bot, conference, {
      ...{ ts: '1464277020.000300', at: later('11:57'), talkId: 'b' },
      source: 'Tom Okafor, Queues all the way down: deploy each of them.',
    });
    const vague = await store(bot, conference, { source: 'Nobody does it.', at: later('10:20'), talkId: 'b' });
    const [shown] = (await viewHome(bot.deps, ada)).conferences;
    assert.deepEqual(
      shown!.unplaced.map(({ note, isUnsure }) => [note.ts, isUnsure]),
      [[vague.ts, true]],
    );
  });
  it('shows nothing of another workspace', async () => {
    const bot = createTestBot();
    await startDevOpsDays(bot);
    await setOptOut(bot.deps, eve, true);
    assert.deepEqual(await viewHome(bot.deps, eve), { conferences: [], past: [], optedOut: true });
  });
});

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
      await assert.rejects(forget(bot.deps, ada, 'U2'), /Only an administrator.*\/recap forget me/);
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
