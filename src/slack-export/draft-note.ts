import { type Note, noteId, type Reaction } from '../domain/note.ts';
import type { SlackNames } from '../text/slack-escapes.ts';
import { type ExportUser, SLACKBOT } from './directory.ts';
import { isObject, type JsonObject, objectsOf, textOf } from './json-shapes.ts';
import { messageText } from './message-text.ts';
import type { PhotoFault } from './photo-files.ts';
import { shownName, UNKNOWN_USER } from './shown-name.ts';

/** Why something in an export is left out, as people read it in a count. */
export type SkipReason =
  | 'system message'
  | 'bot'
  | 'deleted'
  | 'hidden'
  | 'duplicate'
  | 'broken'
  | 'empty'
  | PhotoFault;

/** What people write themselves. Any other subtype tells of something that happened: a join, a topic, a huddle. */
const WRITTEN = new Set(['', 'thread_broadcast', 'me_message', 'file_share', 'file_comment']);

const BY_BOTS = new Set(['bot_message', 'slackbot_response']);

/** What a message says without its pictures, and the files that may be pictures. */
export interface Draft {
  note: Note;
  files: JsonObject[];
  /** Its text was longer than Slack allows. */
  isCut: boolean;
}

/** A channel's message as the draft of a note, or why it is none. */
export function draftNote(
  message: unknown,
  channel: string,
  users: Map<string, ExportUser>,
  names: SlackNames,
): Draft | SkipReason {
  if (!isObject(message)) return 'broken';
  const subtype = textOf(message, 'subtype');
  if (subtype === 'tombstone' || textOf(message, 'mode') === 'tombstone') return 'deleted';
  const authorId = authorOf(message);
  if (BY_BOTS.has(subtype) || textOf(message, 'bot_id') !== '' || users.get(authorId)?.isBot === true)
    return 'bot';
  if (authorId === SLACKBOT) return 'bot';
  if (!WRITTEN.has(subtype) || !['', 'message'].includes(textOf(message, 'type'))) return 'system message';
  if (message.hidden === true) return 'hidden';
  const ts = textOf(message, 'ts');
  const at = instantOf(ts);
  if (at === undefined || authorId === '') return 'broken';
  const { text, spans, isCut } = messageText(message, names);
  const threadTs = threadOf(message, ts);
  const note: Note = {
    id: noteId(channel, ts),
    channel,
    ts,
    at,
    ...(threadTs !== undefined && { threadTs }),
    authorId,
    author: users.get(authorId)?.name ?? profileName(message),
    text,
    spans,
    photos: [],
    reactions: reactionsOf(message),
  };
  // A comment names the file that it is about; the picture came with another message.
  const files = subtype === 'file_comment' ? [] : objectsOf(message.files).concat(objectsOf([message.file]));
  return text === '' && files.length === 0 ? 'empty' : { note, files, isCut };
}

function authorOf(message: JsonObject): string {
  const comment = message.comment;
  return textOf(message, 'user') || (isObject(comment) ? textOf(comment, 'user') : '');
}

/** People of other workspaces are in no list, but their messages carry the name that they show. */
function profileName(message: JsonObject): string {
  const profile = message.user_profile;
  return isObject(profile) ? shownName(profile) : UNKNOWN_USER;
}

/** Milliseconds since the epoch; undefined for what is no time stamp of Slack's. */
function instantOf(ts: string): number | undefined {
  const match = /^([1-9]\d{0,10})(?:\.(\d{1,6}))?$/.exec(ts);
  return match === null
    ? undefined
    : Number(match[1]) * 1000 + Math.floor(Number(`0.${match[2] ?? 0}`) * 1000);
}

function threadOf(message: JsonObject, ts: string): string | undefined {
  const threadTs = textOf(message, 'thread_ts');
  if (instantOf(threadTs) !== undefined) return threadTs;
  return Number(message.reply_count) > 0 || objectsOf(message.replies).length > 0 ? ts : undefined;
}

/** Skin tones of the same reaction count together. */
function reactionsOf(message: JsonObject): Reaction[] {
  const counts = new Map<string, number>();
  for (const reaction of objectsOf(message.reactions)) {
    const name = textOf(reaction, 'name').replace(/::skin-tone-\d.*$/, '');
    const people = Array.isArray(reaction.users) ? reaction.users.length : 0;
    const count = Number.isSafeInteger(reaction.count) ? (reaction.count as number) : people;
    if (/^[^\s:]{1,100}$/.test(name) && count > 0) counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return [...counts].map(([name, count]) => ({ name, count }));
}
