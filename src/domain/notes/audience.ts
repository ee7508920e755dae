import { type CapturedNote, type CaptureWay, isTyped } from './captured-note.ts';

/** A channel as far as it says who can read there, as it is now. */
export interface AudienceChannel {
  id: string;
  /** Its members alone can: private channels, direct and group messages. */
  isPrivate: boolean;
  /** People of other organisations can, too. */
  isShared: boolean;
}

/**
 * Where something would be shown: in a channel to all who read there, or to one person alone. A channel of the
 * workspace may have guests; whoever invites them there lets them read what is posted there.
 */
export interface Place {
  /** The channel that all readers can read; absent for a person outside of channels. */
  channel?: AudienceChannel;
  /** The only one who reads it; absent where it is posted. */
  reader?: string;
  /** Can the readers read the workspace's public channels? Guests and people of other organisations can't. */
  readsWorkspace: boolean;
}

/** What a person does to a message of their own contributes it; to somebody else's it doesn't. */
const POINTED_AT: ReadonlySet<CaptureWay> = new Set(['shortcut', 'reaction', 'mention']);

/** Did the author give the note to the recap by an act of their own? */
function isContributed(note: Pick<CapturedNote, 'captures' | 'authorId'>): boolean {
  // What a person types for the recap is written for all who read it.
  return isTyped(note) || note.captures.some(({ way, by }) => POINTED_AT.has(way) && by === note.authorId);
}

/** Did somebody choose this very note, so that it is no small talk however short it is? */
export function isDeliberate(note: Pick<CapturedNote, 'captures'>): boolean {
  return isTyped(note) || note.captures.some(({ way }) => POINTED_AT.has(way));
}

/** What is posted in a channel, for all who read there. */
export function channelAudience({ id, isPrivate, isShared }: AudienceChannel): Place {
  return { channel: { id, isPrivate, isShared }, readsWorkspace: !isShared };
}

/**
 * May a note be shown in a place? Nobody's words reach a wider audience than they were written for. What counts is
 * who could read the note's channel when it was written, and who can read the place now:
 *
 * - what its author contributed may be shown anywhere, and to its author everything of theirs;
 * - what was written for all of the workspace may be shown wherever only its people read;
 * - in its own channel it may be shown unless that has been opened since: made public, or shared with others.
 */
export function canBeShownIn(
  note: Pick<CapturedNote, 'captures' | 'authorId' | 'channel' | 'fromPrivate' | 'fromShared'>,
  { channel, reader, readsWorkspace }: Place,
): boolean {
  if (isContributed(note) || note.authorId === reader) return true;
  if (readsWorkspace && !note.fromPrivate) return true;
  if (note.channel !== channel?.id) return false;
  const isOpenedSince = (note.fromPrivate && !channel.isPrivate) || (!note.fromShared && channel.isShared);
  return !isOpenedSince;
}
