import type { CalendarDate, ConferenceId } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import { contentHash } from '#domain/recap/content-hash.ts';

/** A message to post: what Slack's chat.postMessage takes, as render/slack creates it. */
export interface OutgoingMessage {
  /** Escaped; what notifications and screen readers say. */
  text: string;
  /** Block Kit blocks. */
  blocks: unknown[];
}

/** Identifies a message of the bot for good; written in its first block's `block_id`, at most 255 characters. */
export type PublicationKey = string;

/**
 * A message that should be in Slack, and what is known to be there. It is stored before anything is posted (outbox), so
 * that nothing is lost or posted twice.
 */
export interface Publication {
  key: PublicationKey;
  teamId: string;
  conferenceId: ConferenceId;
  channel: string;
  /** The publication in whose thread it is a reply. */
  parentKey?: PublicationKey;
  /** Null: it should be removed from Slack. */
  wanted: OutgoingMessage | null;
  /** Of `wanted`. */
  wantedHash: string;
  /** Slack's time stamp of the message; absent if it was never posted. */
  ts?: string;
  /** The hash of what is in Slack. */
  postedHash?: string;
  /**
   * When an attempt to post started that has not finished, milliseconds since the epoch: it may or may not be in Slack.
   */
  startedAt?: number;
  attempts: number;
  /** Earliest time of the next attempt, milliseconds since the epoch. */
  retryAt: number;
  /** Why Slack refused it; it is retried at `retryAt`, or when the wanted message changes. */
  failure?: string;
}

/**
 * `note:…`: a typed note, shown in a thread. Moved to another talk's thread it is another message, so the thread is
 * part of the key; all keys of a note start with {@link noteKeys}.
 */
export function noteKey(channel: string, ts: string, thread: PublicationKey): PublicationKey {
  return `${noteKeys(channel, ts)}${thread}`;
}

export function noteKeys(channel: string, ts: string): string {
  return `note:${channel}:${ts}:`;
}

/** Returns the channel and time stamp of the note that a publication shows; undefined if it shows none. */
export function parseNoteKey(key: PublicationKey): { channel: string; ts: string } | undefined {
  const [, channel, ts] = /^note:([^:]+):([^:]+):/.exec(key) ?? [];
  return channel === undefined || ts === undefined ? undefined : { channel, ts };
}

/** What a thread of the bot collects: the notes of a talk, or of a day's hallway. */
export type ThreadSubject = { talkId: TalkId } | { day: CalendarDate };

/** `thread:…`: the first message of a talk's thread, or of a day's hallway thread. */
export function threadKey(conferenceId: ConferenceId, subject: ThreadSubject): PublicationKey {
  return 'talkId' in subject
    ? `${threadKeys(conferenceId)}talk:${shortened(subject.talkId)}`
    : `${threadKeys(conferenceId)}hallway:${subject.day}`;
}

/** Returns the prefix of the keys of a conference's threads. */
export function threadKeys(conferenceId: ConferenceId): string {
  return `thread:${conferenceId}:`;
}

/** `digest:…`: a part of a day's digest; `part` is `main` for the post, else names the part in its thread. */
export function digestKey(conferenceId: ConferenceId, day: CalendarDate, part: string): PublicationKey {
  return `digest:${conferenceId}:${day}:${part === '' ? '' : shortened(part)}`;
}

/** `recap:…`: a part of the whole conference's recap. */
export function recapKey(conferenceId: ConferenceId, part: string): PublicationKey {
  return `recap:${conferenceId}:${part === '' ? '' : shortened(part)}`;
}

/** `canvas:…`: the recap as a canvas; its text is the title, its only block is of type `markdown`. */
export function canvasKey(conferenceId: ConferenceId): PublicationKey {
  return `canvas:${conferenceId}`;
}

/** `reminder:…` that a digest or recap waits for an organizer's approval; `scope` is a day or `all`. */
export function reminderKey(conferenceId: ConferenceId, scope: CalendarDate | 'all', userId: string): PublicationKey {
  return `${reminderKeys(conferenceId)}${scope}:${userId}`;
}

export function reminderKeys(conferenceId: ConferenceId): string {
  return `reminder:${conferenceId}:`;
}

/** Lower ones are posted first in their channel: a digest doesn't wait for threads, nor a thread for its notes. */
export function publicationPriority(key: PublicationKey): number {
  if (key.startsWith('note:')) return 2;
  return key.startsWith('thread:') ? 1 : 0;
}

/** Returns the day of the digest that a publication is a part of, or `all` for the recap. */
export function digestScope(key: PublicationKey): CalendarDate | 'all' | undefined {
  const [kind, , day] = key.split(':');
  if (kind === 'recap') return 'all';
  return kind === 'digest' ? day : undefined;
}

/** Returns the message key's channel and ts of the typed note that a publication shows. */
export function shownNote(key: PublicationKey): { channel: string; ts: string } | undefined {
  const [kind, channel, ts] = key.split(':');
  return kind === 'note' && channel !== undefined && ts !== undefined ? { channel, ts } : undefined;
}

export function isCanvasKey(key: PublicationKey): boolean {
  return key.startsWith('canvas:');
}

/** Schedules have ids of any length; a key has 255 characters at most, two of these and more among them. */
function shortened(id: string): string {
  return /^[\x21-\x7e]{1,60}$/.test(id) ? id : contentHash(id);
}
