import { DateTime } from 'luxon';
import { toZonedIso } from '#domain/conference/conference-day.ts';
import type { Talk, TalkId } from '#domain/conference/talk.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { isServiceSession } from './is-break.ts';
import { instantOf } from './parse-datetime.ts';
import { MAX_LINE_LENGTH, MAX_TEXT_LENGTH } from './plain-text.ts';
import { type EventDraft, shortened, type Warnings } from './schedule-draft.ts';

/** Length of an event without an end or duration and without another event after it in its room. */
const DEFAULT_MINUTES = 30;
/** Maximum length, in minutes, to guess from the start of the next event in the room. */
const LONGEST_GUESS = 3 * 60;
const HOUR = 60 * 60_000;
/** A longer event is the conference itself or something like a hotel booking. */
const LONGEST = 24 * HOUR;
/** A later end is a typo. */
const FARTHEST_END = 14 * LONGEST;
/** An event at least this long that spans all others of the day is the day itself. */
const LONG = 6 * HOUR;

interface Timed {
  event: EventDraft;
  start: number;
  end: number;
}

/**
 * Builds talks from events, sorted by start, room and id. Leaves out breaks, and events without title or start; the
 * latter with a warning.
 *
 * @param zone the zone for wall-clock times and for the output; if undefined, wall-clock times are read as UTC and
 *   instants keep their offsets
 */
export function buildTalks(events: EventDraft[], zone: string | undefined, warnings: Warnings): Talk[] {
  const starts = startsByRoom(events, zone ?? 'utc');
  const timed: Timed[] = [];
  for (const event of events) {
    if (isServiceSession(event)) continue;
    const start = checkStart(event, zone, warnings);
    if (start !== undefined) timed.push({ event, start, end: resolveEnd({ event, start, zone, starts, warnings }) });
  }
  const talks = withoutBlocks(timed, warnings).map((each): TalkCandidate => {
    warnOfTruncation(each.event, warnings);
    return { talk: buildTalk(each, zone), place: each.event.place, hasOwnId: each.event.id !== undefined };
  });
  return makeIdsUnique(talks, warnings).sort(byStartRoomAndId);
}

function buildTalk({ event, start, end }: Timed, zone: string | undefined): Talk {
  const { title = '', slug, speakers, room, track, type, url, abstract } = event;
  const writtenIn = zone ?? (event.start?.kind === 'instant' ? event.start.zone : 'utc');
  return {
    id: event.id ?? createTalkId(title, start),
    ...omitUndefined({ slug }),
    title,
    speakers,
    ...omitUndefined({ room, track, type }),
    startsAt: toZonedIso(start, writtenIn),
    endsAt: toZonedIso(end, writtenIn),
    ...omitUndefined({ url, abstract }),
    ...(event.doNotRecord === true && { doNotRecord: true }),
  };
}

function checkStart(event: EventDraft, zone: string | undefined, warnings: Warnings): number | undefined {
  if (event.title === undefined) {
    warnings.add('event-without-title', { place: event.place });
    return undefined;
  }
  const start = instantOf(event.start, zone ?? 'utc');
  if (start === undefined) {
    warnings.add('event-without-start', {
      ...{ place: event.place, title: shortened(event.title) },
      text: event.start?.kind === 'unreadable' ? shortened(event.start.text) : 'none',
    });
  }
  return start;
}

function startsByRoom(events: EventDraft[], zone: string): Map<string | undefined, number[]> {
  const starts = new Map<string | undefined, number[]>();
  for (const [room, inRoom] of Map.groupBy(events, (event) => event.room)) {
    starts.set(
      room,
      inRoom.flatMap((event) => instantOf(event.start, zone) ?? []).sort((a, b) => a - b),
    );
  }
  return starts;
}

/** Leaves out events that aren't talks but the whole conference or one of its days, with a warning. */
function withoutBlocks(timed: Timed[], warnings: Warnings): Timed[] {
  const isDay = (block: Timed) => {
    if (block.end - block.start < LONG || block.event.speakers.length > 0) return false;
    const others = timed.filter((each) => each !== block && Math.abs(each.start - block.start) < LONGEST / 2);
    return others.length > 2 && others.every(({ start, end }) => start >= block.start && end <= block.end);
  };
  const blocks = new Set(
    timed.filter((each) => (each.end - each.start > LONGEST && each.event.speakers.length === 0) || isDay(each)),
  );
  for (const { event, start, end } of blocks) {
    const hours = Math.round((end - start) / HOUR);
    warnings.add('event-not-a-talk', { place: event.place, title: shortened(event.title!), hours });
  }
  return timed.filter((each) => !blocks.has(each));
}

function warnOfTruncation({ place, title = '', abstract = '' }: EventDraft, warnings: Warnings): void {
  if (title.length >= MAX_LINE_LENGTH) warnings.add('text-cut', { place, what: 'title', most: MAX_LINE_LENGTH });
  if (abstract.length >= MAX_TEXT_LENGTH) warnings.add('text-cut', { place, what: 'abstract', most: MAX_TEXT_LENGTH });
}

interface EndContext {
  event: EventDraft;
  start: number;
  zone: string | undefined;
  starts: Map<string | undefined, number[]>;
  warnings: Warnings;
}

/** Returns the given end, otherwise the end by duration, otherwise the start of the next event in the room. */
function resolveEnd({ event, start, zone, starts, warnings }: EndContext): number {
  const end = instantOf(event.end, zone ?? 'utc');
  if (end !== undefined && end > start && end - start <= FARTHEST_END) return end;
  const next = event.room === undefined ? undefined : starts.get(event.room)?.find((each) => each > start);
  const gap = next === undefined ? LONGEST_GUESS + 1 : (next - start) / 60_000;
  const minutes = event.minutes ?? (gap > LONGEST_GUESS ? DEFAULT_MINUTES : gap);
  if (event.minutes === undefined || event.end !== undefined) {
    const text = event.end?.kind === 'unreadable' ? shortened(event.end.text) : '';
    const fault = end === undefined ? (text === '' ? 'missing' : 'unreadable') : endFault(end, start);
    const { place } = event;
    warnings.add('end-guessed', { place, title: shortened(event.title!), fault, text, minutes });
  }
  return start + minutes * 60_000;
}

function endFault(end: number, start: number): string {
  if (end === start) return 'same';
  return end < start ? 'before' : 'late';
}

function byStartRoomAndId(a: Talk, b: Talk): number {
  return (
    Date.parse(a.startsAt) - Date.parse(b.startsAt) ||
    compareStrings(a.room ?? '', b.room ?? '') ||
    compareStrings(a.id, b.id)
  );
}

/** Compares by code units, so that the order doesn't depend on the locale. */
function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

interface TalkCandidate {
  talk: Talk;
  place: string;
  hasOwnId: boolean;
}

/** Creates an id from title and start; the zone in which the start is written makes no difference. */
function createTalkId(title: string, startsAt: number): TalkId {
  const words = tokenize(fold(title)).map((word) => word.text);
  const slug = words.join('-').slice(0, 60);
  return `${slug || 'talk'}-${DateTime.fromMillis(startsAt, { zone: 'utc' }).toFormat("yyyyMMdd'T'HHmm")}`;
}

function isSameTalk(a: TalkCandidate, b: TalkCandidate): boolean {
  if (a.talk.title !== b.talk.title || a.talk.startsAt !== b.talk.startsAt) return false;
  // Two open spaces at the same time are different sessions, but speakers can't be in two rooms at once.
  return (a.hasOwnId && b.hasOwnId) || a.talk.speakers.length > 0;
}

/**
 * Removes duplicates and makes ids unique. A talk listed in several rooms with the same id, title and start is a
 * plenary; it is kept once, in its first room. Different talks with the same id get new ones from their title and
 * start, with a warning, so that the ids don't depend on the order in the file.
 */
function makeIdsUnique(candidates: TalkCandidate[], warnings: Warnings): Talk[] {
  const talks: Talk[] = [];
  const taken = new Set(candidates.map(({ talk }) => talk.id));
  for (const [id, sharing] of Map.groupBy(candidates, ({ talk }) => talk.id)) {
    const different = sharing.filter(
      (each, index) => !sharing.slice(0, index).some((other) => isSameTalk(each, other)),
    );
    if (different.length === 1) {
      talks.push(different[0]!.talk);
      continue;
    }
    taken.delete(id);
    for (const { talk, place, hasOwnId } of different.sort((a, b) => byStartRoomAndId(a.talk, b.talk))) {
      const own = hasOwnId ? `${id}#${createTalkId(talk.title, Date.parse(talk.startsAt))}` : id;
      let unique = own;
      for (let number = 2; taken.has(unique); number += 1) unique = `${own}#${number}`;
      taken.add(unique);
      talks.push({ ...talk, id: unique });
      if (hasOwnId) warnings.add('duplicate-id', { place, title: shortened(talk.title), id, unique });
    }
  }
  return talks;
}
