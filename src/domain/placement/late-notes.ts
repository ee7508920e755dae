import { OUTSIDE, type RoomTransition } from './attendance.ts';
import type { PlacementWeights } from './placement-weights.ts';
import { MINUTE } from './talk-calendar.ts';

/**
 * Where an author may have been when writing a note, and whether the note is about that place or about an earlier talk:
 * a matrix of probabilities with a column per place, a first row for notes written live, and a row per recalled talk.
 */
export interface Belief {
  at: number;
  places: number[];
  recalled: number[];
  /** The talk that started a run of pasted notes: its first message said so. */
  heading: number | undefined;
  shares: number[][];
}

/** An earlier talk that a note may be about. */
export interface Recalled {
  talk: number;
  /** Share of all notes on earlier talks at this time that are about it; the shares sum to at most 1. */
  share: number;
}

/** The transition from one note of an author to the next. */
export interface BeliefTransition {
  /** Forward step: the previous probabilities after moving, before the new note is considered. */
  forward(shares: number[][]): number[][];
  /** Backward step: how well everything later fits each previous state, up to a constant factor. */
  back(later: number[][]): number[][];
}

interface NextNote {
  at: number;
  places: number[];
  recalled: Recalled[];
  /** How often people at this conference write about earlier talks. */
  late: number;
  /** It arrived faster than anybody can type. */
  isPasted: boolean;
}

/**
 * Creates the transition from one note of an author to the next: how people move between rooms, and their notes on
 * earlier talks. These are often pasted in runs, so the next note within minutes is about the same talk. Takes time
 * linear in the size of the matrix.
 */
export function createBeliefTransition(
  moves: RoomTransition,
  weights: PlacementWeights,
  before: Pick<Belief, 'at' | 'recalled'> | undefined,
  { at, places, recalled, late, isPasted }: NextNote,
): BeliefTransition {
  const gap = before === undefined ? Number.POSITIVE_INFINITY : Math.max(0, at - before.at) / MINUTE;
  const stay = weights.runStay * Math.exp(-gap / weights.runMinutes);
  const pace = isPasted ? weights.pasted : weights.pasted * Math.exp(-gap / weights.paceMinutes);
  const staying = stay * pace;
  const rowOf = new Map(recalled.map(({ talk }, index) => [talk, index + 1]));
  const stays = [undefined, ...(before?.recalled ?? []).map((talk) => rowOf.get(talk))];
  const leaving = stays.map((row) => (row === undefined ? 1 : 1 - stay));
  const all = recalled.reduce((sum, { share }) => sum + share, 0);
  const lateAt = places.map((place) => (place === OUTSIDE ? weights.outsideLate : late));
  const live = lateAt.map((share) => 1 - share * all);

  return {
    forward(shares) {
      const moved = shares.map((row) => moves.forward(row));
      const free = places.map(() => 0);
      for (const [from, row] of moved.entries()) {
        for (let place = 0; place < free.length; place++) free[place]! += leaving[from]! * row[place]!;
      }
      const rows = [
        free.map((sum, place) => sum * live[place]!),
        ...recalled.map(({ share }) => free.map((sum, place) => sum * lateAt[place]! * share)),
      ];
      for (const [from, to] of stays.entries()) {
        if (to === undefined) continue;
        for (let place = 0; place < places.length; place++) rows[to]![place]! += staying * moved[from]![place]!;
      }
      return normalize(rows);
    },
    back(later) {
      const fits = places.map(() => 0);
      for (const [row, { share }] of recalled.entries()) {
        for (let place = 0; place < fits.length; place++)
          fits[place]! += lateAt[place]! * share * later[row + 1]![place]!;
      }
      for (let place = 0; place < fits.length; place++) fits[place] = live[place]! * later[0]![place]! + fits[place]!;
      const free = moves.back(fits);
      return normalize(
        stays.map((to, from) => {
          const freely = free.map((fit) => leaving[from]! * fit);
          if (to === undefined) return freely;
          return moves.back(later[to]!).map((fit, place) => freely[place]! + staying * fit);
        }),
      );
    },
  };
}

/** Returns the posterior probabilities for a note's likelihood, or the prior if the note doesn't fit any state. */
export function posterior(prior: number[][], likelihood: number[][]): number[][] {
  return normalize(
    prior.map((row, index) => row.map((share, place) => share * likelihood[index]![place]!)),
    prior,
  );
}

/** Divides all values by their sum, in place. Returns `otherwise` if that isn't possible. */
function normalize(rows: number[][], otherwise = rows): number[][] {
  let sum = 0;
  for (const row of rows) for (const value of row) sum += value;
  if (!(sum > 0 && Number.isFinite(sum))) return otherwise;
  for (const row of rows) for (let place = 0; place < row.length; place++) row[place]! /= sum;
  return rows;
}
