import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Talk } from '#domain/conference/talk.ts';
import { candidatePlaces, createRoomTransition, OUTSIDE, type RoomTransition } from '#domain/placement/attendance.ts';
import { PLACEMENT_WEIGHTS } from '#domain/placement/placement-weights.ts';
import { createTalkCalendar, MINUTE } from '#domain/placement/talk-calendar.ts';

const START = Date.parse('2024-06-03T10:00:00Z');
const talk = (id: string, room: string, from: number, to: number): Talk => ({
  id,
  title: id,
  speakers: [],
  room,
  startsAt: new Date(START + from * MINUTE).toISOString(),
  endsAt: new Date(START + to * MINUTE).toISOString(),
});
/** Two rooms with two slots, and a third with two short talks at once. */
const CALENDAR = createTalkCalendar(
  [
    talk('a1', 'A', 0, 40),
    talk('b1', 'B', 0, 40),
    talk('a2', 'A', 50, 90),
    talk('b2', 'B', 50, 90),
    talk('c1', 'C', 0, 40),
    talk('c2', 'C', 0, 40),
  ],
  'UTC',
);

interface Step {
  from?: number;
  to: number;
  sameRoom?: number;
  isolationOdds?: number;
}

function step({ from, to, sameRoom = 0.5, isolationOdds = 1 }: Step): {
  moves: RoomTransition;
  before: number[];
  places: number[];
} {
  const before =
    from === undefined
      ? undefined
      : { at: START + from * MINUTE, places: candidatePlaces(CALENDAR, START + from * MINUTE) };
  const at = START + to * MINUTE;
  const places = candidatePlaces(CALENDAR, at);
  const habits = { sameRoom, rooms: new Map([[0, 2]]) };
  const moves = createRoomTransition(CALENDAR, PLACEMENT_WEIGHTS, habits, {
    before,
    arrival: { at, isolationOdds },
    places,
  });
  return { moves, before: before?.places ?? [OUTSIDE], places };
}

/** How likely somebody who was surely in `origin` is now in `place`. */
function move(origin: number, place: number, options: Step): number {
  const { moves, before, places } = step(options);
  return moves.forward(before.map((one) => (one === origin ? 1 : 0)))[places.indexOf(place)]!;
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const [A1, B1, A2, B2, C1, C2] = [0, 1, 2, 3, 4, 5] as const;

describe('room transitions', () => {
  it('keeps the total probability at 1', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -20, max: 130, noNaN: true }),
        fc.double({ min: 0, max: 60, noNaN: true }),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        (from, gap, sameRoom) => {
          const { moves, before } = step({ from, to: from + gap, sameRoom });
          const shares = before.map(() => 1 / before.length);
          const there = moves.forward(shares);
          assert.ok(Math.abs(sum(there) - 1) < 1e-9);
          assert.ok(there.every((share) => share >= 0));
        },
      ),
    );
  });

  it('steps back through the same transition as forward', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5, max: 100 }),
        fc.integer({ min: 0, max: 40 }),
        fc.func(fc.double({ min: 0.01, max: 1, noNaN: true })),
        (from, gap, number) => {
          const { moves, before, places } = step({ from, to: from + gap });
          const shares = before.map((_, index) => number('share', index));
          const later = places.map((_, index) => number('later', index));
          const back = moves.back(later);
          // Both are the same sums, up to the factor that scales the way back.
          const along = before.map((_, index) =>
            sum(
              moves
                .forward(before.map((__, other) => (other === index ? 1 : 0)))
                .map((share, place) => share * later[place]!),
            ),
          );
          const factor = back[0]! / along[0]!;
          for (const [index, value] of back.entries())
            assert.ok(Math.abs(value - factor * along[index]!) < 1e-9 * (1 + factor));
          assert.ok(sum(moves.forward(shares)) > 0);
        },
      ),
    );
  });

  it('keeps people in a running talk and lets them leave when it ends', () => {
    assert.ok(move(A1, A1, { from: 10, to: 14 }) > 0.95);
    assert.ok(move(A1, A1, { from: 38, to: 42 }) > 0.5);
    assert.ok(move(A1, A1, { from: 38, to: 60 }) < 0.1);
  });

  it('follows whether somebody usually stays in a room or changes it', () => {
    assert.ok(
      move(A1, A2, { from: 38, to: 60, sameRoom: 0.9 }) > 2 * move(A1, B2, { from: 38, to: 60, sameRoom: 0.9 }),
    );
    assert.ok(move(A1, A2, { from: 38, to: 60, sameRoom: 0.1 }) < move(A1, B2, { from: 38, to: 60, sameRoom: 0.1 }));
  });

  it('shares the attraction between talks in one room and slot', () => {
    const { moves, places } = step({ to: 20 });
    const there = moves.forward([1]);
    const at = (place: number): number => there[places.indexOf(place)]!;
    assert.ok(at(C1) + at(C2) < 1.2 * at(B1));
    assert.ok(move(C1, C2, { from: 18, to: 20 }) > 5 * move(A1, B1, { from: 18, to: 20 }));
  });

  it('puts people outside before a talk begins and when a note is isolated', () => {
    assert.ok(move(OUTSIDE, OUTSIDE, { to: -5 }) > 0.7);
    assert.ok(move(OUTSIDE, OUTSIDE, { to: 20 }) < 0.5);
    assert.ok(move(OUTSIDE, OUTSIDE, { to: 20, isolationOdds: 8 }) > 0.6);
  });

  it('keeps people in a talk although the one before it in the room has just ended', () => {
    assert.ok(move(A2, A2, { from: 52, to: 54 }) > 0.95);
  });
});
