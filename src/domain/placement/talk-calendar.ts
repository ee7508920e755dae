import { conferenceDay } from '#domain/conference/conference-day.ts';
import type { Talk } from '#domain/conference/talk.ts';

export const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How long before the start and after the end of a talk people may be in it. */
const MOST_EARLY = 10 * MINUTE;
const MOST_OVERRUN = 30 * MINUTE;
/** Longer entries (an exhibition, a hackathon) are indexed only for this long from their start. */
const LONGEST = 72 * HOUR;

/** The talks of a conference by time and room, each identified by its index in `talks`. */
export interface TalkCalendar {
  talks: Talk[];
  /** Milliseconds since the epoch; NaN if the talk has no valid time. */
  starts: number[];
  ends: number[];
  /** Room number of each talk; -1 if the schedule gives no room. */
  rooms: number[];
  /** Conference day of each talk. */
  days: string[];
  /** Returns the talks that are running at an instant, start soon or have just ended. */
  near(at: number): number[];
  isOn(talk: number, at: number): boolean;
  /** Whether two talks overlap in different rooms, so that nobody can attend both. */
  parallel(one: number, other: number): boolean;
}

export function createTalkCalendar(talks: Talk[], timezone: string): TalkCalendar {
  const starts = talks.map(({ startsAt }) => Date.parse(startsAt));
  const ends = talks.map(({ endsAt }, talk) => {
    const end = Date.parse(endsAt);
    return end > starts[talk]! ? end : starts[talk]! + MINUTE;
  });
  const roomNumbers = new Map<string, number>();
  const rooms = talks.map(({ room }) => {
    if (room === undefined) return -1;
    const known = roomNumbers.get(room) ?? roomNumbers.size;
    roomNumbers.set(room, known);
    return known;
  });
  const byHour = new Map<number, number[]>();
  for (const [talk, start] of starts.entries()) {
    if (Number.isNaN(start)) continue;
    const last = Math.min(ends[talk]!, start + LONGEST) + MOST_OVERRUN;
    for (let hour = Math.floor((start - MOST_EARLY) / HOUR); hour <= Math.floor(last / HOUR); hour++) {
      const there = byHour.get(hour);
      if (there === undefined) byHour.set(hour, [talk]);
      else there.push(talk);
    }
  }
  return {
    talks,
    starts,
    ends,
    rooms,
    days: starts.map((start) => (Number.isNaN(start) ? '' : conferenceDay(start, timezone))),
    near: (at) =>
      (byHour.get(Math.floor(at / HOUR)) ?? []).filter(
        (talk) => at >= starts[talk]! - MOST_EARLY && at <= ends[talk]! + MOST_OVERRUN,
      ),
    isOn: (talk, at) => at >= starts[talk]! && at <= ends[talk]!,
    parallel: (one, other) => {
      if (one === other || (rooms[one] === rooms[other] && rooms[one] !== -1)) return false;
      const shared = Math.min(ends[one]!, ends[other]!) - Math.max(starts[one]!, starts[other]!);
      const shorter = Math.min(ends[one]! - starts[one]!, ends[other]! - starts[other]!);
      return shared > shorter / 2;
    },
  };
}
