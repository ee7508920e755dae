import { editDistance } from '#domain/evidence/fuzzy-match.ts';
import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';

/** Letters that Unicode doesn't decompose, as people type them without the key. */
const TYPED_AS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  þ: 'th',
};

/** Forms of address, which are no part of a name. */
export const HONORIFICS: ReadonlySet<string> = new Set(
  (
    'dr prof professor mr mrs ms mx sir dame herr frau monsieur madame mme sr sra señor señora signor signora mevrouw ' +
    'meneer fru'
  ).split(' '),
);

/** Returns the parts of a name for comparing: `jan`, `de`, `vries`; `muller`, `ludenscheidt`; `odowd`. */
export function nameParts(name: string): string[] {
  const parts = tokenize(name)
    .map(({ text }) => {
      const folded = fold(text).replace(/'s?$/u, '');
      return folded.replace(/['.]/gu, '').replace(/[ßøłđæœıþ]/gu, (letter) => TYPED_AS[letter]!);
    })
    .filter((part) => part !== '');
  const named = parts.filter((part) => !HONORIFICS.has(part));
  return named.length > 0 ? named : parts;
}

/** How well typed words fit a person's name; a lower distance is better. */
export interface NameMatch {
  /** `exact`: each word is a part of it or an initial; `typo`: with typing mistakes; `similar`: it may be meant. */
  kind: 'exact' | 'typo' | 'similar';
  distance: number;
}

const LEAST_FOR_TYPO = 5;
const LEAST_FOR_TWO_TYPOS = 7;
/** Maximum edit distance to a similar name, as a share of its length. */
const MOST_DIFFERENT = 0.4;
const LEAST_ALIKE = 4;

/**
 * Compares words with the parts of a name, both from {@link nameParts}. Any part may be typed alone: a given name, one
 * of two family names, a half of a hyphenated one.
 */
export function matchName(words: readonly string[], parts: readonly string[]): NameMatch | undefined {
  // "Karl Heinz" may be one part; a label of many words is no name.
  if (words.length > parts.length + 1) return undefined;
  if (isJoined(words.join(''), parts)) return { kind: 'exact', distance: 0 };
  const free = [...parts];
  const take = (fits: (part: string) => boolean) => {
    const at = free.findIndex(fits);
    return at === -1 ? undefined : free.splice(at, 1)[0];
  };
  const known = words.filter((word) => take((part) => part === word) !== undefined);
  const rest = words.filter(
    (word) => !known.includes(word) && (word.length > 1 || !take((part) => part.startsWith(word))),
  );
  // Particles tell nothing, but "Au" is a family name and a French word.
  const isTold = known.some((word) => word.length > 1 && (word === parts.at(-1) || !isFunctionWord(word)));
  if (rest.length === 0) return isTold ? { kind: 'exact', distance: 0 } : undefined;
  let distance = 0;
  let isTypo = true;
  let isSimilar = known.some((word) => word.length >= LEAST_ALIKE);
  for (const word of rest) {
    const near = free
      .map((part) => ({ part, apart: editDistance(word, part), length: Math.min(word.length, part.length) }))
      .sort((one, other) => one.apart - other.apart)[0];
    const length = near?.length ?? 0;
    const most = length >= LEAST_FOR_TWO_TYPOS ? 2 : length >= LEAST_FOR_TYPO || (isTold && length >= 3) ? 1 : 0;
    distance += near?.apart ?? word.length;
    if (near === undefined || near.apart > most) isTypo = false;
    else {
      free.splice(free.indexOf(near.part), 1);
      isSimilar ||= length >= LEAST_ALIKE;
    }
    // "Radia Perlman" isn't like Maria Silva.
    isSimilar ||= words.length === 1 && length >= LEAST_ALIKE && near!.apart <= MOST_DIFFERENT * length;
    isSimilar ||= word.length >= LEAST_ALIKE && free.some((part) => part.startsWith(word.slice(0, LEAST_ALIKE)));
  }
  if (isTypo) return { kind: 'typo', distance };
  return isSimilar ? { kind: 'similar', distance } : undefined;
}

/** Returns whether a word is parts of a name written together, such as "dArcy" or "Karlheinz". */
function isJoined(word: string, parts: readonly string[]): boolean {
  if (word.length < LEAST_ALIKE) return false;
  return parts.some((_, from) => parts.some((_part, to) => parts.slice(from, to + 1).join('') === word));
}
