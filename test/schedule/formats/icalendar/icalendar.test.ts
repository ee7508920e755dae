import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeNotice } from '#errors.ts';
import { extractSchedRooms } from '#schedule/formats/icalendar/icalendar.ts';
import { parseSchedule } from '#schedule/parse-schedule.ts';
import { assertCpuTime } from '#test/cpu-time.ts';
import { calendar, scheduleFixture } from '#test/schedule/fixtures.ts';

const AT_NOON = ['DTSTART;TZID=Europe/Berlin:20260722T120000', 'DTEND;TZID=Europe/Berlin:20260722T124500'];

test('pretalx: speakers come off the title at the last dash, times are in the calendar zone', () => {
  const schedule = parseSchedule(scheduleFixture('pretalx.ics'));
  assert.equal(schedule.format, 'icalendar');
  // Half past midnight belongs to the day before.
  assert.deepEqual(schedule.conference, { timezone: 'Europe/Berlin', from: '2026-07-22', to: '2026-07-22' });
  assert.deepEqual(schedule.warnings, []);
  assert.deepEqual(
    schedule.talks.map(({ title, speakers, room }) => [title, speakers.map(({ name }) => name), room]),
    [
      ['Feature flags - the good parts', ['Zoë Ferreira', 'Ng Wei'], 'Große Halle'],
      [
        'Observability for people who were never on call and would rather like to keep it so',
        ['Łukasz Nowak'],
        'Raum 2',
      ],
      ['Lightning Talks', [], 'Große Halle'],
    ],
  );
  const [talk] = schedule.talks;
  assert.equal(talk?.id, 'pretalx-harborconf-2026-QX3LMN@pretalx.example.org');
  assert.equal(talk?.startsAt, '2026-07-22T12:00:00+02:00');
  assert.equal(talk?.endsAt, '2026-07-22T12:45:00+02:00');
  assert.equal(talk?.url, 'https://pretalx.example.org/harborconf-2026/talk/QX3LMN/');
  assert.equal(
    talk?.abstract,
    'Flags outlive their features; here is how we bury them.\n\nWith three stories and slides.',
  );
});

test('Sched: rooms without the address, categories as type, UTC into the zone, breaks left out', () => {
  const schedule = parseSchedule(scheduleFixture('sched.ics'), { timezone: 'America/Los_Angeles' });
  assert.deepEqual(schedule.conference, {
    name: 'River Days 2025',
    timezone: 'America/Los_Angeles',
    from: '2025-04-02',
    to: '2025-04-02',
  });
  assert.deepEqual(schedule.warnings, []);
  assert.deepEqual(
    schedule.talks.map(({ startsAt, room, type, title }) => [startsAt.slice(11), room, type, title]),
    [
      ['09:00:00-07:00', 'Ballroom A, Level 1', 'Keynote', 'Keynote: Where Rivers Meet'],
      ['10:00:00-07:00', 'Ballroom A, Level 1', 'Security, Intermediate', 'Sandboxes, Fences, Moats'],
      ['10:00:00-07:00', 'Room 12', 'Architecture', 'Maps of the Monolith'],
      ['19:00:00-07:00', 'The Boathouse', 'Social', 'Evening at the Boathouse'],
    ],
  );
});

test('a dash in the title of another program is part of the title, a comma in its location of the room', () => {
  const { talks } = parseSchedule(
    calendar(['UID:a', 'SUMMARY:Knots - Ada Marlow', 'LOCATION:Hall\\, first floor', ...AT_NOON]),
  );
  assert.deepEqual(
    talks.map(({ title, speakers, room }) => [title, speakers, room]),
    [['Knots - Ada Marlow', [], 'Hall, first floor']],
  );
});

test('a clause behind the last dash of a pretalx title is no list of names', () => {
  const { talks } = parseSchedule(
    calendar([
      'UID:pretalx-x-ABC@example.org',
      'SUMMARY:Knots - why is everybody talking about them: a look back?',
      ...AT_NOON,
    ]),
  );
  assert.deepEqual(talks[0]?.speakers, []);
  assert.equal(talks[0]?.title, 'Knots - why is everybody talking about them: a look back?');
});

test('folded lines, bare line feeds, lower case and lines that break the standard are read', () => {
  const text = [
    '\ufeffbegin:vcalendar',
    'X-WR-TIMEZONE:Europe/Berlin',
    'BEGIN:VEVENT',
    'this line is nonsense',
    'DTSTAMP:yesterday',
    'uid:a',
    'SUMMARY;LANGUAGE=en:Knots\\, spli',
    ' ces\\; and',
    '\t sails',
    'DTSTART:20260722T120000',
    'DURATION:PT1H30M',
    'BEGIN:VALARM',
    'SUMMARY:not the title',
    'TRIGGER:-PT10M',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\n');
  const { talks, warnings } = parseSchedule(text);
  assert.equal(talks[0]?.title, 'Knots, splices; and sails');
  assert.equal(talks[0]?.id, 'a');
  assert.equal(talks[0]?.startsAt, '2026-07-22T12:00:00+02:00');
  assert.equal(talks[0]?.endsAt, '2026-07-22T13:30:00+02:00');
  assert.deepEqual(warnings, []);
});

test('a calendar that breaks off keeps its events, a broken event costs only itself', () => {
  const text = calendar(
    ['UID:a', 'SUMMARY:Knots', 'DTSTART:soon'],
    ['UID:b', 'SUMMARY:Splices', ...AT_NOON],
    ['UID:c', 'SUMMARY:Sails', ...AT_NOON],
  );
  const { talks, warnings } = parseSchedule(text.slice(0, text.lastIndexOf('DTEND')));
  assert.deepEqual(
    talks.map(({ id }) => id),
    ['b', 'c'],
  );
  assert.deepEqual(
    warnings.map((warning) => writeNotice(warning)),
    [
      'VEVENT 1 (a): “Knots” was left out because its start time, “soon”, isn’t a time I can read',
      'VEVENT 3 (c): “Sails” has no end time, so I assumed 30 minutes',
    ],
  );
});

test('a zone of the calendar’s own is read by its definition, an unknown one with a warning as the conference’s', () => {
  const zone = [
    'BEGIN:VTIMEZONE',
    'TZID:Our Standard Time',
    'BEGIN:STANDARD',
    'DTSTART:16010101T030000',
    'TZOFFSETFROM:+0200',
    'TZOFFSETTO:+0100',
    'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
    'END:STANDARD',
    'BEGIN:DAYLIGHT',
    'DTSTART:16010101T020000',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0200',
    'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
    'END:DAYLIGHT',
    'END:VTIMEZONE',
    '',
  ].join('\r\n');
  const event = ['UID:a', 'SUMMARY:Knots', 'DTSTART;TZID=Our Standard Time:20260722T120000', 'DURATION:PT30M'];
  const text = calendar(event).replace('BEGIN:VEVENT', () => `${zone}BEGIN:VEVENT`);
  assert.equal(parseSchedule(text).talks[0]?.startsAt, '2026-07-22T12:00:00+02:00');
  assert.equal(parseSchedule(text, { timezone: 'UTC' }).talks[0]?.startsAt, '2026-07-22T10:00:00Z');
  const unknown = parseSchedule(calendar(event), { timezone: 'Asia/Tokyo' });
  assert.equal(unknown.talks[0]?.startsAt, '2026-07-22T12:00:00+09:00');
  assert.match(writeNotice(unknown.warnings[0]!), /don’t recognize the time zone “Our Standard Time”/);
});

test('all-day and cancelled events are no talks', () => {
  const { talks, warnings } = parseSchedule(
    calendar(
      ['UID:a', 'SUMMARY:Harbor Conf', 'DTSTART;VALUE=DATE:20260722', 'DTEND;VALUE=DATE:20260724'],
      ['UID:b', 'SUMMARY:Knots', 'STATUS:CANCELLED', ...AT_NOON],
      ['UID:c', 'SUMMARY:Sails', ...AT_NOON],
    ),
  );
  assert.deepEqual(
    talks.map(({ id }) => id),
    ['c'],
  );
  assert.deepEqual(warnings, [{ key: 'event-all-day', values: { place: 'VEVENT 1 (a)', title: 'Harbor Conf' } }]);
});

test('a daily event takes place every day, but not when excepted, and elsewhere when moved', () => {
  const daily = ['UID:d', 'SUMMARY:Stand-up', 'DTSTART;TZID=Europe/Berlin:20260722T090000', 'DURATION:PT15M'];
  const { talks, warnings } = parseSchedule(
    calendar(
      [...daily, 'RRULE:FREQ=DAILY;UNTIL=20260725T070000Z', 'EXDATE;TZID=Europe/Berlin:20260723T090000'],
      [
        'UID:d',
        'SUMMARY:Stand-up, late',
        'RECURRENCE-ID;TZID=Europe/Berlin:20260724T090000',
        'DTSTART;TZID=Europe/Berlin:20260724T100000',
        'DURATION:PT15M',
      ],
      ['UID:e', 'SUMMARY:Sails', ...AT_NOON],
    ),
  );
  assert.deepEqual(
    talks.map(({ id, startsAt, title }) => [id, startsAt.slice(0, 16), title]),
    [
      ['d#20260722T070000Z', '2026-07-22T09:00', 'Stand-up'],
      ['e', '2026-07-22T12:00', 'Sails'],
      ['d#20260724T070000Z', '2026-07-24T10:00', 'Stand-up, late'],
      ['d#20260725T070000Z', '2026-07-25T09:00', 'Stand-up'],
    ],
  );
  assert.deepEqual(warnings, []);
});

test('a weekly event without end is read around the other events', () => {
  const weekly = [
    'UID:w',
    'SUMMARY:Choir',
    'DTSTART:20200101T180000Z',
    'DURATION:PT1H',
    'RRULE:FREQ=WEEKLY;BYDAY=WE,TH',
  ];
  const { talks } = parseSchedule(calendar(weekly, ['UID:e', 'SUMMARY:Sails', ...AT_NOON]));
  assert.deepEqual(
    talks.filter(({ title }) => title === 'Choir').map(({ startsAt }) => startsAt.slice(0, 10)),
    ['2026-07-15', '2026-07-16', '2026-07-22', '2026-07-23'],
  );
});

test('rules that lead nowhere or everywhere keep nobody busy', () => {
  const rules = [
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=SECONDLY',
    'FREQ=DAILY',
    'FREQ=DAILY;INTERVAL=0;COUNT=99999999',
    'FREQ=WEEKLY;BYDAY=9XX',
    'nonsense',
  ];
  const events = Array.from({ length: 450 }, (_, index) => [
    `UID:${index}`,
    'SUMMARY:Choir',
    'DTSTART:19800101T180000',
    `RRULE:${rules[index % rules.length]}`,
  ]);
  assertCpuTime(5_000, () => {
    const { warnings } = parseSchedule(calendar(...events));
    assert.match(writeNotice(warnings[0]!), /VEVENT 1 \(0\): I couldn’t figure out how it repeats/);
  });
});

test('a calendar without events is refused', () => {
  assert.throws(() => parseSchedule('BEGIN:VCALENDAR\nEND:VCALENDAR'), {
    code: 'bad-input',
    message: /I read it as iCalendar and found no events\. The schedule is empty\.\.? Try again/,
  });
});

function rooms(...locations: string[]): (string | undefined)[] {
  const byLocation = extractSchedRooms(locations);
  return locations.map((location) => byLocation.get(location));
}

test('what stands behind the last comma is no room', () => {
  assert.deepEqual(rooms('Hall A, Pier 9', 'Foyer', ''), ['Hall A', 'Foyer', '']);
});

test('an address that most locations share is cut off whole', () => {
  const address = 'Messehaus, Hafenstraße 5, 20095 Hamburg, Germany';
  assert.deepEqual(rooms(`Saal 1, ${address}`, `Saal 2, Galerie, ${address}`, 'Kneipe, Elbchaussee'), [
    'Saal 1',
    'Saal 2, Galerie',
    'Kneipe',
  ]);
});

test('a house number begins an address', () => {
  assert.deepEqual(rooms('Room 3, Level 2, 12 High Street, Leeds, UK'), ['Room 3, Level 2']);
});
