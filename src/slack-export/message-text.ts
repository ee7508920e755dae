import type { RichText } from '../domain/rich-text.ts';
import type { SlackNames } from '../text/slack-escapes.ts';
import { decodeSlackMarkup } from '../text/slack-markup.ts';
import { decodeRichTextBlocks } from '../text/slack-rich-text.ts';
import { isObject, type JsonObject, objectsOf, textOf } from './json-shapes.ts';

/** Slack cuts a message at 40,000 characters (chat.postMessage, "Truncating content"). */
const MAX_TEXT = 40_000;

/** What Slack writes by itself round a file and a comment on it, in exports from before 2018. */
const FILE_SENTENCE = /^<@[^>]+> (?:uploaded|shared|commented on|mentioned)\b[^\n]*?<https?:[^>]+>/;

/**
 * A message's own words. Not the author's are what Slack writes about files, and the previews of links and shared
 * messages in `attachments`.
 */
export function messageText(message: JsonObject, names: SlackNames): RichText {
  const text = ownText(message);
  if (text.trim() !== '') return decodeSlackMarkup(cut(text), names);
  return decodeRichTextBlocks(objectsOf(message.blocks), names, MAX_TEXT);
}

function ownText(message: JsonObject): string {
  const subtype = textOf(message, 'subtype');
  const text = textOf(message, 'text');
  if (subtype === 'file_comment') return isObject(message.comment) ? textOf(message.comment, 'comment') : '';
  if (subtype !== 'file_share' || !FILE_SENTENCE.test(text)) return text;
  const file = isObject(message.file) ? message.file : {};
  return isObject(file.initial_comment) ? textOf(file.initial_comment, 'comment') : '';
}

function cut(text: string): string {
  return text.length > MAX_TEXT ? text.slice(0, MAX_TEXT).toWellFormed() : text;
}
