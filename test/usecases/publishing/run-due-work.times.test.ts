import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DateTime } from 'luxon';
import type { TrackedConference } from '#domain/conference/conference.ts';
import { conferenceDays } from '#domain/conference/conference-day.ts';
import { bindUseCases } from '#test/fakes/use-cases.ts';
import { ADA, add, type Followed, followConference, GRACE } from '#test/usecases/followed-conference.ts';

const NOTE = 'Willis: there are six sources of burnout, and workload is only one of the six';
/** Of no talk, so that it counts for the day on which it is written. */
const HALLWAY = 'lunch is in the courtyard, and it was the best part of the conference so far';
const HALF_AN_HOUR = { minutes: 30 };

type When = Pick<TrackedConference, 'from' | 'to' | 'timezone' | 'digestAt'>;

/** Follows a conference that was set up the day before it begins. */
async function follow(when: When): Promise<Followed> {
  const createdAt = DateTime.fromISO(when.from, { zone: when.timezone }).minus({ hours: 12 }).toMillis();
  return followConference({ ...when, createdAt });
}

function setTime({ test }: Followed, at: DateTime): void {
  test.setTime(at.toISO()!);
}

/** When the posts came that begin a digest, by their day, and the recap as `recap`; in the conference's own time. */
function postedAt({ test }: Followed, timezone: string): Record<string, string> {
  return Object.fromEntries(
    test.publisher
      .standing()
      .filter(({ key, threadTs }) => /^(?:digest|recap):/.test(key) && threadTs === undefined)
      .map(({ key, ts }) => [
        key.startsWith('recap') ? 'recap' : key.split(':')[2]!,
        DateTime.fromSeconds(Number(ts), { zone: timezone }).toFormat('yyyy-MM-dd HH:mm'),
      ]),
  );
}

function countPosts({ test }: Followed): number {
  return test.publisher.calls.filter(({ verb, key }) => verb === 'post' && /^(?:digest|recap):/.test(key!)).length;
}

/** What is special about some days, and when the digest of each and the recap come, by the clocks there. */
const CASES: Record<string, { when: When; expected: Record<string, string> }> = {
  'clocks go forward in Berlin': {
    when: { from: '2026-03-28', to: '2026-03-29', timezone: 'Europe/Berlin', digestAt: '18:30' },
    expected: {
      '2026-03-28': '2026-03-28 18:30',
      '2026-03-29': '2026-03-29 18:30',
      recap: '2026-03-29 19:30',
    },
  },
  'clocks go forward over the digest': {
    when: { from: '2026-03-28', to: '2026-03-29', timezone: 'Europe/Berlin', digestAt: '02:30' },
    expected: {
      '2026-03-28': '2026-03-29 03:30',
      '2026-03-29': '2026-03-30 02:30',
      recap: '2026-03-30 03:00',
    },
  },
  'clocks go back in Berlin': {
    when: { from: '2026-10-24', to: '2026-10-25', timezone: 'Europe/Berlin', digestAt: '18:30' },
    expected: {
      '2026-10-24': '2026-10-24 18:30',
      '2026-10-25': '2026-10-25 18:30',
      recap: '2026-10-25 19:30',
    },
  },
  'clocks show the time of the digest twice': {
    when: { from: '2026-10-24', to: '2026-10-24', timezone: 'Europe/Berlin', digestAt: '02:30' },
    expected: { '2026-10-24': '2026-10-25 02:30', recap: '2026-10-25 02:30' },
  },
  'clocks go forward in Toronto': {
    when: { from: '2026-03-07', to: '2026-03-08', timezone: 'America/Toronto', digestAt: '20:00' },
    expected: {
      '2026-03-07': '2026-03-07 20:00',
      '2026-03-08': '2026-03-08 20:00',
      recap: '2026-03-08 21:00',
    },
  },
  'a zone of half an hour': {
    when: { from: '2026-05-26', to: '2026-05-27', timezone: 'Asia/Kolkata', digestAt: '18:30' },
    expected: {
      '2026-05-26': '2026-05-26 18:30',
      '2026-05-27': '2026-05-27 18:30',
      recap: '2026-05-27 19:30',
    },
  },
  'clocks go back half an hour on Lord Howe': {
    when: { from: '2026-04-04', to: '2026-04-05', timezone: 'Australia/Lord_Howe', digestAt: '18:30' },
    expected: {
      '2026-04-04': '2026-04-04 18:30',
      '2026-04-05': '2026-04-05 18:30',
      recap: '2026-04-05 19:30',
    },
  },
  'the year ends': {
    when: { from: '2026-12-30', to: '2027-01-02', timezone: 'Europe/Berlin', digestAt: '01:00' },
    expected: {
      '2026-12-30': '2026-12-31 01:00',
      '2026-12-31': '2027-01-01 01:00',
      '2027-01-01': '2027-01-02 01:00',
      '2027-01-02': '2027-01-03 01:00',
      recap: '2027-01-03 02:00',
    },
  },
};

for (const [name, { when, expected }] of Object.entries(CASES)) {
  test(`each digest comes once and at its time: ${name}`, async () => {
    const followed = await follow(when);
    const { timezone, from, to } = when;
    const end = DateTime.fromISO(to, { zone: timezone }).plus({ days: 2 });
    for (let at = DateTime.fromISO(from, { zone: timezone }).plus({ hours: 3 }); at < end; at = at.plus(HALF_AN_HOUR)) {
      setTime(followed, at);
      if (at.hour === 10 && at.minute === 0 && at.toISODate()! <= to) await add(followed.bot, GRACE, NOTE);
      await followed.bot.runDueWork();
      await followed.post();
    }
    assert.deepEqual(postedAt(followed, timezone), expected);
    const keys = followed.test.publisher.standing().map(({ key }) => key);
    assert.deepEqual(keys, [...new Set(keys)]);
  });
}

test('a day ends at three at night by the clocks there, also when they are changed that night', async () => {
  for (const [timezone, last, first, day] of [
    ['Europe/Berlin', '2026-03-29T01:59:59+01:00', '2026-03-29T03:00:00+02:00', '2026-03-28'],
    ['Europe/Berlin', '2026-10-25T02:59:59+01:00', '2026-10-25T03:00:00+01:00', '2026-10-24'],
    ['America/Toronto', '2026-11-01T02:59:59-05:00', '2026-11-01T03:00:00-05:00', '2026-10-31'],
    ['Asia/Kathmandu', '2026-05-27T02:59:59+05:45', '2026-05-27T03:00:00+05:45', '2026-05-26'],
    ['Europe/Berlin', '2027-01-01T02:59:59+01:00', '2027-01-01T03:00:00+01:00', '2026-12-31'],
  ] as const) {
    const to = DateTime.fromISO(day).plus({ days: 1 }).toISODate()!;
    const { bot, test } = await follow({ from: day, to, timezone, digestAt: '18:30' });
    test.setTime(last);
    assert.equal((await add(bot, GRACE, HALLWAY)).note.day, day, last);
    test.setTime(first);
    assert.equal((await add(bot, GRACE, HALLWAY)).note.day, to, first);
  }
});

test('a bot that starts days after digests were due posts each once, whatever ticks it missed', async () => {
  const followed = await followConference();
  const { test, conference } = followed;
  await add(followed.bot, GRACE, NOTE);
  test.setTime('2016-05-29T12:00:00-04:00');
  const late = bindUseCases(test.deps);
  for (let tick = 0; tick < 5; tick += 1) {
    await late.runDueWork();
    await followed.post();
  }
  const due = [...conferenceDays(conference), 'recap'];
  assert.deepEqual(Object.keys(postedAt(followed, conference.timezone)).sort(), due);
  const before = countPosts(followed);
  test.setTime('2016-05-29T12:05:00-04:00');
  await late.runDueWork();
  await followed.post();
  assert.equal(countPosts(followed), before);
});

test('a clock that is set back has nothing posted again or changed, and late notes still come in', async () => {
  const followed = await followConference();
  const { test, texts } = followed;
  let { bot } = followed;
  await add(bot, GRACE, NOTE);
  await followed.post();
  test.setTime('2016-05-26T18:30:00-04:00');
  for (let minute = 30; minute < 34; minute += 1) {
    test.setTime(`2016-05-26T18:${minute}:00-04:00`);
    await bot.runDueWork();
    await followed.post();
  }
  const [posts, shown] = [countPosts(followed), texts('digest:')];
  for (const back of ['2016-05-26T17:00:00-04:00', '2016-05-25T23:00:00-04:00', '2016-05-26T17:10:00-04:00']) {
    test.setTime(back);
    for (const one of [bot, bindUseCases(test.deps)]) {
      await one.runDueWork();
      await followed.post();
    }
    assert.deepEqual(texts('digest:'), shown, back);
  }
  bot = bindUseCases(test.deps);
  await add(bot, ADA, 'Fahim: when it fails to scale, first decide whether the increase is malicious');
  test.setTime('2016-05-26T17:12:00-04:00');
  await bot.runDueWork();
  await followed.post();
  assert.match(texts('digest:').join(), /malicious/);
  test.setTime('2016-05-26T18:30:00-04:00');
  await bot.runDueWork();
  await followed.post();
  assert.equal(countPosts(followed), posts);
});

test('a post of unknown outcome is looked for even if the clock was set back since', async () => {
  const { bot, post, test, texts } = await followConference();
  await add(bot, GRACE, NOTE);
  // This machine's clock is an hour ahead of Slack's.
  test.setTime('2016-05-26T11:15:00-04:00');
  test.publisher.failNext({ kind: 'unknown' }, { done: true });
  await bot.flushOutbox();
  const since: number[] = [];
  const { findPosted } = test.publisher;
  test.publisher.findPosted = (place, key, from) => {
    since.push(from);
    return findPosted(place, key, from);
  };
  test.setTime('2016-05-26T10:16:00-04:00');
  await bot.flushOutbox();
  test.setTime('2016-05-26T11:20:00-04:00');
  await post();
  assert.equal(texts('thread:').length, 1);
  assert.ok(since.length > 0);
});

test('a digest that was composed while the clock was a day ahead is updated once the clock is right', async () => {
  const { test, texts, bot, post, conference } = await followConference();
  await add(bot, GRACE, NOTE);
  test.setTime('2016-05-26T18:30:00-04:00');
  await bot.runDueWork();
  await post();
  const { digestStates } = test.deps.database;
  const state = await digestStates.find(conference.id, '2016-05-26');
  await digestStates.save(conference.id, '2016-05-26', { ...state!, checkedAt: Date.now() + 24 * 60 * 60_000 });
  test.setTime('2016-05-26T18:40:00-04:00');
  await add(bot, ADA, 'Fahim: when it fails to scale, first decide whether the increase is malicious');
  await bot.runDueWork();
  await post();
  assert.match(texts('digest:').join(), /malicious/);
});
