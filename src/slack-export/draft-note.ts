import { type Note, noteId, type Reaction } from '#domain/notes/note.ts';
import { isObject, type JsonObject, objectsOf, textOf } from '#shared/json-guards.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { SlackNames } from '#text/slack-markup/escapes.ts';
import {
  authorOf,
  displayName,
  instantOf,
  type MessageSkipReason,
  messageSkipReason,
  threadOf,
  UNKNOWN_USER,
} from '#text/slack-markup/message-fields.ts';
import type { ExportUser } from './directory.ts';
import type { PhotoFault } from './export-photos.ts';
import { messageText } from './message-text.ts';

/** Why something in an export is left out, as people read it in a count. */
export type SkipReason = MessageSkipReason | 'duplicate' | 'broken' | 'empty' | PhotoFault;

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
  const fault = messageSkipReason(message, (id) => users.get(id)?.isBot === true);
  if (fault !== undefined) return fault;
  const authorId = authorOf(message);
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
    ...omitUndefined({ threadTs }),
    authorId,
    author: users.get(authorId)?.name ?? profileName(message),
    text,
    spans,
    photos: [],
    reactions: reactionsOf(message),
  };
  // A comment names the file that it is about; the picture came with another message.
  const files =
    textOf(message, 'subtype') === 'file_comment' ? [] : objectsOf(message.files).concat(objectsOf([message.file]));
  return text === '' && files.length === 0 ? 'empty' : { note, files, isCut };
}

/** People of other workspaces are in no list, but their messages carry the name that they show. */
function profileName(message: JsonObject): string {
  const profile = message.user_profile;
  return isObject(profile) ? displayName(profile) : UNKNOWN_USER;
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
