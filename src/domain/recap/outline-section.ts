import type { NoteId } from '#domain/notes/note.ts';
import type { Section } from './recap.ts';
import type { Point, Quote } from './summary.ts';

/** What one heading of a section holds. */
export interface SectionGroup {
  /** Absent for what the notes put under no heading. */
  heading?: string;
  entries: ({ kind: 'point'; point: Point } | { kind: 'quote'; quote: Quote })[];
}

/**
 * A section in the order in which it is read: points grouped by heading, each quote behind the point that it supports
 * (one of the same note), else at its place in the order of the notes. `orderOf` answers a note's place among all notes.
 * A model gives its key points first: they stay in front, without headings, and each heading comes once.
 */
export function outlineSection(
  { points: given, quotes, gist }: Pick<Section, 'points' | 'quotes' | 'gist'>,
  orderOf: (id: NoteId) => number,
): SectionGroup[] {
  const points = gist === undefined ? given : keyPointsFirst(given);
  const behind = Map.groupBy(quotes, ({ noteId, heading }) => {
    const ofNote = ({ noteIds }: Point) => noteIds.includes(noteId);
    const near = points.findLastIndex((point) => point.heading === heading && ofNote(point));
    if (near !== -1) return near;
    const same = points.findLastIndex(ofNote);
    if (same !== -1) return same;
    return points.findLastIndex(({ noteIds }) => noteIds.some((id) => orderOf(id) < orderOf(noteId)));
  });
  const quotesBehind = (index: number) =>
    (behind.get(index) ?? []).map((quote) => ({ kind: 'quote' as const, quote, heading: quote.heading }));
  const entries = [
    ...quotesBehind(-1),
    ...points.flatMap((point, index) => [
      { kind: 'point' as const, point, heading: point.heading },
      ...quotesBehind(index),
    ]),
  ];
  const groups: SectionGroup[] = [];
  for (const { heading, ...entry } of entries) {
    let group = groups.at(-1);
    const goesOn = entry.kind === 'quote' && heading === undefined;
    if (group === undefined || (group.heading !== heading && !goesOn)) {
      group = { ...(heading === undefined ? {} : { heading }), entries: [] };
      groups.push(group);
    }
    group.entries.push(entry);
  }
  return groups;
}

function keyPointsFirst(points: Point[]): Point[] {
  const [key = [], others = []] = [true, false].map((isKey) =>
    points.filter((point) => (point.isKey ?? false) === isKey),
  );
  return [
    ...key.map(({ heading: _, ...point }) => point),
    ...Map.groupBy(others, ({ heading }) => heading)
      .values()
      .toArray()
      .flat(),
  ];
}

/** The points that a short recap of a section shows: the key points, or all if there are few and none is set off. */
export function summaryInShort({ points }: Pick<Section, 'points'>): Point[] {
  const key = points.filter(({ isKey }) => isKey);
  return key.length > 0 ? key : points.slice(0, 3);
}
