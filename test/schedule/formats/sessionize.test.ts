import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeNotice } from '#errors.ts';
import { parseSchedule } from '#schedule/parse-schedule.ts';
import { scheduleFixture } from '#test/schedule/fixtures.ts';

const TALKS = [
  ['410001', '09:00', '09:45', 'Main Stage', 'Keynote: Slow is smooth'],
  ['410002', '10:00', '10:40', 'Main Stage', 'Queues & Backpressure'],
  ['410003', '10:00', '10:40', 'Workshop Room', 'Typing without tears'],
  ['410005', '10:00', '10:40', 'Main Stage', 'Ship it, then fix it'],
  ['410004', '11:00', '11:30', 'Workshop Room', 'Open space: hiring'],
];

for (const [view, format] of [
  ['sessionize-grid.json', 'sessionize-grid'],
  ['sessionize-sessions.json', 'sessionize-sessions'],
]) {
  test(`${view}: the wall clock is read in the configured zone, plenaries come once, service sessions not`, () => {
    const schedule = parseSchedule(scheduleFixture(view!), { timezone: 'America/Toronto' });
    assert.equal(schedule.format, format);
    assert.deepEqual(schedule.conference, {
      timezone: 'America/Toronto',
      from: '2024-06-13',
      to: '2024-06-14',
    });
    assert.deepEqual(
      schedule.talks.map(({ id, startsAt, endsAt, room, title }) => [
        id,
        startsAt.slice(11, 16),
        endsAt.slice(11, 16),
        room,
        title,
      ]),
      TALKS,
    );
    assert.equal(schedule.talks[0]?.startsAt, '2024-06-13T09:00:00-04:00');
    assert.deepEqual(schedule.talks[1]?.speakers, [{ name: 'Björn Åkesson' }, { name: 'Chiamaka Obi' }]);
    assert.equal(schedule.talks[1]?.track, 'Operations');
    assert.equal(schedule.talks[1]?.type, 'Session (40 min)');
    assert.equal(schedule.talks[0]?.abstract, 'What ten years of releases taught us.\n\nA look back & forward.');
    assert.equal(schedule.warnings.length, 1);
    assert.match(
      writeNotice(schedule.warnings[0]!),
      /sessions\[\d\]: “Open space: hiring” has no end time, so I assumed 30/,
    );
  });
}

test('All: speakers, rooms and categories are looked up, times in UTC are written in the zone', () => {
  const schedule = parseSchedule(scheduleFixture('sessionize-all.json'), { timezone: 'Europe/Helsinki' });
  assert.equal(schedule.format, 'sessionize-all');
  assert.deepEqual(
    schedule.talks.map(({ id, room, title }) => [id, room, title]),
    TALKS.map(([id, , , room, title]) => [id, room, title]),
  );
  assert.equal(schedule.talks[0]?.startsAt, '2024-06-13T12:00:00+03:00');
  assert.deepEqual(schedule.talks[1]?.speakers, [
    { name: 'Björn Åkesson' },
    { name: 'Chiamaka Obi', affiliation: 'Lagos Cloud' },
  ]);
  assert.deepEqual(schedule.talks[2]?.speakers, [{ name: '中村 結衣' }]);
  assert.equal(schedule.talks[1]?.track, 'Operations');
});

test('All: what a session refers to and is not there is pointed out', () => {
  const text = JSON.stringify({
    sessions: [
      {
        id: 1,
        title: 'Knots',
        startsAt: '2024-06-13T09:00:00Z',
        endsAt: '2024-06-13T10:00:00Z',
        roomId: 9,
        isServiceSession: false,
        speakers: ['x', { id: 's', name: 'y' }, null],
      },
    ],
    speakers: [{ id: 's', firstName: 'Ada', lastName: 'Marlow' }, 'nonsense'],
    rooms: null,
  });
  const { talks, warnings } = parseSchedule(text, { timezone: 'UTC' });
  assert.equal(talks[0]?.id, '1');
  assert.deepEqual(talks[0]?.speakers, [{ name: 'Ada Marlow' }]);
  assert.deepEqual(
    warnings.map((warning) => writeNotice(warning)),
    [
      'sessions[0]: there is no room with the ID 9',
      'sessions[0]: there is no speaker with the ID x',
      'sessions[0]: there is no speaker with the ID –',
    ],
  );
});

test('a session not yet scheduled is left out, also with the date that stands for none', () => {
  const session = { id: '1', title: 'Knots', startsAt: null, isServiceSession: false };
  const unset = { ...session, id: '2', startsAt: '0001-01-01T00:00:00' };
  const planned = {
    ...session,
    id: '3',
    title: 'Sails',
    startsAt: '2024-06-13T09:00:00Z',
    endsAt: '2024-06-13T10:00:00Z',
  };
  const { talks, warnings } = parseSchedule(JSON.stringify({ sessions: [session, unset, planned], speakers: [] }), {
    timezone: 'UTC',
  });
  assert.deepEqual(
    talks.map(({ id }) => id),
    ['3'],
  );
  assert.deepEqual(warnings, [
    { key: 'event-without-start', values: { place: 'sessions[0]', title: 'Knots', text: 'none' } },
    { key: 'event-without-start', values: { place: 'sessions[1]', title: 'Knots', text: '0001-01-01T00:00:00' } },
  ]);
});

test('an unpublished grid is refused with the reason', () => {
  assert.throws(() => parseSchedule(' [] '), {
    code: 'bad-input',
    message: /has no talks yet\. I read it as Sessionize JSON and found no events .* until the organizers publish/,
  });
});

test('days and rooms of the wrong kind are left out', () => {
  const session = {
    id: 1,
    title: 'Knots',
    startsAt: '2024-06-13T09:00:00',
    endsAt: '2024-06-13T10:00:00',
    isPlenumSession: false,
  };
  const days = [{ rooms: [{ name: 'A', sessions: [session, 3] }, { name: 'B' }, 'x'] }, 'x'];
  const { talks, warnings } = parseSchedule(JSON.stringify(days), { timezone: 'UTC' });
  assert.deepEqual(
    talks.map(({ id, room }) => [id, room]),
    [['1', 'A']],
  );
  assert.deepEqual(warnings, [
    { key: 'part-missing', values: { place: '[0].rooms[1]', field: 'sessions' } },
    { key: 'part-missing', values: { place: '[0].rooms[2]', field: 'sessions' } },
    { key: 'part-missing', values: { place: '[1]', field: 'rooms' } },
    { key: 'event-without-title', values: { place: '[0].rooms[0].sessions[1]' } },
  ]);
});
