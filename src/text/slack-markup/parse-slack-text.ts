import type { RichText } from '#domain/notes/rich-text.ts';
import { markBlocks } from './block-markup.ts';
import { type SlackNames, unescapeSlack } from './escapes.ts';
import { createTextEdits } from './text-edits.ts';

/** Without any of these a text is what it looks like. */
const MAY_BE_MARKUP = /[<>&*_~`:#[]|https?:/i;

/**
 * A Slack message's `text` (mrkdwn, and the Markdown that people paste) as people read it. Never throws; takes
 * time in proportion to the text's length. Mentions and links become harmless text: what they stand for in
 * Slack, such as an address or somebody's name, comes from `names` and the text alone.
 */
export function decodeSlackMarkup(source: string, names: SlackNames): RichText {
  const { text, atoms } = unescapeSlack(source, names);
  if (atoms.length === 0 && !MAY_BE_MARKUP.test(text)) return { text: text.trim(), spans: [] };
  const edits = createTextEdits(text);
  for (const { start, end, url } of atoms) if (url !== undefined) edits.addSpan('link', start, end, url);
  markBlocks(text, atoms, edits);
  return edits.finish();
}
