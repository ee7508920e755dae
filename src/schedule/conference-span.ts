import { DateTime } from 'luxon';
import type { CalendarDate } from '#domain/conference/conference.ts';
import { conferenceDay } from '#domain/conference/conference-day.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { dateRange } from '#errors.ts';
import { instantOf, parseMoment } from './parse-datetime.ts';
import { type ScheduleDraft, shortened, type Warnings } from './schedule-draft.ts';

interface Span {
  from: CalendarDate;
  to: CalendarDate;
}

/** Workshops before a conference and sprints after it are within this many days. */
const NEAR_DAYS = 7;
/** Talks of one conference are never more than this many days apart. */
const GAP_DAYS = 14;

/**
 * Returns the first and last day of a conference: as the schedule says, extended by talks shortly before and after,
 * otherwise the days of its talks. Talks far from these days, such as last year's meetup, are left out with a warning.
 */
export function conferenceSpan(
  draft: ScheduleDraft,
  talks: Talk[],
  { zone, warnings }: { zone: string | undefined; warnings: Warnings },
): Partial<Span> & { talks: Talk[] } {
  const dated = talks.map((talk): DatedTalk => {
    const writtenIn = () => DateTime.fromISO(talk.startsAt, { setZone: true }).zoneName!;
    return { talk, day: conferenceDay(Date.parse(talk.startsAt), zone ?? writtenIn()) };
  });
  let stated = statedSpan(draft, zone ?? 'utc');
  if (stated !== undefined && stated.from > stated.to) {
    warnings.add('span-reversed', { from: Date.parse(stated.from), to: Date.parse(stated.to) });
    stated = undefined;
  }
  let near = stated === undefined ? mainCluster(dated) : dated.filter(({ day }) => isNear(day, stated!));
  if (near.length === 0 && dated.length > 0) {
    warnings.add('span-far', { dates: dateRange(stated!) });
    stated = undefined;
    near = dated;
  }
  const days = [...(stated === undefined ? [] : [stated.from, stated.to]), ...near.map(({ day }) => day)].sort();
  const [from, to] = [days[0], days.at(-1)];
  if (near.length < dated.length) {
    const far = dated.filter((each) => !near.includes(each));
    const [first] = far;
    warnings.add('talks-far', {
      ...{ count: far.length, dates: dateRange({ from: from!, to: to! }) },
      ...{ title: shortened(first!.talk.title), day: Date.parse(first!.day) },
    });
  }
  return { talks: near.map(({ talk }) => talk), ...(from !== undefined && { from, to: to! }) };
}

interface DatedTalk {
  talk: Talk;
  day: CalendarDate;
}

function isNear(day: CalendarDate, { from, to }: Span): boolean {
  return day >= addDays(from, -NEAR_DAYS) && day <= addDays(to, NEAR_DAYS);
}

/** Returns the talks of the cluster of days that has more than half of them, or all talks if there is none. */
function mainCluster(dated: DatedTalk[]): DatedTalk[] {
  const clusters: DatedTalk[][] = [];
  for (const each of dated) {
    const last = clusters.at(-1)?.at(-1);
    if (last !== undefined && each.day <= addDays(last.day, GAP_DAYS)) clusters.at(-1)!.push(each);
    else clusters.push([each]);
  }
  return clusters.find((cluster) => cluster.length * 2 > dated.length) ?? dated;
}

function statedSpan({ from, to }: ScheduleDraft, zone: string): Span | undefined {
  const first = parseDay(from, zone, 'start');
  const last = parseDay(to, zone, 'end');
  if (first === undefined && last === undefined) return undefined;
  return { from: (first ?? last)!, to: (last ?? first)! };
}

/**
 * Returns the day of a date or date-time. An end in the early hours belongs to the day before, but midnight itself
 * means the given date.
 */
function parseDay(text: string | undefined, zone: string, edge: 'start' | 'end'): CalendarDate | undefined {
  const date = /^\d{4}-\d{2}-\d{2}$/.exec(text ?? '')?.[0];
  if (date !== undefined) return DateTime.fromISO(date, { zone: 'utc' }).isValid ? date : undefined;
  const at = instantOf(parseMoment(text), zone);
  if (at === undefined) return undefined;
  const local = DateTime.fromMillis(at, { zone });
  const isMidnight = local.hour === 0 && local.minute === 0;
  return edge === 'start' || isMidnight ? local.toISODate()! : conferenceDay(at, zone);
}

function addDays(day: CalendarDate, days: number): CalendarDate {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate()!;
}
