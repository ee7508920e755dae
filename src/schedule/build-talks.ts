import { toZonedIso } from '#domain/conference/conference-day.ts';
import type { Talk } from '#domain/conference/talk.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { EventDraft } from './draft-session.ts';
import { instantOf, type Moment } from './parse-datetime.ts';
import { idOf, makeIdsUnique, type PlacedTalk } from './talk-ids.ts';
import { quoted, type Warnings } from './warnings.ts';

/** How long an event lasts that doesn't say: the common length of a talk. */
const DEFAULT_MINUTES = 30;
const LONGEST = 14 * 24 * 60 * 60_000;

/**
 * Makes talks of events, sorted by start, room and id. What can't be one (no title, no start) is left out with a
 * warning.
 *
 * @param zone the zone that wall-clock times are read in and instants are written in; undefined where nobody named
 *   one: then UTC and the offsets as written
 */
export function buildTalks(events: EventDraft[], zone: string | undefined, warnings: Warnings): Talk[] {
  const placed: PlacedTalk[] = [];
  for (const event of events) {
    const talk = buildTalk(event, zone, warnings);
    if (talk !== undefined) {
      placed.push({ talk, place: event.place, hasOwnId: event.id !== undefined });
    }
  }
  return makeIdsUnique(placed, warnings).sort(byStartRoomAndId);
}

function buildTalk(event: EventDraft, zone: string | undefined, warnings: Warnings): Talk | undefined {
  const { place, title } = event;
  if (title === undefined) {
    warnings.add(`${place}: no title, left out`);
    return undefined;
  }
  const start = instantOf(event.start, zone ?? 'utc');
  if (start === undefined) {
    warnings.add(`${place}: ${missing('start', event.start)}; ${quoted(title)} is left out`);
    return undefined;
  }
  const end = endOf(event, start, zone, warnings);
  const writtenIn = zone ?? (event.start?.kind === 'instant' ? event.start.zone : 'utc');
  return {
    id: event.id ?? idOf(title, start),
    ...omitUndefined({ slug: event.slug }),
    title,
    speakers: event.speakers,
    ...omitUndefined({ room: event.room, track: event.track, type: event.type }),
    startsAt: toZonedIso(start, writtenIn),
    endsAt: toZonedIso(end, writtenIn),
    ...omitUndefined({ url: event.url, abstract: event.abstract }),
    ...(event.doNotRecord === true && { doNotRecord: true }),
  };
}

function endOf(event: EventDraft, start: number, zone: string | undefined, warnings: Warnings): number {
  const end = instantOf(event.end, zone ?? 'utc');
  if (end !== undefined && end > start && end - start <= LONGEST) return end;
  const guess = start + (event.minutes ?? DEFAULT_MINUTES) * 60_000;
  if (event.minutes === undefined || event.end !== undefined) {
    const fault = end === undefined ? missing('end', event.end) : faultOfEnd(end, start);
    const minutes = (guess - start) / 60_000;
    warnings.add(`${event.place}: ${fault}; ${quoted(event.title!)} is taken to last ${minutes} minutes`);
  }
  return guess;
}

function missing(what: string, moment: Moment | undefined): string {
  return moment?.kind === 'unreadable' ? `its ${what} ${quoted(moment.text)} is no time` : `no ${what}`;
}

function faultOfEnd(end: number, start: number): string {
  if (end === start) return 'ends when it starts';
  return end < start ? 'ends before it starts' : 'lasts more than two weeks';
}

function byStartRoomAndId(one: Talk, other: Talk): number {
  return (
    Date.parse(one.startsAt) - Date.parse(other.startsAt) ||
    compare(one.room ?? '', other.room ?? '') ||
    compare(one.id, other.id)
  );
}

/** By code units: the same order on every machine. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
