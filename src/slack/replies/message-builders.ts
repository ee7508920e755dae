import type { ActionsBlock, ActionsBlockElement, KnownBlock, RichTextBlock } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { composeMessage } from '#render/slack/blocks/build-blocks.ts';
import { bullets, type Inline, lineOf, richText, section, words } from '#render/slack/blocks/rich-text.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';

/** Words of an answer: ours as strings, people's as inlines that were cleaned. */
export type Words = string | Inline[];

/** One line, or several lines of few words. */
export function line(...parts: Words[]): RichTextBlock {
  return richText([section(...inlinesOf(parts))]);
}

/** A line of an introduction, and points below it; undefined where there are none. */
export function list(intro: string, items: readonly Words[][]): RichTextBlock | undefined {
  if (items.length === 0) return undefined;
  return richText([section(...words(intro)), bullets(items.map((item) => inlinesOf(item)))]);
}

/** A text from outside, or from an error, in one line; Slack takes no empty one. */
export function outside(text: string, max = 500): Inline[] {
  const shown = lineOf(text, max);
  return shown.length === 0 ? words('…') : shown;
}

function inlinesOf(parts: readonly Words[]): Inline[] {
  return parts.flatMap((part) => (typeof part === 'string' ? words(part) : part));
}

/** An answer of these blocks, those that are undefined left out. */
export function answer(...blocks: (KnownBlock | undefined)[]): OutgoingMessage {
  return composeMessage(blocks.filter((block) => block !== undefined));
}

/** Buttons and lists in one row; undefined where there are none. */
export function actions(
  elements: readonly (ActionsBlockElement | undefined)[],
  blockId?: string,
): ActionsBlock | undefined {
  const shown = elements.filter((element) => element !== undefined);
  if (shown.length === 0) return undefined;
  return { type: 'actions', elements: shown, ...omitUndefined({ block_id: blockId }) };
}
