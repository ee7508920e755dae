import type { CalendarDate } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import type { NoteId } from '#domain/notes/note.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { Photo, Recap } from '#domain/recap/recap.ts';

/** What a digest or recap covers: a day of a conference, or all of it. */
type Scope = CalendarDate | 'all';

/** What notes say, one or a few of them; then what is said of many together, which only a language model does. */
export type StatementKind =
  | 'point'
  | 'quote'
  | 'question'
  | 'thought'
  | 'lookup'
  | 'gist'
  | 'disagreement'
  | 'headline'
  | 'theme';

/** A quote is verbatim, and a gist depends on any of its notes: they can only be hidden. */
export function isRewordable(kind: StatementKind): boolean {
  return kind === 'point' || kind === 'question';
}

/** Does it summarize many notes? Then it represents none of them, and is hidden together with any of them. */
export function isOverarching(kind: StatementKind): boolean {
  return kind === 'gist' || kind === 'disagreement' || kind === 'headline' || kind === 'theme';
}

/** Identifies a talk, a day's hallway or a day's overview within a recap: see {@link placeKey}. */
export type PlaceKey = string;

/** The channel that an organizer's words were written for, and who could read it then. */
export interface WrittenFor {
  channel: string;
  fromPrivate: boolean;
  fromShared: boolean;
}

/**
 * Hides or rewords a statement. The statement is recognized by its notes and a hash of its words. The words themselves
 * aren't kept: a deleted note leaves nothing behind.
 */
export interface StatementDecision extends WrittenFor {
  about: 'statement';
  kind: StatementKind;
  /** The notes that it rested on. */
  noteIds: NoteId[];
  textHash: string;
  /** Of what each note said, in the same order. If one changes, the organizer is asked again. */
  noteHashes: string[];
  hidden: boolean;
  /** The person's words, if its kind can be reworded. */
  wording?: string;
  /** Who decided: a user's id, empty for somebody who was forgotten. */
  by: string;
}

/** The photo that leads a talk or a hallway. */
interface LeadDecision {
  about: 'lead';
  place: PlaceKey;
  noteId: NoteId;
  /** As the recap names it. */
  file: string;
  by: string;
}

/** What an organizer writes above and below a digest or recap. */
interface WordsDecision extends WrittenFor {
  about: 'words';
  scope: Scope;
  introduction?: string;
  closing?: string;
  by: string;
}

/** That a digest or recap may be posted when it is due. */
interface ApprovalDecision {
  about: 'approval';
  scope: Scope;
  by: string;
}

/** An organizer's decision; there is one for each {@link decisionKey}. */
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

/** Identifies a statement in forms by 12 hexadecimal digits: the same as long as its notes and words are. */
export function statementKey({
  kind,
  noteIds,
  textHash,
}: Pick<StatementDecision, 'kind' | 'noteIds' | 'textHash'>): string {
  return contentHash([kind, noteIds.toSorted(), textHash]).slice(0, 12);
}

/** 12 hexadecimal digits: schedules have ids of any length. */
export function placeKey(day: CalendarDate, talkId: TalkId | null): PlaceKey {
  return contentHash(talkId === null ? ['hallway', day] : ['talk', talkId]).slice(0, 12);
}

/** {@link placeKey} of a day's headlines and themes. */
export function overviewKey(day: CalendarDate): PlaceKey {
  return contentHash(['overview', day]).slice(0, 12);
}

/** Identifies a photo in forms by 12 hexadecimal digits. */
export function photoKey({ file, noteId }: Pick<Photo, 'file' | 'noteId'>): string {
  return contentHash([file, noteId]).slice(0, 12);
}

/** Hashes of what some notes say in a recap; null for a note that isn't in it. */
export function hashNotes({ notes }: Pick<Recap, 'notes'>, noteIds: readonly NoteId[]): (string | null)[] {
  return noteIds.map((id) => {
    const note = notes.find((candidate) => candidate.id === id);
    return note === undefined ? null : contentHash(note.text);
  });
}
