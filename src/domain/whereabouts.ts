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

/** What is known of how people move. */
export interface RoomHabits {
  /** Probability that somebody stays in a room from one slot to the next. */
  sameRoom: number;
  /** Talks that this person attended, by room. */
  rooms: Map<number, number>;
}

export function placesAt(calendar: TalkCalendar, at: number): number[] {
  return [...calendar.near(at), OUTSIDE];
}

/** How much each place draws somebody who is free to go, at an instant; sums to about 1 while talks run. */
function attraction(
  calendar: TalkCalendar,
  weights: PlacementWeights,
  places: number[],
  at: number,
): number[] {
  const { starts, ends, rooms } = calendar;
  let sum = 0;
  const draws = places.map((talk) => {
    if (talk === OUTSIDE) return 0;
    const start = starts[talk]!;
    const end = ends[talk]!;
    if (at > end) return 0;
    let draw =
      at < start
        ? weights.early * Math.exp(-(start - at) / (weights.earlyMinutes * MINUTE))
        : 1 - (1 - weights.early) * Math.exp(-(at - start) / (weights.warmUpMinutes * MINUTE));
    // Nobody takes notes of an exhibition as of a talk.
    const hours = (end - start) / (60 * MINUTE);
    if (hours > 1) draw /= Math.sqrt(hours);
    const inTurn = places.filter(
      (other) =>
        other !== OUTSIDE &&
        rooms[other] === rooms[talk] &&
        rooms[talk] !== -1 &&
        starts[other]! < end &&
        ends[other]! > start,
    );
    draw /= Math.max(1, inTurn.length);
    sum += draw;
    return draw;
  });
  const busy = Math.min(1, sum);
  const scale = sum > 1 ? 1 / sum : 1;
  return places.map((place, index) =>
    place === OUTSIDE ? weights.outside * busy + weights.outsideBetween * (1 - busy) : draws[index]! * scale,
  );
}

/** How habit tells rooms apart: factors on the attraction, 1 on average. */
function roomFactor(
  calendar: TalkCalendar,
  habits: RoomHabits,
  places: number[],
  from: number,
): (talk: number) => number {
  const { rooms } = calendar;
  const open = new Set(
    places.filter((place) => place !== OUTSIDE && rooms[place] !== -1).map((place) => rooms[place]!),
  );
  if (open.size < 2) return () => 1;
  const { sameRoom } = habits;
  if (from !== OUTSIDE && rooms[from] !== -1) {
    return (talk) => {
      if (rooms[talk] === -1) return 1;
      return open.size * (rooms[talk] === rooms[from] ? sameRoom : (1 - sameRoom) / (open.size - 1));
    };
  }
  let visits = 0;
  for (const count of habits.rooms.values()) visits += count;
  if (visits === 0) return () => 1;
  return (talk) => {
    const usual = (((habits.rooms.get(rooms[talk]!) ?? 0) + 1) / (visits + open.size)) * open.size;
    return rooms[talk] === -1 ? 1 : sameRoom * usual + 1 - sameRoom;
  };
}

/**
 * Probabilities of each of `places` at `at`, for every place where somebody may have been when he wrote before
 * (one row each; a single row where nothing is known). `loneliness` multiplies the odds of being outside.
 */
export function movesTo(
  calendar: TalkCalendar,
  weights: PlacementWeights,
  habits: RoomHabits,
  before: { at: number; places: number[] } | undefined,
  at: number,
  places: number[],
  loneliness: number,
): number[][] {
  const draws = attraction(calendar, weights, places, at);
  return (before?.places ?? [OUTSIDE]).map((from) => {
    const factor = roomFactor(calendar, habits, places, from);
    const free = places.map(
      (place, index) => draws[index]! * (place === OUTSIDE ? loneliness : factor(place)),
    );
    let sum = 0;
    for (const value of free) sum += value;
    const stay = places.indexOf(from);
    const leaving =
      before === undefined || stay === -1 ? 1 : leaves(calendar, weights, places, from, before.at, at);
    return free.map((value, index) => (value / sum) * leaving + (index === stay ? 1 - leaving : 0));
  });
}

/** Probability that somebody has left a place between two notes. */
function leaves(
  calendar: TalkCalendar,
  weights: PlacementWeights,
  places: number[],
  from: number,
  before: number,
  at: number,
): number {
  const minutes = (at - before) / MINUTE;
  if (from === OUTSIDE) return 1 - (1 - weights.enterANote) * Math.exp(-minutes / weights.enterMinutes);
  const { starts, ends, rooms } = calendar;
  let hazard = minutes / weights.leaveMinutes;
  const over = (at - ends[from]!) / MINUTE;
  if (over > 0) hazard += over / weights.overrunMinutes;
  let leaving = weights.leaveANote;
  for (const other of places) {
    if (other === from || other === OUTSIDE || rooms[other] !== rooms[from] || rooms[from] === -1) continue;
    if (at < starts[other]!) continue;
    if (starts[other]! < ends[from]!) leaving = weights.leaveANote + weights.nextInRoom;
    else hazard += (at - starts[other]!) / MINUTE / weights.successorMinutes;
  }
  return Math.min(0.98, leaving + 1 - Math.exp(-hazard));
}

/** How likely each place is once a note is known; `prior` where the note fits none. */
export function updated(prior: number[], likelihood: number[]): number[] {
  const shares = prior.map((share, place) => share * likelihood[place]!);
  let sum = 0;
  for (const share of shares) sum += share;
  return sum > 0 && Number.isFinite(sum) ? shares.map((share) => share / sum) : prior;
}

/** One step forward in time: what was likely before, moved, and not yet knowing the note. */
export function moved(shares: number[], moves: number[][]): number[] {
  const there = moves[0]!.map(() => 0);
  for (const [from, row] of moves.entries()) {
    for (let to = 0; to < row.length; to++) there[to]! += shares[from]! * row[to]!;
  }
  return there;
}

/** One step back: how well all that comes later fits each place before. */
export function lookedBack(later: number[], moves: number[][]): number[] {
  const fit: number[] = [];
  let most = 0;
  for (const row of moves) {
    let sum = 0;
    for (let to = 0; to < row.length; to++) sum += row[to]! * later[to]!;
    fit.push(sum);
    most = Math.max(most, sum);
  }
  return most > 0 ? fit.map((value) => value / most) : fit.map(() => 1);
}
