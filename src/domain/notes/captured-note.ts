import type { CalendarDate, ConferenceId } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import type { NotedWork } from '#domain/reading-list/work.ts';
import type { NotePhoto } from './note.ts';

/** The gesture by which a note was captured. */
export type CaptureWay =
  | 'command'
  | 'form'
  | 'reading-list'
  | 'thread'
  | 'listen'
  | 'shortcut'
  | 'reaction'
  | 'mention';

/** A gesture that made a message a note, and whose it was. A note without any is no longer a note. */
export interface Capture {
  way: CaptureWay;
  by: string;
}

/** A reaction that somebody gave a note's message, by its name without skin tone. */
export interface GivenReaction {
  name: string;
  by: string;
}

/** The kind that the author gave a note; absent: derived from the text. */
export type StatedKind = 'quote' | 'question';

/** The key of a note and of its message. */
export interface MessageKey {
  teamId: string;
  channel: string;
  /** Slack's time stamp, or a synthetic one of the same form for a typed note. */
  ts: string;
}

/**
 * Who decided {@link CapturedNote.talkId}: a person, a talk's thread (or the talk that has been moved since), or automatic
 * placement when the note came. `nobody`: its author was asked, and until they answer it is in the hallway.
 */
export type PlacedBy = 'person' | 'thread' | 'program' | 'nobody';

/** A note as it is stored, in Slack's own words, so that names and placement can be resolved again at any time. */
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
  reactions?: GivenReaction[];
  /** The conference day that it belongs to. */
  day: CalendarDate;
  /** Null: the hallway. If `placedBy` is `program`, a guess that is made again when compiling; otherwise certain. */
  talkId: TalkId | null;
  placedBy: PlacedBy;
  statedKind?: StatedKind;
  /** The works that it recommends, if a person added or edited them; else they are found in its text. */
  works?: NotedWork[];
  /** Only members could read the channel when it was written. */
  fromPrivate: boolean;
  /** Slack couldn't be asked who can read the channel; until it can, the note counts as private. */
  isAudienceUnknown?: boolean;
  /** People of other organizations could read the channel when it was written. */
  fromShared?: boolean;
  /** Slack's time stamp of the latest edit. */
  editedTs?: string;
  /** When it was deleted or removed, milliseconds since the epoch: a tombstone without words or photos. */
  deletedAt?: number;
}

const TYPED: ReadonlySet<CaptureWay> = new Set(['command', 'form', 'reading-list']);

/** Whether it was typed to the bot, so that there is no message of its author in Slack. */
export function isTyped({ captures }: Pick<CapturedNote, 'captures'>): boolean {
  return captures.some(({ way }) => TYPED.has(way));
}

/** Whether its author can edit it with the bot: others are messages, which people edit in Slack, or recommendations. */
export function isEditable(note: Pick<CapturedNote, 'captures'>): boolean {
  return isTyped(note) && note.captures.every(({ way }) => way !== 'reading-list');
}

/**
 * Creates a time stamp like Slack's for a typed note: the second, and six digits of which the last three come from
 * `nth`, so that notes of the same millisecond differ.
 */
export function createSyntheticTs(now: number, nth: number): string {
  const seconds = Math.floor(now / 1000);
  const micros = (now % 1000) * 1000 + (nth % 1000);
  return `${seconds}.${String(Math.floor(micros)).padStart(6, '0')}`;
}

export function withoutSkinTone(reaction: string): string {
  return reaction.replace(/::skin-tone-\d.*$/, '');
}
