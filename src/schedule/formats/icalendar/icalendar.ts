import { plainLine } from '#schedule/plain-text.ts';
import { readLine, readUrl } from '#schedule/read-fields.ts';
import {
  checkEventCount,
  type EventDraft,
  type ScheduleDraft,
  type ScheduleFormat,
  shortened,
  type Warnings,
} from '#schedule/schedule-draft.ts';
import { ianaZone } from '#schedule/time-zones.ts';
import { type CalendarEvent, expandEvents } from './events.ts';
import { firstLine, firstValue, parseProperties, splitCalendar } from './parse-calendar.ts';
import { descriptionOf, findSpeakers } from './speakers.ts';
import { createTimeParser } from './times.ts';

export const icalendar: ScheduleFormat = {
  id: 'icalendar',
  label: 'iCalendar',
  detect: ({ text }) => startOfCalendar(text) !== undefined,
  read: ({ text }, warnings) => parseICalendar(text.slice(startOfCalendar(text)), warnings),
};

/** Returns the offset of the calendar. Comments and blank lines may precede it, but no other markup. */
function startOfCalendar(text: string): number | undefined {
  const at = text.slice(0, 5_000).search(/^BEGIN:\s*VCALENDAR/im);
  return at < 0 || /<(?!!--)|^[{[]/.test(text.slice(0, at)) ? undefined : at;
}

export function parseICalendar(text: string, warnings: Warnings): ScheduleDraft {
  const parts = splitCalendar(text);
  checkEventCount(parts.events.length);
  const parseTime = createTimeParser(parts.timezones, warnings);
  const events = parts.events
    .map((lines, index): CalendarEvent => {
      const properties = parseProperties(lines);
      const uid = firstLine(properties, 'UID');
      return { place: `VEVENT ${index + 1}${uid === undefined ? '' : ` (${uid.slice(0, 80)})`}`, properties };
    })
    .filter((event) => !isAllDay(event, warnings));
  if (parts.events.length === 0) warnings.add('schedule-empty', { source: 'calendar' });
  const rooms = isSched(parts.properties, events)
    ? extractSchedRooms(events.map((event) => firstLine(event.properties, 'LOCATION') ?? ''))
    : undefined;
  const speakers = findSpeakers(events, /^-\/\/pretalx\/\//i.test(parts.properties.get('PRODID') ?? ''));
  const drafts = expandEvents(events, parseTime, warnings).map(({ place, properties, ...times }): EventDraft => {
    const uid = firstLine(properties, 'UID');
    const location = firstLine(properties, 'LOCATION');
    const categories = (properties.get('CATEGORIES') ?? []).flatMap(({ values }) => values.map(plainLine));
    return {
      place,
      ...speakers(properties),
      id: uid === undefined ? undefined : `${uid}${times.suffix}`,
      room: location === undefined ? undefined : (rooms?.get(location) ?? location),
      type: categories.filter((category) => category !== '').join(', ') || undefined,
      url: readUrl(firstValue(properties, 'URL')),
      abstract: descriptionOf(properties),
      start: times.start,
      end: times.end,
      minutes: times.minutes,
    };
  });
  return {
    name: readLine(parts.properties.get('X-WR-CALNAME')),
    timezone: zoneOf(parts.properties, events),
    events: drafts,
  };
}

/** Returns whether an event takes all day, with a warning. Such events (the conference, a holiday) are not talks. */
function isAllDay({ place, properties }: CalendarEvent, warnings: Warnings): boolean {
  const start = firstValue(properties, 'DTSTART') ?? '';
  if (!/^\d{4}-?\d{2}-?\d{2}$/.test(start)) return false;
  warnings.add('event-all-day', { place, title: shortened(firstValue(properties, 'SUMMARY') ?? '') });
  return true;
}

function isSched(properties: Map<string, string>, events: CalendarEvent[]): boolean {
  const isSchedHost = (url: string | undefined) =>
    /(?:^|\.)sched\.(?:com|org)$/.test(URL.parse(url ?? '')?.hostname ?? '');
  return (
    /\bsched\.(?:com|org)\b/i.test(properties.get('PRODID') ?? '') ||
    events.some((event) => isSchedHost(firstValue(event.properties, 'URL')))
  );
}

/** Returns the zone that the calendar names, otherwise its most common zone. UTC says nothing about the place. */
function zoneOf(properties: Map<string, string>, events: CalendarEvent[]): string | undefined {
  const isPlace = (zone: string | undefined) => zone !== undefined && !/^(?:Etc\/)?(?:UTC|GMT|Zulu)$/i.test(zone);
  const named = ianaZone(properties.get('X-WR-TIMEZONE') ?? '');
  if (isPlace(named)) return named;
  const counts = new Map<string, number>();
  for (const event of events) {
    const tzid = event.properties.get('DTSTART')?.[0]?.tzid;
    if (tzid !== undefined) counts.set(tzid, (counts.get(tzid) ?? 0) + 1);
  }
  const commonestFirst = [...counts].sort(([, a], [, b]) => b - a);
  return commonestFirst.map(([tzid]) => ianaZone(tzid)).find(isPlace);
}

/**
 * Extracts rooms from Sched's locations, `room, street address`. Cuts off at least the part after the last comma, and
 * the whole address if most locations end the same way or a part starts with a house number.
 */
export function extractSchedRooms(locations: Iterable<string>): Map<string, string> {
  const partsOf = new Map([...new Set(locations)].map((location) => [location, splitAtCommas(location)]));
  const tails = countTails([...partsOf.values()]);
  const addressed = [...partsOf.values()].filter((parts) => parts.length > 1).length;
  const rooms = new Map<string, string>();
  for (const [location, parts] of partsOf) {
    let length = Math.max(1, parts.length - 1);
    for (let from = 1; from < length; from += 1) {
      const isShared = addressed > 1 && (tails.get(tailOf(parts, from)) ?? 0) * 2 > addressed;
      if (isShared || /^\d+[a-z]?\s+\p{L}/iu.test(parts[from]!)) length = from;
    }
    rooms.set(location, parts.slice(0, length).join(', '));
  }
  return rooms;
}

function splitAtCommas(location: string): string[] {
  const parts = location.split(',').map((part) => part.trim());
  return parts.filter((part) => part !== '');
}

function countTails(all: string[][]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const parts of all) {
    for (let from = Math.max(1, parts.length - 8); from < parts.length; from += 1) {
      const tail = tailOf(parts, from);
      counts.set(tail, (counts.get(tail) ?? 0) + 1);
    }
  }
  return counts;
}

function tailOf(parts: string[], from: number): string {
  return parts.slice(from).join(', ').toLowerCase();
}
