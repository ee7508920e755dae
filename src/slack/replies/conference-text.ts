import type { CalendarDate, Conference } from '#domain/conference/conference.ts';
import { toZonedIso } from '#domain/conference/conference-day.ts';
import { CUTS } from '#render/slack/blocks/limits.ts';
import { bold, type Inline } from '#render/slack/blocks/rich-text.ts';
import { truncate } from '#render/slack/blocks/truncate.ts';
import { dayRange, shortDay } from '#render/view/dates.ts';
import { plainLine } from '#render/view/plain-text.ts';

export function conferenceName({ name }: Pick<Conference, 'name'>): Inline[] {
  return bold(displayName({ name }));
}

export function displayName({ name }: Pick<Conference, 'name'>): string {
  return truncate(plainLine(name), CUTS.title) || 'The conference';
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
