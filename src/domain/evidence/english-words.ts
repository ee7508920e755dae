let words: ReadonlySet<string> | undefined;

/**
 * Loads the list of English words (275,000, without names). Loading is slow and needed only to check what a model
 * wrote. Until it is loaded, words at the start of a sentence are checked more strictly.
 */
export async function loadEnglishWords(): Promise<void> {
  if (words !== undefined) return;
  const { default: list } = await import('an-array-of-english-words', { with: { type: 'json' } });
  words = new Set(list);
}

/** Returns whether a folded word is in the list; false if the list isn't loaded. */
export function isEnglishWord(folded: string): boolean {
  return words?.has(folded) ?? false;
}
