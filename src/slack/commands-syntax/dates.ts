import { DateTime } from 'luxon';
import type { CalendarDate } from '#domain/conference/conference.ts';

/** A date in figures, whatever parts them: phones and pasting turn hyphens into other dashes. */
const IN_FIGURES = /^(\d{1,4})([-‐‑‒–—−./])(\d{1,2})\2(\d{1,4})$/u;

/** The first years of Slack, and far beyond any plan. */
const YEARS = { from: 2000, to: 2100 };

/** `2016-05-26` (any dash) as a calendar date; undefined where there is no such day. */
export function readDate(word: string): CalendarDate | undefined {
  const match = IN_FIGURES.exec(word);
  if (match === null || match[1]!.length !== 4 || match[2] === '/' || match[2] === '.') return undefined;
  return match[3]!.length === 2 && match[4]!.length === 2 ? calendarDate(match[1]!, match[3]!, match[4]!) : undefined;
}

/** Is it meant as a date, right or wrong? */
export function isDateLike(word: string): boolean {
  return IN_FIGURES.test(word);
}

/** What a date written otherwise means, where it can mean one day only: `26.5.2016`, `2016/5/26`, `5/26/2016`. */
export function guessDate(word: string): CalendarDate | undefined {
  const match = IN_FIGURES.exec(word);
  if (match === null) return undefined;
  const [, first, sign, second, third] = match as unknown as [string, string, string, string, string];
  if (first.length === 4) return calendarDate(first, second, third);
  if (third.length !== 4) return undefined;
  // Points part day and month in this order only; with slashes both orders are in use.
  if (sign === '.' || Number(first) > 12) return calendarDate(third, second, first);
  return Number(second) > 12 ? calendarDate(third, first, second) : undefined;
}

function calendarDate(year: string, month: string, day: string): CalendarDate | undefined {
  if (day.length > 2 || Number(year) < YEARS.from || Number(year) > YEARS.to) return undefined;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return DateTime.fromISO(date, { zone: 'utc' }).isValid ? date : undefined;
}
