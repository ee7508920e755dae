import { DateTime } from 'luxon';
import type { CalendarDate, Conference, ConferencePhase, TrackedConference } from './conference.ts';

/** A conference day ends at 03:00 local time, as in pretalx (its exporters use `local_start.hour < 3`). */
export const DAY_ENDS_AT_HOUR = 3;

/** Every UTC offset since Slack launched is a multiple of 15 minutes, so days only change on a quarter hour. */
const QUARTER_HOUR = 15 * 60 * 1000;

/** Cache of conference days by zone and quarter hour. Without it, luxon takes most of the time spent on a note. */
const known = new Map<string, Map<number, CalendarDate>>();
const MOST_KNOWN = 100_000;

/** Returns the conference day of an instant (milliseconds since the epoch) in an IANA zone. */
export function conferenceDay(at: number, timezone: string): CalendarDate {
  let days = known.get(timezone);
  if (days === undefined || days.size >= MOST_KNOWN) {
    days = new Map();
    known.set(timezone, days);
  }
  const quarter = Math.floor(at / QUARTER_HOUR);
  let day = days.get(quarter);
  if (day === undefined) {
    const local = DateTime.fromMillis(at, { zone: timezone });
    day = (local.hour < DAY_ENDS_AT_HOUR ? local.minus({ days: 1 }) : local).toISODate()!;
    days.set(quarter, day);
  }
  return day;
}

/**
 * Returns the start and end of a conference in milliseconds since the epoch: from 03:00 on its first day to 03:00 on
 * the day after its last.
 */
export function windowOf({ from, to, timezone }: Pick<Conference, 'from' | 'to' | 'timezone'>): {
  from: number;
  to: number;
} {
  return { from: dayBegins(from, timezone), to: dayBegins(dayAfter(to), timezone) };
}

/** Cache of day starts (03:00) by zone and date. */
const beginnings = new Map<string, number>();

function dayBegins(date: CalendarDate, timezone: string): number {
  const key = `${timezone} ${date}`;
  let begins = beginnings.get(key);
  if (begins === undefined) {
    begins = DateTime.fromISO(date, { zone: timezone }).set({ hour: DAY_ENDS_AT_HOUR }).toMillis();
    if (beginnings.size >= MOST_KNOWN) beginnings.clear();
    beginnings.set(key, begins);
  }
  return begins;
}

function dayAfter(date: CalendarDate): CalendarDate {
  return new Date(Date.parse(date) + 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

/** Returns all days of a conference, first to last. */
export function conferenceDays({ from, to }: Pick<Conference, 'from' | 'to'>): CalendarDate[] {
  const days: CalendarDate[] = [];
  const last = DateTime.fromISO(to, { zone: 'utc' });
  for (let day = DateTime.fromISO(from, { zone: 'utc' }); day <= last; day = day.plus({ days: 1 })) {
    days.push(day.toISODate()!);
  }
  return days;
}

/** Formats an instant as ISO 8601 with the zone's offset, to the second: `2016-05-26T10:15:00-04:00`. */
export function toZonedIso(at: number, timezone: string): string {
  return DateTime.fromMillis(at, { zone: timezone }).toISO({ suppressMilliseconds: true })!;
}

/**
 * Returns the phase of a conference at `now` (milliseconds since the epoch); days start and end at 03:00 in its zone.
 */
export function phaseOf(
  { from, to, timezone, endedAt }: Pick<TrackedConference, 'from' | 'to' | 'timezone' | 'endedAt'>,
  now: number,
): ConferencePhase {
  if (endedAt !== undefined) return 'after';
  const today = conferenceDay(now, timezone);
  if (today < from) return 'before';
  return today > to ? 'after' : 'during';
}
