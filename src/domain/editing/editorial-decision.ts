import type { CalendarDate } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import type { NoteId } from '#domain/notes/note.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { Photo, Recap } from '#domain/recap/recap.ts';

/** What a digest or recap covers: a day of a conference, or all of it. */
type Scope = CalendarDate | 'all';

/** The first five say what a few notes say; the others, by a language model, summarize many notes. */
export type StatementKind =
  | 'point'
  | 'quote'
  | 'question'
  | 'thought'
  | 'lookup'
  | 'inShort'
  | 'unclear'
  | 'disagreement'
  | 'headline'
  | 'theme';

/** Returns whether an organizer can reword it. Quotes are verbatim, and openings depend on many notes: they can only be hidden. */
export function isRewordable(kind: StatementKind): boolean {
  return kind === 'point' || kind === 'question' || kind === 'headline';
}

/** Returns whether a statement summarizes many notes. If any of them is hidden, it is hidden too. */
export function isOverarching(kind: StatementKind): boolean {
  return !['point', 'quote', 'question', 'thought', 'lookup'].includes(kind);
}

/** Key of a talk, a day's hallway or a day's overview within a recap. See {@link placeKey}. */
export type PlaceKey = string;

/** The channel that an organizer wrote a text for, and who could read it at that time. */
export interface WrittenFor {
  channel: string;
  fromPrivate: boolean;
  fromShared: boolean;
}

/**
 * Hides or rewords a statement. The statement is identified by its notes and a hash of its text. The text itself isn't
 * stored, so nothing is left of a note that is deleted.
 */
export interface StatementDecision extends WrittenFor {
  about: 'statement';
  kind: StatementKind;
  /** The notes that the statement was based on. */
  noteIds: NoteId[];
  textHash: string;
  /** Hashes of the notes' text, in the order of `noteIds`. If one changes, the organizer is asked again. */
  noteHashes: string[];
  hidden: boolean;
  /** The organizer's wording, if this kind of statement can be reworded. */
  wording?: string;
  /** User id of the person who decided; empty if that person asked to be forgotten. */
  by: string;
}

/** Chooses the main photo of a talk or hallway. */
interface LeadDecision {
  about: 'lead';
  place: PlaceKey;
  noteId: NoteId;
  /** Path of the photo, as in {@link Photo.file}. */
  file: string;
  by: string;
}

/** Introduction and closing that an organizer adds to a digest or recap. */
interface WordsDecision extends WrittenFor {
  about: 'words';
  scope: Scope;
  introduction?: string;
  closing?: string;
  by: string;
}

/** Approves a digest or recap for posting when it is due. */
interface ApprovalDecision {
  about: 'approval';
  scope: Scope;
  by: string;
}

/** An organizer's decision. A new one replaces the last with the same {@link decisionKey}. */
export type Decision = StatementDecision | LeadDecision | WordsDecision | ApprovalDecision;

export function decisionKey(decision: Decision): string {
  switch (decision.about) {
    case 'statement':
      return `statement ${statementKey(decision)}`;
    case 'lead':
      return `lead ${decision.place}`;
    case 'words':
    case 'approval':
      return `${decision.about} ${decision.scope}`;
  }
}

/** Returns the key of a statement in modals: 12 hexadecimal digits, the same while its notes and text are. */
export function statementKey({
  kind,
  noteIds,
  textHash,
}: Pick<StatementDecision, 'kind' | 'noteIds' | 'textHash'>): string {
  return contentHash([kind, noteIds.toSorted(), textHash]).slice(0, 12);
}

/** Returns a key of 12 hexadecimal digits; of the hallway if `talkId` is null. Schedules use ids of any length. */
export function placeKey(day: CalendarDate, talkId: TalkId | null): PlaceKey {
  return contentHash(talkId === null ? ['hallway', day] : ['talk', talkId]).slice(0, 12);
}

/** Returns the key of a day's headlines and themes, like {@link placeKey}. */
export function overviewKey(day: CalendarDate): PlaceKey {
  return contentHash(['overview', day]).slice(0, 12);
}

/** Returns the key of a photo in modals: 12 hexadecimal digits. */
export function photoKey({ file, noteId }: Pick<Photo, 'file' | 'noteId'>): string {
  return contentHash([file, noteId]).slice(0, 12);
}

/** Returns hashes of the text of some notes in a recap, null for a note that isn't in it. */
export function hashNotes({ notes }: Pick<Recap, 'notes'>, noteIds: readonly NoteId[]): (string | null)[] {
  return noteIds.map((id) => {
    const note = notes.find((candidate) => candidate.id === id);
    return note === undefined ? null : contentHash(note.text);
  });
}
