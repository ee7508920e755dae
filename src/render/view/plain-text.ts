import { cleanCharacters, cleanLine } from '#shared/clean-characters.ts';

/** A text from outside as one line. */
export const plainLine = cleanLine;

/** The lines of a text from outside, without empty ones. */
export function plainLines(text: string): string[] {
  return cleanCharacters(text)
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}

/** Returns whether two texts read the same, apart from case, white space, and punctuation and emoji at their ends. */
export function readsTheSame(one: string, other: string): boolean {
  return tidied(one) === tidied(other);
}

function tidied(text: string): string {
  return plainLine(text)
    .toLowerCase()
    .replace(
      /^(?:[\p{P}\p{S}\s]|\ufe0f|\u200d)+|(?<!(?:[\p{P}\p{S}\s]|\ufe0f|\u200d))(?:[\p{P}\p{S}\s]|\ufe0f|\u200d)+$/gu,
      '',
    );
}
