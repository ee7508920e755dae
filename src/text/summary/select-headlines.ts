import type { WeighedPoint } from '#domain/recap/summary.ts';
import { contentOf } from '#text/sentences/content-stems.ts';
import { groupAlike } from '#text/sentences/similarity.ts';

/** What a further point of a talk that has one already counts. */
const SAME_TALK = 0.5;
/** Less than a further point of a talk: one remark over coffee seldom carries a day. */
const HALLWAY = 0.4;

/**
 * The points that carry a day or a conference, heaviest first, each from another talk where there are enough. What
 * several talks say alike counts more, and once.
 */
export function chooseHeadlines(points: readonly WeighedPoint[], max: number): WeighedPoint[] {
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
    chosen.push(best!.point);
    open.delete(best!);
  }
  return chosen;
}
