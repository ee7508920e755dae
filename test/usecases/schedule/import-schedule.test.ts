import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Talk } from '#domain/conference/talk.ts';
import { writeNotice } from '#errors.ts';
import { createTestBot, type TestBot } from '#test/fakes/bot-for-test.ts';
import { makeConference } from '#test/fakes/make-conference.ts';
import { ada, assertRefused, eve, grace, startDevOpsDays, store } from '#test/usecases/conference-tests.ts';
import { ensureTalkThread } from '#usecases/publishing/talk-threads.ts';
import { applySchedule, importSchedule } from '#usecases/schedule/import-schedule.ts';
import { openTalk } from '#usecases/schedule/open-talk.ts';

const URL = 'https://example.com/sessions.json';

interface Session {
  id: string;
  title?: string;
  startsAt?: string;
}

function publishSchedule({ schedules }: TestBot, sessions: Session[]): void {
  const all = sessions.map(({ id, title = `Talk ${id}`, startsAt = '2016-05-26T10:00:00' }) => ({
    ...{ id, title, startsAt, endsAt: startsAt.replace(':00:00', ':30:00') },
    ...{ description: null, isServiceSession: false, isPlenumSession: false, speakers: [], room: 'Main' },
  }));
  schedules.set(URL, JSON.stringify([{ groupId: null, groupName: 'All', sessions: all }]));
}

const counts = ({ added, updated, removed }: Awaited<ReturnType<typeof importSchedule>>) => [added, updated, removed];

describe('importSchedule', () => {
  it('adds, updates and removes talks, counting what changed alone', async () => {
    const bot = createTestBot();
    const { id } = await startDevOpsDays(bot);
    publishSchedule(bot, [{ id: '1' }, { id: '2' }, { id: '3' }]);
    const first = await importSchedule(bot.deps, ada, { source: { url: ` ${URL} ` } });
    assert.deepEqual(counts(first), [3, 0, 0]);
    assert.equal(first.conference.scheduleUrl, URL);
    assert.equal(first.first!.startsAt, '2016-05-26T10:00:00-04:00');
    assert.deepEqual(counts(await importSchedule(bot.deps, ada, { source: { url: URL } })), [0, 0, 0]);
    publishSchedule(bot, [{ id: '1', title: 'Another title' }, { id: '2' }, { id: '4' }]);
    assert.deepEqual(counts(await importSchedule(bot.deps, ada, { source: { url: URL } })), [1, 1, 1]);
    const talks = await bot.deps.database.talks.ofConference(id);
    assert.deepEqual(
      talks.map(({ title }) => title),
      ['Another title', 'Talk 2', 'Talk 4'],
    );
  });
  it('keeps talks that a person opened, and those with notes', async () => {
    const bot = createTestBot();
    const conference = await startDevOpsDays(bot);
    await openTalk(bot.deps, ada, { title: 'Hallway discussion', speakers: [] });
    publishSchedule(bot, [{ id: '1' }, { id: '2' }]);
    await importSchedule(bot.deps, ada, { source: { url: URL } });
    await store(bot, conference, { talkId: '1' });
    publishSchedule(bot, [{ id: '3' }]);
    const report = await importSchedule(bot.deps, ada, { source: { url: URL } });
    assert.deepEqual(counts(report), [1, 0, 1]);
    assert.deepEqual(report.warnings, [{ key: 'kept-talks', values: { count: 1 } }]);
    const talks = await bot.deps.database.talks.ofConference(conference.id);
    assert.deepEqual(talks.map(({ title }) => title).sort(), ['Hallway discussion', 'Talk 1', 'Talk 3']);
  });
  it('takes the notes of a talk along to another day, also those that were placed by their time', async () => {
    const bot = createTestBot();
    const conference = await startDevOpsDays(bot);
    publishSchedule(bot, [{ id: '1' }, { id: '2', startsAt: '2016-05-26T14:00:00' }]);
    await importSchedule(bot.deps, ada, { source: { url: URL } });
    await store(bot, conference, { talkId: '1' });
    await store(bot, conference, { ts: '1464272100.000200', talkId: '1', placedBy: 'thread' });
    publishSchedule(bot, [
      { id: '1', title: 'Another title', startsAt: '2016-05-27T09:00:00' },
      { id: '2', startsAt: '2016-05-26T10:00:00' },
    ]);
    await importSchedule(bot.deps, ada, { source: { url: URL } });
    const notes = await bot.deps.database.notes.ofConference(conference.id);
    assert.deepEqual(
      notes.map(({ talkId, day, placedBy }) => [talkId, day, placedBy]),
      [
        ['1', '2016-05-27', 'thread'],
        ['1', '2016-05-27', 'thread'],
      ],
    );
  });
  it('recognizes a talk that was moved or renamed in a schedule without ids of its own', async () => {
    const bot = createTestBot();
    const conference = await startDevOpsDays(bot);
    const publish = (...talks: [title: string, day: string][]) => {
      const events = talks.map(
        ([title, day]) =>
          `<event><title>${title}</title><start>10:00</start><duration>00:30</duration><date>${day}T10:00:00-04:00</date><persons><person>Ann Lee</person></persons></event>`,
      );
      bot.schedules.set(
        URL,
        `<schedule><conference><title>X</title></conference><day date="2016-05-26"><room name="Main">${events.join('')}</room></day></schedule>`,
      );
    };
    publish(['How boats float', '2016-05-26']);
    await importSchedule(bot.deps, ada, { source: { url: URL } });
    const [first] = await bot.deps.database.talks.ofConference(conference.id);
    await store(bot, conference, { talkId: first!.id, placedBy: 'thread' });
    for (const [title, day] of [
      ['How boats float', '2016-05-27'],
      ['Why boats float', '2016-05-27'],
    ] as const) {
      publish([title, day]);
      await importSchedule(bot.deps, ada, { source: { url: URL } });
      const talks = await bot.deps.database.talks.ofConference(conference.id);
      assert.deepEqual(
        talks.map((talk) => [talk.id, talk.title, talk.startsAt.slice(0, 10)]),
        [[first!.id, title, day]],
      );
    }
    const [note] = await bot.deps.database.notes.ofConference(conference.id);
    assert.deepEqual([note!.talkId, note!.day], [first!.id, '2016-05-27']);
  });
  it('recognizes hundreds of moved talks without comparing each with all others', async () => {
    const { deps } = createTestBot();
    const conference = makeConference();
    await deps.database.conferences.save(conference);
    let reads = 0;
    const importAt = (minutes: number) => {
      const talks = Array.from({ length: 300 }, (_, nth): Talk => {
        const startsAt = Date.parse('2016-05-26T10:00:00-04:00') + (nth * 60 + minutes) * 60_000;
        return {
          id: `${nth} at ${startsAt}`,
          get title() {
            reads++;
            return `Talk ${nth}`;
          },
          startsAt: new Date(startsAt).toISOString(),
          endsAt: new Date(startsAt + 30 * 60_000).toISOString(),
          speakers: nth % 2 === 0 ? [] : [{ name: 'Ann Lee' }],
        };
      });
      const schedule = { format: 'frab', conference: {}, talks, warnings: [] };
      return applySchedule(deps.database, deps, { conference, schedule });
    };
    assert.deepEqual(counts(await importAt(0)), [300, 0, 0]);
    reads = 0;
    assert.deepEqual(counts(await importAt(10)), [0, 300, 0]);
    assert.ok(reads < 300 * 30, `each title was read ${reads / 300} times`);
  });
  it('lets threads that stand follow their talks', async () => {
    const bot = createTestBot();
    const conference = await startDevOpsDays(bot);
    publishSchedule(bot, [{ id: '1' }, { id: '2' }]);
    await importSchedule(bot.deps, ada, { source: { url: URL } });
    const { talks, publications } = bot.deps.database;
    for (const talk of await talks.ofConference(conference.id)) {
      await ensureTalkThread(bot.deps.database, bot.deps, { conference, talk });
    }
    publishSchedule(bot, [{ id: '1', title: 'Another title' }]);
    await importSchedule(bot.deps, ada, { source: { url: URL } });
    const [changed, gone] = await publications.withPrefix('thread:');
    assert.match(JSON.stringify(changed!.wanted), /Another title/);
    assert.equal(gone!.wanted, null);
  });
  it('warns of talks on other days', async () => {
    const bot = createTestBot();
    await startDevOpsDays(bot);
    publishSchedule(bot, [{ id: '1', startsAt: '2017-05-26T10:00:00' }]);
    const { warnings } = await importSchedule(bot.deps, ada, { source: { url: URL } });
    assert.match(
      writeNotice(warnings[0]!),
      /The only talk isn’t within the conference dates.*“Talk 1” on 26 May 2017\. To change the dates/,
    );
  });
  it('refuses what can’t be read, and who may not', async () => {
    const bot = createTestBot();
    await startDevOpsDays(bot);
    publishSchedule(bot, [{ id: '1' }]);
    await importSchedule(bot.deps, ada, { source: { url: URL } });
    const read =
      (url: string, actor = ada) =>
      () =>
        importSchedule(bot.deps, actor, { source: { url } });
    await assertRefused(bot, read(URL, grace), /^Only an organizer can change the schedule\. Ask Ada or/);
    await assertRefused(bot, read(URL, eve), /^No conference is set up in this channel/);
    await assertRefused(bot, read('https://example.com/404'), /can’t reach/);
    for (const wrong of ['', 'file:///etc/passwd', 'javascript:alert(1)', 'x'.repeat(10_000), '\u202e\0']) {
      await assertRefused(bot, read(wrong), /isn’t a link/);
    }
    // Sessionize's answer while nothing is published.
    bot.schedules.set(URL, '[]');
    await assertRefused(bot, read(URL), /./);
    bot.schedules.set(URL, '<html>\u202e</html>'.repeat(1000));
    await assertRefused(bot, read(URL), /./);
  });
});
