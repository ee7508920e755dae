import type { TalkId } from '#domain/conference/talk.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';

/** A statement that rests on notes. */
export interface Point {
  /**
   * A sentence, or a few that need each other. A list is its lead-in and below it a line for each item that begins
   * with "• ", complete and in order except for {@link Point.moreItems}. Code keeps its lines.
   */
  text: string;
  /** How many items of its list were left out at the end. Renderers add "and 3 more". */
  moreItems?: number;
  /** What its part of the talk is called in the notes. Points that follow each other with one heading are one group. */
  heading?: string;
  /** One of the two or three points of a talk that matter most: set off, and what a short recap shows. */
  isKey?: boolean;
  /** The notes that it rests on, at least one, in the order in which they were written. */
  noteIds: NoteId[];
  /** How many people said it. */
  agreement: number;
}

/** A heading of the notes that nothing is shown of, for want of room. */
export interface LeftOut {
  /** Empty if it tells nothing without what is above it. */
  heading: string;
  noteIds: NoteId[];
}

/** What a note-taker thought, compared or wants to look up: never a statement of the talk. */
export interface Remark {
  text: string;
  noteIds: NoteId[];
  /** The name that the note-taker shows. */
  by: string;
}

/** A statement in the recap's language, if that isn't the notes'. */
export interface Translatable {
  translation?: {
    text: string;
    /** Of a question. */
    answer?: string;
  };
}

/** A question that was asked; without `answer` it stayed open. */
export interface Question extends Point {
  answer?: string;
  /** Only if the note names them. */
  askedBy?: string;
}

/** Words copied exactly from their note. */
export interface Quote {
  text: string;
  /** Only where the note says who said it, or the talk makes it plain. */
  speaker?: string;
  /** As of a point. */
  heading?: string;
  noteId: NoteId;
}

/** A point and how much it carries, for choosing headlines among the points of several talks. Higher is better. */
export interface WeighedPoint extends Point {
  weight: number;
  /** The talk that it was said in, null in the hallway, so that headlines come from different talks. */
  talkId?: TalkId | null;
}

/** What a summarizer makes of one talk's notes (or of a day's hallway), in the order in which it was said. */
export interface Summary {
  points: (WeighedPoint & Translatable)[];
  quotes: Quote[];
  questions: (Question & Translatable)[];
  /** What the note-takers themselves thought. */
  thoughts?: Remark[];
  /** What note-takers want to look up, read or try. */
  lookups?: Remark[];
  /** In the order of the notes. */
  leftOut?: LeftOut[];
  /** Who, what problem, what they want us to do, in one to three sentences. Only a language model writes this and what follows. */
  gist?: Point & Translatable;
  /** What the notes tell in different ways. */
  disagreements?: (Point & Translatable)[];
  /** Works that notes recommend, each in the words of its note. */
  works?: WorkMention[];
  /** What may carry the day; may rest on notes of other talks, too. */
  headlines?: (WeighedPoint & Translatable)[];
  /** What several talks say alike: rests on notes of each. */
  themes?: (Point & Translatable)[];
}
