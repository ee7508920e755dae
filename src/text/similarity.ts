import { numbersOf } from '../domain/numbers.ts';
import { isHedged } from './remarks.ts';

/** A text to compare with others: its stems (see `contentOf`), and the text itself for what stems don't tell. */
export interface Comparable {
  text: string;
  stems: readonly string[];
}

/** Of words that more texts share than this, only the rarest are looked up: common words make nothing alike. */
const MOST_POSTINGS = 50;
const LOOKED_UP = 12;
const MOST_COMPARED = 8;

/**
 * Shares of weight in common from which two texts say the same: most of both, or nearly all of the shorter where the
 * longer doesn't say twice as much.
 */
const ENOUGH_OF_BOTH = 0.6;
const ENOUGH_OF_SHORTER = 0.8;
const LEAST_OF_BOTH = 0.4;

/**
 * Groups texts that say the same, each group led by its first member in `order` (indexes, best first); answers the
 * groups as indexes, leader first, in the order of their leaders. A word counts by how rare it is among the texts.
 * Texts with other numbers, or of which one denies, are never the same. Linear in practice: a text is compared with
 * those leaders alone that share two of its rarest words.
 */
export function groupAlike(texts: readonly Comparable[], order: readonly number[]): number[][] {
  const weigh = weightByRarity(texts);
  const sized = texts.map(({ stems }) => sizeUp(stems, weigh));
  const leaders = new Map<string, number[]>();
  const groups = new Map<number, number[]>();
  for (const index of order) {
    const own = sized[index]!;
    const leader = likelyLeaders(own, leaders).find(
      (candidate) =>
        weighsTheSame(sized[candidate]!, own, weigh) &&
        doesNotDiffer(texts[candidate]!.text, texts[index]!.text),
    );
    if (leader !== undefined) {
      groups.get(leader)!.push(index);
      continue;
    }
    groups.set(index, [index]);
    for (const stem of own.stems) {
      const postings = leaders.get(stem);
      if (postings === undefined) leaders.set(stem, [index]);
      else if (postings.length < MOST_POSTINGS) postings.push(index);
    }
  }
  return [...groups.values()];
}

/** A text's distinct stems, the rarest of them, and the weight of all. */
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

/** Leaders that share at least two of a text's rarest words, those that share most first; few enough to compare. */
function likelyLeaders({ rarest }: Sized, leaders: ReadonlyMap<string, number[]>): number[] {
  const shared = new Map<number, number>();
  for (const stem of rarest) {
    for (const leader of leaders.get(stem) ?? []) shared.set(leader, (shared.get(leader) ?? 0) + 1);
  }
  return [...shared]
    .filter(([, count]) => count >= 2)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_COMPARED)
    .map(([leader]) => leader);
}

type Weigh = (stem: string) => number;

/** Inverse document frequency, smoothed. */
function weightByRarity(texts: readonly { stems: readonly string[] }[]): Weigh {
  const counts = new Map<string, number>();
  for (const { stems } of texts) {
    for (const stem of new Set(stems)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  return (stem) => Math.log(1 + texts.length / (counts.get(stem) ?? 1));
}

function weighsTheSame(left: Sized, right: Sized, weigh: Weigh): boolean {
  let shared = 0;
  let common = 0;
  for (const stem of left.stems) {
    if (!right.stems.has(stem)) continue;
    shared++;
    common += weigh(stem);
  }
  const ofShorter = common / Math.min(left.weight, right.weight);
  const ofBoth = common / (left.weight + right.weight - common);
  return (
    (shared >= 4 && ofShorter >= ENOUGH_OF_SHORTER && ofBoth >= LEAST_OF_BOTH) ||
    (shared >= 3 && ofBoth >= ENOUGH_OF_BOTH)
  );
}

function doesNotDiffer(one: string, other: string): boolean {
  return isHedged(one) === isHedged(other) && agreesInNumbers(one, other);
}

/** The numbers of one are all in the other. */
function agreesInNumbers(one: string, other: string): boolean {
  const [left, right] = [numbersOf(one), numbersOf(other)];
  const [fewer, more] = left.size <= right.size ? [left, right] : [right, left];
  return fewer.isSubsetOf(more);
}
