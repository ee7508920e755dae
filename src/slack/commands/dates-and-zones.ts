import { DateTime, IANAZone } from 'luxon';
import type { CalendarDate } from '#domain/conference/conference.ts';
import { didYouMean, UsageError } from './command.ts';
import { nearestWord, quoteTyped } from './typed-text.ts';

/** A date in digits with any separator: phones and pasting turn hyphens into other dashes. */
const IN_FIGURES = /^(\d{1,4})([-‐‑‒–—−./])(\d{1,2})\2(\d{1,4})$/u;

/** The first years of Slack, and far beyond any plan. */
const YEARS = { from: 2000, to: 2100 };

/** `2016-05-26` (any dash) as a calendar date; undefined if there is no such day. */
export function parseDate(word: string): CalendarDate | undefined {
  const match = IN_FIGURES.exec(word);
  if (match === null || match[1]!.length !== 4 || match[2] === '/' || match[2] === '.') return undefined;
  return match[3]!.length === 2 && match[4]!.length === 2 ? calendarDate(match[1]!, match[3]!, match[4]!) : undefined;
}

/** Returns whether a word is meant as a date, right or wrong. */
export function isDateLike(word: string): boolean {
  return IN_FIGURES.test(word);
}

/** Parses a date in another format if it is unambiguous: `26.5.2016`, `2016/5/26`, `5/26/2016`. */
export function guessDate(word: string): CalendarDate | undefined {
  const match = IN_FIGURES.exec(word);
  if (match === null) return undefined;
  const [, first, sign, second, third] = match as unknown as [string, string, string, string, string];
  if (first.length === 4) return calendarDate(first, second, third);
  if (third.length !== 4) return undefined;
  // With periods the day comes first; with slashes both orders are in use.
  if (sign === '.' || Number(first) > 12) return calendarDate(third, second, first);
  return Number(second) > 12 ? calendarDate(third, first, second) : undefined;
}

function calendarDate(year: string, month: string, day: string): CalendarDate | undefined {
  if (day.length > 2 || Number(year) < YEARS.from || Number(year) > YEARS.to) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return DateTime.fromISO(date, { zone: 'utc' }).isValid ? date : undefined;
}

/** Parses the day that may follow a command; explains how days are written, with the day that was probably meant. */
export function parseDay(command: string, rest: string): { day?: CalendarDate } | UsageError {
  if (rest === '') return {};
  const day = parseDate(rest);
  if (day !== undefined) return { day };
  const meant = guessDate(rest);
  return meant === undefined
    ? new UsageError(
        `“${quoteTyped(rest)}” is no day; days are written like 2016-05-26. Type`,
        `/recap ${command} YYYY-MM-DD`,
      )
    : didYouMean(`Days are written like ${meant}.`, `/recap ${command} ${meant}`);
}

const TIME = /^(\d{1,2})(?:[:.h](\d{2}))?\s?(am|pm|a\.m\.|p\.m\.)?$/iu;

/** `18:30`, `6:30pm`, `6 pm`, `18.30`, `18h30` as `18:30`; undefined if it is not a time of day. */
export function parseTime(text: string): string | undefined {
  const match = TIME.exec(text.trim());
  if (match === null) return undefined;
  const half = match[3]?.charAt(0).toLowerCase();
  // A bare number could be a day as well.
  if (match[2] === undefined && half === undefined) return undefined;
  const hour = Number(match[1]);
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
  const hours = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  const minutes = Number(match[2] ?? '0');
  if (hours > 23 || minutes > 59) return undefined;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

let known: Map<string, string> | undefined;

/** Returns all IANA zones by their names in lower case. */
function zones(): Map<string, string> {
  known ??= new Map(['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => [zone.toLowerCase(), zone]));
  return known;
}

/** Returns an IANA zone (`america/toronto`, `UTC`) in its official spelling; undefined if there is none. */
export function parseTimezone(word: string): string | undefined {
  const listed = zones().get(word.toLowerCase());
  if (listed !== undefined) return listed;
  // Older names (`Asia/Calcutta`) are valid without being listed.
  return /^[A-Za-z_]{1,30}(?:\/[A-Za-z0-9_+-]{1,30}){1,2}$/.test(word) && IANAZone.isValidZone(word) ? word : undefined;
}

/** Returns the zone of a city or of a misspelled name: `Toronto`, `America/Toronot`. */
export function guessTimezone(text: string): string | undefined {
  const words = text.trim().replace(/\s+/gu, '_').toLowerCase();
  if (words === '' || words.length > 60) return undefined;
  for (const [folded, zone] of zones()) {
    if (folded.endsWith(`/${words}`)) return zone;
  }
  const near = nearestWord(words, zones().keys());
  if (near !== undefined) return zones().get(near);
  if (words.includes('/')) return undefined;
  const cities = new Map(Array.from(zones(), ([folded, zone]) => [folded.slice(folded.lastIndexOf('/') + 1), zone]));
  const city = words.length < 4 ? undefined : nearestWord(words, cities.keys());
  return city === undefined ? undefined : cities.get(city);
}
