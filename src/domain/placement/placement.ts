import type { TalkId } from '#domain/conference/talk.ts';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import { isReply, type Note, type NoteId } from '#domain/notes/note.ts';

/** Where a note belongs: to a talk, to the day's hallway (`talkId` null), or nowhere (small talk). */
export interface Placement {
  noteId: NoteId;
  talkId: TalkId | null;
  /** Small talk: "+1", "lunch?". Only true if `talkId` is null. */
  smallTalk: boolean;
  /** Confidence, 0 to 1. */
  confidence: number;
  /** The next best talks, best first, to suggest if confidence is low. */
  alternatives: { talkId: TalkId; confidence: number }[];
}

/**
 * What a note may be about, with probabilities: talk numbers and, after the last talk, small talk and the hallway.
 * Unlikely subjects are left out.
 */
export type Subjects = Map<number, number>;

/** A note while it is being placed: the evidence in the note itself, and its subjects so far. */
export interface PlacementCase {
  note: Note;
  /** Conference day. */
  day: string;
  /** A talk was running when it was written. */
  during: boolean;
  /** Its distinct terms, as numbers of the language model. */
  terms: number[];
  language: KnownLanguage | undefined;
  /** The subject that a person or thread assigned to it, if any. */
  given: number | undefined;
  /** The talks that it mentions, with log odds. */
  names: ReadonlyMap<number, number>;
  /** The talk that it announces. */
  announces: number | undefined;
  /** Log odds that it is small talk, judged by its own words and form. */
  chat: number;
  /** It starts in lower case; undefined in scripts without case and for a lone "I". */
  lowerCase: boolean | undefined;
  /** The first message of its thread, unless it is that message itself. */
  root: PlacementCase | undefined;
  replies: PlacementCase[];
  /** Factor on the odds that its author is outside, because no other notes are close in time. */
  isolationOdds: number;
  subjects: Subjects;
}

/** Returns the subject that a person or thread assigned, otherwise those that were found. */
export function settle(one: PlacementCase, found: Subjects): Subjects {
  return one.given === undefined ? found : new Map([[one.given, 1]]);
}

/** Returns the probability that a note is about any talk; `chat` is the first subject number after the talks. */
export function shareInTalks(subjects: Subjects, chat: number): number {
  let share = 0;
  for (const [subject, probability] of subjects) if (subject < chat) share += probability;
  return share;
}

/**
 * Links replies to the first message of their thread, or to the oldest reply if that message isn't among the notes.
 * Takes cases in order of time.
 */
export function linkThreads(cases: PlacementCase[]): void {
  const roots = new Map<string, PlacementCase>();
  for (const one of cases) {
    const { channel, ts, threadTs } = one.note;
    const thread = `${channel}:${threadTs ?? ts}`;
    const root = roots.get(thread);
    if (root !== undefined && isReply(one.note) && one.given === undefined) {
      one.root = root;
      root.replies.push(one);
    } else if (root === undefined) roots.set(thread, one);
  }
}

const HOUR = 3_600_000;

/**
 * Unlinks threads that cover a whole day ("notes of day 1 in here") rather than one talk: the first message mentions no
 * talk, and the replies span many hours. Their replies are then placed one by one.
 */
export function unlinkDiaryThreads(cases: PlacementCase[], settling: number): void {
  for (const root of cases) {
    const { replies } = root;
    if (replies.length < 6 || Math.max(0, ...root.names.values()) >= settling) continue;
    const slots = new Map<number, number>();
    for (const { note } of replies) {
      const slot = Math.floor((note.at - root.note.at) / HOUR);
      slots.set(slot, (slots.get(slot) ?? 0) + 1);
    }
    if ([...slots.values()].filter((count) => count >= 2).length < 3) continue;
    for (const reply of replies) reply.root = undefined;
    root.replies = [];
  }
}
