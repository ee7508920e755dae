import { BUDGET } from './limits.ts';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const encoder = new TextEncoder();

/** A text of at most `max` UTF-16 units, with an ellipsis where something is missing; never cut inside a grapheme. */
export function truncate(text: string, max: number): string {
  if (text.length <= max) return text;
  // The grapheme at the place of the ellipsis is left out. What follows it doesn't matter, and may be long.
  const end = graphemes.segment(text.slice(0, max + 1)).containing(max - 1)!.index;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** Names that Slack may take for a mention of everybody, even without its own markup around them. */
const EVERYBODY = /@(?=channel|here|everyone|group)/gi;
const WORD_JOINER = '\u2060';

/**
 * A text for a message's top-level `text`, which Slack reads as mrkdwn: nothing in it is a link or a mention.
 * @see https://docs.slack.dev/messaging/formatting-message-text (escaping text)
 */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(EVERYBODY, `@${WORD_JOINER}`);
}

/** A text escaped like {@link escapeText}, and truncated so that `chat.update` accepts it. */
export function notificationText(text: string): string {
  let max: number = BUDGET.textBytes;
  for (;;) {
    const escaped = escapeText(truncate(text, max));
    const bytes = encoder.encode(escaped).length;
    if (bytes <= BUDGET.textBytes) return escaped;
    max = Math.floor(Math.min(max - 1, (max * BUDGET.textBytes) / bytes));
  }
}
