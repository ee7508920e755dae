import type { EventDraft } from '#schedule/draft-session.ts';
import { instantOf, type Moment, minutesOf } from '#schedule/parse-datetime.ts';
import type { Warnings } from '#schedule/warnings.ts';
import { type CalendarProperties, firstValue } from './properties.ts';
import { occurrencesOf, suffixOf, type Window } from './recurrence.ts';
import { momentOfProperty, type ReadTime } from './times.ts';

/** A VEVENT and where it stands. */
export interface CalendarEvent {
  place: string;
  properties: CalendarProperties;
}

const WEEK = 7 * 24 * 60 * 60_000;
/** Of all repetition rules of a calendar together: no programme needs more, and each takes time. */
const MOST_STEPS = 10_000;

export interface Occasion extends CalendarEvent, Pick<EventDraft, 'start' | 'end' | 'minutes'> {
  /** Behind the UID, for one of a repeated event's times. */
  suffix: string;
}

/** Every event at every time that it takes place, cancelled ones left out. */
export function occasionsOf(events: CalendarEvent[], readTime: ReadTime, warnings: Warnings): Occasion[] {
  const isRepeated = ({ properties }: CalendarEvent) => properties.has('RRULE') || properties.has('RDATE');
  const window = windowOf(
    events.filter((event) => !isRepeated(event)),
    readTime,
  );
  const replaced = new Set(events.map(({ properties }) => keyOf(properties, replacedMoment(properties, readTime))));
  const timed: Occasion[] = [];
  const budget = { steps: MOST_STEPS };
  for (const event of events) {
    const { properties, place } = event;
    if (/^cancel/i.test(firstValue(properties, 'STATUS') ?? '')) continue;
    const start = momentOfProperty(properties, 'DTSTART', readTime);
    const end = momentOfProperty(properties, 'DTEND', readTime);
    const minutes = minutesOf(firstValue(properties, 'DURATION'));
    const original = replacedMoment(properties, readTime);
    if (!isRepeated(event) || original !== undefined || start === undefined) {
      timed.push({ ...event, start, end, minutes, suffix: original === undefined ? '' : suffixOf(original) });
      continue;
    }
    const [startAt, endAt] = [instantOf(start, 'utc'), instantOf(end, 'utc')];
    const isLong = startAt !== undefined && endAt !== undefined && endAt > startAt;
    const length = isLong ? (endAt - startAt) / 60_000 : minutes;
    for (const occurrence of occurrencesOf(properties, { place, readTime, window, budget, warnings })) {
      if (replaced.has(keyOf(properties, occurrence.start))) continue;
      timed.push({ ...event, start: occurrence.start, minutes: length, suffix: occurrence.suffix });
    }
  }
  return timed;
}

function keyOf(properties: CalendarProperties, moment: Moment | undefined): string | undefined {
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

/** When an overriding event (RECURRENCE-ID) would have taken place: that occurrence of its series is not made. */
function replacedMoment(properties: CalendarProperties, readTime: ReadTime): Moment | undefined {
  return momentOfProperty(properties, 'RECURRENCE-ID', readTime);
}
