import type { CalendarDate, Conference } from '#domain/conference/conference.ts';
import { conferenceDay } from '#domain/conference/conference-day.ts';
import type { Talk, TalkId } from '#domain/conference/talk.ts';
import { compareNotes, type Note } from '#domain/notes/note.ts';
import type { Placement } from '#domain/placement/placement.ts';

/** The notes of one talk, or of the hallway of one day (`talk` null), in the order in which they were written. */
export interface NotedSection {
  date: CalendarDate;
  talk: Talk | null;
  notes: Note[];
}

/** The notes of a conference, sorted into talks and hallways. */
export interface NotedConference {
  conference: Conference;
  /** All talks within the conference's days, by start, then room, then id. */
  talks: Talk[];
  sections: NotedSection[];
  /** All notes, including small talk, in the order in which they were written, with the day that each counts for. */
  notes: PlacedNote[];
}

export interface PlacedNote {
  note: Note;
  day: CalendarDate;
  /** The talk that it is placed in, null for none; a guess if `isUnsure`. */
  talkId: TalkId | null;
  smallTalk: boolean;
  /** The placement is too uncertain for the talk's summary, so the note is in no section. */
  isUnsure: boolean;
}

/** Minimum confidence for a note to be in a talk's section; far from the talk in time, it needs more. */
const SURE = 0.5;
const SURE_FROM_AFAR = 0.9;
/** People take notes from shortly before a talk until some time after it. Later notes usually name their talk. */
const NEAR = { before: 15 * 60_000, after: 60 * 60_000 };

/** Returns the conference day of a talk. */
export function dayOfTalk(talk: Talk, timezone: string): CalendarDate {
  return conferenceDay(Date.parse(talk.startsAt), timezone);
}

/**
 * Sorts placed notes into talks and hallways. A note on a talk counts for the talk's day even if it was written later.
 * A note without a talk counts for the day on which it was written.
 */
export function sortIntoSections(
  conference: Conference,
  talks: Talk[],
  { notes, placements }: { notes: Note[]; placements: Placement[] },
): NotedConference {
  const { timezone } = conference;
  const talksInOrder = talks
    .filter((talk) => isWithin(conference, dayOfTalk(talk, timezone)))
    .sort((a, b) => compareTalks(a, b));
  const talkById = new Map(talksInOrder.map((talk) => [talk.id, talk]));
  const placementById = new Map(placements.map((placement) => [placement.noteId, placement]));
  const sections = new Map<string, NotedSection>();
  const placed: NotedConference['notes'] = [];
  for (const note of [...notes].sort(compareNotes)) {
    const placement = placementById.get(note.id);
    const talk = (placement?.talkId != null && talkById.get(placement.talkId)) || null;
    const day = talk === null ? conferenceDay(note.at, timezone) : dayOfTalk(talk, timezone);
    const smallTalk = talk === null && placement?.smallTalk === true;
    const isGuess = note.talkId === undefined && talk !== null && placement !== undefined;
    const isUnsure = isGuess && !isSure(note, talk, placement.confidence);
    placed.push({ note, day, talkId: talk?.id ?? null, smallTalk, isUnsure });
    if (smallTalk || isUnsure) continue;
    const key = talk === null ? `hallway ${day}` : `talk ${talk.id}`;
    const section = sections.get(key);
    if (section === undefined) sections.set(key, { date: day, talk, notes: [note] });
    else section.notes.push(note);
  }
  return { conference, talks: talksInOrder, sections: [...sections.values()], notes: placed };
}

/** Returns whether the guess of a note's talk is certain enough to use the note in the talk's summary. */
export function isSure(note: Pick<Note, 'at'>, talk: Talk, confidence: number): boolean {
  const isFar = note.at < Date.parse(talk.startsAt) - NEAR.before || note.at > Date.parse(talk.endsAt) + NEAR.after;
  return confidence >= (isFar ? SURE_FROM_AFAR : SURE);
}

/** Returns whether a day is one of the conference's. */
export function isWithin({ from, to }: Pick<Conference, 'from' | 'to'>, day: CalendarDate): boolean {
  return day >= from && day <= to;
}

function compareTalks(a: Talk, b: Talk): number {
  return (
    Date.parse(a.startsAt) - Date.parse(b.startsAt) ||
    compareText(a.room ?? '', b.room ?? '') ||
    compareText(a.id, b.id)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
