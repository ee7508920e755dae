import ICAL from 'ical.js';
import { type CalendarProperties, firstValue } from './icalendar-properties.ts';
import { momentOfProperty, momentsOfProperty, type ReadTime } from './icalendar-times.ts';
import { instantOf, type Moment } from './moments.ts';
import { quoted, type Warnings } from './warnings.ts';

/** The days that a calendar's single events span, with a week before and after: milliseconds since the epoch. */
export interface Window {
  from: number;
  to: number;
}

/** One time that a repeated event takes place. */
export interface Occurrence {
  start: Moment;
  /** Tells it from the event's others; stays the same when others are added or cancelled. */
  suffix: string;
}

/** A conference has no more days than this; more steps than that lead to none of them. */
const MOST_OCCURRENCES = 60;
const MOST_STEPS = 4000;

/**
 * Makes the occurrences of a repeated event: of the rules that a programme has ("daily at nine", "Monday and
 * Wednesday"), without the days excepted, within the window. Of other rules only the first time is taken, with a
 * warning.
 */
export function occurrencesOf(
  properties: CalendarProperties,
  context: { place: string; readTime: ReadTime; window: Window | undefined; warnings: Warnings },
): Occurrence[] {
  const { place, readTime, window, warnings } = context;
  const start = properties.get('DTSTART')![0]!;
  const first = readTime(start.values[0], start.tzid);
  const rule = readRule(properties);
  if (first === undefined || first.kind === 'unreadable') return [];
  const atOf = (moment: Moment) => instantOf(moment, 'utc') ?? Number.NaN;
  const until = rule?.until === undefined ? undefined : atOf(readTime(rule.until, start.tzid) ?? first);
  const isEndless = rule !== undefined && until === undefined && !rule.hasCount;
  if ((rule === undefined && properties.has('RRULE')) || (isEndless && window === undefined)) {
    const written = quoted(firstValue(properties, 'RRULE') ?? '');
    warnings.add(`${place}: its repetition ${written} is not followed, only the first time is read`);
    return [{ start: first, suffix: '' }];
  }
  const excepted = new Set(momentsOfProperty(properties, 'EXDATE', readTime).map(atOf));
  const moments = momentsOfProperty(properties, 'RDATE', readTime);
  if (rule === undefined) moments.unshift(first);
  else
    moments.unshift(
      ...followRule(
        rule.recur,
        start.values[0]!,
        (local) => readTime(local, start.tzid)!,
        (moment) => {
          const at = atOf(moment);
          return (until === undefined || at <= until) && (window === undefined || at <= window.to);
        },
      ),
    );
  const kept = moments.filter((moment) => {
    const at = atOf(moment);
    return !excepted.has(at) && (window === undefined || (at >= window.from && at <= window.to));
  });
  if (kept.length > MOST_OCCURRENCES) {
    warnings.add(`${place}: repeated ${kept.length} times, the first ${MOST_OCCURRENCES} are read`);
  }
  return kept.slice(0, MOST_OCCURRENCES).map((moment) => ({ start: moment, suffix: suffixOf(moment) }));
}

/** `#20260722T090000`, of the time as it is written. */
export function suffixOf(moment: Moment): string {
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
    const isPlain = Object.keys(rule).every((key) =>
      ['freq', 'count', 'interval', 'byday', 'wkst'].includes(key),
    );
    const days = [rule.byday ?? []].flat();
    if (!isPlain || !/^(?:DAILY|WEEKLY)$/.test(String(rule.freq))) return undefined;
    if (!days.every((day) => /^(?:MO|TU|WE|TH|FR|SA|SU)$/.test(String(day)))) return undefined;
    return {
      recur: ICAL.Recur.fromData(rule),
      until: typeof until === 'string' ? until : undefined,
      hasCount: rule.count !== undefined,
    };
  } catch {
    return undefined;
  }
}

function followRule(
  recur: ICAL.Recur,
  start: string,
  read: (local: string) => Moment,
  goesOn: (moment: Moment) => boolean,
): Moment[] {
  const isUtc = start.endsWith('Z');
  const iterator = recur.iterator(ICAL.Time.fromDateTimeString(start.replace(/Z$/, '')));
  const moments: Moment[] = [];
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const next = iterator.next();
    if (next === null || next === undefined) break;
    const moment = read(`${next.toString()}${isUtc ? 'Z' : ''}`);
    if (!goesOn(moment)) break;
    moments.push(moment);
  }
  return moments;
}

/** When an overriding event (RECURRENCE-ID) would have taken place: that occurrence of its series is not made. */
export function replacedMoment(properties: CalendarProperties, readTime: ReadTime): Moment | undefined {
  return momentOfProperty(properties, 'RECURRENCE-ID', readTime);
}
