import { DateTime } from 'luxon';
import type { CalendarDate } from '#domain/conference/conference.ts';
import { conferenceDay } from '#domain/conference/conference-day.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { instantOf, parseMoment } from './parse-datetime.ts';
import { quoted, type ScheduleDraft, type Warnings } from './schedule-draft.ts';

interface Span {
  from: CalendarDate;
  to: CalendarDate;
}

/** Workshops before and sprints after a conference are within this many days. */
const NEAR_DAYS = 7;

/**
 * Returns the first and last day of a conference: as the schedule says, widened by talks shortly before and after, else
 * the span of the talks. Talks far from the stated days get a warning and don't count.
 */
export function conferenceSpan(
  draft: ScheduleDraft,
  talks: Talk[],
  zone: string | undefined,
  warnings: Warnings,
): Partial<Span> {
  const days = talks.map((talk) => {
    const start = DateTime.fromISO(talk.startsAt, { setZone: true });
    return conferenceDay(start.toMillis(), zone ?? start.zoneName!);
  });
  const stated = statedSpan(draft, zone ?? 'utc');
  const [first, last] = [earliestDay(days), latestDay(days)];
  if (stated === undefined) return first === undefined ? {} : { from: first, to: last! };
  if (stated.from > stated.to) {
    warnings.add(`the conference ends (${stated.to}) before it starts (${stated.from}): its talks' days are taken`);
    return first === undefined ? {} : { from: first, to: last! };
  }
  const [earliest, latest] = [addDays(stated.from, -NEAR_DAYS), addDays(stated.to, NEAR_DAYS)];
  const isNear = (day: CalendarDate) => day >= earliest && day <= latest;
  const near = days.filter(isNear);
  if (days.length > 0 && near.length === 0) {
    warnings.add(`all talks lie far from the conference's days, ${stated.from} to ${stated.to}: theirs are taken`);
    return { from: first!, to: last! };
  }
  if (near.length < days.length) {
    const far = talks[days.findIndex((day) => !isNear(day))]!;
    const many = `${days.length - near.length} of ${days.length} talks`;
    warnings.add(
      `${many} lie far from the conference's days, ${stated.from} to ${stated.to}: the first is ${quoted(far.title)}`,
    );
  }
  return { from: earliestDay([stated.from, ...near])!, to: latestDay([stated.to, ...near])! };
}

function statedSpan({ from, to }: ScheduleDraft, zone: string): Span | undefined {
  const first = parseDay(from, zone, 'start');
  const last = parseDay(to, zone, 'end');
  if (first === undefined && last === undefined) return undefined;
  return { from: (first ?? last)!, to: (last ?? first)! };
}

/**
 * Returns the day of a date or date-time. An end after midnight belongs to the day before, but midnight itself means
 * the date.
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

function earliestDay(days: CalendarDate[]): CalendarDate | undefined {
  return days.toSorted()[0];
}

function latestDay(days: CalendarDate[]): CalendarDate | undefined {
  return days.toSorted().at(-1);
}
