import type { PlacementWeights } from './placement-weights.ts';
import { MINUTE, type TalkCalendar } from './talk-calendar.ts';

/** A place to be that is no talk. */
export const OUTSIDE = -1;

/** Where somebody may have been when he wrote a note: talks' numbers and {@link OUTSIDE}, with probabilities. */
export interface Whereabouts {
  at: number;
  places: number[];
  shares: number[];
}

export function placesAt(calendar: TalkCalendar, at: number): number[] {
  return [...calendar.near(at), OUTSIDE];
}

/** How much each place draws somebody who is free to go, at an instant; sums to about 1 while talks run. */
export function attraction(calendar: TalkCalendar, weights: PlacementWeights, places: number[], at: number): number[] {
  const { starts, ends, rooms } = calendar;
  const draws = places.map((talk) => {
    if (talk === OUTSIDE) return 0;
    const start = starts[talk]!;
    const end = ends[talk]!;
    if (at > end) return 0;
    const draw =
      at < start
        ? weights.early * Math.exp(-(start - at) / (weights.earlyMinutes * MINUTE))
        : 1 - (1 - weights.early) * Math.exp(-(at - start) / (weights.warmUpMinutes * MINUTE));
    // Nobody takes notes of an exhibition as of a talk.
    return draw / Math.sqrt(Math.max(1, (end - start) / (60 * MINUTE)));
  });
  // Talks that share a room at a time take turns: together they draw as much as one.
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

/** How likely each place is once a note is known; `prior` where the note fits none. */
export function updated(prior: number[], likelihood: number[]): number[] {
  const shares = prior.map((share, place) => share * likelihood[place]!);
  let sum = 0;
  for (const share of shares) sum += share;
  return sum > 0 && Number.isFinite(sum) ? shares.map((share) => share / sum) : prior;
}
