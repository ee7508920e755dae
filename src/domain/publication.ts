import type { ConferenceId } from './tracked-conference.ts';

/** A message of the bot's as it is to be posted: what Slack's chat.postMessage takes, made by render/slack. */
export interface OutgoingMessage {
  /** Escaped; what notifications and screen readers say. */
  text: string;
  /** Block Kit blocks. */
  blocks: unknown[];
}

/** Names a message of the bot's once and for all; stands in its first block's `block_id`, 255 characters at most. */
export type PublicationKey = string;

/**
 * A message that should stand in Slack, and what is known to stand there. It is written down before anything is
 * posted (outbox), so that nothing is lost or posted twice.
 */
export interface Publication {
  key: PublicationKey;
  teamId: string;
  conferenceId: ConferenceId;
  channel: string;
  /** The publication in whose thread it is a reply. */
  parentKey?: PublicationKey;
  /** Null: it should not stand there any more. */
  wanted: OutgoingMessage | null;
  /** Of `wanted`. */
  wantedHash: string;
  /** Where it stands; absent while it was never posted. */
  ts?: string;
  /** The hash of what stands there. */
  postedHash?: string;
  /** Milliseconds since the epoch when posting it began that has not ended: it may or may not stand there. */
  startedAt?: number;
  attempts: number;
  /** Not before this instant. */
  retryAt: number;
  /** Why it can't be posted; it is not tried again until what is wanted changes. */
  failure?: string;
}

/** `note:…` a note typed as a command, shown in its talk's thread. */
export function noteKey(channel: string, ts: string): PublicationKey {
  return `note:${channel}:${ts}`;
}

/** `thread:…` the first message of a talk's thread, or of a day's hallway thread. */
export function threadKey(
  conferenceId: ConferenceId,
  subject: { talkId: string } | { day: string },
): PublicationKey {
  return 'talkId' in subject
    ? `thread:${conferenceId}:talk:${subject.talkId}`
    : `thread:${conferenceId}:hallway:${subject.day}`;
}

/** `digest:…` a part of a day's digest; `part` is `main` for the post, else names the part in its thread. */
export function digestKey(conferenceId: ConferenceId, day: string, part: string): PublicationKey {
  return `digest:${conferenceId}:${day}:${part}`;
}

/** `recap:…` a part of the whole conference's recap. */
export function recapKey(conferenceId: ConferenceId, part: string): PublicationKey {
  return `recap:${conferenceId}:${part}`;
}
