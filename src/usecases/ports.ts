import type { CalendarDate } from '../domain/conference.ts';
import type { Note } from '../domain/note.ts';
import type { Summary, WeighedPoint } from '../domain/summary.ts';
import type { Talk } from '../domain/talk.ts';
import type { ReadingItem } from '../domain/work.ts';

/** What a summarizer gets: the notes of one talk in the order in which they were written, or of a day's hallway. */
interface TalkToSummarize {
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

/** A conversation of an export: what it is called and who can read it. */
export interface SourceChannel {
  id: string;
  name: string;
  isPrivate: boolean;
}

/** Where the notes of `recap compile` come from. */
export interface NoteSource {
  channels: SourceChannel[];
  /** The time zone that most of its people have. */
  commonestTimezone?: string | undefined;
  /**
   * The messages that people wrote, oldest first; can be read again. With `between` those of other days need not
   * be read, and may come all the same.
   */
  notes(channel: SourceChannel, between?: { from: CalendarDate; to: CalendarDate }): AsyncIterable<Note>;
  /** What was left out of these conversations when they were last read, by reason in plain words. */
  skippedIn(channels: SourceChannel[]): Readonly<Record<string, number>>;
  /** What could not be read, each a sentence that names the place. */
  warnings: readonly string[];
}
