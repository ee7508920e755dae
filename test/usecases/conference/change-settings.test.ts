import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { writeNotice } from '#errors.ts';
import { createTestBot } from '#test/fakes/bot-for-test.ts';
import { storedState } from '#test/fakes/stored-state.ts';
import { ada, alan, assertRefused, eve, grace, startDevOpsDays, store } from '#test/usecases/conference-tests.ts';
import { changeSettings } from '#usecases/conference/change-settings.ts';
import { deleteConference, describeDeletion, endConference } from '#usecases/conference/end-conference.ts';
import { setListening } from '#usecases/conference/set-channel-listening.ts';
import { openTalk } from '#usecases/schedule/open-talk.ts';

describe('changeSettings', () => {
  it('changes what was asked for and keeps the rest', async () => {
    const bot = createTestBot();
    const before = await startDevOpsDays(bot);
    const { conference, problems } = await changeSettings(bot.deps, alan, before.id, {
      name: 'DevOpsDays Toronto',
      digestAt: '20:00',
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(conference, { ...before, name: 'DevOpsDays Toronto', digestAt: '20:00' });
    assert.deepEqual(await bot.deps.database.conferences.find(before.id), conference);
  });
  it('keeps what someone else changes while the schedule is fetched', async () => {
    const bot = createTestBot();
    const { id } = await startDevOpsDays(bot);
    const fetching = Promise.withResolvers<void>();
    const fetched = Promise.withResolvers<string>();
    const fetchSchedule = () => {
      fetching.resolve();
      return fetched.promise;
    };
    const slow = changeSettings({ ...bot.deps, fetchSchedule }, ada, id, {
      scheduleUrl: 'https://example.org/schedule.json',
    });
    await fetching.promise;
    await changeSettings(bot.deps, alan, id, { name: 'Renamed', digestAt: '20:00' });
    fetched.resolve('[]');
    const { conference } = await slow;
    const { name, digestAt, scheduleUrl } = conference;
    assert.deepEqual([name, digestAt, scheduleUrl], ['Renamed', '20:00', 'https://example.org/schedule.json']);
    assert.deepEqual(await bot.deps.database.conferences.find(id), conference);
  });
  it('stops listening in a channel that it leaves', async () => {
    const bot = createTestBot();
    const { id } = await startDevOpsDays(bot);
    await setListening(bot.deps, ada, true);
    const { conference } = await changeSettings(bot.deps, ada, id, { channels: ['C2'] });
    assert.deepEqual([conference.channels, conference.listens], [['C2'], []]);
  });
  it('moves talks and notes to the days of another zone', async () => {
    const bot = createTestBot();
    const conference = await startDevOpsDays(bot);
    await openTalk(bot.deps, ada, { title: 'Keynote', speakers: [] });
    const at = Date.parse('2016-05-26T20:00:00-04:00');
    await store(bot, conference, { at });
    const moved = await store(bot, conference, { at, ts: '1464272100.000200', day: '2016-05-27' });
    await changeSettings(bot.deps, ada, conference.id, { timezone: 'Asia/Tokyo' });
    const { talks, notes } = bot.deps.database;
    const [talk] = await talks.ofConference(conference.id);
    assert.equal(talk!.startsAt, '2016-05-26T23:15:00+09:00');
    const days = (await notes.ofConference(conference.id)).map(({ ts, day }) => [ts, day]);
    assert.deepEqual(days, [
      ['1464272100.000100', '2016-05-27'],
      [moved.ts, '2016-05-27'],
    ]);
  });
  it('reads the schedule again if its address or the zone changed, and forgets it if blank', async () => {
    const bot = createTestBot();
    const { id } = await startDevOpsDays(bot);
    const scheduleUrl = 'https://example.com/a.ics';
    const failed = await changeSettings(bot.deps, ada, id, { scheduleUrl });
    assert.match(writeNotice(failed.problems[0]!), /can’t reach.*\/recap schedule/);
    assert.equal(failed.conference.scheduleUrl, scheduleUrl);
    const event = 'BEGIN:VEVENT\nUID:1\nSUMMARY:Keynote\nDTSTART:20160526T090000\nDTEND:20160526T100000\nEND:VEVENT';
    bot.schedules.set(scheduleUrl, `BEGIN:VCALENDAR\nVERSION:2.0\n${event}\nEND:VCALENDAR`);
    const { schedule } = await changeSettings(bot.deps, ada, id, { timezone: 'Europe/Berlin' });
    assert.equal(schedule!.first!.startsAt, '2016-05-26T09:00:00+02:00');
    const { schedule: none } = await changeSettings(bot.deps, ada, id, { digestAt: '19:00' });
    assert.equal(none, undefined);
    const blank = await changeSettings(bot.deps, ada, id, { scheduleUrl: '' });
    assert.equal('scheduleUrl' in blank.conference, false);
    assert.equal((await bot.deps.database.talks.ofConference(id)).length, 1);
  });
  it('opens a closed conference again when its last day is moved, and only then', async () => {
    const bot = createTestBot();
    const { id } = await startDevOpsDays(bot);
    const { endedAt } = await endConference(bot.deps, ada);
    const renamed = await changeSettings(bot.deps, ada, id, { name: 'DevOpsDays 2016' });
    assert.equal(renamed.conference.endedAt, endedAt);
    const longer = await changeSettings(bot.deps, ada, id, { to: '2016-05-28' });
    assert.equal('endedAt' in longer.conference, false);
  });
  it('keeps settings that are already there, even if they could no longer be chosen', async () => {
    const bot = createTestBot();
    const { id } = await startDevOpsDays(bot, { organizers: ['U2'], channels: ['C1', 'C2'] });
    bot.workspace.removePerson('U2');
    bot.workspace.removeChannel('C2');
    const { conference } = await changeSettings(bot.deps, ada, id, { name: 'DevOps' });
    assert.equal(conference.name, 'DevOps');
  });
  it('refuses who may not, and what can’t be', async () => {
    const bot = createTestBot();
    const { id } = await startDevOpsDays(bot);
    await startDevOpsDays(bot, { name: 'Velocity', channels: ['C2'] });
    const change = (actor: typeof ada, changes: object) => () => changeSettings(bot.deps, actor, id, changes);
    await assertRefused(
      bot,
      change(grace, { name: 'Mine' }),
      /^Only an organizer can change the settings\. Ask Ada or/,
    );
    await assertRefused(bot, change(eve, { name: 'Mine' }), /no longer set up here/);
    await assertRefused(bot, change(ada, { organizers: [] }), /needs an organizer/);
    await assertRefused(bot, change(ada, { channels: ['C1', 'C2'] }), /Velocity is using/);
    await assertRefused(bot, change(ada, { to: '2016-05-20' }), /is before the first/);
    await assertRefused(bot, change(ada, { name: '\u202e'.repeat(10_000) }), /needs a name/);
  });
});

describe('endConference', () => {
  it('closes a conference, once', async () => {
    const bot = createTestBot();
    await startDevOpsDays(bot);
    await assertRefused(
      bot,
      () => endConference(bot.deps, grace),
      /^Only an organizer can end the conference\. Ask Ada or/,
    );
    assert.equal((await endConference(bot.deps, ada)).endedAt, bot.deps.clock.now());
    await assertRefused(bot, () => endConference(bot.deps, ada), /DevOpsDays has already ended/);
  });
});

describe('deleteConference', () => {
  it('leaves nothing of it, and all of the others', async () => {
    const bot = createTestBot();
    await startDevOpsDays(bot, { name: 'Velocity', channels: ['C2'] });
    const others = await storedState(bot.deps);
    const conference = await startDevOpsDays(bot);
    await openTalk(bot.deps, ada, { title: 'Keynote', speakers: [] });
    await store(bot, conference);
    await assertRefused(
      bot,
      () => describeDeletion(bot.deps, grace),
      /^Only an organizer can delete the conference\. Ask Ada or/,
    );
    await assertRefused(bot, () => deleteConference(bot.deps, grace, conference.id), /^Only an organizer/);
    await assertRefused(bot, () => deleteConference(bot.deps, eve, conference.id), /no longer set up here/);
    const { notes, talks } = await describeDeletion(bot.deps, ada);
    assert.deepEqual([notes, talks], [1, 1]);
    assert.deepEqual(await deleteConference(bot.deps, ada, conference.id), { name: 'DevOpsDays' });
    assert.deepEqual(await storedState(bot.deps), others);
    await assertRefused(bot, () => deleteConference(bot.deps, ada, conference.id), /no longer set up here/);
  });
});

describe('setListening', () => {
  it('switches on and off in the channel, and says whether that is new', async () => {
    const bot = createTestBot();
    await startDevOpsDays(bot);
    const on = await setListening(bot.deps, ada, true);
    assert.deepEqual([on.changed, on.conference.listens], [true, ['C1']]);
    assert.equal((await setListening(bot.deps, ada, true)).changed, false);
    assert.deepEqual((await setListening(bot.deps, ada, false)).conference.listens, []);
    assert.equal((await setListening(bot.deps, ada, false)).changed, false);
  });
  it('refuses elsewhere, others, and after the conference', async () => {
    const bot = createTestBot();
    await startDevOpsDays(bot);
    const other = { ...ada, channel: 'C2' };
    await assertRefused(bot, () => setListening(bot.deps, other, true), /^DevOpsDays doesn’t use this channel/);
    await assertRefused(
      bot,
      () => setListening(bot.deps, grace, true),
      /^Only an organizer can choose whether I save every message/,
    );
    bot.setTime('2016-06-01T10:00:00-04:00');
    await assertRefused(bot, () => setListening(bot.deps, ada, true), /DevOpsDays has ended/);
  });
});
