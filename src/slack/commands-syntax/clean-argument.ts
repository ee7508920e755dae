import { cleanCharacters } from '#shared/clean-characters.ts';
import { unescapeEntities } from '#text/slack-markup/escapes.ts';

/** Blanks of every kind but line breaks: what pasting and phones put between words. */
const BLANKS = /[^\S\n]+/gu;

/** A person's own words in a suggestion are cut here: the form has to stay one line. */
const LONGEST_QUOTED = 300;

/** A command's text without control characters and broken surrogates, with plain blanks, trimmed. Line breaks stay. */
export function readTyped(text: string): string {
  return cleanCharacters(text).replace(BLANKS, ' ').trim();
}

/** The first word and what follows it; the word is empty where nothing was typed. */
export function splitFirstWord(text: string): { word: string; rest: string } {
  const word = /^\S*/u.exec(text)![0];
  return { word, rest: text.slice(word.length).trim() };
}

/** Words as the person typed them, in one line, for a suggestion that can be typed again. */
export function ownWords(text: string): string {
  const typed = text
    .replace(/<([#@])[A-Z0-9]{1,40}\|([^<>|\n]{1,100})>/g, '$1$2')
    .replace(/<(https?:[^<>|\s]{1,2000})(?:\|[^<>\n]{0,2000})?>/gi, '$1');
  const line = unescapeEntities(typed).replace(/\s+/gu, ' ').trim();
  return line.length <= LONGEST_QUOTED ? line : `${line.slice(0, LONGEST_QUOTED).toWellFormed().trimEnd()}…`;
}
