import type { TalkId } from '#domain/conference/talk.ts';

/** How a stretch of a text is set or what it points to. `quote` is a block quote, `code` inline or block code. */
export type SpanKind = 'bold' | 'italic' | 'strike' | 'code' | 'quote' | 'link' | 'heading';

/** A stretch of {@link RichText.text}: UTF-16 offsets, `end` exclusive. Spans may nest but never cross. */
export interface Span {
  kind: SpanKind;
  start: number;
  end: number;
  /** Only of a `link`: an absolute http(s) address. */
  url?: string;
}

/**
 * A text as people read it, without markup, and beside it what the markup said. A link stands as its label (or
 * as its address where it has none), a mention as `@Name` or `#channel`, an emoji as its character where one is
 * known, else as `:name:`.
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
  /** What its author called it, where that is more than the file's name. */
  title?: string;
  /** In pixels, as it is shown; absent where the file doesn't tell. */
  width?: number;
  height?: number;
}

/** One message that somebody wrote about the conference: the unit that everything else is made from. */
export interface Note extends RichText {
  id: NoteId;
  /** The channel's id. */
  channel: string;
  /** Slack's time stamp, unique in the channel: seconds since the epoch with six digits after the point. */
  ts: string;
  /** The same instant in milliseconds since the epoch. */
  at: number;
  /** The `ts` of the thread's first message, on that message itself too; absent where there is no thread. */
  threadTs?: string;
  authorId: string;
  /** The name that the author shows. */
  author: string;
  photos: NotePhoto[];
  reactions: Reaction[];
  /** The talk that a person or a talk's own thread put it in, null for the hallway: certain. Absent: to be placed. */
  talkId?: TalkId | null;
  permalink?: string;
}

/**
 * What a note is in the recap: an `opener` only names the talk that begins; `small-talk` reaches neither points
 * nor quotes.
 */
export type NoteKind = 'point' | 'quote' | 'question' | 'answer' | 'photo' | 'opener' | 'small-talk';

export function noteId(channel: string, ts: string): NoteId {
  return `${channel}:${ts}`;
}

/** Is `note` a reply in a thread (not the thread's first message)? */
export function isReply(note: Pick<Note, 'ts' | 'threadTs'>): boolean {
  return note.threadTs !== undefined && note.threadTs !== note.ts;
}

/** Orders notes as they were written; two at the same instant by channel. */
export function compareNotes(a: Pick<Note, 'at' | 'ts' | 'id'>, b: Pick<Note, 'at' | 'ts' | 'id'>): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.ts !== b.ts) return a.ts < b.ts ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
