import { nameToEmoji } from 'gemoji';

/** Slack's `skin-tone-2` to `skin-tone-6` are the five modifiers of Unicode. */
const LIGHTEST_SKIN = 0x1f3fb;

/**
 * The character for a Slack short name (`tada`, `+1`), in a skin tone where one is given (2 to 6); undefined for
 * names that are not Unicode emoji, such as a workspace's own.
 */
export function emojiCharacter(name: string, skinTone?: number): string | undefined {
  const emoji = Object.hasOwn(nameToEmoji, name) ? nameToEmoji[name] : undefined;
  if (emoji === undefined || skinTone === undefined) return emoji;
  const first = String.fromCodePoint(emoji.codePointAt(0)!);
  if (!/\p{Emoji_Modifier_Base}/u.test(first)) return emoji;
  const rest = emoji.slice(first.length).replace(/^\ufe0f/, '');
  return first + String.fromCodePoint(LIGHTEST_SKIN + skinTone - 2) + rest;
}
