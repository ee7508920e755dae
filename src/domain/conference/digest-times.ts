import { DateTime } from 'luxon';
import type { CalendarDate, TrackedConference } from './conference.ts';
import { conferenceDay, conferenceDays, DAY_ENDS_AT_HOUR } from './conference-day.ts';

type Timed = Pick<TrackedConference, 'from' | 'to' | 'timezone' | 'digestAt' | 'endedAt'>;

const RECAP_AFTER_DIGEST = 60 * 60 * 1000;

/**
 * Returns when the digest of a conference day is due, in milliseconds since the epoch. A time before 03:00 is in the
 * night after that day. A time that daylight saving skips is shifted by the gap; of a time that occurs twice, the first
 * counts.
 */
export function digestInstant({ timezone, digestAt }: Pick<Timed, 'timezone' | 'digestAt'>, day: CalendarDate): number {
  const [hour, minute] = digestAt.split(':').map(Number) as [number, number];
  return instantAt(day, hour < DAY_ENDS_AT_HOUR ? hour + 24 : hour, { minute, zone: timezone });
}

/** Returns the days whose digest is due at `now`, first to last. Days after an early end are left out. */
export function dueDays(conference: Timed, now: number): CalendarDate[] {
  return heldDays(conference).filter((day) => digestInstant(conference, day) <= now);
}

/** Returns the next digest after `now`, or undefined if none is left. */
export function nextDigest(conference: Timed, now: number): { day: CalendarDate; at: number } | undefined {
  return heldDays(conference)
    .map((day) => ({ day, at: digestInstant(conference, day) }))
    .find(({ at }) => at > now);
}

/**
 * Returns when the recap of the whole conference is due: an hour after the last day's digest, or when that day ends at
 * 03:00, whichever comes first, but never before that digest. The team wants it the same evening, but two long posts in
 * the same minute would bury each other. Returns undefined if the conference was ended before its first day.
 */
export function recapInstant(conference: Timed): number | undefined {
  const last = heldDays(conference).at(-1);
  if (last === undefined) return undefined;
  const digest = digestInstant(conference, last);
  const dayEnd = instantAt(last, DAY_ENDS_AT_HOUR + 24, { minute: 0, zone: conference.timezone });
  return Math.max(digest, Math.min(digest + RECAP_AFTER_DIGEST, dayEnd));
}

export function isRecapDue(conference: Timed, now: number): boolean {
  const due = recapInstant(conference);
  return due !== undefined && due <= now;
}

/** Returns the days that had started when the conference was ended early, or all days if it wasn't. */
function heldDays(conference: Timed): CalendarDate[] {
  const { endedAt, timezone } = conference;
  const days = conferenceDays(conference);
  if (endedAt === undefined) return days;
  const closing = conferenceDay(endedAt, timezone);
  return days.filter((day) => day <= closing);
}

/** Returns the first instant at which clocks show a time on a date. An `hour` of 24 or more falls on the next day. */
function instantAt(date: CalendarDate, hour: number, { minute, zone }: { minute: number; zone: string }): number {
  const { year, month, day } = DateTime.fromISO(date, { zone: 'utc' }).plus({ days: Math.floor(hour / 24) });
  const local = DateTime.fromObject({ year, month, day, hour: hour % 24, minute }, { zone });
  // luxon may return either occurrence of a repeated time.
  return Math.min(...local.getPossibleOffsets().map((possible) => possible.toMillis()));
}
