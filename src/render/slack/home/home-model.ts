import type { CalendarDate, ConferencePhase, TrackedConference } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import type { CapturedNote } from '#domain/notes/captured-note.ts';

/** A talk as a list or a line names it. */
export type ChosenTalk = Pick<Talk, 'id' | 'title' | 'speakers' | 'startsAt'>;

/** A note of the person whose Home it is. */
export interface HomeNote {
  note: CapturedNote;
  /** Absent: the day's hallway. */
  talk?: ChosenTalk;
  /** What else it could be, likeliest first. */
  alternatives: readonly ChosenTalk[];
}

/** Where a conference stands. */
export interface PastConference {
  conference: TrackedConference;
  /** Digests, and the recap (`all`), newest first. */
  posted: readonly { day: CalendarDate | 'all'; permalink?: string }[];
}

export interface HomeConference extends PastConference {
  phase: ConferencePhase;
  talks: number;
  notes: number;
  onNow: readonly ChosenTalk[];
  /** Milliseconds since the epoch; absent where none is to come. */
  nextDigestAt?: number;
  /** What could not be posted, in plain words. */
  troubles: readonly string[];
  isOrganizer: boolean;
  /** Newest first, and how many there are in all. */
  ownNotes: readonly HomeNote[];
  ownCount: number;
  unplaced: readonly HomeNote[];
}

/** All that Home shows to one person. */
export interface HomeWords {
  conferences: readonly HomeConference[];
  past: readonly PastConference[];
  optedOut: boolean;
}

/** A note's words as people read them: `source` is Slack's. */
export type ReadNote = (note: CapturedNote) => string;
