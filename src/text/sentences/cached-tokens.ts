import { fold, tokenize } from '#domain/language/tokenize.ts';

/** The words of a text, as they are written and folded. */
export interface ReadWords {
  written: readonly string[];
  folded: readonly string[];
}

/** Characters of the texts that are cached. */
const MOST_CHARACTERS = 1_000_000;
const cache = new Map<string, ReadWords>();
let cachedCharacters = 0;

/** Returns a text's words. The latest texts are cached, as a summary looks at each of them many times. */
export function readWords(text: string): ReadWords {
  const known = cache.get(text);
  if (known !== undefined) return known;
  const written = tokenize(text).map((word) => word.text);
  const words = { written, folded: written.map(fold) };
  cachedCharacters += text.length;
  if (cachedCharacters > MOST_CHARACTERS) {
    cache.clear();
    cachedCharacters = text.length;
  }
  cache.set(text, words);
  return words;
}
