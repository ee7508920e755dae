/** A sentence or note that may be chosen. */
export interface RankedPassage {
  /** Its content words in order, stemmed (see `contentOf`). */
  stems: readonly string[];
  /** Length in words, which determines the cost of choosing it. */
  words: number;
  /** Weight apart from its content: 1 is usual, 0 is never chosen. */
  prior: number;
  /** Part of the whole that it belongs to, such as its heading. */
  part?: string | undefined;
}

/** When to stop choosing. Set at least one limit. */
export interface RankLimits {
  /** Indexes of passages that are chosen in any case. */
  first?: readonly number[];
  maxPassages?: number;
  /** Stops as soon as the chosen passages have at least this many words. */
  maxWords?: number;
  /** Skips passages that would exceed this many words. */
  mostWords?: number;
  /**
   * Value of a passage as such, relative to the average value of what the passages cover; 0 unless given. If each passage
   * was written as a thought of its own, a short one is worth showing too.
   */
  ownWorth?: number;
  /** Stems that count more than others, such as the subject of the whole. */
  emphasized?: ReadonlySet<string>;
}

/** A chosen passage by its index, and its gain when it was chosen. */
export interface RankedChoice {
  index: number;
  gain: number;
}

/**
 * Returns the cost of a passage: the square root of its words. Without a cost the longest passages win; with full length,
 * single keywords do. Lin and Bilmes (2010) scale costs like this and find that exponents near 0.5 work best; in `npm
 * run eval -- summaries`, everything from 0.4 to 0.6 gives similar results.
 */
const costOf = (words: number) => Math.sqrt(Math.max(1, words));

/**
 * Chooses the passages that together say most of what the whole says, best first: greedy maximum coverage of content words
 * and pairs of adjacent ones, weighted by how often they occur in the whole (pairs only if they recur). Covered
 * features don't count again, so a second passage with the same content gains nothing: one rule makes the choice central,
 * diverse and free of near-duplicates (a monotone submodular function, for which greedy choice is near optimal:
 * Nemhauser et al. 1978). Ties go to the earlier passage. Takes time proportional to the number of passages times the number
 * chosen.
 */
export function chooseByCoverage(passages: readonly RankedPassage[], limits: RankLimits): RankedChoice[] {
  const { maxPassages = passages.length, maxWords = Number.POSITIVE_INFINITY, ownWorth = 0, emphasized } = limits;
  const { mostWords = Number.POSITIVE_INFINITY, first = [] } = limits;
  const weights = weighFeatures(passages, emphasized);
  const shares = shareWords(passages, maxWords);
  const taken = new Map<string | undefined, number>();
  const covered = new Uint8Array(weights.values.length);
  const worth = ownWorth * averageValue(passages, weights);
  const open = new Set(passages.keys().filter((index) => passages[index]!.prior > 0));
  const chosen: RankedChoice[] = [];
  let words = 0;
  const gainOf = (index: number): number => {
    const passage = passages[index]!;
    let value = 0;
    for (const feature of weights.features[index]!) {
      if (covered[feature] === 0) value += weights.values[feature]!;
    }
    const isTold = (taken.get(passage.part) ?? 0) / shares.get(passage.part)!;
    return (passage.prior * (worth + value / costOf(passage.words))) / (1 + isTold);
  };
  const choose = (choice: RankedChoice) => {
    chosen.push(choice);
    open.delete(choice.index);
    const { words: added, part } = passages[choice.index]!;
    words += added;
    if (part !== undefined) taken.set(part, (taken.get(part) ?? 0) + added);
    for (const feature of weights.features[choice.index]!) covered[feature] = 1;
  };
  for (const index of first.slice(0, maxPassages)) if (open.has(index)) choose({ index, gain: gainOf(index) });
  while (open.size > 0 && chosen.length < maxPassages && words < maxWords) {
    let best: RankedChoice | undefined;
    for (const index of open) {
      if (words > 0 && words + passages[index]!.words > mostWords) continue;
      const gain = gainOf(index);
      if (best === undefined || gain > best.gain) best = { index, gain };
    }
    if (best === undefined || best.gain === 0) break;
    choose(best);
  }
  return chosen;
}

/** Returns how many words each part may fill before its further passages count half. */
function shareWords(passages: readonly RankedPassage[], maxWords: number): Map<string | undefined, number> {
  const words = new Map<string | undefined, number>();
  let all = 0;
  for (const passage of passages) {
    words.set(passage.part, (words.get(passage.part) ?? 0) + Math.max(1, passage.words));
    all += passage.words;
  }
  for (const [part, own] of words) words.set(part, own * Math.min(1, maxWords / Math.max(1, all)));
  return words;
}

/** Returns the average value of a passage relative to its cost when nothing is covered yet. */
function averageValue(passages: readonly RankedPassage[], { features, values }: Features): number {
  let sum = 0;
  for (const [index, { words }] of passages.entries()) {
    sum += features[index]!.reduce((total, feature) => total + values[feature]!, 0) / costOf(words);
  }
  return passages.length === 0 ? 0 : sum / passages.length;
}

interface Features {
  /** Numbers of the distinct words and pairs in each passage. */
  features: number[][];
  /** Value of each feature. */
  values: number[];
}

/** Factor for emphasized stems. */
const EMPHASIS = 3;

function weighFeatures(passages: readonly RankedPassage[], emphasized?: ReadonlySet<string>): Features {
  const numbers = new Map<string, number>();
  const counts: number[] = [];
  const isPair: boolean[] = [];
  const features = passages.map(({ stems }) => {
    const own = new Set<number>();
    for (const [at, stem] of stems.entries()) {
      for (const [feature, pair] of [[stem, false] as const, [`${stem} ${stems[at + 1]}`, true] as const]) {
        if (pair && at + 1 === stems.length) continue;
        let number = numbers.get(feature);
        if (number === undefined) {
          number = counts.length;
          numbers.set(feature, number);
          counts.push(0);
          isPair.push(pair);
        }
        // A pair counts once per passage, so that repeated words don't make it a phrase.
        if (!pair || !own.has(number)) counts[number] = counts[number]! + 1;
        own.add(number);
      }
    }
    return [...own];
  });
  const values = counts.map((count, number) => (isPair[number] && count < 2 ? 0 : count));
  for (const stem of emphasized ?? []) {
    const number = numbers.get(stem);
    if (number !== undefined) values[number]! *= EMPHASIS;
  }
  return { features, values };
}
