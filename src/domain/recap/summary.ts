import type { TalkId } from '#domain/conference/talk.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';

/** A statement that is based on notes. */
export interface Point {
  /**
   * One sentence, or a few that belong together. A list consists of a line that introduces it and one line per item
   * starting with "• ", or "1. " and so on for steps, complete and in order except for {@link Point.moreItems}. A table
   * has one line per row, `| cell | cell |`, the first of which names the columns. Code keeps its line breaks.
   */
  text: string;
  /** The notes of each line of a list or table; empty for a line that is based on all of {@link Point.noteIds}. */
  lineNoteIds?: NoteId[][];
  /** What some of its lines begin with, to be set in bold: "Don't mock value objects." */
  leadIns?: string[];
  /** Number of items left out at the end of its list. Renderers add "and 3 more". */
  moreItems?: number;
  /** Heading of its part of the talk, as in the notes. Consecutive points with the same heading are one group. */
  heading?: string;
  /** The heading above that one, if there is nothing else below it. */
  under?: string;
  /** One of the two or three most important points of a talk: highlighted, and shown in a short recap. */
  isKey?: boolean;
  /** Part of the notes' own conclusion, which opens the section as "In short". */
  isOpening?: boolean;
  /** Shown in a paragraph with the points like it before and after it, rather than as an item of a list. */
  isRunning?: boolean;
  /** The notes that it is based on, at least one, in the order in which they were written. */
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

/** A note-taker's own thought, comparison or wish to look something up; never something said in the talk. */
export interface Remark {
  text: string;
  noteIds: NoteId[];
  /** Display name of the note-taker. */
  by: string;
}

/** A statement in the recap's language, if that isn't the notes'. */
export interface Translatable {
  translation?: {
    text: string;
    /** Only for a question. */
    answer?: string;
  };
}

/** A question that somebody asked; without `answer`, it was left open. */
export interface Question extends Point {
  answer?: string;
  /** Only if the note names them. */
  askedBy?: string;
}

/** Words copied exactly from their note. */
export interface Quote {
  text: string;
  /** Only if the note says who said it, or the talk leaves no doubt. */
  speaker?: string;
  /** Like {@link Point.heading}. */
  heading?: string;
  noteId: NoteId;
}

/** A point with a weight for choosing headlines among the points of several talks. Higher is better. */
export interface WeighedPoint extends Point {
  weight: number;
  /** The talk that it is from, null for the hallway, so that headlines come from different talks. */
  talkId?: TalkId | null;
}

/** A summarizer's result for the notes of one talk or of a day's hallway, in the order in which things were said. */
export interface Summary {
  /** Written as a text, by a language model: its points are paragraphs, lists and tables in the order to read. */
  isProse?: boolean;
  points: (WeighedPoint & Translatable)[];
  quotes: Quote[];
  questions: (Question & Translatable)[];
  /** Note-takers' own thoughts. */
  thoughts?: Remark[];
  /** What note-takers want to look up, read or try. */
  lookups?: Remark[];
  /** In the order of the notes. */
  leftOut?: LeftOut[];
  /** The talk in brief. Only a language model writes this and the rest. */
  inShort?: WeighedPoint & Translatable;
  /** What the notes leave open. */
  unclear?: (Point & Translatable)[];
  /** Points on which the notes disagree. */
  disagreements?: (Point & Translatable)[];
  /** Works that notes recommend, each in the words of its note. */
  works?: WorkMention[];
  /** Candidates for the day's headlines; may also be based on notes of other talks. */
  headlines?: (WeighedPoint & Translatable)[];
  /** What several talks have in common, based on notes of each of them. */
  themes?: (Point & Translatable)[];
}
