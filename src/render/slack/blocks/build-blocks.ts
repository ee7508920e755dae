import type { ActionsBlock, Button, ContextBlock, HeaderBlock, KnownBlock, PlainTextElement } from '@slack/types';
import type { OutgoingMessage } from '#domain/publishing/publication.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { ACTIONS } from './action-ids.ts';
import { spokenText } from './blocks-to-text.ts';
import { LIMITS } from './limits.ts';
import { notificationText, truncate } from './truncate.ts';

/** A text that Slack shows as it is, emoji names included; `text` must have words in it. */
export function plain(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: truncate(text, max), emoji: false };
}

export function button(label: string, actionId: string, value: string, style?: 'primary' | 'danger'): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plain(label, LIMITS.button.text),
    value,
    ...omitUndefined({ style }),
  };
}

/** A button that opens the page of a recap; none if the page has no address that a button takes. */
export function webButton(address: string | undefined, label: string): Button[] {
  if (address === undefined || address.length > LIMITS.button.url) return [];
  return [
    {
      type: 'button',
      action_id: ACTIONS.openLink,
      text: plain(label, LIMITS.button.text),
      url: address,
    },
  ];
}

export function actions(...elements: Button[]): ActionsBlock {
  return { type: 'actions', elements };
}

/** A line in small gray text. */
export function contextLine(text: string): ContextBlock {
  return { type: 'context', elements: [plain(text, LIMITS.section.text)] };
}

/**
 * A message of these blocks, with their words as its `text`. The first block must not have a `block_id`: the publisher
 * sets it.
 */
export function composeMessage(blocks: KnownBlock[]): OutgoingMessage {
  return { text: notificationText(spokenText(blocks)), blocks };
}

/** A title from outside, in large letters; if it is cut, `end` (of ours) stays. */
export function header(title: string, end = ''): HeaderBlock {
  const text = `${truncate(plainLine(title), LIMITS.header - end.length)}${end}`;
  return { type: 'header', text: { type: 'plain_text', text, emoji: false } };
}
