import { fold, tokenize } from '#domain/language/tokenize.ts';

/** The words of a text, as they are written and folded. */
export interface ReadWords {
  written: readonly string[];
  folded: readonly string[];
}

const MOST_REMEMBERED = 4_000;
const LONGEST_REMEMBERED = 1_000;
const remembered = new Map<string, ReadWords>();

/** Reads a text's words. The last texts are remembered, as a summary looks at each of them from many sides. */
export function readWords(text: string): ReadWords {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const written = tokenize(text).map((word) => word.text);
  const words = { written, folded: written.map(fold) };
  if (text.length <= LONGEST_REMEMBERED) {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(text, words);
  }
  return words;
}
