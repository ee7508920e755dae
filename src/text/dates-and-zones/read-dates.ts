import * as de from 'chrono-node/de';
import * as en from 'chrono-node/en';
import * as es from 'chrono-node/es';
import * as fr from 'chrono-node/fr';
import * as it from 'chrono-node/it';
import * as nl from 'chrono-node/nl';
import * as pt from 'chrono-node/pt';
import * as sv from 'chrono-node/sv';
import { DateTime } from 'luxon';
import type { CalendarDate } from '#domain/conference/conference.ts';

/** The language that reads most of a text as dates counts; of several, the first. */
const LANGUAGES = [en, de, fr, es, it, nl, pt, sv];

export interface DateContext {
  today: CalendarDate;
  /** Whether dates without a year, and weekdays, are rather past or still to come. Default: whichever is nearer. */
  lean?: 'past' | 'future';
}

export interface ReadDates {
  /** In the order in which they are written; a range counts as two. */
  dates: CalendarDate[];
  /** The dates if the day is meant first, where that isn't clear: `5/6` is 6 May or 5 June. */
  dayFirst?: CalendarDate[];
  /** The first date was given only by its weekday. */
  isWeekday: boolean;
  /** The text before the first date as it was typed; the whole one if there is none. */
  before: string;
  /** The text without the dates. */
  rest: string;
}

/** The first years of Slack, and far beyond any plan. */
const YEARS = { from: 2000, to: 2100 };
/** Nobody types more. */
const LONGEST = 300;

/** Finds the dates in a text as people write them: `26 May`, `26–27 May 2016`, `5/26`, `tomorrow`, `next Thursday`. */
export function readDates(text: string, context: DateContext): ReadDates {
  const plain = unifyRanges(text.slice(0, LONGEST));
  const first = readInOrder(plain, context, 'month');
  const isNumeric = first.found.some(({ order }) => order !== undefined);
  const second = isNumeric ? readInOrder(plain, context, 'day') : first;
  const [dates, dayFirst] = [first, second].map(({ found }) => found.flatMap((each) => each.dates));
  const isClear = dates!.join() === dayFirst!.join();
  // "5/26" shows how "5/6" next to it is meant.
  const known = first.found.find(({ order }) => order === 'day' || order === 'month')?.order;
  const chosen = known === 'day' ? second : first;
  const start = chosen.found[0]?.index;
  return {
    dates: chosen.found.flatMap((each) => each.dates),
    ...(!isClear && known === undefined && { dayFirst: dayFirst! }),
    isWeekday: chosen.found[0]?.isWeekday ?? false,
    before: start === undefined ? text : text.slice(0, plain.slice(0, start).trimEnd().length),
    rest: `${chosen.rest}${text.slice(LONGEST)}`.replace(/\s+/g, ' ').trim(),
  };
}

interface Found {
  index: number;
  dates: CalendarDate[];
  isWeekday?: boolean;
  /** For dates in digits: which part must be the first one, `either` if it isn't clear. */
  order?: 'day' | 'month' | 'either' | undefined;
}

/**
 * Unifies dashes and ranges: `26 and 27 May`, `26 to 27 May`, `26/27 May`, `26.–27.5.`. Keeps the length, so that offsets
 * are those of the text as it was typed.
 */
function unifyRanges(text: string): string {
  const toRange = (whole: string, day: string, last: string) => `${day}-${last}`.padStart(whole.length);
  return (
    text
      .replace(/[‐‑‒–—−]/gu, '-')
      .replace(/’/gu, "'")
      // "1.6..3.6.2026", "1..3 June"
      .replace(/(?<=\.\d{1,2})\.\.(?=\d)/gu, '.-')
      .replace(/(?<=\d)\.\.(?=\d)/gu, ' -')
      // "30. Juni-2. Juli"
      .replace(/(?<=\d[.\s]\s?\p{L}{3,})-(?=\d{1,2}\D{1,3}\p{L}{3})/gu, ' - ')
      .replace(/(?<!\p{L})i (?=(?:dag|går|morgon)(?!\p{L}))/giu, 'i')
      .replace(/\bday after tomorrow\b/giu, (whole) => 'in 2 days'.padStart(whole.length))
      .replace(/(\b\d{1,2}(?:st|nd|rd|th)?)\s+(?:through|thru|au|al)\s+(\d{1,2})(?!\d)/giu, toRange)
      .replace(
        /(?:(?<!\p{L})(?:from|vom|von|du|de|del|dal|van|från)\s+)?(\b\d{1,2})(?:st|nd|rd|th|er|[.º°])?\s+(?:to|till|until|bis|à|a|al|tot|t\/m|till|til|até)\s+(\d{1,2})(?=(?:st|nd|rd|th|[.º°])?\s+(?:de\s+)?(?!uhr|am|pm|h\b)\p{L}{3})/giu,
        toRange,
      )
      .replace(
        /(\b\d{1,2})(?:st|nd|rd|th|\.(?!\d))?(?:\s*,\s*\d{1,2})*,?\s*(?:and|und|et|y|e|en|&)\s*(\d{1,2})(?=\D|$)/giu,
        toRange,
      )
      .replace(/(\b\d{1,2})\.?\s*-\s*(\d{1,2})\.\s*(?=\p{L}{3})/gu, (whole, day, last) =>
        `${day}-${last} `.padStart(whole.length),
      )
      // A hyphen between two whole dates, which may not be taken for a part of the second.
      .replace(/(\b\d{1,2}([./])\d{1,2}(?:\2|\2\d{4})?)-(?=\d{1,2}\2\d{1,2}(?:\D|$))/gu, '$1 ')
      .replace(/\b(\d{1,2})\s*\/\s*(\d{1,2})(?=\.?\s*\p{L}{3})/gu, toRange)
      // A number before a date may belong to a name: "Vue 3 4 May", "PyCon 2026 7-9 May".
      .replace(/(?<=\d)\s(?=\d{1,2}(?:-\d{1,2})?(?:st|nd|rd|th|[.º°])?\s+(?:de\s+|of\s+)?\p{L}{3})/giu, ';')
  );
}

const NUMERIC = [
  // 2026-05-26, 2026/5/26
  /(?<![\d./-])(?<year>\d{4})(?<sign>[-/.])(?<month>\d{1,2})\k<sign>(?<day>\d{1,2})(?![\d./]\d)/gu,
  // 26.-27.5.2026, 26.-27.5.
  /(?<![\d./-])(?<day>\d{1,2})\.\s?-\s?(?<last>\d{1,2})\.\s?(?<month>\d{1,2})\.\s?(?<year>\d{4}|\d{2}(?!\d))?/gu,
  // 26.5.2026, 26.5.
  /(?<![\d./-])(?<day>\d{1,2})\.\s?(?<month>\d{1,2})\.\s?(?<year>\d{4}|\d{2}(?![\d:.]))?/gu,
  // 5/26-27, 5/26-27/2026
  /(?<![\d./-])(?<one>\d{1,2})\/(?<two>\d{1,2})\s?-\s?(?<last>\d{1,2})(?:\/(?<year>\d{4}))?(?![\d./])/gu,
  // 5/26/2026, 26-5-2026, 5/26
  /(?<![\d./-])(?<one>\d{1,2})(?:\/(?<two>\d{1,2})(?:\/(?<year>\d{4}|\d{2}))?|-(?<three>\d{1,2})-(?<fourth>\d{4}))(?![\d./])/gu,
];

function readInOrder(text: string, context: DateContext, order: 'day' | 'month'): { found: Found[]; rest: string } {
  const found: Found[] = [];
  let rest = text;
  const blank = (index: number, length: number) => {
    rest = `${rest.slice(0, index)}${' '.repeat(length)}${rest.slice(index + length)}`;
  };
  for (const pattern of NUMERIC) {
    for (const { 0: written, index, groups = {} } of rest.matchAll(pattern)) {
      const read = readNumeric(groups, context, order);
      if (read === undefined) continue;
      found.push({ index, ...read });
      blank(index, written.length);
    }
  }
  for (const each of readWords(rest, context)) {
    found.push(each);
    blank(each.index, each.length);
  }
  return { found: found.sort((a, b) => a.index - b.index), rest };
}

function readNumeric(
  groups: Record<string, string | undefined>,
  context: DateContext,
  order: 'day' | 'month',
): Omit<Found, 'index'> | undefined {
  const { one, two = groups.three, last } = groups;
  const year = groups.year ?? groups.fourth;
  let { day, month } = groups;
  let said: Found['order'];
  if (one !== undefined) {
    const isDayFirst = Number(one) > 12 || (Number(two) <= 12 && order === 'day');
    [day, month] = isDayFirst ? [one, two] : [two, one];
    const isClear = Number(one) > 12 || Number(two) > 12;
    said = isClear ? (isDayFirst ? 'day' : 'month') : one === two ? undefined : 'either';
  }
  const from = toDate(year?.padStart(4, '20'), month!, { day: day!, dateContext: context });
  if (from === undefined) return undefined;
  const to = last === undefined ? undefined : toDate(from.slice(0, 4), month!, { day: last, dateContext: context });
  if (last !== undefined && to === undefined) return undefined;
  return { dates: to === undefined ? [from] : [from, to], order: said };
}

/** "two days" says how long something takes, and "next week" doesn't say on which day. */
const NO_DAY = /\b(?:days?|weeks?|weekends?|months?|years?|hours?|minutes?)\b/i;
const RELATIVE = /^in\b|\b(?:from now|ago|later)$/i;

/** Finds dates that aren't only digits. */
function readWords(text: string, context: DateContext): (Found & { length: number })[] {
  const instant = new Date(`${context.today}T12:00:00`);
  const options = context.lean === 'future' ? { forwardDate: true } : {};
  // Names of months and days have at least three letters.
  const languages = /\p{L}{3}/u.test(text) ? LANGUAGES : [en];
  const read = languages.map(({ casual }, language) =>
    casual.parse(text, instant, options).flatMap(({ index, text: written, start, end }) => {
      // Short weekdays of other languages are English words: "to", "so", "mar".
      if (language > 0 && written.length <= 3) return [];
      // "26 de mar" in "26 de março" isn't Spanish.
      if (/^\p{L}{2}/u.test(text.slice(index + written.length - 1))) return [];
      const hasDay = start.isCertain('day') || start.isCertain('weekday');
      if (!hasDay || (NO_DAY.test(written) && !RELATIVE.test(written))) return [];
      const dates = resolve(start, end ?? undefined, context);
      return dates === undefined ? [] : { index, length: written.length, dates, isWeekday: !start.isCertain('day') };
    }),
  );
  const lengthOf = (found: { length: number }[]) => found.reduce((sum, { length }) => sum + length, 0);
  return read.reduce((best, one) => (lengthOf(one) > lengthOf(best) ? one : best));
}

type Parsed = en.ParsedResult['start'];

function resolve(start: Parsed, end: Parsed | undefined, context: DateContext): CalendarDate[] | undefined {
  const isWithoutYear = (one: Parsed) => one.isCertain('month') && !one.isCertain('year');
  const dateOf = (one: Parsed, year: string | undefined) =>
    toDate(year, `${one.get('month')}`, { day: `${one.get('day')}`, dateContext: context });
  const yearOf = (one: Parsed) => (isWithoutYear(one) ? undefined : `${one.get('year')}`);
  let from = dateOf(start, yearOf(start) ?? (end && yearOf(end)));
  if (from === undefined) return undefined;
  if (end === undefined) return [from];
  let to = dateOf(end, yearOf(end) ?? from.slice(0, 4));
  if (to !== undefined && to < from) {
    // 30 December - 2 January
    if (isWithoutYear(end)) to = dateOf(end, `${Number(from.slice(0, 4)) + 1}`);
    else if (isWithoutYear(start)) from = dateOf(start, `${Number(to.slice(0, 4)) - 1}`);
  }
  return from === undefined || to === undefined ? undefined : [from, to];
}

/** A date without a year may be so long ago: a conference is also set up after it. */
const PAST_DAYS = { past: 366, future: 31, nearer: 183 };

/** Returns a calendar date, without a year the one that the context suggests; undefined if there is no such day. */
function toDate(
  year: string | undefined,
  month: string,
  { day, dateContext: { today, lean } }: { day: string; dateContext: DateContext },
): CalendarDate | undefined {
  if (year !== undefined) {
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const isInRange = Number(year) >= YEARS.from && Number(year) <= YEARS.to;
    return isInRange && DateTime.fromISO(date, { zone: 'utc' }).isValid ? date : undefined;
  }
  const now = DateTime.fromISO(today, { zone: 'utc' });
  const earliest = now.minus({ days: PAST_DAYS[lean ?? 'nearer'] }).toISODate()!;
  const candidates = [-1, 0, 1, 2, 3, 4].map((years) =>
    toDate(`${now.year + years}`, month, { day, dateContext: { today } }),
  );
  const possible = candidates.filter((date) => date !== undefined && (lean !== 'past' || date <= today));
  return possible.find((date) => date! > earliest);
}
