import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { conferenceDay, conferenceDays, phaseOf, windowOf } from '#domain/conference/conference-day.ts';

it('ends a conference day at 03:00 local time', () => {
  const at = (iso: string) => Date.parse(iso);
  assert.equal(conferenceDay(at('2016-05-27T04:20:00Z'), 'America/Toronto'), '2016-05-26');
  assert.equal(conferenceDay(at('2016-05-27T06:59:59.999Z'), 'America/Toronto'), '2016-05-26');
  assert.equal(conferenceDay(at('2016-05-27T07:00:00Z'), 'America/Toronto'), '2016-05-27');
  assert.equal(conferenceDay(at('2016-05-27T04:20:00Z'), 'Asia/Kathmandu'), '2016-05-27');
});

it('agrees with luxon in every zone and at clock changes', () => {
  const zones = [
    'America/Toronto',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Africa/Casablanca',
    'UTC',
  ];
  const instants = fc.integer({ min: Date.parse('2013-01-01'), max: Date.parse('2040-01-01') });
  fc.assert(
    fc.property(instants, fc.nat(900_000), fc.constantFrom(...zones), (at, later, zone) => {
      for (const instant of [at, at + later]) {
        assert.equal(conferenceDay(instant, zone), dayByCalendar(instant, zone));
      }
    }),
  );
});

for (const timezone of ['UTC', 'America/Toronto', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Europe/Berlin']) {
  it(`begins a conference with its first day and ends it with its last in ${timezone}`, () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 10 }), (day, days) => {
        const date = (nth: number) => new Date(nth * 86_400_000).toISOString().slice(0, 10);
        const [from, to] = [date(day), date(day + days)];
        const window = windowOf({ from, to, timezone });
        assert.equal(conferenceDay(window.from, timezone), from);
        assert.ok(conferenceDay(window.from - 1, timezone) < from);
        assert.equal(conferenceDay(window.to - 1, timezone), to);
        assert.ok(conferenceDay(window.to, timezone) > to);
      }),
    );
  });
}

it('lists all days of a conference', () => {
  assert.deepEqual(conferenceDays({ from: '2024-02-28', to: '2024-03-01' }), [
    '2024-02-28',
    '2024-02-29',
    '2024-03-01',
  ]);
});

/** By the clock on the wall: an hour that is left out or comes twice doesn't move the cut. */
function dayByCalendar(at: number, zone: string): string | null {
  const local = DateTime.fromMillis(at, { zone });
  return (local.hour < 3 ? local.minus({ days: 1 }) : local).toISODate();
}

const conference = { from: '2016-05-26', to: '2016-05-27', timezone: 'America/Toronto' };
const phaseAt = (iso: string, more: { endedAt?: number } = {}) => phaseOf({ ...conference, ...more }, Date.parse(iso));

it('a conference runs from 03:00 on its first day to 03:00 after its last', () => {
  assert.equal(phaseAt('2016-05-26T02:59:59-04:00'), 'before');
  assert.equal(phaseAt('2016-05-26T03:00:00-04:00'), 'during');
  assert.equal(phaseAt('2016-05-28T02:59:59-04:00'), 'during');
  assert.equal(phaseAt('2016-05-28T03:00:00-04:00'), 'after');
});
it('a closed conference has ended even if it never started', () => {
  assert.equal(phaseAt('2016-05-26T12:00:00-04:00', { endedAt: 1 }), 'after');
  assert.equal(phaseAt('2016-05-20T12:00:00-04:00', { endedAt: 1 }), 'after');
});
