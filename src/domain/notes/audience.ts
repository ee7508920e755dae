import { type CapturedNote, type CaptureWay, isTyped } from './captured-note.ts';

/** Who can read a channel now. */
export interface AudienceChannel {
  id: string;
  /** Only members can: private channels, direct and group messages. */
  isPrivate: boolean;
  /** People of other organizations can, too. */
  isShared: boolean;
}

/**
 * The audience of a place where something would be shown: everyone in a channel, or one person. A channel may have
 * guests; the people who invite them let them read what is posted there.
 */
export interface Place {
  /** The channel that all readers can read; absent for a person outside of channels. */
  channel?: AudienceChannel;
  /** The only reader; absent if it is posted. */
  reader?: string;
  /** The readers can read the workspace's public channels; guests and people of other organizations can't. */
  readsWorkspace: boolean;
}

/** Gestures that contribute a message if its own author makes them. */
const POINTED_AT: ReadonlySet<CaptureWay> = new Set(['shortcut', 'reaction', 'mention']);

/** Whether the author contributed the note to the recap on purpose. */
function isContributed(note: Pick<CapturedNote, 'captures' | 'authorId'>): boolean {
  // What people type for the recap is written for everyone who reads it.
  return isTyped(note) || note.captures.some(({ way, by }) => POINTED_AT.has(way) && by === note.authorId);
}

/** Whether somebody picked this note on purpose, so that it isn't small talk however short it is. */
export function isDeliberate(note: Pick<CapturedNote, 'captures'>): boolean {
  return isTyped(note) || note.captures.some(({ way }) => POINTED_AT.has(way));
}

/** Returns the audience of a post in a channel. */
export function channelAudience({ id, isPrivate, isShared }: AudienceChannel): Place {
  return { channel: { id, isPrivate, isShared }, readsWorkspace: !isShared };
}

/** The people of the workspace, wherever they read. */
export const WORKSPACE: Place = { readsWorkspace: true };

/** Whether an audience may see a channel's name: if all of it can read the channel. */
export function mayNameChannel({ id, isPrivate }: AudienceChannel, { channel, readsWorkspace }: Place): boolean {
  return id === channel?.id || (readsWorkspace && !isPrivate);
}

/** Whether an audience can follow a link to a note. */
export function canFollowLink(
  note: Pick<CapturedNote, 'authorId' | 'channel' | 'fromPrivate'>,
  { channel, reader, readsWorkspace }: Place,
): boolean {
  return note.channel === channel?.id || note.authorId === reader || (readsWorkspace && !note.fromPrivate);
}

/**
 * Whether a note may be shown to an audience. Nobody's words reach a wider audience than they were written for: what
 * its author contributed may be shown anywhere, and everything to its author; what was written for the whole workspace
 * may be shown to its people; and in its own channel a note may be shown unless that has been made public, or shared
 * with others, since.
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
