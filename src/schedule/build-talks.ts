import { DateTime } from 'luxon';
import { toZonedIso } from '#domain/conference/conference-day.ts';
import type { Talk, TalkId } from '#domain/conference/talk.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { instantOf, type Moment } from './parse-datetime.ts';
import { type EventDraft, quoted, type Warnings } from './schedule-draft.ts';

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

/** A talk to be, and where it stands in the schedule. */
interface PlacedTalk {
  talk: Talk;
  place: string;
  /** The schedule gave the id, it is not one of our own. */
  hasOwnId: boolean;
}

/** An id for an event that has none: the same for the same title and start, in whatever zone it is written. */
function idOf(title: string, startsAt: number): TalkId {
  const words = tokenize(fold(title)).map((word) => word.text);
  const slug = words.join('-').slice(0, 60);
  return `${slug || 'talk'}-${DateTime.fromMillis(startsAt, { zone: 'utc' }).toFormat("yyyyMMdd'T'HHmm")}`;
}

function areOne(one: PlacedTalk, other: PlacedTalk): boolean {
  if (one.talk.title !== other.talk.title || one.talk.startsAt !== other.talk.startsAt) return false;
  // Two open spaces at the same time are two; the same people are in one place only.
  return (one.hasOwnId && other.hasOwnId) || one.talk.speakers.length > 0;
}

/**
 * Leaves one of each talk: what stands in several rooms with the same id, title and start is a plenary and comes
 * once, in the first room; what merely shares its id gets `#2`, `#3` … behind it, with a warning.
 */
function makeIdsUnique(placed: PlacedTalk[], warnings: Warnings): Talk[] {
  const byId = new Map<TalkId, PlacedTalk[]>();
  const taken = new Set(placed.map(({ talk }) => talk.id));
  const talks: Talk[] = [];
  for (const candidate of placed) {
    const { id } = candidate.talk;
    const same = byId.get(id);
    if (same === undefined) {
      byId.set(id, [candidate]);
      talks.push(candidate.talk);
      continue;
    }
    if (same.some((other) => areOne(candidate, other))) continue;
    let number = same.length + 1;
    while (taken.has(`${id}#${number}`)) number += 1;
    const unique = `${id}#${number}`;
    taken.add(unique);
    same.push(candidate);
    talks.push({ ...candidate.talk, id: unique });
    if (candidate.hasOwnId) {
      const title = quoted(candidate.talk.title);
      warnings.add(`${candidate.place}: ${title} has the id of another event, ${id}; it is now ${unique}`);
    }
  }
  return talks;
}
