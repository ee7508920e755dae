import { DateTime } from 'luxon';
import type { CalendarDate } from '#domain/conference/conference.ts';

/** Days from one calendar date to another. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  const [first, last] = [from, to].map((date) => DateTime.fromISO(date, { zone: 'utc' }));
  return Math.round(last!.diff(first!, 'days').days);
}

/** An instant the same time of day some days later, whatever the clocks were put forward or back between. */
export function shiftInstant(at: number, days: number, timezone: string): number {
  return DateTime.fromMillis(at, { zone: timezone }).plus({ days }).toMillis();
}

/** A schedule in JSON with every date and instant some days later, at the same time of day in its zone. */
export function shiftSchedule(json: string, days: number, timezone: string): string {
  return JSON.stringify(JSON.parse(json, (_key, value: unknown) => (typeof value === 'string' ? shift(value) : value)));

  function shift(text: string): string {
    if (!/^\d{4}-\d{2}-\d{2}(T[\d:+.-]+)?$/.test(text)) return text;
    const moved = DateTime.fromISO(text, { zone: timezone }).plus({ days });
    return text.includes('T') ? moved.toISO({ suppressMilliseconds: true })! : moved.toISODate()!;
  }
}
