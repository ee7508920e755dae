import { DateTime } from 'luxon';
import type { CalendarDate, Conference } from './conference.ts';

/** A conference day lasts until three at night, as in pretalx (its exporters cut at `local_start.hour < 3`). */
const DAY_ENDS_AT_HOUR = 3;

/** The conference day that an instant (milliseconds since the epoch) belongs to, in an IANA zone. */
export function conferenceDay(at: number, timezone: string): CalendarDate {
  const local = DateTime.fromMillis(at, { zone: timezone });
  return (local.hour < DAY_ENDS_AT_HOUR ? local.minus({ days: 1 }) : local).toISODate()!;
}

/** All days of a conference, first to last. */
export function conferenceDays({ from, to }: Pick<Conference, 'from' | 'to'>): CalendarDate[] {
  const days: CalendarDate[] = [];
  const last = DateTime.fromISO(to, { zone: 'utc' });
  for (let day = DateTime.fromISO(from, { zone: 'utc' }); day <= last; day = day.plus({ days: 1 })) {
    days.push(day.toISODate()!);
  }
  return days;
}

/** An instant as ISO 8601 with the zone's own offset, to the second: `2016-05-26T10:15:00-04:00`. */
export function toZonedIso(at: number, timezone: string): string {
  return DateTime.fromMillis(at, { zone: timezone }).toISO({ suppressMilliseconds: true })!;
}
