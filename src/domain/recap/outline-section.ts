import type { NoteId } from '#domain/notes/note.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { withoutLineMarks } from './point-lines.ts';
import type { Section } from './recap.ts';
import type { Point, Quote } from './summary.ts';

/** The entries under one heading of a section. */
export interface SectionGroup {
  /** Absent for entries that have no heading in the notes. */
  heading?: string;
  /** See {@link Point.under}. */
  under?: string;
  entries: ({ kind: 'point'; point: Point } | { kind: 'quote'; quote: Quote })[];
}

/**
 * Returns a section in reading order: points grouped by heading, each quote after the point that it supports (one with
 * its heading or note), otherwise in the order of the notes. `orderOf` returns a note's position among all notes. In
 * prose, everything under one heading is together. Points that open the section are left out.
 */
export function outlineSection(
  { points: given, quotes, isProse = false }: Pick<Section, 'points' | 'quotes' | 'isProse'>,
  orderOf: (id: NoteId) => number,
): SectionGroup[] {
  const points = isProse ? groupByHeading(given) : given.filter(({ isOpening }) => !isOpening);
  const behind = Map.groupBy(quotes, ({ noteId, heading }) => {
    const ofNote = ({ noteIds }: Point) => noteIds.includes(noteId);
    const near = points.findLastIndex((point) => point.heading === heading && ofNote(point));
    if (near !== -1) return near;
    const alike = isProse && heading !== undefined ? points.findLastIndex((point) => point.heading === heading) : -1;
    if (alike !== -1) return alike;
    const same = points.findLastIndex(ofNote);
    if (same !== -1) return same;
    return points.findLastIndex(({ noteIds }) => noteIds.some((id) => orderOf(id) < orderOf(noteId)));
  });
  const quotesBehind = (index: number) =>
    (behind.get(index) ?? []).map((quote) => ({
      kind: 'quote' as const,
      quote,
      heading: isProse && index !== -1 ? points[index]!.heading : quote.heading,
      under: undefined,
    }));
  const entries = [
    ...quotesBehind(-1),
    ...points.flatMap((point, index) => [
      { kind: 'point' as const, point, heading: point.heading, under: point.under },
      ...quotesBehind(index),
    ]),
  ];
  const groups: SectionGroup[] = [];
  for (const { heading, under, ...entry } of entries) {
    let group = groups.at(-1);
    const isContinued = entry.kind === 'quote' && heading === undefined;
    if (group === undefined || (group.heading !== heading && !isContinued)) {
      group = { ...omitUndefined({ heading, under }), entries: [] };
      groups.push(group);
    }
    group.entries.push(entry);
  }
  return groups;
}

function groupByHeading(points: readonly Point[]): Point[] {
  return [...Map.groupBy(points, ({ heading }) => heading).values()].flat();
}

/** So many points a short recap shows at least. */
const FEWEST_IN_SHORT = 3;

/** The points that a short recap of a section shows: of prose none if it has an opening, else those that matter most. */
export function shortRecapPoints({
  points,
  isProse,
  inShort,
}: Pick<Section, 'points' | 'isProse' | 'inShort'>): Point[] {
  if (isProse && inShort !== undefined) return [];
  const shown = points.filter(({ isOpening }) => !isOpening);
  const others = shown.filter(({ isKey }) => !isKey);
  const added = new Set(others.slice(0, Math.max(0, FEWEST_IN_SHORT - (shown.length - others.length))));
  return shown.filter((point) => point.isKey || added.has(point));
}

/** What opens a section as "In short": a model's words, else the points of the notes' own conclusion as sentences. */
export function openingOf({
  points,
  inShort,
}: Pick<Section, 'points' | 'inShort'>): Pick<Point, 'text' | 'noteIds'> | undefined {
  const opening = points.filter(({ isOpening }) => isOpening);
  if (inShort !== undefined || opening.length === 0) return inShort;
  const lines = opening.flatMap(({ text }) => withoutLineMarks(text).split('\n'));
  return {
    text: lines.map((line) => (/[\p{L}\p{N})]$/u.test(line) ? `${line}.` : line)).join(' '),
    noteIds: [...new Set(opening.flatMap(({ noteIds }) => noteIds))],
  };
}

/** Returns whether a section has anything to read apart from who noted it. */
export function hasContent(section: Section, toRead: readonly unknown[]): boolean {
  const { points, quotes, questions, photos, links, thoughts = [], lookups = [], inShort } = section;
  return (
    inShort !== undefined ||
    [points, quotes, questions, photos, links, thoughts, lookups, toRead].some(({ length }) => length > 0)
  );
}
