import type { CalendarDate, Conference } from '#domain/conference/conference.ts';
import type { Talk, TalkId } from '#domain/conference/talk.ts';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import type { NoteId, NoteKind } from '#domain/notes/note.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import type { LeftOut, Point, Question, Quote, Remark } from './summary.ts';

/**
 * The one document model: everything before it makes it, everything after it shows it. `recap.json`, version 1,
 * is this and nothing else.
 */
export interface Recap {
  version: 1;
  /** Of its headings and labels; absent: English. Notes and quotes keep their own. */
  language?: KnownLanguage;
  conference: Conference;
  /** What its organizers wrote above it, and below. */
  introduction?: string;
  closing?: string;
  /** At most three: the conference in short. */
  headlines: Point[];
  /** What runs through several talks, at most three; only where a language model found it. */
  themes?: Point[];
  days: RecapDay[];
  readingList: ReadingItem[];
  /** Who noted, most notes first; small talk doesn't count. */
  contributors: { author: string; notes: number }[];
  /** Talks on the schedule that nobody noted. */
  notCovered: TalkId[];
  notes: RecapNote[];
}

export interface RecapDay {
  date: CalendarDate;
  /** At most three. */
  headlines: Point[];
  /** What runs through several of its talks, at most three; only where a language model found it. */
  themes?: Point[];
  /** All talks of the day in order of time, those that nobody noted with empty sections. */
  talks: RecapTalk[];
  hallway: Section;
}

export type RecapTalk = Section &
  Omit<Talk, 'abstract' | 'doNotRecord'> & {
    /** The first sentence of the schedule's abstract. Renderers mark it "From the program:". */
    program?: string;
  };

/** What was noted of one talk, or of a day's hallway. */
export interface Section {
  /** In the talk's order, under the notes' own headings; see `outlineSection` for how they are shown. */
  points: Point[];
  quotes: Quote[];
  questions: Question[];
  /** What the note-takers themselves thought: "What we thought". */
  thoughts?: Remark[];
  /** What note-takers want to look up, read or try: "To look up". */
  lookups?: Remark[];
  /** Headings of the notes that nothing is shown of. Renderers name them: "Also in the notes". */
  leftOut?: LeftOut[];
  /** Who, what problem, what they want us to do, in one to three sentences; only a language model writes it. */
  gist?: Point;
  /** What its notes tell in different ways; only where a language model found it. */
  disagreements?: Point[];
  photos: Photo[];
  links: { url: string; title?: string; noteIds: NoteId[] }[];
  /** Authors of its notes, most notes first. */
  contributors: string[];
}

export interface Photo {
  /** Relative to the recap: `photos/fashion.png`. */
  file: string;
  caption?: string;
  /** What it shows, for people who don't see it; absent if its note doesn't say. */
  alt?: string;
  /** In pixels; absent if the file doesn't tell. */
  width?: number;
  height?: number;
  noteId: NoteId;
}

export interface RecapNote {
  id: NoteId;
  channel: string;
  ts: string;
  author: string;
  text: string;
  kind: NoteKind;
  /** The talk that it is placed in; a guess if {@link RecapNote.isUnsure}. */
  talkId: TalkId | null;
  /**
   * Placed with so little confidence that nothing of the talk rests on it. Renderers list it for its day under "Not
   * sure where this belongs".
   */
  isUnsure?: boolean;
  day: CalendarDate;
  /** Addresses that the note links to. */
  links?: string[];
  permalink?: string;
}

/** Files that a recap is exported as. */
export const EXPORT_FORMATS = ['md', 'html', 'json', 'csv', 'csl', 'bib'] as const;
/** `reading-list` is the list alone, as Markdown. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number] | 'reading-list';
