import type { LocalMessage } from '#demo/local-slack/control-api.ts';
import { blocksToText } from '#render/slack/blocks/blocks-to-text.ts';

/**
 * The bot's posts whose key (it stands in the first block, see domain/publication) matches, in the order of posting,
 * as a terminal shows them.
 */
export function showPosts(messages: LocalMessage[], key: RegExp): string {
  return messages
    .filter(({ blocks }) => key.test(String(blocks?.[0]?.block_id)))
    .map((message) => showMessage(message))
    .join('\n\n');
}

/** A message as a terminal shows it: what people wrote can't move the cursor or change colours. */
export function showMessage({ text, blocks }: Pick<LocalMessage, 'text' | 'blocks'>): string {
  const words = blocks === undefined ? text : blocksToText(blocks);
  return words.replace(/(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ');
}
