import { DateTime } from 'luxon';
import { fold } from '#domain/language/tokenize.ts';
import { type Moment, parseMoment } from '#schedule/parse-datetime.ts';
import { readRaw } from '#schedule/read-fields.ts';
import type { ScheduleSource, Warnings } from '#schedule/schedule-draft.ts';
import { isObject, type JsonObject } from '#shared/json-guards.ts';

/** How a file writes its dates. */
export interface DateStyle {
  monthFirst: boolean;
  /** Year of dates that are written without one. */
  year?: number | undefined;
  /** Set to true when such a date is parsed. */
  tookYear?: boolean;
}

/** Languages in which names of months and weekdays are recognized. */
const LOCALES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'ru', 'sv', 'cs'];
/** Other words that may appear in a date. */
const FILLERS = 'st nd rd th er o of the de den dem le el il am on'.split(' ');
let names: { months: Map<string, number>; others: Set<string> } | undefined;

function dateNames(): NonNullable<typeof names> {
  if (names !== undefined) return names;
  const inAll = (part: 'month' | 'weekday', instants: number[]) =>
    LOCALES.flatMap((locale) =>
      (['short', 'long'] as const).flatMap((length) => {
        // Formatted with a day, since some languages inflect the name of the month.
        const format = new Intl.DateTimeFormat(locale, { [part]: length, day: 'numeric', timeZone: 'UTC' });
        return instants.map((at, index): [string, number] => {
          const name = format.formatToParts(at).find(({ type }) => type === part)!.value;
          return [fold(name).replace(/[^\p{L}]/gu, ''), index + 1];
        });
      }),
    );
  const months = inAll(
    'month',
    Array.from({ length: 12 }, (_, index) => Date.UTC(2020, index, 1)),
  );
  const weekdays = inAll(
    'weekday',
    Array.from({ length: 7 }, (_, index) => Date.UTC(2020, 5, 1 + index)),
  );
  names = { months: new Map(months), others: new Set([...weekdays.map(([name]) => name), ...FILLERS]) };
  return names;
}

/** Parses a date as people write it; returns undefined for anything else. */
export function parseDay(text: string, style: DateStyle): string | undefined {
  const trimmed = text.trim();
  const iso = /^(\d{4})[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})日?(?:T00:00(?::00(?:\.0+)?)?Z?)?$/.exec(trimmed);
  if (iso !== null) return toDate(iso[1]!, iso[2]!, iso[3]!);
  const compact = /^(20\d\d)(\d\d)(\d\d)$/.exec(trimmed);
  if (compact !== null) return toDate(compact[1]!, compact[2]!, compact[3]!);
  // "9.30" without a year is a time.
  const numeric =
    /^(?:\p{L}+[.,]*\s+)?(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{2}|\d{4})$/u.exec(trimmed) ??
    /^(?:\p{L}+[.,]*\s+)?(\d{1,2})(?=\/|\.\s?\d{1,2}\.$)([./])\s?(\d{1,2})\.?$/u.exec(trimmed);
  if (numeric !== null) {
    const [, first, separator, second, year] = numeric;
    const [day, month] = style.monthFirst && separator === '/' ? [second, first] : [first, second];
    return year === undefined ? withYear(style, month!, day!) : toDate(year.padStart(4, '20'), month!, day!);
  }
  return parseNamedDay(trimmed, style);
}

/** Parses `Friday, 17th Sep`, `7. Mai 2026` and similar dates. */
function parseNamedDay(text: string, style: DateStyle): string | undefined {
  const words = fold(text).match(/\p{L}+|\d+/gu) ?? [];
  const numbers = words.filter((word) => /\d/.test(word));
  if (words.length > 8 || numbers.length > 2) return undefined;
  const { months, others } = dateNames();
  const month = words.map((word) => months.get(word)).findLast((each) => each !== undefined);
  const day = numbers.find((word) => /^\d{1,2}$/.test(word));
  const written = numbers.find((word) => /^(?:19|20)\d\d$/.test(word));
  if (month === undefined || day === undefined) return undefined;
  if (written !== undefined) return toDate(written, `${month}`, day);
  const isDate = words.every((word) => numbers.includes(word) || months.has(word) || others.has(word));
  return isDate && numbers.length === 1 ? withYear(style, `${month}`, day) : undefined;
}

function withYear(style: DateStyle, month: string, day: string): string | undefined {
  if (style.year === undefined) return undefined;
  style.tookYear = true;
  return toDate(`${style.year}`, month, day);
}

function toDate(year: string, month: string, day: string): string | undefined {
  const date = DateTime.utc(Number(year), Number(month), Number(day));
  return date.isValid ? date.toISODate() : undefined;
}

/** Parses `9:30`, `9.30`, `9h30`, `0930`, `9 am` or `14 Uhr` to `09:30`; returns undefined for anything else. */
function parseClock(text: string): string | undefined {
  const match =
    /^(?:klo\.?\s*)?(\d{1,2})(?:[:.h]\s?(\d{2})?(?::\d{2}(?:\.0+)?)?|(\d{2})(?=$))?\s*(a\.?m\.?|p\.?m\.?|uhr|h)?$/i.exec(
      text.trim(),
    );
  if (match === null) return undefined;
  const [whole, hours, minutes, joined, suffix] = match;
  if (minutes === undefined && joined === undefined && suffix === undefined && !/h/i.test(whole)) return undefined;
  const isAfternoon = /^p/i.test(suffix ?? '');
  const isMorning = /^a/i.test(suffix ?? '');
  const hour = isAfternoon || isMorning ? (Number(hours) % 12) + (isAfternoon ? 12 : 0) : Number(hours);
  const minute = Number(minutes ?? joined ?? 0);
  return hour > 23 || minute > 59 ? undefined : `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** Separator between the two times of a range. */
const JOINT = /\s*(?:[-–—~〜→]|\b(?:to|until|bis|a|à|hasta|tot)\b)\s*(?=\d)/gi;

export interface TableTimes {
  start?: Moment | undefined;
  end?: Moment | undefined;
}

interface WrittenTimes {
  start: string | undefined;
  end: string | undefined;
  date: string | undefined;
  style: DateStyle;
}

/** Parses start and end as people write them: with or without a date, as a range, with am or pm. */
export function parseTableTimes({ start, end, date, style }: WrittenTimes): TableTimes {
  const day = date === undefined ? undefined : parseDay(date, style);
  const whole = start ?? date;
  const from = parseLooseMoment(whole, day, style);
  const range = from?.kind === 'unreadable' ? parseRange(whole!.trim().slice(0, 100), day, style) : undefined;
  return range ?? { start: from, end: parseEnd(end, from, { day, style }) };
}

/** Maximum length of a session that goes past midnight. */
const LONGEST_NIGHT_HOURS = 8;

/** Parses an end. Without a date of its own it may be after midnight: `23:00–00:30`. */
function parseEnd(
  text: string | undefined,
  start: Moment | undefined,
  { day, style }: { day: string | undefined; style: DateStyle },
): Moment | undefined {
  const end = parseLooseMoment(text, dayOf(start) ?? day, style);
  if (start?.kind !== 'wall-clock' || end?.kind !== 'wall-clock' || end.local >= start.local) return end;
  const later = DateTime.fromISO(end.local, { zone: 'utc' }).plus({ days: 1 });
  const hours = later.diff(DateTime.fromISO(start.local, { zone: 'utc' }), 'hours').hours;
  if (parseClock(text!) === undefined || hours > LONGEST_NIGHT_HOURS) return end;
  return { kind: 'wall-clock', local: later.toFormat("yyyy-MM-dd'T'HH:mm:ss") };
}

function parseRange(text: string, day: string | undefined, style: DateStyle): TableTimes | undefined {
  for (const { 0: joint, index } of text.matchAll(JOINT)) {
    const [first, last] = [text.slice(0, index), text.slice(index + joint.length)];
    // In "9:30 - 10:15 am", "am" applies to both times, unless the first would then be later.
    const half = /[ap]\.?m\b/i.test(first) ? '' : (/\s*[ap]\.?m\.?$/i.exec(last)?.[0] ?? '');
    for (const begin of [`${first}${half}`, first]) {
      const start = parseLooseMoment(begin, day, style);
      const end = parseEnd(last, start, { day, style });
      if (start?.kind === 'unreadable' || end?.kind === 'unreadable') continue;
      if (begin === first || isBefore(start, end)) return { start, end };
    }
  }
  return undefined;
}

function dayOf(moment: Moment | undefined): string | undefined {
  return moment?.kind === 'wall-clock' ? moment.local.slice(0, 10) : undefined;
}

function isBefore(a: Moment | undefined, b: Moment | undefined): boolean {
  return a?.kind === 'wall-clock' && b?.kind === 'wall-clock' && a.local < b.local;
}

function parseLooseMoment(text: string | undefined, day: string | undefined, style: DateStyle): Moment | undefined {
  if (text === undefined) return undefined;
  if (/^\d{10}(?:\d{3})?$/.test(text)) {
    return { kind: 'instant', at: Number(text.padEnd(13, '0')), zone: 'UTC' };
  }
  const clock = parseClock(text);
  if (clock !== undefined && day !== undefined) return { kind: 'wall-clock', local: `${day}T${clock}:00` };
  const moment = parseMoment(text);
  if (moment?.kind !== 'unreadable') return moment;
  // A date and a time in one text, in any order.
  const words = text.trim().split(/\s+/);
  for (let at = 1; at < Math.min(words.length, 8); at += 1) {
    const [before, after] = [words.slice(0, at).join(' '), words.slice(at).join(' ')];
    for (const [first, second] of [
      [before, after],
      [after, before],
    ] as const) {
      const date = parseDay(first.replace(/[,@]$/, ''), style);
      const time = parseClock(second.replace(/^(?:at|um|@|,)\s*/i, ''));
      if (date !== undefined && time !== undefined) return { kind: 'wall-clock', local: `${date}T${time}:00` };
    }
  }
  return moment;
}

/** A text counts as a date if it is one in either style. */
const STYLES: DateStyle[] = [
  { monthFirst: false, year: 2000 },
  { monthFirst: true, year: 2000 },
];

/** Joins a date and a time in two fields, or in `{ "date": …, "time": … }`. */
export function joinDateAndTime(values: unknown[]): string | undefined {
  const texts = values.flatMap(
    (value) => readRaw(value instanceof Date ? value.toISOString() : isObject(value) ? joinMoment(value) : value) ?? [],
  );
  if (texts.length < 2) return texts[0];
  const date = texts.find((text) => STYLES.some((style) => parseDay(text, style) !== undefined));
  const time = texts.find((text) => text !== date);
  return date === undefined || time === undefined ? texts[0] : `${date} ${time}`;
}

function joinMoment({ date, time, dateTime }: JsonObject): string | undefined {
  if (typeof dateTime === 'string') return dateTime;
  return typeof date === 'string' && typeof time === 'string' ? `${date} ${time}` : undefined;
}

/** Returns how a file writes its dates, judging from all of them. `near` is a day of the conference, if known. */
export function dateStyleOf({ text, near }: Pick<ScheduleSource, 'text' | 'near'>): DateStyle {
  const head = text.slice(0, 1_000_000);
  return { monthFirst: isMonthFirst(head), year: near === undefined ? yearIn(head) : Number(near.slice(0, 4)) };
}

/** Returns whether dates such as 3/4/2025 are written with the month first. */
function isMonthFirst(text: string): boolean {
  const dates = Array.from(text.matchAll(/\b(\d{1,2})\/(\d{1,2})(?:\/\d{2}|(?![\d/]))/g));
  if (dates.some(([, first]) => Number(first) > 12)) return false;
  return dates.some(([, , second]) => Number(second) > 12) || /\d\s?[ap]\.?m\b/i.test(text);
}

/** Returns the year that a text mentions most often, for example in the conference's name or in links. */
function yearIn(text: string): number | undefined {
  const years = Map.groupBy(text.matchAll(/(?<!\d)20\d\d(?!\d)/g), ([year]) => Number(year));
  return [...years].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0];
}

/** Warns which year was assumed for dates without one. */
export function warnOfYear({ year, tookYear }: DateStyle, warnings: Warnings): void {
  if (tookYear) warnings.add('year-guessed', { year: String(year) });
}
