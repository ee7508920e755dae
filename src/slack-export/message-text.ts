import type { RichText } from '#domain/notes/note.ts';
import { isObject, type JsonObject, objectsOf, textOf } from '#shared/json-guards.ts';
import type { SlackNames } from '#text/slack-markup/escapes.ts';
import { parseSlackText } from '#text/slack-markup/parse-slack-text.ts';
import { parseRichTextBlocks } from '#text/slack-markup/rich-text-blocks.ts';

/** Slack itself cuts a message at 40,000 characters (chat.postMessage, "Truncating content"). */
const MAX_TEXT = 40_000;

/** What Slack wrote by itself round a file or a comment on one, in messages from before 2018. */
const FILE_SENTENCE =
  /^<@[^<>]+> (?:uploaded|shared|commented on)\b[^<>\n]*(?:<@[^<>]+>[^<>\n]*)?<[^<>\n]+>(?: and commented: |: )?/;

/**
 * A message's own words. What Slack writes about files is not the author's, nor are the previews of links and
 * shared messages in `attachments`. `isCut` says that the text was longer than Slack allows, and is cut off there.
 */
export function messageText(message: JsonObject, names: SlackNames): RichText & { isCut: boolean } {
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
  const comment = subtype === 'file_comment' ? message.comment : objectOf(message.file).initial_comment;
  return textOf(objectOf(comment), 'comment') || text.replace(FILE_SENTENCE, '');
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
