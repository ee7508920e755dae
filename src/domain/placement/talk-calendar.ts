import { conferenceDay } from '#domain/conference/conference-day.ts';
import type { Talk } from '#domain/conference/talk.ts';

export const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Somebody may sit in a talk so long before it begins and after it should have ended. */
const MOST_EARLY = 10 * MINUTE;
const MOST_OVERRUN = 30 * MINUTE;
/** Longer entries (an exhibition, a hackathon) are looked up by their first days only. */
const LONGEST = 72 * HOUR;

/** The talks of a conference in time and space, each known by its position in `talks`. */
export interface TalkCalendar {
  talks: Talk[];
  /** Milliseconds since the epoch; NaN where the talk has no valid time. */
  starts: number[];
  ends: number[];
  /** A number per room name; -1 where the schedule names none. */
  rooms: number[];
  /** Conference days. */
  days: string[];
  /** Talks that run at an instant, are about to begin or have just ended. */
  near(at: number): number[];
  isOn(talk: number, at: number): boolean;
  /** Do two talks go on at the same time in different places, so that nobody hears both? */
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
