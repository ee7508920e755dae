import { DateTime } from 'luxon';
import type { CalendarDate, TrackedConference } from './conference.ts';
import { conferenceDay, conferenceDays, DAY_ENDS_AT_HOUR } from './conference-day.ts';

type Timed = Pick<TrackedConference, 'from' | 'to' | 'timezone' | 'digestAt' | 'endedAt'>;

const RECAP_AFTER_DIGEST = 60 * 60 * 1000;

/**
 * Returns when the digest of a conference day is due, in milliseconds since the epoch. A time before 03:00 means the
 * night after that day. If clocks skip the time, it is due that much later; if they repeat it, the first time.
 */
export function digestInstant({ timezone, digestAt }: Pick<Timed, 'timezone' | 'digestAt'>, day: CalendarDate): number {
  const [hour, minute] = digestAt.split(':').map(Number) as [number, number];
  return instantAt(day, hour < DAY_ENDS_AT_HOUR ? hour + 24 : hour, minute, timezone);
}

/** Returns the days whose digest is due at `now`, first to last; after an early end no later days. */
export function dueDays(conference: Timed, now: number): CalendarDate[] {
  return heldDays(conference).filter((day) => digestInstant(conference, day) <= now);
}

/** Returns the next digest; undefined if there is none left. */
export function nextDigest(conference: Timed, now: number): { day: CalendarDate; at: number } | undefined {
  return heldDays(conference)
    .map((day) => ({ day, at: digestInstant(conference, day) }))
    .find(({ at }) => at > now);
}

/**
 * When the recap of the whole conference is due: an hour after the last day's digest, or when that day ends at 03:00,
 * whichever comes first, but never before that digest. The team is glad of it the same evening, and two long posts at
 * the same minute would bury each other. Undefined for a conference that was ended before its first day.
 */
export function recapInstant(conference: Timed): number | undefined {
  const last = heldDays(conference).at(-1);
  if (last === undefined) return undefined;
  const digest = digestInstant(conference, last);
  const dayEnd = instantAt(last, DAY_ENDS_AT_HOUR + 24, 0, conference.timezone);
  return Math.max(digest, Math.min(digest + RECAP_AFTER_DIGEST, dayEnd));
}

export function isRecapDue(conference: Timed, now: number): boolean {
  const due = recapInstant(conference);
  return due !== undefined && due <= now;
}

/** Returns the days that had started when the conference was closed; all if it was not closed early. */
function heldDays(conference: Timed): CalendarDate[] {
  const { endedAt, timezone } = conference;
  const days = conferenceDays(conference);
  if (endedAt === undefined) return days;
  const closing = conferenceDay(endedAt, timezone);
  return days.filter((day) => day <= closing);
}

/** Returns the first instant at which clocks show a time on a date; an `hour` of 24 or more is on the next date. */
function instantAt(date: CalendarDate, hour: number, minute: number, zone: string): number {
  const { year, month, day } = DateTime.fromISO(date, { zone: 'utc' }).plus({ days: Math.floor(hour / 24) });
  const local = DateTime.fromObject({ year, month, day, hour: hour % 24, minute }, { zone });
  // luxon returns either occurrence of a repeated time.
  return Math.min(...local.getPossibleOffsets().map((possible) => possible.toMillis()));
}
