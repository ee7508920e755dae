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
 */
export function outlineSection(
  { points, quotes }: Pick<Section, 'points' | 'quotes'>,
  orderOf: (id: NoteId) => number,
): SectionGroup[] {
  const behind = Map.groupBy(quotes, ({ noteId }) => {
    const same = points.findLastIndex(({ noteIds }) => noteIds.includes(noteId));
    if (same !== -1) return same;
    return points.findLastIndex(({ noteIds }) => noteIds.some((id) => orderOf(id) < orderOf(noteId)));
  });
  const groups: SectionGroup[] = [];
  const addQuotes = (group: SectionGroup, quotes: readonly Quote[] = []) =>
    group.entries.push(...quotes.map((quote) => ({ kind: 'quote' as const, quote })));
  const first = behind.get(-1);
  if (first !== undefined) {
    groups.push({ entries: [] });
    addQuotes(groups[0]!, first);
  }
  for (const [index, point] of points.entries()) {
    const { heading } = point;
    let group = groups.at(-1);
    if (group === undefined || group.heading !== heading) {
      group = { ...(heading === undefined ? {} : { heading }), entries: [] };
      groups.push(group);
    }
    group.entries.push({ kind: 'point', point });
    addQuotes(group, behind.get(index));
  }
  return groups;
}

/** The points that a short recap of a section shows: the key points, or all if there are few and none is set off. */
export function summaryInShort({ points }: Pick<Section, 'points'>): Point[] {
  const key = points.filter(({ isKey }) => isKey);
  return key.length > 0 ? key : points.slice(0, 3);
}
