import names from 'emoji-name-map/lib/datasource.json' with { type: 'json' };
import { nameToEmoji } from 'gemoji';

/** Slack's own emoji names, from the data set that Slack uses (emoji-datasource). */
const SLACK_NAMES: Record<string, string> = names;

/** Slack's `skin-tone-2` to `skin-tone-6` are Unicode's five skin tone modifiers; this is the first. */
const LIGHTEST_SKIN = 0x1f3fb;

/**
 * Returns the character for a Slack short name (`tada`, `+1`, `flag-ca`), optionally in a skin tone (2 to 6), or
 * undefined for names that are not Unicode emoji, such as custom ones.
 */
export function emojiCharacter(name: string, skinTone?: number): string | undefined {
  const emoji = lookUp(SLACK_NAMES, name) ?? lookUp(nameToEmoji, name) ?? flagOf(name);
  if (emoji === undefined || skinTone === undefined) return emoji;
  const first = String.fromCodePoint(emoji.codePointAt(0)!);
  if (!/\p{Emoji_Modifier_Base}/u.test(first)) return emoji;
  const rest = emoji.slice(first.length).replace(/^\ufe0f/, '');
  return first + String.fromCodePoint(LIGHTEST_SKIN + skinTone - 2) + rest;
}

function lookUp(table: Record<string, string>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Returns the flag for a name: the regional indicators of the two letters of its country code. */
function flagOf(name: string): string | undefined {
  const code = /^flag-([a-z])([a-z])$/.exec(name);
  if (code === null) return undefined;
  const indicator = (letter: string) => String.fromCodePoint(0x1f1e6 + letter.charCodeAt(0) - 0x61);
  const flag = indicator(code[1]!) + indicator(code[2]!);
  return /^\p{RGI_Emoji_Flag_Sequence}$/v.test(flag) ? flag : undefined;
}
