import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Talk } from '#domain/conference/talk.ts';
import { createTalkCalendar, MINUTE } from '#domain/placement/talk-calendar.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';

const talk = (id: string, startsAt: string, endsAt: string, room?: string): Talk => ({
  id,
  title: id,
  speakers: [],
  startsAt,
  endsAt,
  ...omitUndefined({ room }),
});

const CALENDAR = createTalkCalendar(
  [
    talk('one', '2024-06-03T10:00:00+02:00', '2024-06-03T10:40:00+02:00', 'A'),
    talk('other', '2024-06-03T10:00:00+02:00', '2024-06-03T10:40:00+02:00', 'B'),
    talk('same room', '2024-06-03T10:10:00+02:00', '2024-06-03T10:30:00+02:00', 'A'),
    talk('nowhere', '2024-06-03T10:30:00+02:00', '2024-06-03T11:00:00+02:00'),
    talk('exhibition', '2024-06-03T09:00:00+02:00', '2024-06-05T18:00:00+02:00', 'Foyer'),
    talk('night', '2024-06-04T01:00:00+02:00', '2024-06-04T02:00:00+02:00', 'A'),
    talk('broken', 'never', 'ever', 'A'),
  ],
  'Europe/Berlin',
);
const at = (iso: string): number => Date.parse(iso);

describe('createTalkCalendar', () => {
  it('finds talks that are running, starting soon or just over', () => {
    assert.deepEqual(CALENDAR.near(at('2024-06-03T08:20:00Z')), [0, 1, 2, 3, 4]);
    assert.deepEqual(CALENDAR.near(at('2024-06-03T07:51:00Z')), [0, 1, 4]);
    assert.deepEqual(CALENDAR.near(at('2024-06-03T09:09:00Z')), [0, 1, 3, 4]);
    assert.deepEqual(CALENDAR.near(at('2024-06-03T12:00:00Z')), [4]);
    assert.deepEqual(CALENDAR.near(at('2023-06-03T12:00:00Z')), []);
  });

  it('tells whether a talk is on', () => {
    assert.ok(CALENDAR.isOn(0, at('2024-06-03T08:00:00Z')));
    assert.ok(!CALENDAR.isOn(0, at('2024-06-03T07:59:59Z')));
    assert.ok(!CALENDAR.isOn(6, at('2024-06-03T08:00:00Z')));
  });

  it('recognizes parallel talks', () => {
    assert.ok(CALENDAR.parallel(0, 1));
    assert.ok(!CALENDAR.parallel(0, 2), 'one room holds one after the other');
    assert.ok(!CALENDAR.parallel(0, 0));
    assert.ok(!CALENDAR.parallel(0, 3), 'they meet for a moment only');
    assert.ok(!CALENDAR.parallel(0, 6));
  });

  it('counts hours before 03:00 to the previous day', () => {
    assert.deepEqual(CALENDAR.days.slice(4), ['2024-06-03', '2024-06-03', '']);
  });

  it('gives a talk that ends before it begins one minute', () => {
    const { starts, ends } = createTalkCalendar([talk('back', '2024-06-03T10:00:00Z', '2024-06-03T09:00:00Z')], 'UTC');
    assert.equal(ends[0]! - starts[0]!, MINUTE);
  });
});
