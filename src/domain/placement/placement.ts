import type { TalkId } from '#domain/conference/talk.ts';
import { isReply, type Note, type NoteId } from '#domain/notes/note.ts';

/** Where a note belongs: to a talk, to the day's hallway (`talkId` null), or nowhere (small talk). */
export interface Placement {
  noteId: NoteId;
  talkId: TalkId | null;
  /** Of no importance: "+1", "lunch?". Only ever true where `talkId` is null. */
  smallTalk: boolean;
  /** How sure the placement is, 0 to 1. */
  confidence: number;
  /** The next best talks, best first, for asking where confidence is low. */
  alternatives: { talkId: TalkId; confidence: number }[];
}

/**
 * What a note may be about, with probabilities: a talk's number; or, past the last talk, small talk and then the
 * hallway. Unlikely subjects are left out.
 */
export type Subjects = Map<number, number>;

/** A note while it is being placed: what it says by itself, and what is thought of it so far. */
export interface PlacementCase {
  note: Note;
  /** Conference day. */
  day: string;
  /** Was a talk on when it was written? */
  during: boolean;
  /** Its distinct terms, as the lexicon numbers them. */
  terms: number[];
  /** What it is about for certain, where somebody said so. */
  given: number | undefined;
  /** Talks that it names, with log odds. */
  names: ReadonlyMap<number, number>;
  /** The talk that it announces. */
  announces: number | undefined;
  /** Log odds that it is small talk, by its own words and form. */
  chat: number;
  /** Does it begin in lower case? Undefined in scripts without case, and for a lone "I". */
  lowerCase: boolean | undefined;
  /** Does it end with a full stop? */
  fullStop: boolean;
  /** The first message of its thread, when that is another one. */
  root: PlacementCase | undefined;
  replies: PlacementCase[];
  /** How many times likelier than else its author is outside: it stands alone in time. */
  isolationOdds: number;
  subjects: Subjects;
}

/** What a case is about: what is given, else what was found. */
export function settle(one: PlacementCase, found: Subjects): Subjects {
  return one.given === undefined ? found : new Map([[one.given, 1]]);
}

/** How much of a case is about any talk; `chat` is the first number past the talks. */
export function shareInTalks(subjects: Subjects, chat: number): number {
  let share = 0;
  for (const [subject, probability] of subjects) if (subject < chat) share += probability;
  return share;
}

/**
 * Ties replies to the first message of their thread, or to its oldest reply where the first message isn't among
 * the notes. Takes cases in order of time.
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
 * Unties threads that are a day's diary ("notes of day 1 in here") rather than one talk's: whose first message
 * names no talk, and whose replies go on over many hours. Their replies are placed each by itself.
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
