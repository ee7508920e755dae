import { type Note, noteId, type Reaction, type RichText } from '#domain/notes/note.ts';
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
import { parseSlackText } from '#text/slack-markup/parse-slack-text.ts';
import { parseRichTextBlocks } from '#text/slack-markup/rich-text-blocks.ts';
import type { PhotoSkipReason } from './export-photos.ts';
import type { ExportUser } from './users-and-channels.ts';

/** Why something was skipped, as shown in the report. */
export type SkipReason = MessageSkipReason | 'duplicate' | 'broken' | 'empty' | PhotoSkipReason;

export interface Draft {
  kind: 'draft';
  note: Note;
  files: JsonObject[];
  isCut: boolean;
}

/** Something in the export that becomes no note or photo. */
export interface Skipped {
  kind: 'skipped';
  reason: SkipReason;
}

function skipped(reason: SkipReason): Skipped {
  return { kind: 'skipped', reason };
}

/** Converts a message to a note, or returns why it was skipped. Photos are added later. */
export function draftNote(
  message: unknown,
  channel: string,
  { users, names }: { users: Map<string, ExportUser>; names: SlackNames },
): Draft | Skipped {
  if (!isObject(message)) return skipped('broken');
  const fault = messageSkipReason(message, (id) => users.get(id)?.isBot === true);
  if (fault !== undefined) return skipped(fault);
  const authorId = authorOf(message);
  const ts = textOf(message, 'ts');
  const at = instantOf(ts);
  if (at === undefined || authorId === '') return skipped('broken');
  const { text, spans, isCut } = extractText(message, names);
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
    reactions: countReactions(message),
  };
  // A comment refers to its file, but the photo came with another message.
  const files =
    textOf(message, 'subtype') === 'file_comment' ? [] : objectsOf(message.files).concat(objectsOf([message.file]));
  return text === '' && files.length === 0 ? skipped('empty') : { kind: 'draft', note, files, isCut };
}

/** Returns the URL of the workspace that a message's files belong to, or undefined if they don't say. */
export function workspaceUrlOf(files: readonly JsonObject[]): string | undefined {
  for (const file of files) {
    const url = URL.parse(textOf(file, 'permalink'));
    if (url?.protocol === 'https:' && /^[\w-]+(?:\.enterprise)?\.slack\.com$/.test(url.hostname))
      return `${url.origin}/`;
  }
  return undefined;
}

/** Returns the name in the message itself, because people from other workspaces aren't in any list. */
function profileName(message: JsonObject): string {
  const profile = message.user_profile;
  return isObject(profile) ? displayName(profile) : UNKNOWN_USER;
}

/** Counts reactions, ignoring skin tones. */
function countReactions(message: JsonObject): Reaction[] {
  const counts = new Map<string, number>();
  for (const reaction of objectsOf(message.reactions)) {
    const name = textOf(reaction, 'name').replace(/::skin-tone-\d.*$/, '');
    const people = Array.isArray(reaction.users) ? reaction.users.length : 0;
    const count = Number.isSafeInteger(reaction.count) ? (reaction.count as number) : people;
    if (/^[^\s:]{1,100}$/.test(name) && count > 0) counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return [...counts].map(([name, count]) => ({ name, count }));
}

/** Slack truncates messages at 40,000 characters (chat.postMessage, "Truncating content"). */
const MAX_TEXT = 40_000;

/** Slack's own sentence around a file or a comment on a file, in messages from before 2018. */
const FILE_SENTENCE =
  /^<@[^<>]+> (?:uploaded|shared|commented on)\b[^<>\n]*(?:<@[^<>]+>[^<>\n]*)?<[^<>\n]+>(?: and commented: |: )?/;

/**
 * Returns the author's own words, without Slack's sentences about files and without link previews. `isCut` means that
 * the text was longer than Slack allows.
 */
function extractText(message: JsonObject, names: SlackNames): RichText & { isCut: boolean } {
  const text = ownText(message);
  if (text.trim() !== '') {
    return { ...parseSlackText(text.slice(0, MAX_TEXT), names), isCut: text.length > MAX_TEXT };
  }
  const decoded = parseRichTextBlocks(objectsOf(message.blocks), names);
  if (decoded.text.length <= MAX_TEXT) return { ...decoded, isCut: false };
  const spans = decoded.spans.filter((span) => span.end <= MAX_TEXT);
  return { text: decoded.text.slice(0, MAX_TEXT).toWellFormed(), spans, isCut: true };
}

function ownText(message: JsonObject): string {
  const subtype = textOf(message, 'subtype');
  const text = textOf(message, 'text');
  if (subtype !== 'file_share' && subtype !== 'file_comment') return text;
  const comment = subtype === 'file_comment' ? message.comment : toObject(message.file).initial_comment;
  return textOf(toObject(comment), 'comment') || text.replace(FILE_SENTENCE, '');
}

function toObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
