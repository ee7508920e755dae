import type { HeaderBlock, KnownBlock } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { spokenText } from './blocks-to-text.ts';
import { LIMITS } from './limits.ts';
import { notificationText, truncate } from './truncate.ts';

/** A message of these blocks, its `text` what they say. The first block is left without `block_id`: the publisher's. */
export function composeMessage(blocks: KnownBlock[]): OutgoingMessage {
  return { text: notificationText(spokenText(blocks)), blocks };
}

/** A title from outside, in large letters; where it is cut, `end` (of ours) stays. */
export function header(title: string, end = ''): HeaderBlock {
  const text = `${truncate(plainLine(title), LIMITS.header - end.length)}${end}`;
  return { type: 'header', text: { type: 'plain_text', text, emoji: false } };
}
