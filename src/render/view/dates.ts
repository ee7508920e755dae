import { DateTime } from 'luxon';
import type { CalendarDate } from '#domain/conference/conference.ts';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import type { RecapNote } from '#domain/recap/recap.ts';
import { localeOf } from '#shared/messages.ts';

const MINUTE = 60_000;

/** Seconds from the epoch to the year 9999, the last that ISO 8601 writes with four digits. */
const YEAR_9999 = 253_370_764_800;

const FORMATS = {
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  medium: { weekday: 'long', day: 'numeric', month: 'long' },
  short: { weekday: 'short', day: 'numeric', month: 'short' },
  range: { day: 'numeric', month: 'long', year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** CLDR has no ordinal for the first of a month, which these languages write: `1er mai`. */
const FIRST: Partial<Record<KnownLanguage, string>> = { fr: '1er', it: '1º', pt: '1º' };

/** `Thursday, 26 May 2016` */
export const longDay = (date: CalendarDate, language: KnownLanguage) => formatDays('long', language, date);

/** `Thursday 26 May` */
export const mediumDay = (date: CalendarDate, language: KnownLanguage) => formatDays('medium', language, date);

/** `Thu 26 May` */
export const shortDay = (date: CalendarDate, language: KnownLanguage = 'en') => formatDays('short', language, date);

/** `26 May 2016`, `26–27 May 2016`, `30 May – 2 June 2016`, `30 December 2016 – 2 January 2017` */
export function dayRange(from: CalendarDate, to: CalendarDate, language: KnownLanguage = 'en'): string {
  // Some locales put thin spaces around the dash, also between two bare numbers.
  return formatDays('range', language, from, to)
    .replace(/\s–\s/, ' – ')
    .replace(/^(\d\S*) – /, '$1–');
}

function formatDays(form: keyof typeof FORMATS, language: KnownLanguage, from: CalendarDate, to = from): string {
  const key = `${language} ${form}`;
  const formatter =
    formatters.get(key) ??
    new Intl.DateTimeFormat(localeOf(language), { ...FORMATS[form], timeZone: 'UTC', numberingSystem: 'latn' });
  formatters.set(key, formatter);
  const range = formatter.formatRange(calendarDay(from).toJSDate(), calendarDay(to).toJSDate());
  // Italian ranges have leading zeros.
  return range.replace(/\b0(?=\d\b)/g, '').replace(/(?<!\d)1(?=\s?[–\p{L}])/gu, FIRST[language] ?? '1');
}

/** Returns a time zone as people write it: `UTC+2` for `Etc/GMT-2`, whose sign counts westward. */
export function zoneLabel(timezone: string): string {
  return timezone.replace(
    /^Etc\/GMT([+-])(\d+)$/,
    (_, sign: string, hours: string) => `UTC${sign === '+' ? '-' : '+'}${hours}`,
  );
}

/** Which day of the conference a date is, from 1; below 1 before it began. */
export function dayNumber(date: CalendarDate, from: CalendarDate): number {
  return Math.round(calendarDay(date).diff(calendarDay(from), 'days').days) + 1;
}

/** Returns when a message was written, by default its `ts` (seconds with a fraction); undefined if that is no time. */
export function messageInstant({ ts, writtenAt }: Pick<RecapNote, 'ts' | 'writtenAt'>): number | undefined {
  if (writtenAt !== undefined) return writtenAt;
  const seconds = Number.parseFloat(ts);
  return seconds >= 0 && seconds < YEAR_9999 ? Math.floor(seconds * 1000) : undefined;
}

/** Tells the time in a time zone. All instants are milliseconds since the epoch. */
export interface ZoneClock {
  /** `13:35` */
  time(at: number): string;
  /** The instant at which a date begins. */
  dayStart(date: CalendarDate): number;
  /** The last full hour on the zone's clocks at or before an instant. */
  hourBefore(at: number): number;
}

const clocks = new Map<string, ZoneClock>();

/** Returns the clock of a time zone; cached, because a formatter takes about a millisecond to create. */
export function zoneClock(timezone: string): ZoneClock {
  let clock = clocks.get(timezone);
  if (clock === undefined) {
    clock = createZoneClock(timezone);
    clocks.set(timezone, clock);
  }
  return clock;
}

function createZoneClock(timezone: string): ZoneClock {
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
  return DateTime.fromISO(date, { zone: 'utc' });
}
