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

/** Returns whether a text says what another does and little more: the other is at least half of it. */
export function repeats(text: string, other: string): boolean {
  const [whole, part] = [tidied(text), tidied(other)];
  return whole.includes(part) && 2 * part.length >= whole.length;
}

function tidied(text: string): string {
  return plainLine(text)
    .toLowerCase()
    .replace(
      /^(?:[\p{P}\p{S}\s]|\ufe0f|\u200d)+|(?<!(?:[\p{P}\p{S}\s]|\ufe0f|\u200d))(?:[\p{P}\p{S}\s]|\ufe0f|\u200d)+$/gu,
      '',
    );
}
