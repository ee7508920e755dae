import { DateTime, type DateTimeOptions } from 'luxon';
import type { CalendarDate } from '#domain/conference/conference.ts';

/** The words are English whatever the machine's language. */
const ENGLISH = { locale: 'en-GB', numberingSystem: 'latn' } as const satisfies DateTimeOptions;

const MINUTE = 60_000;

/** Seconds from the epoch to the year 9999, the last that ISO 8601 writes with four digits. */
const YEAR_9999 = 253_370_764_800;

/** `Thursday, 26 May 2016` */
export function longDay(date: CalendarDate): string {
  return calendarDay(date).toFormat('cccc, d MMMM yyyy');
}

/** `Thu 26 May` */
export function shortDay(date: CalendarDate): string {
  return calendarDay(date).toFormat('ccc d MMM');
}

/** `26 May 2016`, `26–27 May 2016`, `30 May – 2 June 2016`, `30 December 2016 – 2 January 2017` */
export function dayRange(from: CalendarDate, to: CalendarDate): string {
  const first = calendarDay(from);
  const last = calendarDay(to);
  const end = last.toFormat('d MMMM yyyy');
  if (from === to) return end;
  if (!first.hasSame(last, 'year')) return `${first.toFormat('d MMMM yyyy')} – ${end}`;
  if (!first.hasSame(last, 'month')) return `${first.toFormat('d MMMM')} – ${end}`;
  return `${first.toFormat('d')}–${end}`;
}

/** Which day of the conference a date is, from 1; below 1 before it began. */
export function dayNumber(date: CalendarDate, from: CalendarDate): number {
  return Math.round(calendarDay(date).diff(calendarDay(from), 'days').days) + 1;
}

/** Milliseconds since the epoch of a message's `ts` (seconds with a fraction); undefined where it is no such time. */
export function messageInstant(ts: string): number | undefined {
  const seconds = Number.parseFloat(ts);
  return seconds >= 0 && seconds < YEAR_9999 ? Math.floor(seconds * 1000) : undefined;
}

/** The clocks of a zone. All instants are milliseconds since the epoch. */
export interface ZoneClock {
  /** `13:35` */
  time(at: number): string;
  /** The instant at which a date begins. */
  dayStart(date: CalendarDate): number;
  /** The last full hour on the zone's clocks at or before an instant. */
  hourBefore(at: number): number;
}

export function createZoneClock(timezone: string): ZoneClock {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const time = (at: number) => format.format(at);
  return {
    time,
    dayStart: (date) => DateTime.fromISO(date, { zone: timezone }).startOf('day').toMillis(),
    hourBefore: (at) => at - (at % MINUTE) - Number(time(at).slice(3)) * MINUTE,
  };
}

function calendarDay(date: CalendarDate): DateTime {
  return DateTime.fromISO(date, { zone: 'utc', ...ENGLISH });
}
