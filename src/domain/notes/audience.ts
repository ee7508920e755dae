import { type CapturedNote, type CaptureMethod, isTyped } from './captured-note.ts';

/** A channel and who can read it now. */
export interface AudienceChannel {
  id: string;
  /** Only members can read it: private channels, direct and group messages. */
  isPrivate: boolean;
  /** People from other organizations can read it too (Slack Connect). */
  isShared: boolean;
}

/**
 * The audience that something would be shown to: everyone in a channel, or one person. A channel may have guests; the
 * people who invited them accept that they can read what is posted there.
 */
export interface Audience {
  /** The channel that all readers can read; absent if one person reads it outside of any channel. */
  channel?: AudienceChannel;
  /** User id of the only reader; absent if it is posted to a channel. */
  reader?: string;
  /** Whether all readers can read the workspace's public channels; guests and people from other organizations can't. */
  readsWorkspace: boolean;
}

/** Actions by which an author contributes a message on purpose. */
const POINTED_AT: ReadonlySet<CaptureMethod> = new Set(['shortcut', 'reaction', 'mention']);

/** Returns whether the author contributed the note to the recap on purpose. */
function isContributed(note: Pick<CapturedNote, 'captures' | 'authorId'>): boolean {
  // What people type to the bot is meant for everyone who reads the recap.
  return isTyped(note) || note.captures.some(({ way, by }) => POINTED_AT.has(way) && by === note.authorId);
}

/** Returns whether somebody saved this note on purpose, so that it doesn't count as small talk however short it is. */
export function isDeliberate(note: Pick<CapturedNote, 'captures'>): boolean {
  return isTyped(note) || note.captures.some(({ way }) => POINTED_AT.has(way));
}

/** Returns the audience of a post in a channel. */
export function channelAudience({ id, isPrivate, isShared }: AudienceChannel): Audience {
  return { channel: { id, isPrivate, isShared }, readsWorkspace: !isShared };
}

/** Everyone in the workspace, regardless of channel. */
export const WORKSPACE: Audience = { readsWorkspace: true };

/** Returns whether an audience can see a channel's name: only if everyone in it can read the channel. */
export function mayNameChannel({ id, isPrivate }: AudienceChannel, { channel, readsWorkspace }: Audience): boolean {
  return id === channel?.id || (readsWorkspace && !isPrivate);
}

/** Returns whether an audience can follow a link to a note. */
export function canFollowLink(
  note: Pick<CapturedNote, 'authorId' | 'channel' | 'fromPrivate'>,
  { channel, reader, readsWorkspace }: Audience,
): boolean {
  return note.channel === channel?.id || note.authorId === reader || (readsWorkspace && !note.fromPrivate);
}

/**
 * Returns whether a note can be shown to an audience. Nobody's words reach more people than they were written for. Notes that
 * their author contributed can be shown anywhere, and authors always see their own. Notes written for the whole
 * workspace can be shown to anyone in it. In its own channel, a note can be shown unless the channel has since been
 * made public or shared with other organizations.
 */
export function canBeShownIn(
  note: Pick<CapturedNote, 'captures' | 'authorId' | 'channel' | 'fromPrivate' | 'fromShared'>,
  { channel, reader, readsWorkspace }: Audience,
): boolean {
  if (isContributed(note) || note.authorId === reader) return true;
  if (readsWorkspace && !note.fromPrivate) return true;
  if (note.channel !== channel?.id) return false;
  const isOpenedSince = (note.fromPrivate && !channel.isPrivate) || (!note.fromShared && channel.isShared);
  return !isOpenedSince;
}
