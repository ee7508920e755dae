import type { ActionsBlock, Button, ContextBlock, PlainTextElement } from '@slack/types';
import { cutText } from './cut-text.ts';
import { LIMITS } from './limits.ts';

/** A text that Slack shows as it is, emoji names included; `text` must have words in it. */
export function plain(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: cutText(text, max), emoji: false };
}

export function button(label: string, actionId: string, value: string, style?: 'primary' | 'danger'): Button {
  return {
    type: 'button',
    action_id: actionId,
    text: plain(label, LIMITS.button.text),
    value,
    ...(style === undefined ? {} : { style }),
  };
}

export function actions(...elements: Button[]): ActionsBlock {
  return { type: 'actions', elements };
}

/** A small grey line. */
export function contextLine(text: string): ContextBlock {
  return { type: 'context', elements: [plain(text, LIMITS.section.text)] };
}
