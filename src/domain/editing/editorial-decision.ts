import type { CalendarDate } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import type { NoteId } from '#domain/notes/note.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { Photo, Recap } from '#domain/recap/recap.ts';

/** A day of a conference, or all of it: what one digest or recap is of. */
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

/** A quote stands word for word in its note, and a gist goes with any of its notes: they can be hidden, no more. */
export function isRewordable(kind: StatementKind): boolean {
  return kind === 'point' || kind === 'question';
}

/** Is it said of many notes together? Then it speaks for none of them, and goes with each. */
export function isOverarching(kind: StatementKind): boolean {
  return kind === 'gist' || kind === 'disagreement' || kind === 'headline' || kind === 'theme';
}

/** Names a talk, the hallway of a day or what stands above them within a recap: see {@link placeKey}. */
export type PlaceKey = string;

/** The channel that an organiser's words were written for, and who could read there then. */
export interface WrittenFor {
  channel: string;
  fromPrivate: boolean;
  fromShared: boolean;
}

/**
 * That a statement is left out, or stands in a person's own words. It is known again by its notes and by a hash of its
 * words, none of which are kept here: a note that is deleted leaves nothing behind.
 */
export interface StatementDecision extends WrittenFor {
  about: 'statement';
  kind: StatementKind;
  /** The notes that it rested on. */
  noteIds: NoteId[];
  textHash: string;
  /** Of what each note said, in the same order: where one says something else, the decision is asked for again. */
  noteHashes: string[];
  hidden: boolean;
  /** The person's words, where its kind may have any. */
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

/** What an organiser writes above and below a digest or recap. */
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

/** What an organiser decided; kept by {@link decisionKey}, one of each. */
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

/** Names a statement in forms, 12 hexadecimal digits: the same as long as its notes and words are. */
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

/** As {@link placeKey}, of a day's headlines and of what runs through several of its talks. */
export function overviewKey(day: CalendarDate): PlaceKey {
  return contentHash(['overview', day]).slice(0, 12);
}

/** Names a photo in forms, 12 hexadecimal digits. */
export function photoKey({ file, noteId }: Pick<Photo, 'file' | 'noteId'>): string {
  return contentHash([file, noteId]).slice(0, 12);
}

/** Of what each of some notes says in a recap; null for one that isn't there. */
export function hashNotes({ notes }: Pick<Recap, 'notes'>, noteIds: readonly NoteId[]): (string | null)[] {
  return noteIds.map((id) => {
    const note = notes.find((candidate) => candidate.id === id);
    return note === undefined ? null : contentHash(note.text);
  });
}
