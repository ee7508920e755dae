import { DateTime } from 'luxon';
import type { CalendarDate } from '#domain/conference/conference.ts';
import { conferenceDay } from '#domain/conference/conference-day.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { instantOf, momentOf } from './parse-datetime.ts';
import { quoted, type ScheduleDraft, type Warnings } from './schedule-draft.ts';

interface Span {
  from: CalendarDate;
  to: CalendarDate;
}

/** Workshops before and sprints after a conference are nearer to it than this. */
const NEAR_DAYS = 7;

/**
 * First and last day of a conference: as the schedule says, widened to talks shortly before and after; else the span
 * of the talks. Talks far from the days that the schedule names are warned of, not counted in.
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
  const [first, last] = [smallest(days), largest(days)];
  if (stated === undefined) return first === undefined ? {} : { from: first, to: last! };
  if (stated.from > stated.to) {
    warnings.add(`the conference ends (${stated.to}) before it starts (${stated.from}): its talks' days are taken`);
    return first === undefined ? {} : { from: first, to: last! };
  }
  const [earliest, latest] = [shift(stated.from, -NEAR_DAYS), shift(stated.to, NEAR_DAYS)];
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
  return { from: smallest([stated.from, ...near])!, to: largest([stated.to, ...near])! };
}

function statedSpan({ from, to }: ScheduleDraft, zone: string): Span | undefined {
  const first = dayOf(from, zone, 'start');
  const last = dayOf(to, zone, 'end');
  if (first === undefined && last === undefined) return undefined;
  return { from: (first ?? last)!, to: (last ?? first)! };
}

/** The day of a date or moment. An end in the small hours belongs to the day before, but midnight stands for a date. */
function dayOf(text: string | undefined, zone: string, edge: 'start' | 'end'): CalendarDate | undefined {
  const date = /^\d{4}-\d{2}-\d{2}$/.exec(text ?? '')?.[0];
  if (date !== undefined) return DateTime.fromISO(date, { zone: 'utc' }).isValid ? date : undefined;
  const at = instantOf(momentOf(text), zone);
  if (at === undefined) return undefined;
  const local = DateTime.fromMillis(at, { zone });
  const isMidnight = local.hour === 0 && local.minute === 0;
  return edge === 'start' || isMidnight ? local.toISODate()! : conferenceDay(at, zone);
}

function shift(day: CalendarDate, days: number): CalendarDate {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate()!;
}

function smallest(days: CalendarDate[]): CalendarDate | undefined {
  return days.toSorted()[0];
}

function largest(days: CalendarDate[]): CalendarDate | undefined {
  return days.toSorted().at(-1);
}
