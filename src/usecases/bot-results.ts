import type { CalendarDate, ConferencePhase, TrackedConference } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import type { Statement } from '#domain/editing/review-statements.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import type { Recap } from '#domain/recap/recap.ts';
import type { MessagePart } from '#usecases/ports/chat.ts';
import type { ModelUse } from '#usecases/ports/summarizer.ts';

/** A talk as a person chooses it. */
export type TalkChoice = Pick<Talk, 'id' | 'title' | 'speakers' | 'startsAt' | 'endsAt' | 'room'>;

/** A note as it was taken, and where it went. */
export interface SavedNote {
  note: CapturedNote;
  conference: TrackedConference;
  /** Absent: the day's hallway. */
  talk?: TalkChoice;
  /** Set where the program is not sure: what else it could be, likeliest first. */
  alternatives: TalkChoice[];
  isUnsure: boolean;
  /** The note was there before. */
  again: boolean;
}

/** Where one conference stands: `/recap help`, Home. */
export interface ConferenceState {
  conference: TrackedConference;
  phase: ConferencePhase;
  talks: number;
  notes: number;
  /** Talks that are on now. */
  onNow: TalkChoice[];
  /** When the next digest is posted, milliseconds since the epoch; absent when there is none to come. */
  nextDigestAt?: number;
  /** Where posted digests and the recap stand, newest first. */
  posted: { day: CalendarDate | 'all'; permalink?: string }[];
  /** What could not be posted, in plain words with what to do. */
  troubles: string[];
  /** May the actor change, publish and end it? */
  isOrganizer: boolean;
}

export interface HomeState {
  conferences: (ConferenceState & {
    /** The actor's own notes, newest first, at most 20, and how many there are. */
    ownNotes: SavedNote[];
    ownCount: number;
    /** The actor's notes that need a talk, newest first, at most 5. */
    unplaced: SavedNote[];
  })[];
  past: ConferenceState[];
  optedOut: boolean;
}

export interface TalkList {
  conference: TrackedConference;
  days: {
    date: CalendarDate;
    talks: (TalkChoice & { notes: number; threadPermalink?: string })[];
    hallwayNotes: number;
  }[];
}

export interface ScheduleImport {
  conference: TrackedConference;
  added: number;
  updated: number;
  removed: number;
  /** The first talk, so that a person can see whether the time zone is right. */
  first?: TalkChoice;
  warnings: string[];
}

export interface ReadingListPage {
  conference: TrackedConference;
  items: { number: number; item: ReadingItem }[];
  /** From 1. */
  page: number;
  pages: number;
  total: number;
}

/** How an unpublished digest or recap will be posted: automatically, once it is approved, or approved already. */
export type Approval = 'automatic' | 'wanted' | 'given';

export interface Preview {
  conference: TrackedConference;
  recap: Recap;
  /** Just what will be posted. */
  parts: MessagePart[];
  /** Notes that no talk was found for with confidence; they are in none of the parts. */
  unsureNotes?: OutgoingMessage;
  day: CalendarDate | 'all';
  /** Sentences that were left out, as they are not in the notes. */
  refused: number;
  /** Sentences that stay in the language of their notes, as their translations could not be checked. */
  untranslated: number;
  /** What was decided when its notes said something else, and is shown as it is made now. */
  asksAgain: Statement[];
  isPosted: boolean;
  approval: Approval;
  /** What a language model took; absent where none is used. */
  use?: ModelUse;
}
