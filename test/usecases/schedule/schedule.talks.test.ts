import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTestBot } from '#test/fakes/bot-for-test.ts';
import { ada, assertRefused, eve, grace, startDevOpsDays, store } from '#test/usecases/conference-tests.ts';
import { flushOutbox } from '#usecases/publishing/flush-outbox.ts';
import { listTalks } from '#usecases/schedule/list-talks.ts';
import { openTalk } from '#usecases/schedule/open-talk.ts';
import { chooseTalk } from '#usecases/schedule/talk-choices.ts';

const kromhout = {
  title: 'Containers will not fix your broken culture',
  speakers: [{ name: 'Bridget Kromhout' }],
};

describe('openTalk', () => {
  it('opens a talk from now on, with its thread', async () => {
    const bot = createTestBot();
    const { id } = await startDevOpsDays(bot);
    const { talk, again } = await openTalk(bot.deps, grace, {
      title: ' Containers will not\nfix your \u202ebroken culture ',
      speakers: [{ name: 'Bridget Kromhout', affiliation: ' Pivotal ' }, { name: ' ' }],
    });
    assert.equal(again, false);
    assert.equal(talk.title, kromhout.title);
    assert.deepEqual(talk.speakers, [{ name: 'Bridget Kromhout', affiliation: 'Pivotal' }]);
    assert.equal(talk.startsAt, '2016-05-26T10:15:00-04:00');
    assert.equal(talk.endsAt, '2016-05-26T11:00:00-04:00');
    assert.equal(bot.wakes(), 1);
    await flushOutbox(bot.deps);
    const [thread] = bot.publisher.standing();
    assert.equal(thread!.channel, 'C1');
    assert.match(JSON.stringify(thread!.message), /Kromhout/);
    assert.equal((await bot.deps.database.talks.ofConference(id))[0]!.byHand, true);
  });
  it('knows a talk of the day by its title, and opens its thread once', async () => {
    const bot = createTestBot();
    const { id } = await startDevOpsDays(bot);
    const first = await openTalk(bot.deps, ada, kromhout);
    await flushOutbox(bot.deps);
    const second = await openTalk(bot.deps, grace, {
      title: `«${kromhout.title.toUpperCase()}!»`,
      speakers: [],
    });
    assert.deepEqual([second.again, second.talk.id], [true, first.talk.id]);
    await flushOutbox(bot.deps);
    assert.equal(bot.publisher.standing().length, 1);
    assert.equal((await bot.deps.database.talks.ofConference(id)).length, 1);
  });
  it('takes the same title by someone else or on another day for another talk', async () => {
    const bot = createTestBot();
    await startDevOpsDays(bot);
    await openTalk(bot.deps, ada, { title: 'Keynote', speakers: [{ name: 'One' }] });
    const other = await openTalk(bot.deps, ada, { title: 'Keynote', speakers: [{ name: 'Another' }] });
    assert.equal(other.again, false);
    bot.setTime('2016-05-27T10:15:00-04:00');
    assert.equal((await openTalk(bot.deps, ada, { title: 'Keynote', speakers: [] })).again, false);
  });
  it('refuses titles and names that can’t be, and other days', async () => {
    const bot = createTestBot();
    await startDevOpsDays(bot, { to: '2016-05-26' });
    const open =
      (title: string, names: string[] = []) =>
      () =>
        openTalk(bot.deps, ada, { title, speakers: names.map((name) => ({ name })) });
    await assertRefused(bot, open(' \u0007\u202e\n'), /^A talk needs a title: \/recap talk "TITLE" by SPEAKER/);
    await assertRefused(bot, open('x'.repeat(10_000)), /10,000 characters\. The limit is 200/);
    await assertRefused(bot, open('Keynote', ['ש'.repeat(10_000)]), /is too long for a name/);
    await assertRefused(bot, open('Keynote', Array(11).fill('Ada')), /up to 10 speakers/);
    await assertRefused(bot, () => openTalk(bot.deps, eve, kromhout), /^No conference is set up/);
    bot.setTime('2016-05-25T10:00:00-04:00');
    await assertRefused(bot, open('Keynote'), /DevOpsDays starts on 26 May 2016/);
    bot.setTime('2016-05-27T10:00:00-04:00');
    await assertRefused(bot, open('Keynote'), /DevOpsDays has ended/);
  });
});

describe('listTalks', () => {
  it('lists each day’s talks with their notes counted and their threads', async () => {
    const bot = createTestBot();
    const conference = await startDevOpsDays(bot);
    const { talk } = await openTalk(bot.deps, ada, kromhout);
    await flushOutbox(bot.deps);
    await store(bot, conference, { talkId: talk.id });
    await store(bot, conference, { ts: '1464272100.000200' });
    const { days } = await listTalks(bot.deps, grace);
    assert.deepEqual(
      days.map(({ date, talks, hallwayNotes }) => [date, talks.length, hallwayNotes]),
      [
        ['2016-05-26', 1, 1],
        ['2016-05-27', 0, 0],
      ],
    );
    const [listed] = days[0]!.talks;
    assert.equal(listed!.notes, 1);
    assert.match(listed!.threadPermalink!, /\/archives\/C1\/p\d+$/);
    const { days: second } = await listTalks(bot.deps, grace, '2016-05-27');
    assert.deepEqual(second, [{ date: '2016-05-27', talks: [], hallwayNotes: 0 }]);
  });
  it('refuses a day that isn’t one of the conference’s', async () => {
    const bot = createTestBot();
    await startDevOpsDays(bot);
    for (const day of ['2016-05-28', '2015-05-26']) {
      const list = () => listTalks(bot.deps, ada, day);
      await assertRefused(bot, list, /isn’t one of the days of DevOpsDays\. It runs from 26 May 2016 to 27 May 2016/);
    }
  });
});

describe('chooseTalk', () => {
  it('offers what is on, what has just ended, what is next, then the nearest', async () => {
    const bot = createTestBot();
    const { id } = await startDevOpsDays(bot);
    const talk = (title: string, from: string, to: string, name = 'Ada') => ({
      ...{ id: title, title, speakers: [{ name }], byHand: false },
      ...{ startsAt: `2016-05-${from}:00-04:00`, endsAt: `2016-05-${to}:00-04:00` },
    });
    await bot.deps.database.talks.save(id, [
      talk('tomorrow', '27T10:00', '27T11:00'),
      talk('early', '26T08:00', '26T08:30'),
      talk('just ended', '26T09:30', '26T10:00'),
      talk('next', '26T10:30', '26T11:00', 'José Nuñez'),
      talk('on', '26T10:00', '26T10:30'),
      talk('later', '26T15:00', '26T15:30'),
    ]);
    const titles = async (query: string) => (await chooseTalk(bot.deps, ada, { query })).map(({ title }) => title);
    assert.deepEqual(await titles(''), ['on', 'just ended', 'next', 'early', 'later', 'tomorrow']);
    assert.deepEqual(await titles('NUNEZ jos'), ['next']);
    assert.deepEqual(await titles('just END'), ['just ended']);
    assert.deepEqual(await titles('x'.repeat(10_000)), []);
    assert.equal((await titles('\u202e\u0007 %_')).length, 0);
  });
  it('offers no more than fit into a list, and nothing of another workspace', async () => {
    const bot = createTestBot();
    const { id } = await startDevOpsDays(bot);
    const times = { startsAt: '2016-05-26T10:00:00-04:00', endsAt: '2016-05-26T10:30:00-04:00' };
    const many = Array.from({ length: 150 }, (_, index) => ({ id: `${index}`, title: `Talk ${index}` }));
    await bot.deps.database.talks.save(
      id,
      many.map((talk) => ({ ...talk, ...times, speakers: [], byHand: false })),
    );
    assert.equal((await chooseTalk(bot.deps, ada, { query: '' })).length, 100);
    await assertRefused(bot, () => chooseTalk(bot.deps, eve, { query: '', conferenceId: id }), /no longer set up here/);
  });
});
