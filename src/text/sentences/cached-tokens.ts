import { fold, tokenize } from '#domain/language/tokenize.ts';

/** The words of a text, as written and folded. */
export interface CachedTokens {
  written: readonly string[];
  folded: readonly string[];
}

/** Maximum number of characters in all cached texts together. */
const MOST_CHARACTERS = 1_000_000;
const cache = new Map<string, CachedTokens>();
let cachedCharacters = 0;

/** Splits a text into words. Recent texts are cached, because summarizing looks at each of them many times. */
export function tokenizeCached(text: string): CachedTokens {
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
