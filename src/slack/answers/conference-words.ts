import type { CalendarDate, Conference } from '../../domain/conference.ts';
import { toZonedIso } from '../../domain/conference-day.ts';
import { dayRange, shortDay } from '../../render/dates.ts';
import { plainLine } from '../../render/plain-text.ts';
import { cutText } from '../../render/slack/cut-text.ts';
import { CUTS } from '../../render/slack/limits.ts';
import { bold, type Inline } from '../../render/slack/rich-text.ts';

export function conferenceName({ name }: Pick<Conference, 'name'>): Inline[] {
  return bold(shownName({ name }));
}

export function shownName({ name }: Pick<Conference, 'name'>): string {
  return cutText(plainLine(name), CUTS.title) || 'The conference';
}

/** `26–27 May 2016, America/Toronto` */
export function whenAndWhere({ from, to, timezone }: Conference): string {
  return `${dayRange(from, to)}, ${timezone}`;
}

/** `the digest of Thu 26 May`, `the recap` */
export function subjectOf(day: CalendarDate | 'all'): string {
  return day === 'all' ? 'the recap' : `the digest of ${shortDay(day)}`;
}

/** `Thu 26 May at 18:30`, on the conference's own clocks. */
export function whenIn(timezone: string, at: number): string {
  const local = toZonedIso(at, timezone);
  return `${shortDay(local.slice(0, 10))} at ${local.slice(11, 16)}`;
}
