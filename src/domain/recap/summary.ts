import type { TalkId } from '#domain/conference/talk.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';

/** A statement that rests on notes. */
export interface Point {
  text: string;
  /** The notes that it rests on, at least one, in the order in which they were written. */
  noteIds: NoteId[];
  /** How many people said it. */
  agreement: number;
}

/** What a summarizer says in the recap's language besides, where that isn't the notes'. */
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
}

/** Words that stand exactly so in their note. */
export interface Quote {
  text: string;
  /** Only where the note says who said it, or the talk makes it plain. */
  speaker?: string;
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
  /** The whole in one sentence. Only a language model writes this and what follows. */
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
