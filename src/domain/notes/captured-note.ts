import type { CalendarDate, ConferenceId } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';
import type { NotePhoto } from './note.ts';

/** By which gesture a note was taken. */
export type CaptureWay =
  | 'command'
  | 'form'
  | 'reading-list'
  | 'thread'
  | 'listen'
  | 'shortcut'
  | 'reaction'
  | 'mention';

/** A gesture that made a message a note, and whose it was. A note with none left is no note any more. */
export interface Capture {
  way: CaptureWay;
  by: string;
}

/** What the author said a note is; without it the text tells. */
export type StatedKind = 'quote' | 'question';

/** The key of a note, and of the message that it comes from. */
export interface MessageKey {
  teamId: string;
  channel: string;
  /** Slack's time stamp; a note that was typed as a command gets one of ours, of the same form. */
  ts: string;
}

/** What {@link CapturedNote.talkId} rests on: a person or a thread decided it, or placing did as the note came. */
export type PlacedBy = 'person' | 'thread' | 'program';

/** A note as it is stored: Slack's own words, so that names and placements can be made out anew at any time. */
export interface CapturedNote extends MessageKey {
  conferenceId: ConferenceId;
  /** Milliseconds since the epoch. */
  at: number;
  threadTs?: string;
  authorId: string;
  /** As Slack writes it (mrkdwn with `<@U…>` and `&amp;`). */
  source: string;
  photos: NotePhoto[];
  captures: Capture[];
  /** The conference day that it counts for. */
  day: CalendarDate;
  /** Null: the hallway. With `placedBy` `program` a guess, that compiling makes anew; otherwise certain. */
  talkId: TalkId | null;
  placedBy: PlacedBy;
  statedKind?: StatedKind;
  /** What `/readinglist add` recommends with it. */
  work?: Omit<WorkMention, 'noteId' | 'role'>;
  /** The channel could be read by its members alone when it was written. */
  fromPrivate: boolean;
  /** People of other organisations could read the channel when it was written. */
  fromShared?: boolean;
  /** Slack's time stamp of the newest edit that is stored. */
  editedTs?: string;
  /** Deleted or taken back, milliseconds since the epoch: a tombstone, without words or photos. */
  deletedAt?: number;
}

const TYPED: ReadonlySet<CaptureWay> = new Set(['command', 'form', 'reading-list']);

/** Was it typed to the bot, so that no message of its author's stands in Slack? */
export function isTyped({ captures }: Pick<CapturedNote, 'captures'>): boolean {
  return captures.some(({ way }) => TYPED.has(way));
}

/**
 * A time stamp for a note that was typed as a command, of the form of Slack's: its second, and six digits of which
 * the last three come from `nth`, so that notes of the same millisecond differ.
 */
export function createSyntheticTs(now: number, nth: number): string {
  const seconds = Math.floor(now / 1000);
  const micros = (now % 1000) * 1000 + (nth % 1000);
  return `${seconds}.${String(Math.floor(micros)).padStart(6, '0')}`;
}
