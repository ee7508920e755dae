import type { CalendarDate, Conference } from '#domain/conference/conference.ts';
import type { Talk, TalkId } from '#domain/conference/talk.ts';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import type { NoteId, NoteKind } from '#domain/notes/note.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import type { LeftOut, Point, Question, Quote, Remark } from './summary.ts';

/**
 * The document model of a recap: summarizers produce it and renderers show it. `recap.json`, version 1, is exactly this
 * object.
 */
export interface Recap {
  version: 1;
  /** Language of its headings and labels; English if absent. Notes and quotes keep their own language. */
  language?: KnownLanguage;
  conference: Conference;
  /** Texts by the organizers, shown above and below the recap. */
  introduction?: string;
  closing?: string;
  /** The conference in brief, at most three points. */
  headlines: Point[];
  /** Themes that several talks share, at most three; only a language model finds them. */
  themes?: Point[];
  days: RecapDay[];
  readingList: ReadingItem[];
  /** People who took notes, most notes first; small talk doesn't count. */
  contributors: { author: string; notes: number }[];
  /** Talks on the schedule of which there is nothing to show, whether or not a note mentions them. */
  notCovered: TalkId[];
  notes: RecapNote[];
}

export interface RecapDay {
  date: CalendarDate;
  /** The day in brief, at most three points. */
  headlines: Point[];
  /** Themes that several talks of the day share, at most three; only a language model finds them. */
  themes?: Point[];
  /** All talks of the day in order of time; those without notes have empty sections. */
  talks: RecapTalk[];
  hallway: Section;
}

export type RecapTalk = Section &
  Omit<Talk, 'abstract' | 'doNotRecord'> & {
    /** First sentence of the schedule's abstract. Renderers label it "From the schedule:". */
    program?: string;
  };

/** The notes on one talk, or of a day's hallway, summarized. */
export interface Section {
  /** Written as a text, by a language model: its points are paragraphs, lists and tables in the order to read. */
  isProse?: boolean;
  /** In the order of the talk, under the notes' own headings. See `outlineSection` for how they are shown. */
  points: Point[];
  quotes: Quote[];
  questions: Question[];
  /** Note-takers' own thoughts, shown as "What we thought". */
  thoughts?: Remark[];
  /** What note-takers want to look up, read or try, shown as "To look up". */
  lookups?: Remark[];
  /** Headings of the notes that nothing is shown of. Renderers name them: "Also in the notes". */
  leftOut?: LeftOut[];
  /** The talk in brief, shown as "In short". Only a language model writes this and the next. */
  inShort?: Point;
  /** What the notes leave open. */
  unclear?: Point[];
  /** Points on which the notes disagree; only a language model finds them. */
  disagreements?: Point[];
  photos: Photo[];
  links: { url: string; title?: string; noteIds: NoteId[] }[];
  /** Names of the people who wrote its notes, most notes first. */
  contributors: string[];
}

export interface Photo {
  /** Path relative to the recap: `photos/fashion.png`. */
  file: string;
  caption?: string;
  /** Alternative text; absent if the note doesn't describe the photo. */
  alt?: string;
  /** In pixels; absent if the file doesn't say. */
  width?: number;
  height?: number;
  noteId: NoteId;
}

export interface RecapNote {
  id: NoteId;
  channel: string;
  ts: string;
  /** As in {@link Note}. */
  writtenAt?: number;
  author: string;
  text: string;
  kind: NoteKind;
  /** The talk that it is placed in, null for the hallway; a guess if {@link RecapNote.isUnsure}. */
  talkId: TalkId | null;
  /**
   * The placement is so uncertain that the talk's summary doesn't use the note. Renderers list it for its day under
   * "Not sure where these belong".
   */
  isUnsure?: boolean;
  day: CalendarDate;
  /** URLs that the note links to. */
  links?: string[];
  permalink?: string;
}

/** File formats that a recap can be exported as. */
export const EXPORT_FORMATS = ['md', 'html', 'json', 'csv', 'csl', 'bib'] as const;
/** `reading-list` is only the reading list, as Markdown. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number] | 'reading-list';
