import type { WeighedPoint } from '#domain/recap/summary.ts';
import { tokenizeCached } from '#text/sentences/cached-tokens.ts';
import { contentOf } from '#text/sentences/content-stems.ts';
import { groupAlike } from '#text/sentences/similarity.ts';

/** Factor for a further headline from a talk that already has one. */
const SAME_TALK = 0.5;
/** Factor for a hallway note, lower than for a further point of a talk: a casual remark is seldom a day's headline. */
const HALLWAY = 0.4;
/** Minimum share of the first headline's weight; it is fine to have fewer headlines. */
const LEAST_SHARE = 0.35;
/** Factor for a text with a typo, which shouldn't be a headline if there is an alternative. */
const WITH_SLIP = 0.5;

/**
 * Chooses the headlines of a day or conference, heaviest first, from different talks if there are enough. What several
 * talks have in common counts more, and only once.
 */
export function chooseHeadlines(
  all: readonly WeighedPoint[],
  max: number,
  vocabulary: Vocabulary = new Map(),
): WeighedPoint[] {
  const points = all
    .filter(({ weight }) => weight > 0)
    .map((point) => (hasSlip(point.text, vocabulary) ? { ...point, weight: point.weight * WITH_SLIP } : point));
  const texts = points.map(({ text }) => ({ text, stems: contentOf(text).stems }));
  const byWeight = [...points.keys()].sort((a, b) => points[b]!.weight - points[a]!.weight || a - b);
  const candidates = groupAlike(texts, byWeight).map((members) => {
    const point = points[members[0]!]!;
    const talks = new Set(members.map((index) => points[index]!.talkId)).size;
    const place = point.talkId === null ? HALLWAY : 1;
    return { point, weight: point.weight * place * (1 + 0.5 * Math.log2(talks)) };
  });
  const chosen: WeighedPoint[] = [];
  const open = new Set(candidates);
  while (chosen.length < max && open.size > 0) {
    const taken = new Set(chosen.map(({ talkId }) => talkId));
    let best: (typeof candidates)[number] | undefined;
    let bestWeight = Number.NEGATIVE_INFINITY;
    for (const candidate of open) {
      const { talkId } = candidate.point;
      const weight = candidate.weight * (talkId !== undefined && taken.has(talkId) ? SAME_TALK : 1);
      if (weight > bestWeight) [best, bestWeight] = [candidate, weight];
    }
    if (chosen.length > 0 && bestWeight < LEAST_SHARE * chosen[0]!.weight) break;
    chosen.push(best!.point);
    open.delete(best!);
  }
  return chosen;
}

/** Number of occurrences of each folded word in the notes. */
export type Vocabulary = ReadonlyMap<string, number>;

export function vocabularyOf(texts: Iterable<string>): Vocabulary {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of tokenizeCached(text).folded) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

const LETTERS_OF_SLIP = 6;

/** Returns whether a text has a typo: a long word found nowhere else, one extra letter or a swap away from a known word. */
function hasSlip(text: string, vocabulary: Vocabulary): boolean {
  return tokenizeCached(text).folded.some((word) => {
    if (word.length < LETTERS_OF_SLIP || (vocabulary.get(word) ?? 0) > 1) return false;
    for (let at = 1; at < word.length - 1; at++) {
      const [before, letter, next, after] = [word.slice(0, at), word[at]!, word[at + 1]!, word.slice(at + 2)];
      if (letter !== next && vocabulary.has(before + next + letter + after)) return true;
      if (vocabulary.has(before + next + after)) return true;
    }
    return false;
  });
}
