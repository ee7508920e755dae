let words: ReadonlySet<string> | undefined;

/**
 * Loads the list of English words (275,000, without names). It takes a moment and is needed only for what a model
 * writes; until it is loaded, words at the start of a sentence are judged more strictly.
 */
export async function loadEnglishWords(): Promise<void> {
  if (words !== undefined) return;
  const { default: list } = await import('an-array-of-english-words', { with: { type: 'json' } });
  words = new Set(list);
}

/** Is a folded word in the list? False if the list isn't loaded. */
export function isEnglishWord(folded: string): boolean {
  return words?.has(folded) ?? false;
}
