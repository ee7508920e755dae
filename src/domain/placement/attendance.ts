import type { PlacementWeights } from './placement-weights.ts';
import { MINUTE, type TalkCalendar } from './talk-calendar.ts';

/** The state of being in no talk. */
export const OUTSIDE = -1;

/** Where somebody may have been when writing a note: talk numbers and {@link OUTSIDE}, with probabilities. */
export interface AttendanceBelief {
  at: number;
  places: number[];
  shares: number[];
}

export function candidatePlaces(calendar: TalkCalendar, at: number): number[] {
  return [...calendar.near(at), OUTSIDE];
}

/** Returns how likely somebody who is free to go enters each place; sums to about 1 while talks run. */
function attraction(calendar: TalkCalendar, weights: PlacementWeights, places: number[], at: number): number[] {
  const { starts, ends, rooms } = calendar;
  const draws = places.map((talk) => {
    if (talk === OUTSIDE) return 0;
    const start = starts[talk]!;
    const end = ends[talk]!;
    if (at < start || at > end) return 0;
    // People take fewer notes per hour of an exhibition than of a talk.
    return 1 / Math.sqrt(Math.max(1, (end - start) / (60 * MINUTE)));
  });
  // Talks that share a room and a time take turns: together they draw as much as one.
  const inRoom = new Map<number, { sum: number; most: number }>();
  for (const [index, talk] of places.entries()) {
    if (talk === OUTSIDE || rooms[talk] === -1) continue;
    const { sum, most } = inRoom.get(rooms[talk]!) ?? { sum: 0, most: 0 };
    inRoom.set(rooms[talk]!, { sum: sum + draws[index]!, most: Math.max(most, draws[index]!) });
  }
  let sum = 0;
  for (const [index, talk] of places.entries()) {
    if (talk === OUTSIDE) continue;
    const room = inRoom.get(rooms[talk]!);
    if (room !== undefined && room.sum > 0) draws[index]! *= room.most / room.sum;
    sum += draws[index]!;
  }
  const scale = Math.max(1, sum);
  const busy = Math.min(1, sum);
  return places.map((place, index) =>
    place === OUTSIDE ? weights.outside * busy + weights.outsideBetween * (1 - busy) : draws[index]! / scale,
  );
}

/** Returns the posterior probability of each place; `prior` if the note fits none. */
export function updated(prior: number[], likelihood: number[]): number[] {
  const shares = prior.map((share, place) => share * likelihood[place]!);
  const sum = sumOf(shares);
  return sum > 0 && Number.isFinite(sum) ? shares.map((share) => share / sum) : prior;
}

/** The transition from where somebody may have been at the previous note to where they may be now. */
export interface Transition {
  /** One step forward: the previous probabilities, moved, before the note is considered. */
  forward(shares: number[]): number[];
  /** One step back: how well everything later fits each previous place. */
  back(later: number[]): number[];
}

/**
 * Creates the transition to `places` when a note is written; `before` is undefined for an author's first note. An author
 * who `announces` a talk has hardly taken notes of it before.
 */
export function createTransition(
  { calendar, weights }: { calendar: TalkCalendar; weights: PlacementWeights },
  before: Pick<AttendanceBelief, 'at' | 'places'> | undefined,
  { at, places, announces }: Pick<AttendanceBelief, 'at' | 'places'> & { announces?: number | undefined },
): Transition {
  const draws = attraction(calendar, weights, places, at);
  const all = sumOf(draws);
  const indexOf = new Map(places.map((place, index) => [place, index]));
  const steps = (before?.places ?? [OUTSIDE]).map((origin) => {
    const stay = before === undefined ? undefined : indexOf.get(origin);
    const leaving =
      stay === undefined ? 1 : leaves({ calendar, weights }, origin, { from: before!.at, to: at, places });
    const again = origin === announces ? weights.announcedAgain : 1;
    return { stay, leaving: (leaving * again) / all, staying: (1 - leaving) * again };
  });
  return {
    forward(shares) {
      const leavers = steps.reduce((sum, { leaving }, index) => sum + shares[index]! * leaving, 0);
      const there = draws.map((draw) => leavers * draw);
      for (const [index, { stay, staying }] of steps.entries()) {
        if (stay !== undefined) there[stay]! += shares[index]! * staying;
      }
      return there;
    },
    back(later) {
      const fitOfLeavers = draws.reduce((sum, draw, index) => sum + draw * later[index]!, 0);
      const fit = steps.map(
        ({ stay, leaving, staying }) => leaving * fitOfLeavers + (stay === undefined ? 0 : staying * later[stay]!),
      );
      const most = Math.max(...fit);
      return most > 0 ? fit.map((value) => value / most) : fit.map(() => 1);
    },
  };
}

/** Probability that somebody has left a place between two notes. */
function leaves(
  { calendar, weights }: { calendar: TalkCalendar; weights: PlacementWeights },
  place: number,
  { from, to, places }: { from: number; to: number; places: number[] },
): number {
  const minutes = (to - from) / MINUTE;
  if (place === OUTSIDE) return 1 - (1 - weights.enterANote) * Math.exp(-minutes / weights.enterMinutes);
  const over = Math.max(0, (to - calendar.ends[place]!) / MINUTE);
  // Lightning talks: they share room and slot.
  const isOneOfSeveral = places.some((other) => other !== OUTSIDE && calendar.takeTurns(place, other));
  const leaving = weights.leaveANote + (isOneOfSeveral ? weights.nextInRoom : 0);
  return Math.min(0.98, leaving + 1 - Math.exp(-over / weights.overrunMinutes));
}

export function sumOf(values: number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
