import { fold, foldedWords } from '#domain/language/tokenize.ts';

const MIN_FOR_TYPO = 6;
const MIN_FOR_TWO_TYPOS = 9;

/** Returns whether two words are the same apart from a typo. Short words must match exactly. */
export function isTypoOf(word: string, other: string): boolean {
  const [one, two] = [fold(word), fold(other)];
  if (one === two) return true;
  const length = Math.min(one.length, two.length);
  if (length < MIN_FOR_TYPO || one[0] !== two[0] || Math.abs(one.length - two.length) > 2) return false;
  return editDistance(one, two) <= (length < MIN_FOR_TWO_TYPOS ? 1 : 2);
}

/** Returns the Damerau-Levenshtein distance: letters to insert, remove, replace or swap with their neighbor. */
export function editDistance(one: string, two: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: two.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= two.length; j++) {
      const cost = one[i - 1] === two[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost);
      if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) {
        row[j] = Math.min(row[j]!, beforeLast[j - 2]! + 1);
      }
    }
    beforeLast = last;
    last = row;
  }
  return last[two.length]!;
}

const MIN_PREFIX = 4;

/**
 * Returns whether `short` may be shorthand for `long`: its beginning ("kube"), its capitals ("JS" for JavaScript), its
 * consonants ("mgmt"), or its first and last letter around the number of those between ("k8s").
 */
export function mayAbbreviate(short: string, long: string): boolean {
  const [abbreviation, word] = [fold(short).replace(/\.$/, ''), fold(long)];
  if (abbreviation.length >= word.length || abbreviation.length < 2 || abbreviation[0] !== word[0]) return false;
  if (word.startsWith(abbreviation)) return abbreviation.length >= MIN_PREFIX;
  const counted = /^(\p{L})(\d{1,2})(\p{L})$/u.exec(abbreviation);
  if (counted !== null) return word.endsWith(counted[3]!) && word.length === Number(counted[2]) + 2;
  if (long.replace(/[^\p{Lu}]/gu, '').toLowerCase() === abbreviation) return true;
  return abbreviation.length >= 3 && !/[aeiouy\W\d]/.test(abbreviation.slice(1)) && isSubsequence(abbreviation, word);
}

function isSubsequence(letters: string, word: string): boolean {
  let from = 0;
  for (const letter of letters) {
    from = word.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}

const SHARE_OF_TITLE = 0.8;

/** Returns whether a line of a text names a work, maybe without the typos of its title. */
export function namesTitle(text: string, title: string): boolean {
  const words = foldedWords(title).filter((word) => word.length > 3);
  const whole = new RegExp(
    `(?<![\\p{L}\\p{N}])${title.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?![\\p{L}\\p{N}])`,
    'u',
  );
  return text.split('\n').some((line) => {
    if (whole.test(line)) return true;
    const given = foldedWords(line);
    const found = words.filter((word) => given.some((other) => isTypoOf(other, word)));
    return words.length > 1 && found.length >= SHARE_OF_TITLE * words.length;
  });
}
