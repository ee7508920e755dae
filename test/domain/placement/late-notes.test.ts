import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Talk } from '#domain/conference/talk.ts';
import { candidatePlaces, createRoomTransition } from '#domain/placement/attendance.ts';
import { createBeliefTransition, posterior } from '#domain/placement/late-notes.ts';
import { PLACEMENT_WEIGHTS } from '#domain/placement/placement-weights.ts';
import { createTalkCalendar, MINUTE } from '#domain/placement/talk-calendar.ts';

const START = Date.parse('2024-06-03T10:00:00Z');
const TALKS = [
  ['A', 0],
  ['B', 0],
  ['A', 50],
  ['B', 50],
].map(
  ([room, from], index): Talk => ({
    id: `t${index}`,
    title: `Talk ${index}`,
    speakers: [],
    room: String(room),
    startsAt: new Date(START + Number(from) * MINUTE).toISOString(),
    endsAt: new Date(START + (Number(from) + 40) * MINUTE).toISOString(),
  }),
);
const CALENDAR = createTalkCalendar(TALKS, 'UTC');
const HABITS = { sameRoom: 0.5, rooms: new Map<number, number>() };
const RECALLED = [
  { talk: 0, share: 0.6 },
  { talk: 1, share: 0.2 },
];

function step(seconds: number, isPasted = false) {
  const from = START + 55 * MINUTE;
  const at = from + seconds * 1000;
  const before = { at: from, places: candidatePlaces(CALENDAR, from), recalled: [0, 1] };
  const places = candidatePlaces(CALENDAR, at);
  const arrival = { at, isolationOdds: 1 };
  const moves = createRoomTransition(CALENDAR, PLACEMENT_WEIGHTS, HABITS, { before, arrival, places });
  const next = { at, places, recalled: RECALLED, late: 0.05, isPasted };
  return { before, transition: createBeliefTransition(moves, PLACEMENT_WEIGHTS, before, next) };
}

const sum = (rows: number[][]): number => rows.flat().reduce((total, value) => total + value, 0);
/** All belief in one row, evenly over the places. */
const inRow = (row: number, columns: number): number[][] =>
  [0, 1, 2].map((index) => Array<number>(columns).fill(index === row ? 1 / columns : 0));

describe('notes on earlier talks', () => {
  it('keeps the total probability at 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), fc.boolean(), (seconds, isPasted) => {
        const { before, transition } = step(seconds, isPasted);
        for (const row of [0, 1, 2]) {
          const shares = transition.forward(inRow(row, before.places.length));
          assert.ok(Math.abs(sum(shares) - 1) < 1e-9);
          assert.ok(shares.flat().every((share) => share >= 0));
        }
      }),
    );
  });

  it('go on about the same talk within minutes, not after an hour', () => {
    const [soon, later] = [10, 3600].map((seconds) => {
      const { before, transition } = step(seconds);
      return sum([transition.forward(inRow(1, before.places.length))[1]!]);
    });
    assert.ok(soon! > 0.8);
    assert.ok(later! < 0.3);
  });

  it('go on more surely if they come faster than anybody types', () => {
    const [typed, pasted] = [false, true].map((isPasted) => {
      const { before, transition } = step(60, isPasted);
      return sum([transition.forward(inRow(1, before.places.length))[1]!]);
    });
    assert.ok(pasted! > typed!);
  });

  it('step back through the same transition as forward', () => {
    const { before, transition } = step(30);
    const columns = before.places.length;
    const product = (one: number[][], other: number[][]): number =>
      sum(one.map((list, row) => list.map((share, place) => share * other[row]![place]!)));
    const ones = [0, 1, 2].map(() => Array<number>(columns).fill(1));
    const later = [0, 1, 2].map((row) => before.places.map((_, place) => 1 + row * 3 + place));
    // Both directions are divided by a sum: the ratios agree.
    const [ahead, behind] = [0, 1, 2]
      .map((row) => inRow(row, columns))
      .reduce<[number[], number[]]>(
        ([forward, back], shares) => [
          [...forward, product(transition.forward(shares), later)],
          [...back, product(shares, transition.back(later)) / product(shares, transition.back(ones))],
        ],
        [[], []],
      );
    for (const row of [1, 2]) assert.ok(Math.abs(ahead[row]! / ahead[0]! - behind[row]! / behind[0]!) < 1e-9);
  });

  it('update the prior by the likelihood, and keep it if nothing fits', () => {
    assert.deepEqual(posterior([[0.5, 0.5]], [[3, 1]]), [[0.75, 0.25]]);
    assert.deepEqual(posterior([[0.5, 0.5]], [[0, 0]]), [[0.5, 0.5]]);
    assert.deepEqual(posterior([[0.5, 0.5]], [[Number.NaN, 1]]), [[0.5, 0.5]]);
  });
});
