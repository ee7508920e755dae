import ICAL from 'ical.js';
import { instantOf, type Moment, minutesOf } from '#schedule/parse-datetime.ts';
import type { EventDraft, Warnings } from '#schedule/schedule-draft.ts';
import { type CalendarProperties, firstValue } from './parse-calendar.ts';
import { momentOfProperty, momentsOfProperty, type ReadTime } from './times.ts';

/** A VEVENT and where it stands. */
export interface CalendarEvent {
  place: string;
  properties: CalendarProperties;
}

const WEEK = 7 * 24 * 60 * 60_000;
/** Of all repetition rules of a calendar together: no programme needs more, and each takes time. */
const MOST_STEPS = 10_000;

interface Occasion extends CalendarEvent, Pick<EventDraft, 'start' | 'end' | 'minutes'> {
  /** Behind the UID, for one of a repeated event's times. */
  suffix: string;
}

/** Every event at every time that it takes place, cancelled ones left out. */
export function occasionsOf(events: CalendarEvent[], readTime: ReadTime, warnings: Warnings): Occasion[] {
  const isRepeated = ({ properties }: CalendarEvent) => properties.has('RRULE') || properties.has('RDATE');
  const window = windowOf(
    events.filter((event) => !isRepeated(event)),
    readTime,
  );
  const replaced = new Set(events.map(({ properties }) => keyOf(properties, replacedMoment(properties, readTime))));
  const timed: Occasion[] = [];
  const budget = { steps: MOST_STEPS };
  for (const event of events) {
    const { properties, place } = event;
    if (/^cancel/i.test(firstValue(properties, 'STATUS') ?? '')) continue;
    const start = momentOfProperty(properties, 'DTSTART', readTime);
    const end = momentOfProperty(properties, 'DTEND', readTime);
    const minutes = minutesOf(firstValue(properties, 'DURATION'));
    const original = replacedMoment(properties, readTime);
    if (!isRepeated(event) || original !== undefined || start === undefined) {
      timed.push({ ...event, start, end, minutes, suffix: original === undefined ? '' : suffixOf(original) });
      continue;
    }
    const [startAt, endAt] = [instantOf(start, 'utc'), instantOf(end, 'utc')];
    const isLong = startAt !== undefined && endAt !== undefined && endAt > startAt;
    const length = isLong ? (endAt - startAt) / 60_000 : minutes;
    for (const occurrence of occurrencesOf(properties, { place, readTime, window, budget, warnings })) {
      if (replaced.has(keyOf(properties, occurrence.start))) continue;
      timed.push({ ...event, start: occurrence.start, minutes: length, suffix: occurrence.suffix });
    }
  }
  return timed;
}

function keyOf(properties: CalendarProperties, moment: Moment | undefined): string | undefined {
  const at = instantOf(moment, 'utc');
  return at === undefined ? undefined : `${firstValue(properties, 'UID') ?? ''} ${at}`;
}

function windowOf(events: CalendarEvent[], readTime: ReadTime): Window | undefined {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { properties } of events) {
    const at = instantOf(momentOfProperty(properties, 'DTSTART', readTime), 'utc') ?? Number.NaN;
    if (at < from) from = at;
    if (at > to) to = at;
  }
  return from <= to ? { from: from - WEEK, to: to + WEEK } : undefined;
}

/** When an overriding event (RECURRENCE-ID) would have taken place: that occurrence of its series is not made. */
function replacedMoment(properties: CalendarProperties, readTime: ReadTime): Moment | undefined {
  return momentOfProperty(properties, 'RECURRENCE-ID', readTime);
}

/** The days that a calendar's single events span, with a week before and after: milliseconds since the epoch. */
interface Window {
  from: number;
  to: number;
}

/** One time that a repeated event takes place. */
interface Occurrence {
  start: Moment | undefined;
  /** Tells it from the event's others; stays the same when others are added or cancelled. */
  suffix: string;
}

/** A conference has no more days than this. */
const MOST_OCCURRENCES = 60;

/** How many steps along their rules the calendar's events have left: a small file must not keep the machine busy. */
interface RepetitionBudget {
  steps: number;
}

interface Context {
  place: string;
  readTime: ReadTime;
  window: Window | undefined;
  budget: RepetitionBudget;
  warnings: Warnings;
}

/**
 * Makes the occurrences of a repeated event: of the rules that a programme has ("daily at nine", "Monday and
 * Wednesday"), without the days excepted, within the window. Of other rules only the first time is taken, with a
 * warning.
 */
function occurrencesOf(properties: CalendarProperties, context: Context): Occurrence[] {
  const { place, readTime, window, budget, warnings } = context;
  const { values, tzid } = properties.get('DTSTART')![0]!;
  const read = (local: string | undefined) => readTime(local, tzid);
  const first = read(values[0]);
  if (first === undefined || first.kind === 'unreadable') return [{ start: first, suffix: '' }];
  const rule = readRule(properties);
  const until = instantIn(read(rule?.until));
  const isEndless = rule !== undefined && until === undefined && !rule.hasCount;
  if ((rule === undefined && properties.has('RRULE')) || (isEndless && window === undefined) || budget.steps <= 0) {
    warnings.add(`${place}: its repetition is not followed, only the first time is read`);
    return [{ start: first, suffix: '' }];
  }
  const excepted = new Set(momentsOfProperty(properties, 'EXDATE', readTime).map(instantIn));
  const isKept = (moment: Moment) => {
    const at = instantIn(moment);
    return at !== undefined && !excepted.has(at) && at >= (window?.from ?? at) && at <= (window?.to ?? at);
  };
  const last = Math.min(until ?? Number.POSITIVE_INFINITY, window?.to ?? Number.POSITIVE_INFINITY);
  const ruled = rule === undefined ? [first] : followRule(rule, values[0]!, read, { last, isKept, budget });
  const kept = [...ruled, ...momentsOfProperty(properties, 'RDATE', readTime)].filter(isKept);
  if (kept.length > MOST_OCCURRENCES) {
    warnings.add(`${place}: repeated more than ${MOST_OCCURRENCES} times, the rest is not read`);
  }
  if (kept.length === 0) warnings.add(`${place}: repeated, but never on the days of the other events; left out`);
  return kept.slice(0, MOST_OCCURRENCES).map((start) => ({ start, suffix: suffixOf(start) }));
}

/** For comparing times of one event, which are all read alike: wall-clock times as if in UTC. */
function instantIn(moment: Moment | undefined): number | undefined {
  return instantOf(moment, 'utc');
}

/** `#20260722T090000`, of the time as it is written. */
function suffixOf(moment: Moment): string {
  if (moment.kind === 'unreadable') return '';
  const local = moment.kind === 'wall-clock' ? moment.local : new Date(moment.at).toISOString().slice(0, 19);
  return `#${local.replace(/[-:]/g, '')}${moment.kind === 'instant' ? 'Z' : ''}`;
}

interface Rule {
  recur: ICAL.Recur;
  until: string | undefined;
  hasCount: boolean;
}

/** A daily or weekly rule; undefined for any other, which the library might follow for ever without finding a day. */
function readRule(properties: CalendarProperties): Rule | undefined {
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
      // A date includes its whole day.
      until: typeof until === 'string' ? until.replace(/^[\d-]+$/, '$&T23:59:59') : undefined,
      hasCount: rule.count !== undefined,
    };
  } catch {
    return undefined;
  }
}

/** The rule's times up to `last`, one more than are read at most. */
function followRule(
  { recur }: Rule,
  start: string,
  read: (local: string) => Moment | undefined,
  { last, isKept, budget }: { last: number; isKept: (moment: Moment) => boolean; budget: RepetitionBudget },
): Moment[] {
  const isUtc = start.endsWith('Z');
  const iterator = recur.iterator(ICAL.Time.fromDateTimeString(start.replace(/Z$/, '')));
  const moments: Moment[] = [];
  while (budget.steps > 0 && moments.length <= MOST_OCCURRENCES) {
    budget.steps -= 1;
    const next = iterator.next();
    const moment = next && read(`${next.toString()}${isUtc ? 'Z' : ''}`);
    const at = instantIn(moment ?? undefined);
    if (!moment || at === undefined || at > last) break;
    if (isKept(moment)) moments.push(moment);
  }
  return moments;
}
