import type { Note } from '../domain/note.ts';
import type { Summary, WeighedPoint } from '../domain/summary.ts';
import type { Talk } from '../domain/talk.ts';
import type { ReadingItem } from '../domain/work.ts';

/** What a summarizer gets: the notes of one talk in the order in which they were written, or of a day's hallway. */
export interface TalkToSummarize {
  /** Null for the hallway of a day. */
  talk: Talk | null;
  notes: Note[];
  /** Points at most. */
  maxPoints: number;
}

/**
 * Makes few points of many notes. Whatever it returns is checked by domain/evidence before anybody sees it, so
 * an implementation may err but not harm.
 */
export interface Summarizer {
  summarizeTalk(input: TalkToSummarize): Promise<Summary>;
  /** The points that carry a day or a conference, chosen from those of its talks; at most `max`. */
  chooseHeadlines(points: WeighedPoint[], max: number): Promise<WeighedPoint[]>;
}

/** Finds out what a catalogue knows of a work: author, year, ISBN, link. Answers the item as it is when it doesn't. */
export interface BookLookup {
  complete(item: ReadingItem): Promise<ReadingItem>;
}
