/** A sentence or note that may be chosen. */
export interface RankedUnit {
  /** Its content words in order, stemmed (see `contentOf`). */
  stems: readonly string[];
  /** Its length in words: what choosing it costs. */
  words: number;
  /** How much it counts apart from what it is about: 1 is usual, 0 is never chosen. */
  prior: number;
  /** The part of the whole that it is in, such as its heading. */
  part?: string | undefined;
}

/** When to stop choosing; at least one of them. */
export interface RankLimits {
  /** Indexes of units that are chosen in any case. */
  first?: readonly number[];
  maxUnits?: number;
  /** Stops once the chosen units have at least so many words together. */
  maxWords?: number;
  /** Passes over units with which there would be more words than these. */
  mostWords?: number;
  /**
   * What a unit is worth in addition to what it covers, in shares of what the units bring on average when nothing is covered;
   * 0 unless given. Where each unit was written down as a thought of its own, a short one is worth its place too.
   */
  ownWorth?: number;
  /** Stems that count more than others: what the whole is about. */
  emphasized?: ReadonlySet<string>;
}

/** A chosen unit, by its index, and what it added when it was chosen. */
export interface RankedChoice {
  index: number;
  gain: number;
}

/**
 * A unit costs the square root of its words: without a cost the longest win, at the full length single key words
 * do. Lin and Bilmes (2010) scale costs so and find that exponents near a half do best; on the meetings of
 * `npm run eval -- summaries` everything from 0.4 to 0.6 does alike.
 */
const costOf = (words: number) => Math.sqrt(Math.max(1, words));

/**
 * Chooses the units that together say most of what the whole says, best first: greedy maximum coverage of content
 * words and of pairs of neighbouring ones, each weighed by how often the whole says it (pairs only where they
 * recur). What is covered counts no more, so a second unit of the same content gains nothing: the choice is
 * central, diverse and free of near-duplicates by the same rule (a monotone submodular function, for which greedy
 * choice is near optimal: Nemhauser et al. 1978). Ties go to the earlier unit. Takes time in proportion to the
 * number of units times that of those chosen.
 */
export function chooseByCoverage(units: readonly RankedUnit[], limits: RankLimits): RankedChoice[] {
  const { maxUnits = units.length, maxWords = Number.POSITIVE_INFINITY, ownWorth = 0, emphasized } = limits;
  const { mostWords = Number.POSITIVE_INFINITY, first = [] } = limits;
  const weights = weighFeatures(units, emphasized);
  const shares = shareWords(units, maxWords);
  const taken = new Map<string | undefined, number>();
  const covered = new Uint8Array(weights.values.length);
  const worth = ownWorth * averageValue(units, weights);
  const open = new Set(units.keys().filter((index) => units[index]!.prior > 0));
  const chosen: RankedChoice[] = [];
  let words = 0;
  const gainOf = (index: number): number => {
    const unit = units[index]!;
    let value = 0;
    for (const feature of weights.features[index]!) {
      if (covered[feature] === 0) value += weights.values[feature]!;
    }
    const isTold = (taken.get(unit.part) ?? 0) / shares.get(unit.part)!;
    return (unit.prior * (worth + value / costOf(unit.words))) / (1 + isTold);
  };
  const choose = (choice: RankedChoice) => {
    chosen.push(choice);
    open.delete(choice.index);
    const { words: added, part } = units[choice.index]!;
    words += added;
    if (part !== undefined) taken.set(part, (taken.get(part) ?? 0) + added);
    for (const feature of weights.features[choice.index]!) covered[feature] = 1;
  };
  for (const index of first.slice(0, maxUnits)) if (open.has(index)) choose({ index, gain: gainOf(index) });
  while (open.size > 0 && chosen.length < maxUnits && words < maxWords) {
    let best: RankedChoice | undefined;
    for (const index of open) {
      if (words > 0 && words + units[index]!.words > mostWords) continue;
      const gain = gainOf(index);
      if (best === undefined || gain > best.gain) best = { index, gain };
    }
    if (best === undefined || best.gain === 0) break;
    choose(best);
  }
  return chosen;
}

/** How many words of all each part may fill before what it adds counts half. */
function shareWords(units: readonly RankedUnit[], maxWords: number): Map<string | undefined, number> {
  const words = new Map<string | undefined, number>();
  let all = 0;
  for (const unit of units) {
    words.set(unit.part, (words.get(unit.part) ?? 0) + Math.max(1, unit.words));
    all += unit.words;
  }
  for (const [part, own] of words) words.set(part, own * Math.min(1, maxWords / Math.max(1, all)));
  return words;
}

/** What a unit brings on average when nothing is covered, for its cost. */
function averageValue(units: readonly RankedUnit[], { features, values }: Features): number {
  let sum = 0;
  for (const [index, { words }] of units.entries()) {
    sum += features[index]!.reduce((total, feature) => total + values[feature]!, 0) / costOf(words);
  }
  return units.length === 0 ? 0 : sum / units.length;
}

interface Features {
  /** By unit: the numbers of its distinct words and pairs. */
  features: number[][];
  /** By feature: how much it is worth. */
  values: number[];
}

/** How much more often a stem counts that the whole is about. */
const EMPHASIS = 3;

function weighFeatures(units: readonly RankedUnit[], emphasized?: ReadonlySet<string>): Features {
  const numbers = new Map<string, number>();
  const counts: number[] = [];
  const isPair: boolean[] = [];
  const features = units.map(({ stems }) => {
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
        // A pair counts once a unit, so that stammered repetition doesn't make it a phrase.
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
