import { DateTime } from 'luxon';
import { fold } from '#domain/language/tokenize.ts';
import { type Moment, parseMoment } from '#schedule/parse-datetime.ts';

/** Languages in which the names of months are known. */
const LOCALES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'ru', 'sv', 'cs'];
let months: Map<string, number> | undefined;

/** Returns the number of a month by its folded name in any of the languages. */
function monthNamed(word: string): number | undefined {
  months ??= new Map(LOCALES.flatMap(monthsOf));
  return months.get(word);
}

function monthsOf(locale: string): [string, number][] {
  return (['short', 'long'] as const).flatMap((month) => {
    const format = new Intl.DateTimeFormat(locale, { month, day: 'numeric', timeZone: 'UTC' });
    return Array.from({ length: 12 }, (_, index): [string, number] => {
      // With a day, since some languages inflect the name.
      const name = format.formatToParts(Date.UTC(2020, index, 1)).find(({ type }) => type === 'month')!.value;
      return [fold(name).replace(/[^\p{L}]/gu, ''), index + 1];
    });
  });
}

/** Parses a date as people write it; undefined for anything else. */
export function parseDay(text: string, monthFirst: boolean): string | undefined {
  const trimmed = text.trim();
  const iso = /^(\d{4})[-/.年]\s?(\d{1,2})[-/.月]\s?(\d{1,2})日?(?:T00:00(?::00(?:\.0+)?)?Z?)?$/.exec(trimmed);
  if (iso !== null) return toDate(iso[1]!, iso[2]!, iso[3]!);
  const compact = /^(20\d\d)(\d\d)(\d\d)$/.exec(trimmed);
  if (compact !== null) return toDate(compact[1]!, compact[2]!, compact[3]!);
  const numeric = /^(?:\p{L}+[.,]*\s+)?(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{2}|\d{4})$/u.exec(trimmed);
  if (numeric !== null) {
    const [, first, separator, second, year] = numeric;
    const [day, month] = monthFirst && separator === '/' ? [second, first] : [first, second];
    return toDate(year!.padStart(4, '20'), month!, day!);
  }
  const words = fold(trimmed).match(/\p{L}+|\d+/gu) ?? [];
  if (words.length > 8 || words.filter((word) => /\d/.test(word)).length !== 2) return undefined;
  const month = words.map(monthNamed).findLast((each) => each !== undefined);
  const year = words.find((word) => /^(?:19|20)\d\d$/.test(word));
  const day = words.find((word) => /^\d{1,2}$/.test(word));
  return month === undefined || year === undefined || day === undefined ? undefined : toDate(year, `${month}`, day);
}

function toDate(year: string, month: string, day: string): string | undefined {
  const date = DateTime.utc(Number(year), Number(month), Number(day));
  return date.isValid ? date.toISODate() : undefined;
}

/** Parses `9:30`, `9.30`, `9h30`, `0930`, `9 am` or `14 Uhr` to `09:30`; undefined for anything else. */
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

/** What joins the two times of a range. */
const JOINT = /\s*(?:[-–—~〜→]|\b(?:to|until|bis|a|à|hasta|tot)\b)\s*(?=\d)/gi;

export interface LooseTimes {
  start?: Moment | undefined;
  end?: Moment | undefined;
}

interface WrittenTimes {
  start: string | undefined;
  end: string | undefined;
  date: string | undefined;
  monthFirst: boolean;
}

/** Parses start and end as people write them: with or without a date, as a range, in twelve hours. */
export function parseLooseTimes({ start, end, date, monthFirst }: WrittenTimes): LooseTimes {
  const day = date === undefined ? undefined : parseDay(date, monthFirst);
  const whole = start ?? date;
  const from = parseLooseMoment(whole, day, monthFirst);
  const range = from?.kind === 'unreadable' ? parseRange(whole!.trim().slice(0, 100), day, monthFirst) : undefined;
  return range ?? { start: from, end: parseLooseMoment(end, dayOf(from) ?? day, monthFirst) };
}

function parseRange(text: string, day: string | undefined, monthFirst: boolean): LooseTimes | undefined {
  for (const { 0: joint, index } of text.matchAll(JOINT)) {
    const [first, last] = [text.slice(0, index), text.slice(index + joint.length)];
    // In "9:30 - 10:15 am", what follows the last time counts for both, unless the first is later then.
    const half = /[ap]\.?m\b/i.test(first) ? '' : (/\s*[ap]\.?m\.?$/i.exec(last)?.[0] ?? '');
    for (const begin of [`${first}${half}`, first]) {
      const start = parseLooseMoment(begin, day, monthFirst);
      const end = parseLooseMoment(last, dayOf(start) ?? day, monthFirst);
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

function parseLooseMoment(text: string | undefined, day: string | undefined, monthFirst: boolean): Moment | undefined {
  if (text === undefined) return undefined;
  if (/^\d{10}(?:\d{3})?$/.test(text)) {
    return { kind: 'instant', at: Number(text.padEnd(13, '0')), zone: 'UTC' };
  }
  const clock = parseClock(text);
  if (clock !== undefined && day !== undefined) return { kind: 'wall-clock', local: `${day}T${clock}:00` };
  const moment = parseMoment(text);
  if (moment?.kind !== 'unreadable') return moment;
  // A date and a time in one text, in either order.
  const words = text.trim().split(/\s+/);
  for (let at = 1; at < Math.min(words.length, 8); at += 1) {
    const [before, after] = [words.slice(0, at).join(' '), words.slice(at).join(' ')];
    for (const [first, second] of [
      [before, after],
      [after, before],
    ] as const) {
      const date = parseDay(first.replace(/[,@]$/, ''), monthFirst);
      const time = parseClock(second.replace(/^(?:at|um|@|,)\s*/i, ''));
      if (date !== undefined && time !== undefined) return { kind: 'wall-clock', local: `${date}T${time}:00` };
    }
  }
  return moment;
}

/** Whether dates such as 3/4/2025 are written with the month first, judged by all dates of a text. */
export function isMonthFirst(text: string): boolean {
  const dates = Array.from(text.slice(0, 1_000_000).matchAll(/\b(\d{1,2})\/(\d{1,2})\/\d{2}/g));
  if (dates.some(([, first]) => Number(first) > 12)) return false;
  return dates.some(([, , second]) => Number(second) > 12) || /\d\s?[ap]\.?m\b/i.test(text);
}
