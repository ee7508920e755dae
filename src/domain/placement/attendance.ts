import type { PlacementWeights } from './placement-weights.ts';
import { MINUTE, type TalkCalendar } from './talk-calendar.ts';

/** The place of somebody who is in no talk. */
export const OUTSIDE = -1;

export function candidatePlaces(calendar: TalkCalendar, at: number): number[] {
  return [...calendar.near(at), OUTSIDE];
}

/** Returns how strongly each place attracts somebody who is free to move; sums to about 1 while talks run. */
function attraction(calendar: TalkCalendar, weights: PlacementWeights, places: number[], at: number): number[] {
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
    // Long entries such as an exhibition get fewer notes per hour than talks do.
    return draw / Math.sqrt(Math.max(1, (end - start) / (60 * MINUTE)));
  });
  // Talks that share a room and a time slot take turns: together they attract as many people as one talk.
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

/** How a person moves between rooms. */
export interface RoomHabits {
  /** Probability that somebody stays in a room from one slot to the next. */
  sameRoom: number;
  /** Number of talks that the person attended, by room. */
  rooms: Map<number, number>;
}

/** What is known about a note apart from its words. */
export interface Arrival {
  at: number;
  /** Factor on the odds that the author is outside. */
  isolationOdds: number;
}

/**
 * The transition model from one note of an author to the next. Takes time linear in the number of places, because only
 * the room that somebody leaves matters, not the talk.
 */
export interface RoomTransition {
  /** Forward step: the previous probabilities after moving, before the new note is considered. */
  forward(shares: number[]): number[];
  /** Backward step: how well everything later fits each previous place. */
  back(later: number[]): number[];
}

/** Creates the transition to `places` at the time of a note; `before` is undefined for an author's first note. */
export function createRoomTransition(
  calendar: TalkCalendar,
  weights: PlacementWeights,
  habits: RoomHabits,
  {
    before,
    arrival: { at, isolationOdds },
    places,
  }: { before: { at: number; places: number[] } | undefined; arrival: Arrival; places: number[] },
): RoomTransition {
  const draws = attraction(calendar, weights, places, at);
  draws[draws.length - 1]! *= isolationOdds;
  const roomOf = (place: number): number => (place === OUTSIDE ? -1 : calendar.rooms[place]!);
  const rooms = places.map(roomOf);
  const inRoom = new Map<number, number[]>();
  const roomDraw = new Map<number, number>();
  for (const [index, room] of rooms.entries()) {
    if (room === -1) continue;
    const talks = inRoom.get(room);
    if (talks === undefined) inRoom.set(room, [places[index]!]);
    else talks.push(places[index]!);
    roomDraw.set(room, (roomDraw.get(room) ?? 0) + draws[index]!);
  }

  // Relative attraction, 1 on average, of the same room (`same`) or another (`other`) for somebody who leaves a room.
  const open = inRoom.size;
  const other = open > 1 ? (open * (1 - habits.sameRoom)) / (open - 1) : 1;
  const extra = open > 1 ? open * habits.sameRoom - other : 0;
  const fromRoom = draws.map((draw, index) => (rooms[index] === -1 ? draw : draw * other));
  const usual = usualRooms(habits, open);
  const fromOutside = draws.map((draw, index) => (rooms[index] === -1 ? draw : draw * usual(rooms[index]!)));
  const sumFromRoom = sumOf(fromRoom);
  const sumFromOutside = sumOf(fromOutside);

  const indexOf = new Map(places.map((place, index) => [place, index]));
  const steps = (before?.places ?? [OUTSIDE]).map((origin) => {
    const room = roomOf(origin);
    const stay = before === undefined ? undefined : indexOf.get(origin);
    const leaving =
      stay === undefined
        ? 1
        : leaves(calendar, weights, { from: origin, inRoom: inRoom.get(room) ?? [], before: before!.at, at });
    const reach = room === -1 ? sumFromOutside : sumFromRoom + extra * (roomDraw.get(room) ?? 0);
    return { room, stay, leaving: leaving / reach, staying: 1 - leaving };
  });

  return {
    forward(shares) {
      let freely = 0;
      let fromRooms = 0;
      const returning = new Map<number, number>();
      const there = places.map(() => 0);
      for (const [index, { room, stay, leaving, staying }] of steps.entries()) {
        const leavers = shares[index]! * leaving;
        if (room === -1) freely += leavers;
        else {
          fromRooms += leavers;
          returning.set(room, (returning.get(room) ?? 0) + leavers);
        }
        if (stay !== undefined) there[stay]! += shares[index]! * staying;
      }
      for (let index = 0; index < there.length; index++) {
        there[index]! +=
          freely * fromOutside[index]! +
          fromRooms * fromRoom[index]! +
          (returning.get(rooms[index]!) ?? 0) * extra * draws[index]!;
      }
      return there;
    },
    back(later) {
      let fitOutside = 0;
      let fitRooms = 0;
      const fitRoom = new Map<number, number>();
      for (const [index, room] of rooms.entries()) {
        fitOutside += fromOutside[index]! * later[index]!;
        fitRooms += fromRoom[index]! * later[index]!;
        if (room !== -1) fitRoom.set(room, (fitRoom.get(room) ?? 0) + extra * draws[index]! * later[index]!);
      }
      return steps.map(({ room, stay, leaving, staying }) => {
        const left = room === -1 ? fitOutside : fitRooms + (fitRoom.get(room) ?? 0);
        return leaving * left + (stay === undefined ? 0 : staying * later[stay]!);
      });
    },
  };
}

/** Returns how strongly each room attracts an author from outside, given the rooms that the author attended before. */
function usualRooms({ rooms, sameRoom }: RoomHabits, open: number): (room: number) => number {
  const visits = sumOf([...rooms.values()]);
  if (visits === 0 || open < 2) return () => 1;
  return (room) => {
    const usual = (((rooms.get(room) ?? 0) + 1) * open) / (visits + open);
    return sameRoom * usual + 1 - sameRoom;
  };
}

/** Returns the probability that somebody left a place between two notes; `inRoom` are the talks now in its room. */
function leaves(
  { starts, ends }: TalkCalendar,
  weights: PlacementWeights,
  { from, inRoom, before, at }: { from: number; inRoom: number[]; before: number; at: number },
): number {
  const minutes = (at - before) / MINUTE;
  if (from === OUTSIDE) return 1 - (1 - weights.enterANote) * Math.exp(-minutes / weights.enterMinutes);
  let hazard = minutes / weights.leaveMinutes;
  const over = (at - ends[from]!) / MINUTE;
  if (over > 0) hazard += over / weights.overrunMinutes;
  let leaving = weights.leaveANote;
  for (const other of inRoom) {
    if (other === from || at < starts[other]! || ends[other]! <= starts[from]!) continue;
    if (starts[other]! < ends[from]!) leaving = weights.leaveANote + weights.nextInRoom;
    else hazard += (at - starts[other]!) / MINUTE / weights.successorMinutes;
  }
  return Math.min(0.98, leaving + 1 - Math.exp(-hazard));
}

function sumOf(values: number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
