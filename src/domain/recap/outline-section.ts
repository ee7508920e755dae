import type { NoteId } from '#domain/notes/note.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { Section } from './recap.ts';
import type { Point, Quote } from './summary.ts';

/** A point as it is shown. In a model's recap its heading is set in bold in front of it, and nothing else is bold. */
export interface ShownPoint extends Point {
  label?: string;
}

/** What one heading of a section holds. */
export interface SectionGroup {
  /** Absent for what the notes put under no heading. */
  heading?: string;
  entries: ({ kind: 'point'; point: ShownPoint } | { kind: 'quote'; quote: Quote })[];
}

/**
 * A section in the order in which it is read: points grouped by heading, each quote after the point that it supports (one
 * of its heading or note), else at its place in the order of the notes. `orderOf` returns a note's place among all notes.
 * A model's recap has no headings between its points: each heading is the label of the first point that has it.
 */
export function outlineSection(
  { points: given, quotes, gist }: Pick<Section, 'points' | 'quotes' | 'gist'>,
  orderOf: (id: NoteId) => number,
): SectionGroup[] {
  const isModels = gist !== undefined;
  const points = isModels ? groupByHeading(given) : given;
  const behind = Map.groupBy(quotes, ({ noteId, heading }) => {
    const ofNote = ({ noteIds }: Point) => noteIds.includes(noteId);
    const near = points.findLastIndex((point) => point.heading === heading && ofNote(point));
    if (near !== -1) return near;
    const alike = isModels && heading !== undefined ? points.findLastIndex((point) => point.heading === heading) : -1;
    if (alike !== -1) return alike;
    const same = points.findLastIndex(ofNote);
    if (same !== -1) return same;
    return points.findLastIndex(({ noteIds }) => noteIds.some((id) => orderOf(id) < orderOf(noteId)));
  });
  const shown = isModels ? labelPoints(points) : points;
  const quotesBehind = (index: number) =>
    (behind.get(index) ?? []).map((quote) => ({
      kind: 'quote' as const,
      quote,
      heading: isModels ? undefined : quote.heading,
    }));
  const entries = [
    ...quotesBehind(-1),
    ...shown.flatMap((point, index) => [
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

function groupByHeading(points: readonly Point[]): Point[] {
  return [...Map.groupBy(points, ({ heading }) => heading).values()].flat();
}

/** Gives points that are grouped by heading their headings as labels. */
function labelPoints(points: readonly Point[]): ShownPoint[] {
  return points.map(({ heading, isKey: _, ...point }, index) => ({
    ...point,
    ...omitUndefined({ label: heading === points[index - 1]?.heading ? undefined : heading }),
  }));
}

/** So many points a short recap shows at least. */
const FEWEST_IN_SHORT = 3;

/** The points that a short recap of a section shows: the key points, and the first others if these are few. */
export function shortRecapPoints({ points, gist }: Pick<Section, 'points' | 'gist'>): ShownPoint[] {
  const others = points.filter(({ isKey }) => !isKey);
  const keys = points.length - others.length;
  const added = new Set(gist === undefined || keys === 0 ? others.slice(0, Math.max(0, FEWEST_IN_SHORT - keys)) : []);
  const shown = points.filter((point) => point.isKey || added.has(point));
  return gist === undefined ? shown : labelPoints(groupByHeading(shown));
}
