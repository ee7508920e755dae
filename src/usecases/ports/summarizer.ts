import type { CalendarDate, WritingStyle } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import type { Note, NoteId } from '#domain/notes/note.ts';
import type { ReadingItem, WorkMention } from '#domain/reading-list/work.ts';
import type { Summary } from '#domain/recap/summary.ts';

/** The input of a summarizer: the notes of one talk, or of a day's hallway, in the order in which they were written. */
export interface TalkToSummarize {
  /** The workspace that the notes are from; absent for an export. */
  teamId?: string | undefined;
  date: CalendarDate;
  /** Null for the hallway of a day. */
  talk: Talk | null;
  notes: Note[];
  /** Works that the notes recommend, which are shown in the reading list. */
  works?: WorkMention[];
  /** Titles of the day's other talks, whether noted or not. */
  otherTitles?: readonly string[];
  /** The most points to return. */
  maxPoints: number;
  voice?: WritingStyle | undefined;
}

/** The tokens that a language model used. */
export interface TokenUsage {
  sent: number;
  received: number;
  /** What would have been sent without cached summaries. */
  saved: number;
  /** Requests that returned nothing usable. */
  failures: number;
}

/** The result of summarizing talks. */
interface MadeSummaries {
  /**
   * One per talk, in the same order. Undefined if there was none in time: the built-in summary is used instead, and
   * asking again later may return a better one.
   */
  summaries: (Summary | undefined)[];
  /** Absent if no model is used. */
  use?: TokenUsage;
  /**
   * Set if only little has changed: when to summarize it (milliseconds since the epoch). Until then, whatever still
   * holds of the earlier summary is kept, and changed notes are shown in their own words.
   */
  waitsUntil?: number;
}

export interface SummarizeOptions {
  /** Called after each talk. */
  onTalk?: (() => void) | undefined;
  /** Called when an answer of a language model has been cached: with `fromCache`, a summary now contains it. */
  onAnswer?: (() => void) | undefined;
  /**
   * Set if earlier summaries are shown already, so that small changes may wait and be summarized together with later
   * ones.
   */
  canWait?: boolean | undefined;
  /** Ask no model: what it hasn't written yet has the built-in summary, or the notes' own words, and `waitsUntil`. */
  fromCache?: boolean | undefined;
}

/**
 * Summarizes many notes in a few points. Everything that it returns is checked by domain/evidence before anyone sees
 * it, so an implementation may make mistakes. It never rejects: summaries that it can't make are undefined.
 */
export interface Summarizer {
  /** Set if it asks a language model, which takes its time. */
  asksModel?: true;
  summarizeTalks(talks: TalkToSummarize[], options?: SummarizeOptions): Promise<MadeSummaries>;
}

/**
 * Completes an item with what a catalog knows about the work: author, year, ISBN, link. Returns it unchanged if the
 * catalog doesn't know the work.
 */
export interface BookLookup {
  complete(item: ReadingItem): Promise<ReadingItem>;
}

/** A conversation in an export: its name, and who can read it. */
export interface SourceChannel {
  id: string;
  name: string;
  isPrivate: boolean;
}

/** Where the notes of `recap compile` come from. */
export interface NoteSource {
  channels: SourceChannel[];
  /** The time zone that most people in it have. */
  mostCommonTimezone?: string | undefined;
  /** The workspace's URL with a trailing slash, once a message that contains it has been read. */
  readonly workspaceUrl?: string | undefined;
  /**
   * Yields the messages that people wrote, oldest first; can be called again. With `between`, messages of other days
   * may be skipped, but need not be.
   */
  notes(channel: SourceChannel, between?: { from: CalendarDate; to: CalendarDate }): AsyncIterable<Note>;
  /** How many messages of these conversations were left out when they were last read, by reason in plain words. */
  skippedIn(channels: SourceChannel[]): Readonly<Record<string, number>>;
  /** What could not be read, each a sentence that names the place. */
  warnings: readonly string[];
}

/** A note that supports an answer, with its talk. */
export interface AnswerSource {
  note: Note;
  talk?: Pick<Talk, 'title' | 'speakers'>;
}

/** A sentence and the notes that support it. */
export interface AnswerSentence {
  text: string;
  noteIds: NoteId[];
}

/** Answers questions in sentences that each cite their notes. */
export interface Answerer {
  /**
   * Resolves to no sentences if the notes don't answer the question, or the model doesn't in time. `onSentence` is called
   * with each sentence once it has been checked against its notes. Never throws.
   */
  answer(
    question: string,
    sources: readonly AnswerSource[],
    onSentence?: (sentence: string) => void,
  ): Promise<{ sentences: AnswerSentence[]; use?: TokenUsage }>;
}
