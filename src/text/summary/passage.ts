import type { Note } from '#domain/notes/note.ts';
import type { Pronouns } from '#text/sentences/point-of-view.ts';
import type { Remark } from './classify-remark.ts';
import type { Item } from './list-items.ts';

/** A note of a section, and its text without what only names the talk. */
export interface NoteBody {
  note: Note;
  text: string;
}

/** The smallest part of a note that can be shown alone: a statement with what it depends on, or a list with its lead-in. */
export interface Passage {
  /** One or a few sentences; for a list its lead-in, empty if the heading introduces it. */
  lead: string;
  /** In order. */
  items: Item[];
  heading?: string;
  /** The heading right above that, if nothing else is below it: "Types of tests" above "Unit tests". */
  under?: string;
  /** In the order in which they were written. */
  notes: Note[];
  /** Its items are consecutive lines without list marks. */
  isRun?: boolean;
  /** Depends on a sentence that its author's notes don't have. */
  isDangling: boolean;
}

export interface FoundRemark extends Remark {
  note: Note;
}

export interface ParsedPassages {
  passages: Passage[];
  remarks: FoundRemark[];
  pronouns: Pronouns;
}
