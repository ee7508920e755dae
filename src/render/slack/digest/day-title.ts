import type { CalendarDate, Conference } from '#domain/conference/conference.ts';
import { dayNumber, longDay } from '#render/view/dates.ts';

/** `Day 1 · Thursday, 26 May`; without the number where the conference has one day or the day is before its first. */
export function dayTitle(date: CalendarDate, { from, to }: Pick<Conference, 'from' | 'to'>): string {
  const number = dayNumber(date, from);
  const day = longDay(date).replace(/ \d{4}$/, '');
  return number < 1 || from === to ? day : `Day ${number} · ${day}`;
}
