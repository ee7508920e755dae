import { fold } from '#domain/language/tokenize.ts';

/** Edition after a title: different editions are the same work. */
const EDITION =
  /[\s,–—-]+(?:the\s+)?(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|revised|updated|anniversary|\d+th anniversary)\s+ed(?:ition|\.)?$/iu;

/** Only this much of a title is compared; pasted text may be longer. */
const COMPARED_LENGTH = 500;

/**
 * Normalizes a title for comparing: folds compatibility forms, case and accents, and removes punctuation, brackets, a
 * leading article and the edition. Keeps "+" and "#", so that books on C, C++ and C# stay distinct. Returns an empty
 * string only if the title is blank.
 */
export function normalizeTitle(written: string): string {
  const title = written.slice(0, COMPARED_LENGTH);
  const bare = title.replace(/\s*[([{][^()[\]{}]*[)\]}]\s*/gu, ' ').trim() || title;
  const folded = fold(bare.replace(EDITION, ''))
    .replace(/&/g, ' and ')
    .replace(/(?<=[\p{L}\p{N}])[.'](?=[\p{L}\p{N}])/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}+#]+/gu, ' ')
    .trim();
  return folded.replace(/^(?:an?|the) (?=\S)/, '') || fold(title).trim();
}

/** Returns a title without its subtitle, which follows a colon and a space. */
export function mainTitle(title: string): string {
  const colon = title.search(/\S:\s/u);
  return colon === -1 ? title : title.slice(0, colon + 1);
}

/** Returns the subtitle that {@link mainTitle} leaves out, or an empty string. */
export function subtitle(title: string): string {
  return title.slice(mainTitle(title).length).replace(/^:\s*/, '');
}

/** Returns a title up to the first punctuation mark that may start a subtitle: "Quiet. The power of introverts". */
export function shortTitle(title: string): string {
  return /^.*?[\p{L}\p{N})](?=(?:[.:;!?]|\s[–—-]+)\s)/u.exec(title)?.[0] ?? title;
}

/** In shorter titles and words, a typo can't be distinguished from another title. */
const SHORTEST_TITLE = 10;
const SHORTEST_WORD = 5;

/**
 * Maps each normalized title to the earlier title that it is a misspelling of, or to itself: the same words except for
 * one typo (a letter added, left out, changed, or two swapped) in a word of five letters or more. Two texts that differ
 * by one typo become equal when one letter is deleted, so looking up deletions keeps this linear.
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
