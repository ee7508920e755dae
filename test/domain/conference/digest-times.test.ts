import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { conferenceDay, conferenceDays } from '#domain/conference/conference-day.ts';
import { digestInstant, dueDays, isRecapDue, nextDigest } from '#domain/conference/digest-times.ts';

const MINUTE = 60_000;
const at = (iso: string) => Date.parse(iso);

const toronto = {
  from: '2016-05-26',
  to: '2016-05-27',
  timezone: 'America/Toronto',
  digestAt: '18:30',
};

const zones = [
  'America/Toronto',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Pacific/Auckland',
  'Pacific/Kiritimati',
  'UTC',
];
const conferences = fc
  .record({
    timezone: fc.constantFrom(...zones),
    first: fc.integer({ min: 0, max: 366 * 12 }),
    days: fc.integer({ min: 1, max: 31 }),
    minutes: fc.integer({ min: 0, max: 24 * 60 - 1 }),
  })
  .map(({ timezone, first, days, minutes }) => {
    const from = DateTime.fromISO('2014-01-01', { zone: 'utc' }).plus({ days: first });
    const digestAt = DateTime.fromObject({ year: 2014 }, { zone: 'utc' }).plus({ minutes }).toFormat('HH:mm');
    return { timezone, digestAt, from: from.toISODate()!, to: from.plus({ days: days - 1 }).toISODate()! };
  });

describe('digestInstant', () => {
  it("is the set time in the conference's zone", () => {
    assert.equal(digestInstant(toronto, '2016-05-26'), at('2016-05-26T18:30:00-04:00'));
  });
  it('is in the following night if the time is before 03:00', () => {
    assert.equal(digestInstant({ ...toronto, digestAt: '00:00' }, '2016-05-26'), at('2016-05-27T00:00:00-04:00'));
    assert.equal(digestInstant({ ...toronto, digestAt: '02:59' }, '2016-05-31'), at('2016-06-01T02:59:00-04:00'));
    assert.equal(digestInstant({ ...toronto, digestAt: '03:00' }, '2016-05-26'), at('2016-05-26T03:00:00-04:00'));
  });
  it('moves forward over a time skipped by a clock change', () => {
    // Clocks in Toronto went from 02:00 to 03:00 on 2016-03-13.
    assert.equal(digestInstant({ ...toronto, digestAt: '02:30' }, '2016-03-12'), at('2016-03-13T03:30:00-04:00'));
  });
  it('takes the first occurrence of a repeated time', () => {
    // Clocks in Toronto went from 02:00 to 01:00 on 2016-11-06, in Berlin from 03:00 to 02:00 on 2016-10-30.
    assert.equal(digestInstant({ ...toronto, digestAt: '01:30' }, '2016-11-05'), at('2016-11-06T01:30:00-04:00'));
    const berlin = { timezone: 'Europe/Berlin', digestAt: '02:15' };
    assert.equal(digestInstant(berlin, '2016-10-29'), at('2016-10-30T02:15:00+02:00'));
  });
  it('shows the set time on the clock, or a later one if it is skipped', () => {
    fc.assert(
      fc.property(conferences, (conference) => {
        const instant = digestInstant(conference, conference.from);
        const local = DateTime.fromMillis(instant, { zone: conference.timezone });
        const [hour, minute] = conference.digestAt.split(':').map(Number) as [number, number];
        const shift = local.hour * 60 + local.minute - (hour * 60 + minute);
        assert.ok(shift === 0 || shift === 30 || shift === 60, `${shift} minutes late`);
        const date = DateTime.fromISO(conference.from).plus({ days: hour < 3 ? 1 : 0 });
        assert.equal(local.toISODate(), date.toISODate());
        // Nothing before it shows the same time.
        const earlier = DateTime.fromMillis(instant - 60 * MINUTE, { zone: conference.timezone });
        assert.notEqual(earlier.toFormat('HH:mm'), local.toFormat('HH:mm'));
      }),
    );
  });
  it('is later for each later day', () => {
    fc.assert(
      fc.property(conferences, (conference) => {
        const instants = conferenceDays(conference).map((day) => digestInstant(conference, day));
        assert.deepEqual(
          instants,
          [...new Set(instants)].sort((one, other) => one - other),
        );
      }),
    );
  });
});

describe('dueDays and nextDigest', () => {
  it('lists a day from its digest time on', () => {
    assert.deepEqual(dueDays(toronto, at('2016-05-26T18:29:59-04:00')), []);
    assert.deepEqual(dueDays(toronto, at('2016-05-26T18:30:00-04:00')), ['2016-05-26']);
    assert.deepEqual(dueDays(toronto, at('2030-01-01T00:00:00Z')), ['2016-05-26', '2016-05-27']);
  });
  it('lists no day after an early end, and none if the conference never started', () => {
    const ended = { ...toronto, endedAt: at('2016-05-27T02:00:00-04:00') };
    assert.deepEqual(dueDays(ended, at('2030-01-01T00:00:00Z')), ['2016-05-26']);
    const never = { ...toronto, endedAt: at('2016-05-25T12:00:00-04:00') };
    assert.deepEqual(dueDays(never, at('2030-01-01T00:00:00Z')), []);
    assert.equal(nextDigest(never, 0), undefined);
    assert.equal(isRecapDue(never, at('2030-01-01T00:00:00Z')), false);
  });
  it('split the days between due and upcoming at any instant', () => {
    fc.assert(
      fc.property(conferences, fc.integer({ min: -50, max: 900 }), (conference, hours) => {
        const now = at(`${conference.from}T00:00:00Z`) + hours * 60 * MINUTE;
        const due = dueDays(conference, now);
        const days = conferenceDays(conference);
        assert.deepEqual(due, days.slice(0, due.length));
        const next = nextDigest(conference, now);
        assert.equal(next?.day, days[due.length]);
        if (next !== undefined) {
          assert.ok(next.at > now);
          assert.deepEqual(dueDays(conference, next.at), days.slice(0, due.length + 1));
        }
      }),
    );
  });
});

describe('isRecapDue', () => {
  it('is due an hour after the last digest', () => {
    assert.equal(isRecapDue(toronto, at('2016-05-27T19:29:59-04:00')), false);
    assert.equal(isRecapDue(toronto, at('2016-05-27T19:30:00-04:00')), true);
  });
  it('is due at the end of the last day if that comes first', () => {
    const late = { ...toronto, digestAt: '02:30' };
    assert.equal(isRecapDue(late, at('2016-05-28T02:59:59-04:00')), false);
    assert.equal(isRecapDue(late, at('2016-05-28T03:00:00-04:00')), true);
  });
  it('is never due before the last digest or long after its day', () => {
    fc.assert(
      fc.property(conferences, (conference) => {
        const digest = digestInstant(conference, conference.to);
        assert.equal(isRecapDue(conference, digest - 1), false);
        assert.equal(isRecapDue(conference, digest + 60 * MINUTE), true);
        assert.ok(conferenceDay(digest - 60 * MINUTE, conference.timezone) <= conference.to);
      }),
    );
  });
});
