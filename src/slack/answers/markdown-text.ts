import type { Html, Text } from 'mdast';
import { writeMarkdown } from '../../render/markdown.ts';
import { paragraph, text } from '../../render/markdown-nodes.ts';
import { plainLine } from '../../render/plain-text.ts';
import { cutText, escapeText } from '../../render/slack/cut-text.ts';

/** What `escapeText` writes for the characters of Slack's own markup. */
const ESCAPES = /(&(?:amp|lt|gt);)/;

/**
 * A text from outside in one line, cut at `max`, for what Slack reads as Markdown: nothing in it is markup, a link or a
 * mention. Slack reads its `<…>` in Markdown, too, and heeds no backslash before them: they are escaped in its way.
 */
export function markdownText(outside: string, max: number): string {
  const parts = escapeText(cutText(plainLine(outside), max)).split(ESCAPES);
  const nodes = parts.map((part, index): Text | Html =>
    index % 2 === 0 ? text(part) : { type: 'html', value: part },
  );
  return writeMarkdown([paragraph(...nodes)]).trimEnd();
}
