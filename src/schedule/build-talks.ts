import { DateTime } from 'luxon';
import { toZonedIso } from '#domain/conference/conference-day.ts';
import type { Talk, TalkId } from '#domain/conference/talk.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { instantOf, type Moment } from './parse-datetime.ts';
import { MAX_LINE_LENGTH, MAX_TEXT_LENGTH } from './plain-text.ts';
import { type EventDraft, quoted, type Warnings } from './schedule-draft.ts';

/** Length of an event that has neither end nor duration. */
const DEFAULT_MINUTES = 30;
const LONGEST = 14 * 24 * 60 * 60_000;

/**
 * Builds talks from events, sorted by start, room and id. Events without title or start are left out with a warning.
 *
 * @param zone in which wall-clock times are read and instants are written; undefined means UTC and the offsets as
 *   written
 */
export function buildTalks(events: EventDraft[], zone: string | undefined, warnings: Warnings): Talk[] {
  const placed: TalkCandidate[] = [];
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
    warnings.add(`${place}: ${describeMissing('start', event.start)}; ${quoted(title)} is left out`);
    return undefined;
  }
  warnOfTruncation(event, warnings);
  const end = resolveEnd(event, start, zone, warnings);
  const writtenIn = zone ?? (event.start?.kind === 'instant' ? event.start.zone : 'utc');
  return {
    id: event.id ?? createTalkId(title, start),
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

function warnOfTruncation({ place, title = '', abstract = '' }: EventDraft, warnings: Warnings): void {
  if (title.length >= MAX_LINE_LENGTH) warnings.add(`${place}: the title is cut at ${MAX_LINE_LENGTH} characters`);
  if (abstract.length >= MAX_TEXT_LENGTH)
    warnings.add(`${place}: the abstract is cut at ${MAX_TEXT_LENGTH} characters`);
}

function resolveEnd(event: EventDraft, start: number, zone: string | undefined, warnings: Warnings): number {
  const end = instantOf(event.end, zone ?? 'utc');
  if (end !== undefined && end > start && end - start <= LONGEST) return end;
  const guess = start + (event.minutes ?? DEFAULT_MINUTES) * 60_000;
  if (event.minutes === undefined || event.end !== undefined) {
    const fault = end === undefined ? describeMissing('end', event.end) : describeEndFault(end, start);
    const minutes = (guess - start) / 60_000;
    warnings.add(`${event.place}: ${fault}; ${quoted(event.title!)} is taken to last ${minutes} minutes`);
  }
  return guess;
}

function describeMissing(what: string, moment: Moment | undefined): string {
  return moment?.kind === 'unreadable' ? `its ${what} ${quoted(moment.text)} is no time` : `no ${what}`;
}

function describeEndFault(end: number, start: number): string {
  if (end === start) return 'ends when it starts';
  return end < start ? 'ends before it starts' : 'lasts more than two weeks';
}

function byStartRoomAndId(a: Talk, b: Talk): number {
  return (
    Date.parse(a.startsAt) - Date.parse(b.startsAt) ||
    compareStrings(a.room ?? '', b.room ?? '') ||
    compareStrings(a.id, b.id)
  );
}

/** Compares by code units, so that the order is the same on every machine. */
function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

interface TalkCandidate {
  talk: Talk;
  place: string;
  hasOwnId: boolean;
}

/** Makes an id from title and start, the same in whatever zone the start is written. */
function createTalkId(title: string, startsAt: number): TalkId {
  const words = tokenize(fold(title)).map((word) => word.text);
  const slug = words.join('-').slice(0, 60);
  return `${slug || 'talk'}-${DateTime.fromMillis(startsAt, { zone: 'utc' }).toFormat("yyyyMMdd'T'HHmm")}`;
}

function isSameTalk(a: TalkCandidate, b: TalkCandidate): boolean {
  if (a.talk.title !== b.talk.title || a.talk.startsAt !== b.talk.startsAt) return false;
  // Two open spaces at the same time are different sessions, but the same speakers can't be in two rooms.
  return (a.hasOwnId && b.hasOwnId) || a.talk.speakers.length > 0;
}

/**
 * Removes duplicates and makes ids unique. A talk listed in several rooms with the same id, title and start is a
 * plenary and kept once, in its first room. Different talks that share an id get `#2`, `#3` … with a warning.
 */
function makeIdsUnique(placed: TalkCandidate[], warnings: Warnings): Talk[] {
  const byId = new Map<TalkId, TalkCandidate[]>();
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
    if (same.some((b) => isSameTalk(candidate, b))) continue;
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
