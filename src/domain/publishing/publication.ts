import type { CalendarDate, ConferenceId } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import { contentHash } from '#domain/recap/content-hash.ts';

/** A message to post, as arguments of Slack's chat.postMessage. Created by render/slack. */
export interface OutgoingMessage {
  /** Fallback text for notifications and screen readers, escaped. */
  text: string;
  /** Block Kit blocks. */
  blocks: unknown[];
}

/** Permanent key of a message by the bot, stored in its first block's `block_id`: at most 255 characters. */
export type PublicationKey = string;

/**
 * A message that should be in Slack, and what we know to be there. It is stored before anything is posted (outbox), so
 * that nothing is lost or posted twice.
 */
export interface Publication {
  key: PublicationKey;
  teamId: string;
  conferenceId: ConferenceId;
  channel: string;
  /** Key of the publication whose thread this one is a reply in. */
  parentKey?: PublicationKey;
  /** The message to show; null if it should be deleted from Slack. */
  wanted: OutgoingMessage | null;
  /** Hash of `wanted`. */
  wantedHash: string;
  /** Slack's timestamp of the message; absent if it was never posted. */
  ts?: string;
  /** Hash of the message as last posted to Slack. */
  postedHash?: string;
  /**
   * When the latest attempt without a known outcome started, in milliseconds since the epoch: the message may or may not
   * be in Slack. Once it is found, when that was: until copies can't turn up any more.
   */
  startedAt?: number;
  /** How many attempts in a row had no answer. */
  attempts: number;
  /** How many attempts Slack has refused since one succeeded; absent if none. */
  refusals?: number;
  /** Earliest time of the next attempt, milliseconds since the epoch. */
  retryAt: number;
  /** Why Slack rejected it, as the JSON of a notice. It is retried at `retryAt`, or when `wanted` changes. */
  failure?: string;
}

/**
 * Returns the key `note:…` of a note typed to the bot and shown in a thread. If the note moves to another talk's
 * thread, it becomes another message, so the thread is part of the key. All keys of a note start with {@link noteKeyPrefix}.
 */
export function noteKey(channel: string, ts: string, thread: PublicationKey): PublicationKey {
  return `${noteKeyPrefix(channel, ts)}${thread}`;
}

export function noteKeyPrefix(channel: string, ts: string): string {
  return `note:${channel}:${ts}:`;
}

/** Returns the channel and time stamp of the note that a publication shows; undefined if it shows none. */
export function parseNoteKey(key: PublicationKey): { channel: string; ts: string } | undefined {
  const [, channel, ts] = /^note:([^:]+):([^:]+):/.exec(key) ?? [];
  return channel === undefined || ts === undefined ? undefined : { channel, ts };
}

/** What a thread started by the bot collects: the notes of a talk, or of a day's hallway. */
export type ThreadSubject = { talkId: TalkId } | { day: CalendarDate };

/** Returns the key `thread:…` of the first message in the thread of a talk or of a day's hallway. */
export function threadKey(conferenceId: ConferenceId, subject: ThreadSubject): PublicationKey {
  return 'talkId' in subject
    ? `${threadKeyPrefix(conferenceId)}talk:${shortened(subject.talkId)}`
    : `${threadKeyPrefix(conferenceId)}hallway:${subject.day}`;
}

/** Returns the common prefix of the keys of a conference's threads. */
export function threadKeyPrefix(conferenceId: ConferenceId): string {
  return `thread:${conferenceId}:`;
}

/** Returns the key of a part of a digest: `main` for the post, a name for a reply, empty for the common prefix. */
export function digestKey(conferenceId: ConferenceId, day: CalendarDate, part: string): PublicationKey {
  return `digest:${conferenceId}:${day}:${part === '' ? '' : shortened(part)}`;
}

/** Returns the key `recap:…` of a part of the whole conference's recap, with `part` as for {@link digestKey}. */
export function recapKey(conferenceId: ConferenceId, part: string): PublicationKey {
  return `recap:${conferenceId}:${part === '' ? '' : shortened(part)}`;
}

/** Returns the key `canvas:…` of the recap as a canvas: its `text` is the title, its only block is `markdown`. */
export function canvasKey(conferenceId: ConferenceId): PublicationKey {
  return `canvas:${conferenceId}`;
}

/** Returns the key of a reminder to approve a digest or recap; `scope` is a day or `all`. */
export function reminderKey(conferenceId: ConferenceId, scope: CalendarDate | 'all', userId: string): PublicationKey {
  return `${reminderKeyPrefix(conferenceId)}${scope}:${userId}`;
}

export function reminderKeyPrefix(conferenceId: ConferenceId): string {
  return `reminder:${conferenceId}:`;
}

/** `announce:…`: what a channel is told of a conference, `start`, or that its `recap` is complete. */
export function announcementKey(conferenceId: ConferenceId, about: 'start' | 'recap', channel: string): PublicationKey {
  return `announce:${conferenceId}:${about}:${channel}`;
}

/** `moved:…`: tells the author of a note that the digest shows it in another talk (null: in the hallway). */
export function movedKey(
  conferenceId: ConferenceId,
  { authorId, channel, ts }: { authorId: string; channel: string; ts: string },
  talkId: TalkId | null,
): PublicationKey {
  return `${movedKeys(conferenceId, authorId)}${channel}:${ts}:${shortened(talkId ?? 'hallway')}`;
}

export function movedKeys(conferenceId: ConferenceId, authorId: string): string {
  return `moved:${conferenceId}:${authorId}:`;
}

/** Returns the priority within a channel, lowest first: digests don't wait for threads, nor threads for notes. */
export function publicationPriority(key: PublicationKey): number {
  if (key.startsWith('note:')) return 2;
  return key.startsWith('thread:') ? 1 : 0;
}

/** Returns the day of the digest that a publication is part of, `all` for the recap, or undefined for anything else. */
export function digestScope(key: PublicationKey): CalendarDate | 'all' | undefined {
  const [kind, , day] = key.split(':');
  if (kind === 'recap') return 'all';
  return kind === 'digest' ? day : undefined;
}

/** Returns channel and timestamp of the typed note that a publication shows, or undefined if it shows none. */
export function shownNote(key: PublicationKey): { channel: string; ts: string } | undefined {
  const [kind, channel, ts] = key.split(':');
  return kind === 'note' && channel !== undefined && ts !== undefined ? { channel, ts } : undefined;
}

export function isCanvasKey(key: PublicationKey): boolean {
  return key.startsWith('canvas:');
}

/** Replaces long ids with a hash: schedules use ids of any length, but a key has at most 255 characters. */
function shortened(id: string): string {
  return /^[\x21-\x7e]{1,60}$/.test(id) ? id : contentHash(id);
}
