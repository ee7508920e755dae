import type { Speaker } from '../domain/talk.ts';
import { addressField, lineField } from './fields.ts';
import { splitCalendar } from './icalendar-components.ts';
import { type CalendarProperties, firstLine, firstValue, readProperties } from './icalendar-properties.ts';
import { occurrencesOf, replacedMoment, suffixOf, type Window } from './icalendar-recurrence.ts';
import { roomsOfLocations } from './icalendar-rooms.ts';
import { createReadTime, ianaZone, momentOfProperty, type ReadTime } from './icalendar-times.ts';
import { instantOf, minutesOf } from './moments.ts';
import { plainLine, plainText } from './plain-text.ts';
import type { EventDraft, ScheduleDraft } from './schedule-draft.ts';
import { quoted, type Warnings } from './warnings.ts';

interface CalendarEvent {
  place: string;
  properties: CalendarProperties;
}

const WEEK = 7 * 24 * 60 * 60_000;
/** Of all repeated events of a calendar together: more is no programme. */
const MOST_REPETITIONS = 2000;

/** An iCalendar (RFC 5545) of pretalx, Sched or any other program. */
export function readICalendar(text: string, warnings: Warnings): ScheduleDraft {
  const parts = splitCalendar(text);
  const readTime = createReadTime(parts.timezones, warnings);
  const events = parts.events
    .map((lines, index): CalendarEvent => {
      const properties = readProperties(lines);
      const uid = firstLine(properties, 'UID');
      return { place: `VEVENT ${index + 1}${uid === undefined ? '' : ` (${uid.slice(0, 80)})`}`, properties };
    })
    .filter((event) => !isAllDay(event, warnings));
  if (parts.events.length === 0) warnings.add('the calendar holds no events');
  const isPretalx = /^-\/\/pretalx\/\//i.test(parts.properties.get('PRODID') ?? '');
  const rooms = isSched(parts.properties, events)
    ? roomsOfLocations(events.map((event) => firstLine(event.properties, 'LOCATION') ?? ''))
    : undefined;
  const drafts = repeat(events, readTime, warnings).map(({ place, properties, ...times }): EventDraft => {
    const uid = firstLine(properties, 'UID');
    const summary = plainLine(firstValue(properties, 'SUMMARY') ?? '');
    const location = firstLine(properties, 'LOCATION');
    const categories = (properties.get('CATEGORIES') ?? []).flatMap(({ values }) => values.map(plainLine));
    return {
      place,
      ...titleAndSpeakers(summary, isPretalx || /^pretalx-/.test(uid ?? '')),
      id: uid === undefined ? undefined : `${uid}${times.suffix}`,
      room: location === undefined ? undefined : (rooms?.get(location) ?? location),
      type: categories.filter((category) => category !== '').join(', ') || undefined,
      url: addressField.parse(firstValue(properties, 'URL')),
      abstract: plainText(firstValue(properties, 'DESCRIPTION') ?? '') || undefined,
      start: times.start,
      end: times.end,
      minutes: times.minutes,
    };
  });
  return {
    format: 'icalendar',
    name: lineField.parse(parts.properties.get('X-WR-CALNAME')),
    timezone: zoneOf(parts.properties, events),
    events: drafts,
  };
}

/** What takes all day (the conference itself, a holiday) is no talk that notes belong to. */
function isAllDay({ place, properties }: CalendarEvent, warnings: Warnings): boolean {
  const start = firstValue(properties, 'DTSTART') ?? '';
  if (!/^\d{4}-?\d{2}-?\d{2}$/.test(start)) return false;
  warnings.add(`${place}: ${quoted(firstValue(properties, 'SUMMARY') ?? '')} takes all day, left out`);
  return true;
}

function isSched(properties: Map<string, string>, events: CalendarEvent[]): boolean {
  const isSchedHost = (url: string | undefined) =>
    /(?:^|\.)sched\.(?:com|org)$/.test(URL.parse(url ?? '')?.hostname ?? '');
  return (
    /\bsched(?:\.com|\.org)?\b/i.test(properties.get('PRODID') ?? '') ||
    events.some((event) => isSchedHost(firstValue(event.properties, 'URL')))
  );
}

/** pretalx writes `title - speaker, speaker`, and `title - ` where nobody speaks. */
function titleAndSpeakers(
  summary: string,
  isPretalx: boolean,
): { title: string | undefined; speakers: Speaker[] } {
  const dash = isPretalx ? `${summary} `.lastIndexOf(' - ') : -1;
  const names =
    dash < 0
      ? []
      : summary
          .slice(dash + 3)
          .split(',')
          .map((name) => name.trim());
  const present = names.filter((name) => name !== '');
  // A title that somebody shortened by hand may end in a clause of its own.
  const arePlausible = present.every(
    (name) => name.length <= 60 && name.split(' ').length <= 6 && !/[?!:;]/.test(name),
  );
  if (dash <= 0 || !arePlausible) return { title: summary || undefined, speakers: [] };
  return { title: summary.slice(0, dash).trim(), speakers: present.map((name) => ({ name })) };
}

interface TimedEvent extends CalendarEvent, Pick<EventDraft, 'start' | 'end' | 'minutes'> {
  /** Behind the UID, for one of a repeated event's times. */
  suffix: string;
}

/** Every event at every time that it takes place, cancelled ones left out. */
function repeat(events: CalendarEvent[], readTime: ReadTime, warnings: Warnings): TimedEvent[] {
  const isRepeated = ({ properties }: CalendarEvent) => properties.has('RRULE') || properties.has('RDATE');
  const window = windowOf(
    events.filter((event) => !isRepeated(event)),
    readTime,
  );
  const replaced = new Set(
    events.map(({ properties }) => keyOf(properties, replacedMoment(properties, readTime))),
  );
  const timed: TimedEvent[] = [];
  let repetitions = 0;
  for (const event of events) {
    const { properties, place } = event;
    if (/^cancel/i.test(firstValue(properties, 'STATUS') ?? '')) continue;
    const start = momentOfProperty(properties, 'DTSTART', readTime);
    const end = momentOfProperty(properties, 'DTEND', readTime);
    const minutes = minutesOf(firstValue(properties, 'DURATION'));
    const original = replacedMoment(properties, readTime);
    if (
      !isRepeated(event) ||
      original !== undefined ||
      repetitions > MOST_REPETITIONS ||
      start === undefined
    ) {
      timed.push({ ...event, start, end, minutes, suffix: original === undefined ? '' : suffixOf(original) });
      continue;
    }
    const [startAt, endAt] = [instantOf(start, 'utc'), instantOf(end, 'utc')];
    const length = startAt === undefined || endAt === undefined ? minutes : (endAt - startAt) / 60_000;
    for (const occurrence of occurrencesOf(properties, { place, readTime, window, warnings })) {
      if (replaced.has(keyOf(properties, occurrence.start))) continue;
      repetitions += 1;
      timed.push({ ...event, start: occurrence.start, minutes: length, suffix: occurrence.suffix });
    }
    if (repetitions > MOST_REPETITIONS)
      warnings.add(`${place}: too much is repeated, further repetitions are not read`);
  }
  return timed;
}

function keyOf(properties: CalendarProperties, moment: ReturnType<ReadTime>): string | undefined {
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

/** The zone that the calendar names, else the one most of its times are in. UTC is how instants are written, no place. */
function zoneOf(properties: Map<string, string>, events: CalendarEvent[]): string | undefined {
  const isPlace = (zone: string | undefined) =>
    zone !== undefined && !/^(?:Etc\/)?(?:UTC|GMT|Zulu)$/i.test(zone);
  const named = ianaZone(properties.get('X-WR-TIMEZONE') ?? '');
  if (isPlace(named)) return named;
  const counts = new Map<string, number>();
  for (const event of events) {
    const zone = ianaZone(event.properties.get('DTSTART')?.[0]?.tzid ?? '');
    if (zone !== undefined && isPlace(zone)) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  }
  return [...counts].reduce<[string | undefined, number]>(
    (most, each) => (each[1] > most[1] ? each : most),
    [undefined, 0],
  )[0];
}
