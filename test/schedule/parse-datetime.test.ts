import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { instantOf, parseDuration, parseMoment } from '#schedule/parse-datetime.ts';

test('offsets are kept, in every spelling', () => {
  const at = Date.UTC(2026, 6, 22, 10, 0);
  for (const [text, zone] of [
    ['2026-07-22T12:00:00+02:00', 'UTC+2'],
    ['2026-07-22T12:00+0200', 'UTC+2'],
    ['2026-07-22 12:00:00.0000000+02', 'UTC+2'],
    ['2026-07-22T10:00:00Z', 'UTC'],
    ['2026-07-22T10:00:00z', 'UTC'],
    ['2026-07-22T06:30:00-03:30', 'UTC-3:30'],
    ['2026-07-22T15:45:00+05:45', 'UTC+5:45'],
  ]) {
    assert.deepEqual(parseMoment(text), { kind: 'instant', at, zone }, text);
  }
});

test('a time without offset is read in the zone that is given, also in summer time', () => {
  const moment = parseMoment('2026-07-22 9:05');
  assert.deepEqual(moment, { kind: 'wall-clock', local: '2026-07-22T09:05' });
  assert.equal(instantOf(moment, 'Europe/Berlin'), Date.UTC(2026, 6, 22, 7, 5));
  assert.equal(instantOf(parseMoment('2026-01-22T09:05:00'), 'Europe/Berlin'), Date.UTC(2026, 0, 22, 8, 5));
});

test('what is no time is kept for the message', () => {
  for (const text of [
    '',
    'noon',
    '2026-07-22',
    '2026-02-30T10:00:00',
    '2026-07-22T25:00',
    '0001-01-01T00:00:00',
    '+002026-07-22T10:00:00',
    '2026-07-22T10:00:00+2',
  ]) {
    assert.deepEqual(parseMoment(text), { kind: 'unreadable', text }, text);
  }
  assert.equal(parseMoment(undefined), undefined);
  assert.equal(instantOf({ kind: 'unreadable', text: '' }, 'UTC'), undefined);
});

test('lengths of a talk', () => {
  const lengths = {
    '00:45': 45,
    '1:30': 90,
    '1:00:00': 1440,
    '0:02:05': 125,
    PT45M: 45,
    PT1H30M: 90,
    P1DT2H: 1560,
    P1W: 10_080,
    P90M: 90,
    '+PT5400S': 90,
    '45': 45,
    '45 min': 45,
    '1h30': 90,
  };
  for (const [text, minutes] of Object.entries(lengths)) assert.equal(parseDuration(text), minutes, text);
  for (const text of ['', '00:00', '-PT1H', '-1:00', '1:2:3:4', 'P', 'PT', 'soon', '999:00:00', undefined]) {
    assert.equal(parseDuration(text), undefined, text);
  }
});

test('every instant is read back from how it is written, with any offset', () => {
  const range = { min: Date.UTC(1971), max: Date.UTC(2199) };
  fc.assert(
    fc.property(fc.integer(range), fc.integer({ min: -14 * 4, max: 14 * 4 }), (milliseconds, quarters) => {
      const at = milliseconds - (milliseconds % 1000);
      const local = new Date(at + quarters * 15 * 60_000).toISOString().slice(0, 19);
      const minutes = Math.abs(quarters) * 15;
      const two = (value: number) => String(value).padStart(2, '0');
      const offset = `${quarters < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
      assert.equal(instantOf(parseMoment(`${local}${offset}`), 'Asia/Tokyo'), at);
    }),
    { seed: 1 },
  );
});
