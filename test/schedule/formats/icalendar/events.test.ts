import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeNotice } from '#errors.ts';
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

test('a repetition may list periods and days', () => {
  const { talks } = parseSchedule(
    calendar(
      event(
        'a',
        'DTSTART:20260722T120000Z',
        'RRULE:FREQ=DAILY;COUNT=1',
        'RDATE;VALUE=PERIOD:20260723T090000Z/PT1H,20260724T090000Z/20260724T110000Z',
        'RDATE;VALUE=DATE:20260725',
      ),
    ),
    { timezone: 'UTC' },
  );
  assert.deepEqual(
    talks.map(({ startsAt, endsAt }) => `${startsAt.slice(0, 16)}-${endsAt.slice(11, 16)}`),
    ['2026-07-22T12:00-12:30', '2026-07-23T09:00-10:00', '2026-07-24T09:00-11:00', '2026-07-25T12:00-12:30'],
  );
});

test('without an end a talk lasts until the next one in its room', () => {
  const { talks } = parseSchedule(
    calendar(
      event('a', 'DTSTART:20260722T090000Z', 'DTEND:20260722T090000Z', 'LOCATION:Hall'),
      event('b', 'DTSTART:20260722T094000Z', 'LOCATION:Hall'),
      event('c', 'DTSTART:20260722T092000Z', 'LOCATION:Attic'),
      event('d', 'DTSTART:20260722T180000Z', 'DTEND:20260722T180000Z', 'LOCATION:Attic'),
    ),
    { timezone: 'UTC' },
  );
  assert.deepEqual(
    talks.map(({ id, endsAt }) => [id, endsAt.slice(11, 16)]),
    [
      ['a', '09:40'],
      ['c', '09:50'],
      ['b', '10:10'],
      ['d', '18:30'],
    ],
  );
});

test('an event around all others of its day is not a talk', () => {
  const { talks, warnings } = parseSchedule(
    calendar(
      event('day', 'DTSTART:20260722T080000Z', 'DURATION:PT10H'),
      ...[9, 10, 11].map((hour) => event(`${hour}`, `DTSTART:20260722T${String(hour).padStart(2, '0')}0000Z`)),
    ),
    { timezone: 'UTC' },
  );
  assert.equal(talks.length, 3);
  assert.match(writeNotice(warnings[0]!), /“Talk day” was left out because it lasts 10 hours/);
});

test('one UID for all events leads to ids that do not depend on their order', () => {
  const events = [9, 10, 11].map((hour) => [
    'UID:same',
    `SUMMARY:Talk at ${hour}`,
    `DTSTART:20260722T${String(hour).padStart(2, '0')}0000Z`,
    'DURATION:PT30M',
  ]);
  const ids = (lines: string[][]) => parseSchedule(calendar(...lines)).talks.map(({ id }) => id);
  assert.deepEqual(ids(events), ids(events.toReversed()));
  assert.equal(new Set(ids(events)).size, 3);
  assert.ok(ids(events.slice(1)).every((id) => ids(events).includes(id)));
});

test('the description may be in HTML alone', () => {
  const html = 'X-ALT-DESC;FMTTYPE=text/html:<html><body><p>Three <b>knots</b>.</p></body></html>';
  assert.equal(
    parseSchedule(calendar(event('a', 'DTSTART:20260722T120000Z', html))).talks[0]?.abstract,
    'Three knots.',
  );
});
