import ICAL from 'ical.js';
import { DateTime } from 'luxon';
import { instantOf, type Moment, parseDuration } from '#schedule/parse-datetime.ts';
import type { EventDraft, Warnings } from '#schedule/schedule-draft.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { type CalendarProperties, firstValue } from './parse-calendar.ts';
import { type ParseTime, propertyMoment, propertyMoments } from './times.ts';

export interface CalendarEvent {
  place: string;
  properties: CalendarProperties;
}

const WEEK = 7 * 24 * 60 * 60_000;
/** Maximum number of steps over all recurrence rules of a calendar, so that a small file can't block us. */
const MAX_STEPS = 10_000;

interface EventOccurrence extends CalendarEvent, Pick<EventDraft, 'start' | 'end' | 'minutes'> {
  /** Appended to the UID of each occurrence of a recurring event. */
  suffix: string;
}

export function expandEvents(events: CalendarEvent[], parseTime: ParseTime, warnings: Warnings): EventOccurrence[] {
  const isRepeated = ({ properties }: CalendarEvent) => properties.has('RRULE') || properties.has('RDATE');
  const window = findWindow(
    events.filter((event) => !isRepeated(event)),
    parseTime,
  );
  const replaced = new Set(
    events.map(({ properties }) => occurrenceKey(properties, originalStart(properties, parseTime))),
  );
  const timed: EventOccurrence[] = [];
  const budget = { steps: MAX_STEPS };
  for (const event of events) {
    const { properties, place } = event;
    if (/^cancel/i.test(firstValue(properties, 'STATUS') ?? '')) continue;
    const start = propertyMoment(properties, 'DTSTART', parseTime);
    const end = propertyMoment(properties, 'DTEND', parseTime);
    const minutes = parseDuration(firstValue(properties, 'DURATION'));
    const original = originalStart(properties, parseTime);
    if (!isRepeated(event) || original !== undefined || start === undefined) {
      timed.push({ ...event, start, end, minutes, suffix: original === undefined ? '' : occurrenceSuffix(original) });
      continue;
    }
    const [startAt, endAt] = [instantOf(start, 'utc'), instantOf(end, 'utc')];
    const isLong = startAt !== undefined && endAt !== undefined && endAt > startAt;
    const length = isLong ? (endAt - startAt) / 60_000 : minutes;
    for (const occurrence of expandRecurrence(properties, { place, parseTime, window, budget, warnings })) {
      if (replaced.has(occurrenceKey(properties, occurrence.start))) continue;
      timed.push({ ...event, minutes: length, ...occurrence });
    }
  }
  return timed;
}

function occurrenceKey(properties: CalendarProperties, moment: Moment | undefined): string | undefined {
  const at = instantOf(moment, 'utc');
  return at === undefined ? undefined : `${firstValue(properties, 'UID') ?? ''} ${at}`;
}

function findWindow(events: CalendarEvent[], parseTime: ParseTime): Window | undefined {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { properties } of events) {
    const at = instantOf(propertyMoment(properties, 'DTSTART', parseTime), 'utc') ?? Number.NaN;
    if (at < from) from = at;
    if (at > to) to = at;
  }
  return from <= to ? { from: from - WEEK, to: to + WEEK } : undefined;
}

/** Returns the original time of an event that replaces one occurrence of a recurring event (RECURRENCE-ID). */
function originalStart(properties: CalendarProperties, parseTime: ParseTime): Moment | undefined {
  return propertyMoment(properties, 'RECURRENCE-ID', parseTime);
}

/** Time span of the calendar's non-recurring events plus a week before and after, in milliseconds since the epoch. */
interface Window {
  from: number;
  to: number;
}

interface Occurrence {
  start: Moment | undefined;
  /** Length, if it differs from that of the event. */
  minutes?: number;
  /** Distinguishes the occurrences of an event; stays the same if others are added or canceled. */
  suffix: string;
}

const MAX_OCCURRENCES = 60;

interface RepetitionBudget {
  steps: number;
}

interface Context {
  place: string;
  parseTime: ParseTime;
  window: Window | undefined;
  budget: RepetitionBudget;
  warnings: Warnings;
}

/**
 * Expands a recurring event within the window, without excluded dates. Only daily and weekly rules are supported; for
 * others only the first occurrence is kept, with a warning.
 */
function expandRecurrence(properties: CalendarProperties, context: Context): Occurrence[] {
  const { place, parseTime, window, budget, warnings } = context;
  const { values, tzid } = properties.get('DTSTART')![0]!;
  const read = (local: string | undefined) => parseTime(local, tzid);
  const first = read(values[0]);
  if (first === undefined || first.kind === 'unreadable') return [{ start: first, suffix: '' }];
  const rule = parseRule(properties);
  const until = instantIn(read(rule?.until));
  const isEndless = rule !== undefined && until === undefined && !rule.hasCount;
  if ((rule === undefined && properties.has('RRULE')) || (isEndless && window === undefined) || budget.steps <= 0) {
    warnings.add('repetition-not-followed', { place });
    return [{ start: first, suffix: '' }];
  }
  const excepted = new Set(propertyMoments(properties, 'EXDATE', parseTime).map(instantIn));
  const exceptedDays = new Set((properties.get('EXDATE') ?? []).flatMap((each) => each.values.filter(isDay)));
  const isKept = (moment: Moment) => {
    const at = instantIn(moment);
    if (at === undefined || excepted.has(at) || exceptedDays.has(localDay(moment))) return false;
    return at >= (window?.from ?? at) && at <= (window?.to ?? at);
  };
  const last = Math.min(until ?? Number.POSITIVE_INFINITY, window?.to ?? Number.POSITIVE_INFINITY);
  const ruled = rule === undefined ? [first] : followRule(rule, values[0]!, { read, last, isKept, budget });
  const listed = (properties.get('RDATE') ?? []).flatMap((each) =>
    each.values.flatMap((value) => parseListed(value, values[0]!, (text) => parseTime(text, each.tzid)) ?? []),
  );
  const kept = [...ruled.map((start) => ({ start })), ...listed].filter(({ start }) => isKept(start));
  if (kept.length > MAX_OCCURRENCES) {
    warnings.add('repetition-too-long', { place, most: MAX_OCCURRENCES });
  }
  if (kept.length === 0) warnings.add('repetition-elsewhere', { place });
  return kept.slice(0, MAX_OCCURRENCES).map((each) => ({ ...each, suffix: occurrenceSuffix(each.start) }));
}

function isDay(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value);
}

function localDay(moment: Moment): string {
  if (moment.kind === 'unreadable') return '';
  if (moment.kind === 'wall-clock') return moment.local.slice(0, 10);
  return DateTime.fromMillis(moment.at, { zone: moment.zone }).toISODate()!;
}

/** Parses a value of RDATE: a time, a day (at the usual time), or a period, which ical.js gives as a JSON list. */
function parseListed(
  value: string,
  usualStart: string,
  read: (text: string) => Moment | undefined,
): { start: Moment; minutes?: number } | undefined {
  const [from = value, to] = value.startsWith('[') ? (JSON.parse(value) as string[]) : [];
  const start = read(isDay(from) ? `${from}${usualStart.slice(10)}` : from);
  if (start === undefined) return undefined;
  const [at, end] = [instantIn(start), instantIn(read(to ?? ''))];
  const minutes = at !== undefined && end !== undefined ? (end - at) / 60_000 : parseDuration(to);
  return { start, ...omitUndefined({ minutes }) };
}

/** Returns an instant for comparing times of one event; wall-clock times are read as UTC. */
function instantIn(moment: Moment | undefined): number | undefined {
  return instantOf(moment, 'utc');
}

/** Returns a suffix such as `#20260722T090000`, from the time as written. */
function occurrenceSuffix(moment: Moment): string {
  if (moment.kind === 'unreadable') return '';
  const local = moment.kind === 'wall-clock' ? moment.local : new Date(moment.at).toISOString().slice(0, 19);
  return `#${local.replace(/[-:]/g, '')}${moment.kind === 'instant' ? 'Z' : ''}`;
}

interface Rule {
  recur: ICAL.Recur;
  until: string | undefined;
  hasCount: boolean;
}

/** Returns a daily or weekly rule, or undefined for others, since ical.js might search forever for a matching day. */
function parseRule(properties: CalendarProperties): Rule | undefined {
  const written = firstValue(properties, 'RRULE');
  if (written === undefined || (properties.get('RRULE')?.length ?? 0) > 1) return undefined;
  try {
    const { until, ...rule } = JSON.parse(written) as Record<string, unknown>;
    const isPlain = Object.keys(rule).every((key) => ['freq', 'count', 'interval', 'byday', 'wkst'].includes(key));
    const days = [rule.byday ?? []].flat();
    if (!isPlain || !/^(?:DAILY|WEEKLY)$/.test(String(rule.freq))) return undefined;
    if (!days.every((day) => /^(?:MO|TU|WE|TH|FR|SA|SU)$/.test(String(day)))) return undefined;
    return {
      recur: ICAL.Recur.fromData(rule),
      // An end date includes its whole day.
      until: typeof until === 'string' ? until.replace(/^[\d-]+$/, '$&T23:59:59') : undefined,
      hasCount: rule.count !== undefined,
    };
  } catch {
    return undefined;
  }
}

/** Returns the rule's times up to `last`, one more than {@link MAX_OCCURRENCES} at most to show that there are more. */
function followRule(
  { recur }: Rule,
  start: string,
  {
    read,
    last,
    isKept,
    budget,
  }: {
    read: (local: string) => Moment | undefined;
    last: number;
    isKept: (moment: Moment) => boolean;
    budget: RepetitionBudget;
  },
): Moment[] {
  const isUtc = start.endsWith('Z');
  const iterator = recur.iterator(ICAL.Time.fromDateTimeString(start.replace(/Z$/, '')));
  const moments: Moment[] = [];
  while (budget.steps > 0 && moments.length <= MAX_OCCURRENCES) {
    budget.steps -= 1;
    const next = iterator.next();
    const moment = next && read(`${next.toString()}${isUtc ? 'Z' : ''}`);
    const at = instantIn(moment ?? undefined);
    if (!moment || at === undefined || at > last) break;
    if (isKept(moment)) moments.push(moment);
  }
  return moments;
}
