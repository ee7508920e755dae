import type { CalendarDate, Voice } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import type { Summary } from '#domain/recap/summary.ts';

/** What a summarizer gets: the notes of one talk in the order in which they were written, or of a day's hallway. */
export interface TalkToSummarize {
  /** Whose notes they are; absent for an export. */
  teamId?: string | undefined;
  date: CalendarDate;
  /** Null for the hallway of a day. */
  talk: Talk | null;
  notes: Note[];
  /** Points at most. */
  maxPoints: number;
  voice?: Voice | undefined;
}

/** What a language model was asked and answered, counted in tokens. */
export interface ModelUse {
  sent: number;
  received: number;
  /** What would have been sent but for the summaries that were kept. */
  saved: number;
  /** Requests that brought nothing. */
  failures: number;
}

/** What became of talks that were to be summarized. */
interface MadeSummaries {
  /**
   * One for each talk, in their order. Undefined where none was to be had in time: the built-in summary takes its
   * place, and asking again later may bring a better one.
   */
  summaries: (Summary | undefined)[];
  /** Absent where no model is used. */
  use?: ModelUse;
  /**
   * Where little has changed: when that is to be worded (milliseconds since the epoch). Until then what was said before
   * stands as far as it may, beside what changed in its own words.
   */
  waitsUntil?: number;
}

export interface SummarizeOptions {
  /** Told after each talk. */
  onTalk?: (() => void) | undefined;
  /** These summaries are shown already: what little has changed may wait for more, to be worded with it. */
  canWait?: boolean | undefined;
}

/**
 * Makes few points of many notes. Whatever it returns is checked by domain/evidence before anybody sees it, so
 * an implementation may err but not harm. It does not fail: what it can't make it leaves undefined.
 */
export interface Summarizer {
  summarizeTalks(talks: TalkToSummarize[], options?: SummarizeOptions): Promise<MadeSummaries>;
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
  mostCommonTimezone?: string | undefined;
  /** Where the workspace is, with a slash at the end, once a message that was read told it. */
  readonly workspaceUrl?: string | undefined;
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
