/** Texts shorter than this are near to too many others for a slip of the pen to be told from another title. */
const SHORTEST_TITLE = 10;
const SHORTEST_WORD = 5;

/**
 * Says for each normalised title which earlier title it is a misspelling of: the same words but for one slip of
 * the pen (a letter too many, too few, another, or two turned round) in one word of five letters or more. Titles
 * that nothing is like stand for themselves. Texts that differ by one slip have a text in common that is one letter
 * shorter; looking those up keeps it linear.
 */
export function findSpellings(titles: Iterable<string>): Map<string, string> {
  const spellings = new Map<string, string>();
  const firstWith = new Map<string, string>();
  for (const title of titles) {
    if (spellings.has(title)) continue;
    const shortened = title.length < SHORTEST_TITLE ? [] : deletionsOf(title.split(' '));
    const known = shortened.map((text) => firstWith.get(text)).find((other) => other !== undefined);
    spellings.set(title, known ?? title);
    for (const text of shortened) if (!firstWith.has(text)) firstWith.set(text, known ?? title);
  }
  return spellings;
}

function deletionsOf(words: string[]): string[] {
  const deletions = new Set<string>();
  for (const [index, word] of words.entries()) {
    if (word.length < SHORTEST_WORD || /\p{N}/u.test(word)) continue;
    const before = words.slice(0, index).join(' ');
    const after = words.slice(index + 1).join(' ');
    for (let at = 0; at <= word.length; at++) {
      deletions.add(`${before}|${word.slice(0, at)}${word.slice(at + 1)}|${after}`);
    }
  }
  return [...deletions];
}
