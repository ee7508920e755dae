import { DateTime } from 'luxon';
import type { CalendarDate } from '#domain/conference/conference.ts';
import { localeOf } from '#shared/messages.ts';
import { joinOr, readersLanguage, t } from '#slack/messages/reply-messages.ts';
import { zoneNames } from '#text/dates-and-zones/find-zone.ts';
import { readDates } from '#text/dates-and-zones/read-dates.ts';
import { type Days, didYouMean, UsageError } from './command.ts';
import { nearestWord, quoteTyped } from './typed-text.ts';

/** Returns a calendar date as it is written in buttons and modals, `2016-05-26`; undefined for anything else. */
export function parseDate(word: string): CalendarDate | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(word) && DateTime.fromISO(word, { zone: 'utc' }).isValid ? word : undefined;
}

const NTH_DAY = /^(?:day|tag|jour|día|dia|giorno|dag)\s?(\d{1,2})$/iu;

/** A date as the reader writes it, `26 May`. */
export function exampleDay(): string {
  return DateTime.fromISO('2016-05-26')
    .setLocale(localeOf(readersLanguage()))
    .toLocaleString({ day: 'numeric', month: 'long' });
}

/** Parses the day that may follow a command; asks if it isn't clear which one is meant. */
export function parseDay(command: string, rest: string, { today, days }: Days): { day?: CalendarDate } | UsageError {
  if (rest === '') return {};
  const nth = days[Number(NTH_DAY.exec(rest)?.[1]) - 1];
  if (nth !== undefined) return { day: nth };
  const { dates, dayFirst, isWeekday, rest: others } = readDates(rest, { today });
  const weekday = (date: CalendarDate) => DateTime.fromISO(date).weekday;
  const ofConference = days.find(
    (date) => isWeekday && !days.includes(dates[0]!) && weekday(date) === weekday(dates[0]!),
  );
  const day = ofConference ?? dates[0];
  const form = (date: string) => `/recap ${command} ${date}`;
  if (day === undefined || others.replace(/^(?:on|at|the|am|le)$/iu, '') !== '') {
    return new UsageError(t('usage-date', { text: quoteTyped(rest) }), form(exampleDay()));
  }
  if (dayFirst !== undefined) return askOrder(rest, [[day], dayFirst], ([date]) => form(date!));
  return dates.length === 1 ? { day } : didYouMean(t('usage-one-day'), form(day));
}

/** Asks whether the month or the day comes first, with a button for each. */
export function askOrder(
  typed: string,
  orders: readonly CalendarDate[][],
  form: (dates: CalendarDate[]) => string,
): UsageError {
  const label = (dates: CalendarDate[]) =>
    dates
      .map((date) => DateTime.fromISO(date).setLocale(localeOf(readersLanguage())).toLocaleString(DateTime.DATE_FULL))
      .join(' – ');
  const suggestions = orders.map((dates) => ({ typed: form(dates), label: label(dates) }));
  const dates = joinOr(suggestions.map((suggestion) => suggestion.label));
  const why = t('usage-date-order', { text: quoteTyped(typed), dates });
  return new UsageError(why, form(orders[0]!), suggestions);
}

const TIME = /^(\d{1,2})(?:[:.h](\d{2}))?\s?(?:(am|pm|a\.m\.|p\.m\.)|(uhr|h|hrs?|heures?|horas?|ore|uur))?$/iu;
const NOON = /^(?:noon|midday|mittags?|midi|mediodía|mezzogiorno|meio-dia|middag)$/iu;

/** `18:30`, `6:30pm`, `6 pm`, `18.30`, `18h30`, `18 Uhr` as `18:30`; undefined if it is not a time of day. */
export function parseTime(text: string): string | undefined {
  if (NOON.test(text.trim())) return '12:00';
  const match = TIME.exec(text.trim());
  if (match === null) return undefined;
  const half = match[3]?.charAt(0).toLowerCase();
  // A bare number could be a day as well.
  if (match[2] === undefined && half === undefined && match[4] === undefined) return undefined;
  const hour = Number(match[1]);
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
  const hours = half === undefined ? hour : (hour % 12) + (half === 'p' ? 12 : 0);
  const minutes = Number(match[2] ?? '0');
  if (hours > 23 || minutes > 59) return undefined;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** Returns the zone of a misspelled city or name: `Torontoo`, `America/Toronot`. */
export function guessTimezone(text: string): string | undefined {
  const words = text.trim().replace(/\s+/gu, '_').toLowerCase();
  if (words.length < 4 || words.length > 60) return undefined;
  const names = zoneNames();
  const near = nearestWord(words, names.keys());
  if (near !== undefined || words.includes('/')) return names.get(near ?? '');
  const cities = new Map(Array.from(names, ([folded, zone]) => [folded.slice(folded.lastIndexOf('/') + 1), zone]));
  // Typing mistakes are rarely in the first letter: "Gondor" isn't London.
  return cities.get(
    nearestWord(
      words,
      cities.keys().filter((city) => city[0] === words[0]),
    ) ?? '',
  );
}
