import type { NoteId } from '#domain/notes/note.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { Section } from './recap.ts';
import type { Point, Quote } from './summary.ts';

/** A point as shown. In a model's recap, its heading is shown in bold in front of it; nothing else is bold. */
export interface ShownPoint extends Point {
  label?: string;
}

/** The entries under one heading of a section. */
export interface SectionGroup {
  /** Absent for entries that have no heading in the notes. */
  heading?: string;
  entries: ({ kind: 'point'; point: ShownPoint } | { kind: 'quote'; quote: Quote })[];
}

/**
 * Returns a section in reading order: points grouped by heading, each quote after the point that it supports (one with
 * its heading or note), otherwise in the order of the notes. `orderOf` returns a note's position among all notes. In a
 * recap written by a model, headings are not shown between points; the first point under a heading gets it as its
 * label.
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

/** Turns the headings of points that are grouped by heading into labels of the first point in each group. */
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
