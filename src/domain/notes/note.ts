import type { TalkId } from '#domain/conference/talk.ts';

/** Formatting of a range of text, or a link. `quote` is a block quote, `code` inline or block code. */
export type SpanKind = 'bold' | 'italic' | 'strike' | 'code' | 'quote' | 'link' | 'heading';

/** A range of {@link RichText.text}: UTF-16 offsets, `end` exclusive. Spans may nest but not partly overlap. */
export interface Span {
  kind: SpanKind;
  start: number;
  end: number;
  /** Only for a `link`: an absolute http(s) URL. */
  url?: string;
}

/**
 * A text as people see it, with its formatting. A link is shown as its label (or URL), a mention as `@Name` or
 * `#channel`, an emoji as its character or `:name:`.
 */
export interface RichText {
  text: string;
  spans: Span[];
}

/** `CHANNEL_ID:ts`, unique in a workspace. */
export type NoteId = string;

/** A reaction to a note: emoji name without colons, and how many people gave it. */
export interface Reaction {
  name: string;
  count: number;
}

/** A picture that came with a note. */
export interface NotePhoto {
  /** The file's id in Slack. */
  id: string;
  /** A safe file name, unique in the conference, such as `fashion.png`. */
  name: string;
  /** Title that the author gave it, if it says more than the file name. */
  title?: string;
  /** In pixels; absent if unknown. */
  width?: number;
  height?: number;
}

/** A message that somebody wrote about the conference; everything else is derived from notes. */
export interface Note extends RichText {
  id: NoteId;
  /** The channel's id. */
  channel: string;
  /** Slack's timestamp, unique in the channel: seconds since the epoch with six decimal places. */
  ts: string;
  /** The same instant in milliseconds since the epoch. */
  at: number;
  /** When it was written, if `ts` says something else: in the demo, which replays a past conversation. */
  writtenAt?: number;
  /** The `ts` of the thread's first message, also set on that message itself; absent outside of threads. */
  threadTs?: string;
  authorId: string;
  /** The author's display name. */
  author: string;
  photos: NotePhoto[];
  reactions: Reaction[];
  /** The talk that a person or its thread assigned it to, null for the hallway; absent if placed automatically. */
  talkId?: TalkId | null;
  permalink?: string;
}

/**
 * What a note is in the recap. An `opener` only names the talk that starts; `small-talk` is left out of points and
 * quotes.
 */
export type NoteKind = 'point' | 'quote' | 'question' | 'answer' | 'photo' | 'opener' | 'small-talk';

export function noteId(channel: string, ts: string): NoteId {
  return `${channel}:${ts}`;
}

/** Returns a message's URL as chat.getPermalink does; `workspaceUrl` ends in a slash. */
export function messageUrl(
  workspaceUrl: string,
  { channel, ts }: Pick<Note, 'channel' | 'ts'>,
  threadTs?: string,
): string {
  const url = `${workspaceUrl}archives/${channel}/p${ts.replace('.', '')}`;
  return threadTs === undefined || threadTs === ts ? url : `${url}?thread_ts=${threadTs}&cid=${channel}`;
}

/** Returns whether a note is a reply in a thread, not the thread's first message. */
export function isReply(note: Pick<Note, 'ts' | 'threadTs'>): boolean {
  return note.threadTs !== undefined && note.threadTs !== note.ts;
}

/** Compares notes by time; two at the same instant by channel. */
export function compareNotes(a: Pick<Note, 'at' | 'ts' | 'id'>, b: Pick<Note, 'at' | 'ts' | 'id'>): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.ts !== b.ts) return a.ts < b.ts ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
