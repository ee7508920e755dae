import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { writeNotice } from '#errors.ts';
import { createTestBot, type TestBot } from '#test/fakes/bot-for-test.ts';
import { ada, assertRefused, eve, grace, startDevOpsDays } from '#test/usecases/conference-tests.ts';
import { proposeConference, startConference } from '#usecases/conference/start-conference.ts';
import type { SettingError } from '#usecases/conference/validate-settings.ts';

const URL = 'https://example.com/schedule.json';
const sample = readFileSync('examples/devopsdays-toronto-2016/schedule.json', 'utf8');
const devopsdays = { name: 'DevOpsDays', from: '2016-05-26' };

describe('startConference', () => {
  it('follows a conference with what is usual', async () => {
    const { deps } = createTestBot();
    const { conference, problems } = await startConference(deps, ada, devopsdays);
    assert.deepEqual(problems, []);
    assert.deepEqual(conference, {
      id: 'id1',
      teamId: 'T1',
      name: 'DevOpsDays',
      from: '2016-05-26',
      to: '2016-05-26',
      timezone: 'America/Toronto',
      channels: ['C1'],
      digestChannel: 'C1',
      digestAt: '18:30',
      opensThreads: 'at-first-note',
      reaction: 'memo',
      organizers: ['U1'],
      listens: [],
      createdAt: deps.clock.now(),
    });
    assert.deepEqual(await deps.database.conferences.find('id1'), conference);
  });
  it('tidies what was written', async () => {
    const { deps } = createTestBot();
    const { conference } = await startConference(deps, ada, {
      ...devopsdays,
      name: '  DevOps\u202eDays\n \u0007“Toronto” שלום ',
      digestAt: '7:05',
      reaction: ':pencil::skin-tone-2:',
      organizers: ['U2', 'U1', 'U2'],
      channels: ['C1', 'C2', 'C1'],
    });
    assert.equal(conference.name, 'DevOpsDays “Toronto” שלום');
    assert.equal(conference.digestAt, '07:05');
    assert.equal(conference.reaction, 'pencil');
    assert.deepEqual(conference.organizers, ['U1', 'U2']);
    assert.deepEqual(conference.channels, ['C1', 'C2']);
  });
  it('takes what is left open from the schedule', async () => {
    const { deps, schedules } = createTestBot();
    schedules.set(URL, sample);
    const { conference, schedule } = await startConference(deps, ada, {
      name: '',
      from: '',
      scheduleUrl: URL,
    });
    assert.match(conference.name, /devopsdays.*2016/i);
    assert.deepEqual([conference.from, conference.to], ['2016-05-26', '2016-05-27']);
    assert.equal(conference.scheduleUrl, URL);
    assert.ok(schedule!.added > 20);
    assert.deepEqual([schedule!.updated, schedule!.removed], [0, 0]);
    assert.equal(schedule!.first!.startsAt.slice(0, 10), '2016-05-26');
    assert.equal((await deps.database.talks.ofConference(conference.id)).length, schedule!.added);
  });
  it('is set up even if the schedule can’t be read', async () => {
    for (const text of [undefined, 'nonsense', '[]']) {
      const { deps, schedules } = createTestBot();
      if (text !== undefined) schedules.set(URL, text);
      const { conference, schedule, problems } = await startConference(deps, ada, {
        ...devopsdays,
        scheduleUrl: URL,
      });
      assert.equal(schedule, undefined);
      assert.equal(problems.length, 1);
      assert.match(writeNotice(problems[0]!), /\/recap schedule https:/);
      assert.deepEqual(await deps.database.conferences.find(conference.id), conference);
    }
  });
  it('says what may surprise', async () => {
    const { deps, workspace, setTime } = createTestBot();
    workspace.addChannel({ id: 'C4', name: 'partners', isShared: true });
    const { problems } = await startConference(deps, ada, {
      ...devopsdays,
      channels: ['C1', 'C3'],
      digestChannel: 'C4',
      digestAt: '07:00',
    });
    assert.deepEqual(
      problems.map(({ key }) => key),
      ['problem-shared', 'problem-private', 'problem-early'],
    );
    setTime('2017-05-26T10:00:00-04:00');
    const late = await startConference(deps, { ...ada, channel: 'C2' }, devopsdays);
    assert.match(writeNotice(late.problems[0]!), /26 May 2016, has already passed/);
  });
  it('refuses what can’t be, at its field, and stores nothing', async () => {
    const long = 'x'.repeat(10_000);
    const cases: [wish: object, setting: string, message: RegExp][] = [
      [{ name: ' \u0007\u202e ' }, 'name', /needs a name/],
      [{ name: 'é'.repeat(151) }, 'name', /151 characters\. The limit is 150/],
      [{ name: long }, 'name', /10,000 characters/],
      [{ from: '26.5.2016' }, 'from', /“26\.5\.2016” isn’t a date\. Enter it in this format: 2016-05-26/],
      [{ from: '2016-02-30' }, 'from', /isn’t a date/],
      [{ from: long }, 'from', /isn’t a date/],
      [{ to: 'שלום' }, 'to', /isn’t a date/],
      [{ to: '2016-05-25' }, 'to', /is before the first/],
      [{ to: '2016-06-26' }, 'to', /up to 31 days/],
      [{ timezone: 'Middle/Earth' }, 'timezone', /don’t know the time zone “Middle\/Earth”/],
      [{ timezone: long }, 'timezone', /don’t know the time zone/],
      [{ digestAt: '24:00' }, 'digestAt', /“24:00” isn’t a time\. Enter it in this format: 18:30/],
      [{ digestAt: '18.30' }, 'digestAt', /isn’t a time/],
      [{ reaction: 'two words' }, 'reaction', /isn’t the name of an emoji/],
      [{ channels: [] }, 'channels', /at least one channel/],
      [{ channels: ['C404'] }, 'channels', /either you or I haven’t joined it\..* invite me: \/invite @recap/],
      [{ channels: ['C9'] }, 'channels', /either you or I haven’t joined it/],
      [{ channels: ['C5'] }, 'channels', /I’m not in #random\. Invite me/],
      [{ digestChannel: 'C5' }, 'digestChannel', /I’m not in #random/],
      [{ digestChannel: long }, 'digestChannel', /either you or I haven’t joined it/],
      [{ organizers: ['U9'] }, 'organizers', /members of this workspace/],
      [{ organizers: ['UBOT'] }, 'organizers', /members of this workspace/],
      [{ scheduleUrl: 'javascript:alert(1)' }, 'scheduleUrl', /isn’t a link/],
      [{ scheduleUrl: `https://example.com/${long}` }, 'scheduleUrl', /isn’t a link/],
    ];
    for (const [wish, setting, message] of cases) {
      const bot = createTestBot();
      bot.workspace.addChannel({ id: 'C5', name: 'random', isMember: false });
      const start = async () => {
        try {
          return await startConference(bot.deps, ada, { ...devopsdays, ...wish });
        } catch (error) {
          assert.equal((error as SettingError).setting, setting);
          throw error;
        }
      };
      await assertRefused(bot, start, message);
    }
  });
  it('refuses a channel that follows another, and takes it once that is over', async () => {
    const bot = createTestBot();
    await startDevOpsDays(bot);
    const again = () =>
      startConference(bot.deps, { ...grace, channel: 'C2' }, { ...devopsdays, channels: ['C2', 'C1'] });
    await assertRefused(bot, again, /DevOpsDays is using one of these channels through 27 May 2016/);
    bot.setTime('2016-05-28T03:00:00-04:00');
    assert.deepEqual((await again()).conference.channels, ['C2', 'C1']);
  });
  it('lets two people start in one channel at the same time only once', async () => {
    const { deps }: TestBot = createTestBot();
    const both = await Promise.allSettled([
      startConference(deps, ada, devopsdays),
      startConference(deps, grace, devopsdays),
    ]);
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal((await deps.database.conferences.ofTeam('T1')).length, 1);
  });
  it('changes nothing while Slack is not there', async () => {
    const bot = createTestBot();
    bot.workspace.isDown = true;
    await assertRefused(bot, () => startConference(bot.deps, ada, devopsdays), /Slack isn’t responding/);
  });
});

describe('proposeConference', () => {
  it('proposes this channel and the actor’s day and zone', async () => {
    const { deps, setTime } = createTestBot();
    setTime('2016-05-26T23:30:00Z');
    const proposed = await proposeConference(deps, eve);
    assert.deepEqual(
      [proposed.from, proposed.to, proposed.timezone, proposed.channels],
      ['2016-05-27', '2016-05-27', 'Europe/Berlin', ['C9']],
    );
    const nobody = await proposeConference(deps, { teamId: 'T1', userId: 'U404' });
    assert.deepEqual([nobody.timezone, nobody.channels, nobody.digestAt], ['UTC', [], '18:30']);
  });
});
