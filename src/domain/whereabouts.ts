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

/**
 * How people get from the places where they may have been when they wrote before to those where they may be now.
 * A step takes time in proportion to the places, not to their square: where people are free to go, it matters
 * only from which room they come.
 */
export interface Moves {
  /** One step forward in time: what was likely before, moved, and not yet knowing the note. */
  forward(shares: number[]): number[];
  /** One step back: how well all that comes later fits each place before. */
  back(later: number[]): number[];
}

/** How the draws of the places change for somebody who comes from a room: two factors, 1 on average. */
interface RoomFactors {
  same: number;
  other: number;
}

/** What is known of a note before its words are weighed, for judging where its author was. */
export interface Arrival {
  at: number;
  /** Multiplies the odds of being outside. */
  loneliness: number;
  /** The talk that the note announces: whoever announces one has hardly noted it before. */
  announces: number | undefined;
}

/** The moves to `places` when a note arrives; from anywhere where `before` is unknown. */
export function movesTo(
  calendar: TalkCalendar,
  weights: PlacementWeights,
  habits: RoomHabits,
  before: { at: number; places: number[] } | undefined,
  { at, loneliness, announces }: Arrival,
  places: number[],
): Moves {
  const { rooms } = calendar;
  const draws = attraction(calendar, weights, places, at);
  draws[draws.length - 1]! *= loneliness;
  const roomOf = (place: number): number => (place === OUTSIDE ? -1 : rooms[place]!);
  const roomHere = places.map(roomOf);
  const open = new Set(roomHere.filter((room) => room !== -1));
  const usual = usualRooms(habits, open);
  const from = before?.places ?? [OUTSIDE];
  const routes = from.map((origin) => {
    const room = roomOf(origin);
    const known = room !== -1 && open.size > 1;
    const factors: RoomFactors = known
      ? { same: open.size * habits.sameRoom, other: (open.size * (1 - habits.sameRoom)) / (open.size - 1) }
      : { same: 1, other: 1 };
    const factor = (place: number): number => {
      if (roomHere[place] === -1) return 1;
      if (!known) return usual(roomHere[place]!);
      return roomHere[place] === room ? factors.same : factors.other;
    };
    return { origin, room: known ? room : -1, factor };
  });
  // Everybody from one room is drawn alike.
  const drawnFrom = new Map<number, number[]>();
  for (const { room, factor } of routes) {
    if (drawnFrom.has(room)) continue;
    const drawn = draws.map((draw, place) => draw * factor(place));
    let sum = 0;
    for (const draw of drawn) sum += draw;
    drawnFrom.set(
      room,
      drawn.map((draw) => draw / sum),
    );
  }
  const steps = routes.map(({ origin, room }) => {
    const stay = before === undefined ? -1 : places.indexOf(origin);
    const leaving = stay === -1 ? 1 : leaves(calendar, weights, places, origin, before!.at, at);
    const again = origin === announces ? weights.announcedAgain : 1;
    return { room, stay, leaving: leaving * again, staying: (1 - leaving) * again };
  });
  return {
    forward(shares) {
      const there = places.map(() => 0);
      const leavers = new Map<number, number>();
      for (const [index, { room, stay, leaving, staying }] of steps.entries()) {
        leavers.set(room, (leavers.get(room) ?? 0) + shares[index]! * leaving);
        if (stay !== -1) there[stay]! += shares[index]! * staying;
      }
      for (const [room, share] of leavers) {
        const drawn = drawnFrom.get(room)!;
        for (let place = 0; place < there.length; place++) there[place]! += share * drawn[place]!;
      }
      return there;
    },
    back(later) {
      const fits = new Map<number, number>();
      for (const [room, drawn] of drawnFrom) {
        let fit = 0;
        for (let place = 0; place < drawn.length; place++) fit += drawn[place]! * later[place]!;
        fits.set(room, fit);
      }
      const fit = steps.map(
        ({ room, stay, leaving, staying }) =>
          leaving * fits.get(room)! + (stay === -1 ? 0 : staying * later[stay]!),
      );
      const most = Math.max(...fit);
      return most > 0 ? fit.map((value) => value / most) : fit.map(() => 1);
    },
  };
}

/** How an author's rooms so far draw him when he comes from outside. */
function usualRooms({ rooms, sameRoom }: RoomHabits, open: Set<number>): (room: number) => number {
  let visits = 0;
  for (const count of rooms.values()) visits += count;
  if (visits === 0 || open.size < 2) return () => 1;
  return (room) => {
    const usual = (((rooms.get(room) ?? 0) + 1) * open.size) / (visits + open.size);
    return sameRoom * usual + 1 - sameRoom;
  };
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
  if (rooms[from] !== -1) {
    for (const other of places) {
      if (other === from || other === OUTSIDE || rooms[other] !== rooms[from] || at < starts[other]!)
        continue;
      if (starts[other]! < ends[from]!) leaving = weights.leaveANote + weights.nextInRoom;
      else hazard += (at - starts[other]!) / MINUTE / weights.successorMinutes;
    }
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
