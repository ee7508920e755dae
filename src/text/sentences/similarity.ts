import { numbersOf } from '#domain/evidence/check-numbers.ts';
import { contradicts, readDenial } from './contradictions.ts';

/** A text to compare with others. The text itself is needed for what stems don't show: numbers and negations. */
export interface Comparable {
  text: string;
  stems: readonly string[];
}

/** Index at most this many texts per word: common words don't make texts similar. */
const MOST_POSTINGS = 50;
const LOOKED_UP = 12;
const MOST_COMPARED = 8;

/**
 * Minimum shares of common weight for two texts to say the same: most of both texts, or nearly all of the shorter one
 * if the longer doesn't say more than about twice as much.
 */
const ENOUGH_OF_BOTH = 0.6;
const ENOUGH_OF_SHORTER = 0.8;
const LEAST_OF_BOTH = 0.4;
const LEAST_OF_LEADER = 0.3;

/**
 * Groups texts that say the same. Each group is led by its first member in `order` (indexes, best first). Returns
 * groups of indexes, leader first, in the order of their leaders. A text joins a group if it says the same as one of
 * its members and isn't too far from its leader, because paraphrases differ from each other. Words are weighted by how
 * rare they are among the texts. Texts with different numbers, or where one denies what the other says, are never
 * grouped. Linear in practice: a text is only compared with the few others that share most of its rarest words.
 */
export function groupAlike(texts: readonly Comparable[], order: readonly number[]): number[][] {
  const weigh = weightByRarity(texts);
  const sized = texts.map(({ stems }) => sizeUp(stems, weigh));
  const links = linkAlike(texts, sized, { order, weigh });
  const grouped = new Set<number>();
  const groups: number[][] = [];
  for (const leader of order) {
    if (grouped.has(leader)) continue;
    grouped.add(leader);
    const group = [leader];
    // The group grows while we iterate over it.
    for (const member of group) {
      for (const other of links.get(member) ?? []) {
        if (grouped.has(other)) continue;
        if (compare(sized[leader]!, sized[other]!, weigh).ofBoth < LEAST_OF_LEADER) continue;
        grouped.add(other);
        group.push(other);
      }
    }
    groups.push(group);
  }
  return groups;
}

/** Returns which texts say the same, in both directions. */
function linkAlike(
  texts: readonly Comparable[],
  sized: readonly Sized[],
  { order, weigh }: { order: readonly number[]; weigh: Weigh },
): Map<number, number[]> {
  const postings = new Map<string, number[]>();
  const links = new Map<number, number[]>();
  const agree = compareClaims(texts, sized);
  const link = (from: number, to: number) => {
    const known = links.get(from);
    if (known === undefined) links.set(from, [to]);
    else known.push(to);
  };
  for (const index of order) {
    const own = sized[index]!;
    for (const other of likelyAlike(own, postings)) {
      if (!isSame(compare(sized[other]!, own, weigh))) continue;
      if (!agree(index, other)) continue;
      link(index, other);
      link(other, index);
    }
    for (const stem of own.stems) {
      const posted = postings.get(stem);
      if (posted === undefined) postings.set(stem, [index]);
      else if (posted.length < MOST_POSTINGS) posted.push(index);
    }
  }
  return links;
}

/** A text's distinct stems, the rarest of them, and their total weight. */
interface Sized {
  stems: Set<string>;
  rarest: string[];
  weight: number;
}

function sizeUp(stems: readonly string[], weigh: Weigh): Sized {
  const distinct = [...new Set(stems)];
  const weights = new Map(distinct.map((stem) => [stem, weigh(stem)]));
  const rarest = distinct.sort((a, b) => weights.get(b)! - weights.get(a)!).slice(0, LOOKED_UP);
  return { stems: new Set(stems), rarest, weight: weights.values().reduce((sum, weight) => sum + weight, 0) };
}

/** Returns the few texts that share at least two of a text's rarest words, most shared first. */
function likelyAlike({ rarest }: Sized, postings: ReadonlyMap<string, number[]>): number[] {
  const shared = new Map<number, number>();
  for (const stem of rarest) {
    for (const other of postings.get(stem) ?? []) shared.set(other, (shared.get(other) ?? 0) + 1);
  }
  return [...shared]
    .filter(([, count]) => count >= 2)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_COMPARED)
    .map(([other]) => other);
}

type Weigh = (stem: string) => number;

/** Minimum for document frequencies: in a small section, words that several people heard would count as common. */
const FEWEST_TEXTS = 50;

/** Returns the smoothed inverse document frequency of stems. */
function weightByRarity(texts: readonly { stems: readonly string[] }[]): Weigh {
  const counts = new Map<string, number>();
  for (const { stems } of texts) {
    for (const stem of new Set(stems)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  const size = Math.max(texts.length, FEWEST_TEXTS);
  return (stem) => Math.log(1 + size / (counts.get(stem) ?? 1));
}

/** What two texts have in common: number of words, and shares of weight. */
interface Likeness {
  shared: number;
  ofShorter: number;
  ofBoth: number;
}

function compare(left: Sized, right: Sized, weigh: Weigh): Likeness {
  let shared = 0;
  let common = 0;
  for (const stem of left.stems) {
    if (!right.stems.has(stem)) continue;
    shared++;
    common += weigh(stem);
  }
  return {
    shared,
    ofShorter: common / Math.min(left.weight, right.weight),
    ofBoth: common / (left.weight + right.weight - common),
  };
}

function isSame({ shared, ofShorter, ofBoth }: Likeness): boolean {
  return (
    (shared >= 4 && ofShorter >= ENOUGH_OF_SHORTER && ofBoth >= LEAST_OF_BOTH) ||
    (shared >= 3 && ofBoth >= ENOUGH_OF_BOTH)
  );
}

/** Returns a function that tells whether two texts, by index, don't contradict each other. Each text is parsed once. */
function compareClaims(texts: readonly Comparable[], sized: readonly Sized[]): (one: number, other: number) => boolean {
  const claims = new Map<number, Claims>();
  const claimsOf = (index: number): Claims => {
    let known = claims.get(index);
    if (known === undefined) {
      const { text } = texts[index]!;
      known = { stems: sized[index]!.stems, denial: readDenial(text), numbers: numbersOf(text) };
      claims.set(index, known);
    }
    return known;
  };
  return (one, other) => {
    const [left, right] = [claimsOf(one), claimsOf(other)];
    return agreesInNumbers(left.numbers, right.numbers) && !contradicts(left, right);
  };
}

interface Claims {
  stems: Set<string>;
  denial: ReturnType<typeof readDenial>;
  numbers: Set<string>;
}

/** Returns whether all numbers in one text are also in the other. */
function agreesInNumbers(left: Set<string>, right: Set<string>): boolean {
  return left.size <= right.size ? left.isSubsetOf(right) : right.isSubsetOf(left);
}
