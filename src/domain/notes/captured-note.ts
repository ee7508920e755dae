import type { CalendarDate, ConferenceId } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import type { NotedWork } from '#domain/reading-list/work.ts';
import type { NotePhoto } from './note.ts';

/** How a note was captured. */
export type CaptureMethod =
  | 'command'
  | 'form'
  | 'reading-list'
  | 'thread'
  | 'listen'
  | 'shortcut'
  | 'reaction'
  | 'mention';

/** An action that made a message a note, and the user who did it. A note without any is no longer a note. */
export interface Capture {
  way: CaptureMethod;
  by: string;
}

/** A reaction that somebody gave a note's message, by its name without skin tone. */
export interface GivenReaction {
  name: string;
  by: string;
}

/** The kind that the author chose for a note; if absent, it is derived from the text. */
export type StatedKind = 'quote' | 'question';

/** The key of a note and of its message. */
export interface MessageKey {
  teamId: string;
  channel: string;
  /** Slack's timestamp, or a synthetic one in the same format for a note typed to the bot. */
  ts: string;
}

/**
 * What decided {@link CapturedNote.talkId}: a person, the talk's thread, or automatic placement when the note was saved
 * (`program`). `thread` is also set to keep a note with its talk after the talk was rescheduled. `nobody`: we asked the
 * author, and until they answer the note is in the hallway.
 */
export type PlacedBy = 'person' | 'thread' | 'program' | 'nobody';

/** A note as stored, with Slack's own markup, so that names and placement can be resolved again at any time. */
export interface CapturedNote extends MessageKey {
  conferenceId: ConferenceId;
  /** Milliseconds since the epoch. */
  at: number;
  threadTs?: string;
  authorId: string;
  /** Message text as Slack stores it (mrkdwn with `<@U…>` and `&amp;`). */
  source: string;
  photos: NotePhoto[];
  captures: Capture[];
  reactions?: GivenReaction[];
  /** The conference day that it belongs to. */
  day: CalendarDate;
  /** Null for the hallway. If `placedBy` is `program`, a guess that is updated when compiling; otherwise certain. */
  talkId: TalkId | null;
  placedBy: PlacedBy;
  statedKind?: StatedKind;
  /** The works that it recommends, if a person added or edited them; otherwise they are found in its text. */
  works?: NotedWork[];
  /** The channel was private when the note was written. */
  fromPrivate: boolean;
  /** We couldn't find out who can read the channel. Until we can, the note counts as private. */
  isAudienceUnknown?: boolean;
  /** The channel was shared with other organizations when the note was written. */
  fromShared?: boolean;
  /** Slack's timestamp of the latest edit. */
  editedTs?: string;
  /** When it was deleted or removed, in milliseconds since the epoch: a tombstone without text or photos. */
  deletedAt?: number;
}

const TYPED: ReadonlySet<CaptureMethod> = new Set(['command', 'form', 'reading-list']);

/** Returns whether it was typed to the bot, so that Slack has no message by its author. */
export function isTyped({ captures }: Pick<CapturedNote, 'captures'>): boolean {
  return captures.some(({ way }) => TYPED.has(way));
}

/** Returns whether its author can edit it with the bot: others are messages, which people edit in Slack, or recommendations. */
export function isEditable(note: Pick<CapturedNote, 'captures'>): boolean {
  return isTyped(note) && note.captures.every(({ way }) => way !== 'reading-list');
}

/**
 * Creates a timestamp in Slack's format for a note typed to the bot: seconds and six decimal places, the last three
 * from `nth`, so that notes of the same millisecond differ.
 */
export function createSyntheticTs(now: number, nth: number): string {
  const seconds = Math.floor(now / 1000);
  const micros = (now % 1000) * 1000 + (nth % 1000);
  return `${seconds}.${String(Math.floor(micros)).padStart(6, '0')}`;
}

export function withoutSkinTone(reaction: string): string {
  return reaction.replace(/::skin-tone-\d.*$/, '');
}
