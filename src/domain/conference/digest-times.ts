import { DateTime } from 'luxon';
import type { CalendarDate, TrackedConference } from './conference.ts';
import { conferenceDay, conferenceDays, DAY_ENDS_AT_HOUR } from './conference-day.ts';

type Timed = Pick<TrackedConference, 'from' | 'to' | 'timezone' | 'digestAt' | 'endedAt'>;

const RECAP_AFTER_DIGEST = 60 * 60 * 1000;

/**
 * When the digest of a conference day is due, in milliseconds since the epoch. A time before 03:00 is meant in the
 * night after that day. Where clocks go forward over it, it is due as much later; where they show it twice, the
 * first time.
 */
export function digestInstant({ timezone, digestAt }: Pick<Timed, 'timezone' | 'digestAt'>, day: CalendarDate): number {
  const [hour, minute] = digestAt.split(':').map(Number) as [number, number];
  return instantAt(day, hour < DAY_ENDS_AT_HOUR ? hour + 24 : hour, minute, timezone);
}

/** The days whose digest is due at `now`, first to last; of a conference that was closed early none after that day. */
export function dueDays(conference: Timed, now: number): CalendarDate[] {
  return heldDays(conference).filter((day) => digestInstant(conference, day) <= now);
}

/** The next digest that comes by itself; undefined when there is none to come. */
export function nextDigest(conference: Timed, now: number): { day: CalendarDate; at: number } | undefined {
  return heldDays(conference)
    .map((day) => ({ day, at: digestInstant(conference, day) }))
    .find(({ at }) => at > now);
}

/**
 * Is the recap of the whole conference due? An hour after the last day's digest, or when that day ends at 03:00,
 * whichever comes first, but never before that digest: the team is glad of it the same evening, and two long posts at
 * the same minute would bury each other. A conference that was closed before its first day gets none.
 */
export function isRecapDue(conference: Timed, now: number): boolean {
  const last = heldDays(conference).at(-1);
  if (last === undefined) return false;
  const digest = digestInstant(conference, last);
  const dayEnd = instantAt(last, DAY_ENDS_AT_HOUR + 24, 0, conference.timezone);
  return now >= Math.max(digest, Math.min(digest + RECAP_AFTER_DIGEST, dayEnd));
}

/** The days that had begun when the conference was closed; all where it was not closed early. */
function heldDays(conference: Timed): CalendarDate[] {
  const { endedAt, timezone } = conference;
  const days = conferenceDays(conference);
  if (endedAt === undefined) return days;
  const closing = conferenceDay(endedAt, timezone);
  return days.filter((day) => day <= closing);
}

/** The first instant at which clocks show a time of a date; `hour` from 24 on is of the date after it. */
function instantAt(date: CalendarDate, hour: number, minute: number, zone: string): number {
  const { year, month, day } = DateTime.fromISO(date, { zone: 'utc' }).plus({ days: Math.floor(hour / 24) });
  const local = DateTime.fromObject({ year, month, day, hour: hour % 24, minute }, { zone });
  // Of a time that comes twice luxon takes either, depending on the season that it is asked in.
  return Math.min(...local.getPossibleOffsets().map((possible) => possible.toMillis()));
}
