import type { Html, Text } from 'mdast';
import { writeMarkdown } from '#render/markdown/markdown.ts';
import { paragraph, text } from '#render/markdown/nodes.ts';
import { escapeText, truncate } from '#render/slack/blocks/truncate.ts';
import { plainLine } from '#render/view/plain-text.ts';

/** What `escapeText` writes for the characters of Slack's own markup. */
const ESCAPES = /(&(?:amp|lt|gt);)/;

/** How an address of the web begins, where a mark that nobody sees keeps it from being read as one. */
const ADDRESSES = /:(?=\/\/)|\bwww(?=\.)/gi;
const WORD_JOINER = '\u2060';

/**
 * A text from outside in one line, cut at `max`, for what Slack reads as Markdown: nothing in it is markup, a link or a
 * mention. Slack reads its `<…>` in Markdown, too, and heeds no backslash before them: they are escaped in its way. An
 * address would be fetched for a preview, which a stream can't be told to leave out.
 */
export function markdownText(outside: string, max: number): string {
  const line = truncate(plainLine(outside), max).replace(ADDRESSES, `$&${WORD_JOINER}`);
  const parts = escapeText(line).split(ESCAPES);
  const nodes = parts.map((part, index): Text | Html => (index % 2 === 0 ? text(part) : { type: 'html', value: part }));
  return writeMarkdown([paragraph(...nodes)]).trimEnd();
}
