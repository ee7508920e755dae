import type { CalendarDate, Conference } from '#domain/conference/conference.ts';
import type { Talk, TalkId } from '#domain/conference/talk.ts';
import type { NoteId, NoteKind } from '#domain/notes/note.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import type { Point, Question, Quote } from './summary.ts';

/**
 * The one document model: everything before it makes it, everything after it shows it. `recap.json`, version 1,
 * is this and nothing else.
 */
export interface Recap {
  version: 1;
  conference: Conference;
  /** What its organisers wrote above it, and below. */
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

export type RecapTalk = Section & Omit<Talk, 'abstract' | 'doNotRecord'>;

/** What was noted of one talk, or of a day's hallway. */
export interface Section {
  points: Point[];
  quotes: Quote[];
  questions: Question[];
  /** The whole in one sentence; only a language model writes it. */
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
  /** For those who don't see it; never empty. */
  alt: string;
  /** In pixels; absent where the file doesn't tell. */
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
  talkId: TalkId | null;
  day: CalendarDate;
  /** Addresses that the note links to. */
  links?: string[];
  permalink?: string;
}
