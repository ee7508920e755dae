import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import ical from 'node-ical';
import { parseSchedule } from '#schedule/parse-schedule.ts';
import { calendar } from '#test/schedule/fixtures.ts';

function event(uid: string, start: string, ...more: string[]): string[] {
  return [
    `UID:${uid}`,
    `SUMMARY:Talk ${uid}`,
    start,
    ...(more.some((line) => /^(?:DTEND|DURATION)/.test(line)) ? [] : ['DURATION:PT30M']),
    ...more,
  ];
}

function startOf(...lines: string[]): string | undefined {
  return parseSchedule(calendar(event('a', lines[0]!, ...lines.slice(1)))).talks[0]?.startsAt;
}

test('time zones are known by all names that programs give them', () => {
  const names = {
    'W. Europe Standard Time': '12:00:00+02:00',
    'Romance Standard Time': '12:00:00+02:00',
    '"Eastern Standard Time"': '12:00:00-04:00',
    '/softwarestudio.org/Olson_20011030_5/America/Argentina/Buenos_Aires': '12:00:00-03:00',
    '/mozilla.org/20050126_1/Europe/Berlin': '12:00:00+02:00',
    '/freeassociation.sourceforge.net/Tzfile/Asia/Kolkata': '12:00:00+05:30',
    '"tzone://Microsoft/Utc"': '12:00:00Z',
    '"UTC+02:00"': '12:00:00+02:00',
    'GMT-0330': '12:00:00-03:30',
    '"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"': '12:00:00+02:00',
  };
  for (const [name, start] of Object.entries(names)) {
    assert.equal(startOf(`DTSTART;TZID=${name}:20260722T120000`), `2026-07-22T${start}`, name);
  }
});

test('a zone may list its changes as dates', () => {
  const zone = [
    'BEGIN:VTIMEZONE',
    'TZID:Ours',
    'BEGIN:DAYLIGHT',
    'DTSTART:20260329T020000',
    'RDATE:20260329T020000,20270328T020000',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0200',
    'END:DAYLIGHT',
    'BEGIN:STANDARD',
    'DTSTART:20261025T030000',
    'RDATE:20261025T030000',
    'TZOFFSETFROM:+0200',
    'TZOFFSETTO:+0100',
    'END:STANDARD',
    'END:VTIMEZONE',
  ].join('\r\n');
  const text = calendar(
    event('a', 'DTSTART;TZID=Ours:20260722T120000'),
    event('b', 'DTSTART;TZID=Ours:20261122T120000'),
  );
  const { talks } = parseSchedule(text.replace('BEGIN:VEVENT', () => `${zone}\r\nBEGIN:VEVENT`));
  assert.deepEqual(
    talks.map(({ startsAt }) => startsAt),
    ['2026-07-22T12:00:00+02:00', '2026-11-22T12:00:00+01:00'],
  );
});

test('times, titles and rooms are those that another parser reads', () => {
  const two = (value: number) => String(value).padStart(2, '0');
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Pacific/Auckland',
    undefined,
  ];
  const text = fc.string({ unit: fc.constantFrom(...'abc xyz ÄÖ,;\\:"é日本-()'), minLength: 3, maxLength: 90 });
  const events = fc.array(
    fc.record({
      zone: fc.constantFrom(...zones),
      day: fc.integer({ min: 1, max: 12 }),
      hour: fc.integer({ min: 4, max: 20 }),
      minute: fc.integer({ min: 0, max: 59 }),
      minutes: fc.integer({ min: 1, max: 170 }),
      title: text.filter((title) => /[a-z]{2}/.test(title)),
      room: text.filter((room) => /[a-z]/.test(room)),
    }),
    { minLength: 1, maxLength: 5 },
  );
  const escapeText = (value: string) => value.trim().replace(/[\\;,]/g, '\\$&');
  const fold = (line: string) => line.replace(/(.{60})(?=.)/gu, '$1\r\n ');
  fc.assert(
    fc.property(events, (all) => {
      const lines = all.map(({ zone, day, hour, minute, minutes, title, room }, index) => [
        `UID:${index}`,
        fold(`SUMMARY:${escapeText(title)}`),
        fold(`LOCATION:${escapeText(room)}`),
        `DTSTART${zone === undefined ? '' : `;TZID=${zone}`}:202607${two(day)}T${two(hour)}${two(minute)}00${zone === undefined ? 'Z' : ''}`,
        `DURATION:PT${minutes}M`,
      ]);
      const written = calendar(...lines);
      const other = Object.values(ical.sync.parseICS(written)).filter((each) => each?.type === 'VEVENT');
      const expected = other.map(({ uid, summary, location, start, end }) => ({
        id: uid,
        title: String(summary).replace(/\s+/g, ' ').trim(),
        room: String(location).replace(/\s+/g, ' ').trim(),
        start: start.getTime(),
        end: end!.getTime(),
      }));
      const { talks } = parseSchedule(written);
      const read = talks.map(({ id, title, room, startsAt, endsAt }) => ({
        id,
        title,
        room,
        start: Date.parse(startsAt),
        end: Date.parse(endsAt),
      }));
      const byId = (a: { id: string }, b: { id: string }) => Number(a.id) - Number(b.id);
      assert.deepEqual(read.sort(byId), expected.sort(byId));
    }),
    { seed: 7, numRuns: 150 },
  );
});

test('repetitions take place when another parser says, across a change of the clocks', () => {
  const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
  const rules = fc.record({
    zone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata'),
    /** From Monday, 19 October 2026. */
    first: fc.integer({ min: 0, max: 6 }),
    hour: fc.integer({ min: 8, max: 20 }),
    frequency: fc.constantFrom('DAILY', 'WEEKLY'),
    interval: fc.integer({ min: 1, max: 2 }),
    weekdays: fc.subarray(DAYS),
    end: fc.oneof(
      fc.integer({ min: 1, max: 6 }).map((count) => `COUNT=${count}`),
      fc.integer({ min: 26, max: 31 }).map((day) => `UNTIL=202610${day}T235959Z`),
    ),
    excepted: fc.array(fc.integer({ min: 19, max: 31 }), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(rules, ({ zone, first, hour, frequency, interval, weekdays, end, excepted }) => {
      const two = (value: number) => String(value).padStart(2, '0');
      const at = (day: number) => `202610${day}T${two(hour)}0000`;
      const byDay =
        frequency === 'WEEKLY' && weekdays.length > 0
          ? `;BYDAY=${[...new Set([...weekdays, DAYS[first]!])].join()}`
          : '';
      const written = calendar([
        ...['UID:1', 'SUMMARY:Talk', `DTSTART;TZID=${zone}:${at(19 + first)}`, 'DURATION:PT30M'],
        `RRULE:FREQ=${frequency};INTERVAL=${interval};${end}${byDay}`,
        ...excepted.filter((day) => day !== 19 + first).map((day) => `EXDATE;TZID=${zone}:${at(day)}`),
      ]);
      const [other] = Object.values(ical.sync.parseICS(written)).filter((each) => each?.type === 'VEVENT');
      const expected = ical.expandRecurringEvent(other!, { from: new Date('2026-10-01'), to: new Date('2027-02-01') });
      const read = parseSchedule(written).talks.map(({ startsAt }) => Date.parse(startsAt));
      assert.deepEqual(
        read,
        expected.map(({ start }) => start.getTime()),
        written,
      );
    }),
    { seed: 7, numRuns: 150 },
  );
});
