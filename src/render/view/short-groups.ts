import { contentTerms } from '#domain/language/stem.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { Photo } from '#domain/recap/recap.ts';
import type { Quote } from '#domain/recap/summary.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { labelOf, type PointView } from './point-view.ts';

/** What is below one heading, which is empty if there is none. */
export interface SectionGroupView {
  heading: string;
  parts: SectionPart[];
}

/** A paragraph with what it introduces, consecutive points, which are shown as one list, a quote, or photos of these. */
export type SectionPart =
  | { kind: 'prose'; point: PointView }
  | { kind: 'points'; points: PointView[] }
  | { kind: 'quote'; quote: Quote }
  | { kind: 'photos'; photos: Photo[] };

/**
 * Sets short groups without headings of their own: their headings become the labels of their lines. Those that open the
 * section, or that have a heading above them, are a list. Further down they are paragraphs, because the items of a list
 * would seem to belong to the heading above.
 */
export function joinShortGroups(
  groups: (SectionGroupView & { under: string })[],
  asNoted: AsNoted,
): SectionGroupView[] {
  const joined: SectionGroupView[] = [];
  for (let from = 0; from < groups.length; from++) {
    const { under, ...group } = groups[from]!;
    const lines: PointView[] = [];
    for (let to = from; to < groups.length && (to === from || goesWith(groups[to]!, groups[from]!)); to++) {
      const line = onlyLineOf(groups[to]!, asNoted);
      if (line === undefined) break;
      lines.push(line);
    }
    const part = joined.at(-1)?.parts.at(-1);
    const isFirst =
      joined.length === 0 || (joined.length === 1 && joined[0]!.heading === '' && part?.kind === 'points');
    if (lines.length === 0) joined.push(group);
    else if (lines.length > 1 && (isFirst || under !== '')) {
      if (isFirst && under === '' && part?.kind === 'points') part.points.push(...lines);
      else joined.push({ heading: under, parts: [{ kind: 'points', points: lines }] });
    } else joined.push({ heading: under, parts: lines.map((point) => ({ kind: 'prose', point })) });
    from += Math.max(0, lines.length - 1);
  }
  return joined;
}

/** Below a heading of several, only what it or the first of them names goes on: the notes don't say where these end. */
function goesWith(group: { heading: string; under: string }, first: { heading: string; under: string }): boolean {
  if (group.under !== '' || first.under === '') return group.under === '';
  return !new Set(contentTerms(group.heading)).isDisjointFrom(new Set(contentTerms(`${first.under} ${first.heading}`)));
}

/** A longer group keeps its heading. */
const WORDS_OF_LABELLED = 45;

const countWords = (texts: readonly string[]) => texts.join(' ').split(' ').length;

/** A group with nothing but a few words, as one line that begins with its heading. */
function onlyLineOf({ heading, parts: [part, ...others] }: SectionGroupView, asNoted: AsNoted): PointView | undefined {
  if (heading === '' || others.length > 0 || part === undefined) return undefined;
  const points = part.kind === 'points' ? part.points : part.kind === 'prose' ? [part.point] : [];
  const isPlain = ({ lead, bold, items, isKey, agreement, remarks }: PointView) =>
    items.length === 0 && (bold === '' || isKey) && (agreement ?? remarks) === undefined && !lead.includes('\n');
  if (points.length === 0 || !points.every(isPlain)) return undefined;
  return labelledLine(heading, points, asNoted);
}

/** A label with what it says: after it if that is one thing or a few words, else in a list. Undefined if it is too long. */
function labelledLine(
  label: string,
  parts: readonly (Pick<PointView, 'lead' | 'noteIds'> & Partial<Pick<PointView, 'isKey' | 'bold' | 'text'>>)[],
  asNoted: AsNoted,
): PointView | undefined {
  const leads = parts.map(({ lead }) => lead);
  if (countWords(leads) > WORDS_OF_LABELLED) return undefined;
  const bold = /[.!?…:：？！]$/u.test(label) ? label : `${label}:`;
  // Of a list only the last item names the notes.
  const all = [...new Set(parts.flatMap(({ noteIds }) => noteIds))];
  const words = parts.length === 1 ? leads[0]! : inFewWords(leads.map((lead) => asNoted(lead, all)));
  const text = words === undefined || !/[\p{L}\p{N})]$/u.test(words) ? words : `${words}.`;
  const items = parts.map(({ lead, noteIds, isKey, bold: start = '', text: rest = '' }) =>
    isKey === true ? { label: start, text: rest, noteIds } : { text: lead, noteIds },
  );
  return {
    ...{ lead: [bold, text].filter(Boolean).join(' '), bold, text: text ?? '' },
    items: text === undefined ? items : [],
    ...{ isOrdered: false, isKey: false },
    noteIds: text === undefined ? [] : all,
  };
}

/** Returns a text with the small first letter that its notes have. */
export type AsNoted = (text: string, noteIds: readonly NoteId[]) => string;

const BEFORE_LABEL = /(?<=[.!?…]["”)]{0,2} )(?=\p{Lu}[\p{L}\p{N}]{0,30}(?: [\p{L}\p{N}]{1,30}){0,2}: )/u;

/** Sets what says several things, each with a label, as a list: "Problem: … Solution: …". What comes before stays as it is. */
export function splitAtLabels(part: SectionPart): SectionPart[] {
  if (part.kind === 'points') return [{ ...part, points: part.points.flatMap(labelledPoints) }];
  if (part.kind !== 'prose') return [part];
  const [first, ...others] = labelledPoints(part.point);
  if (others.length === 0) return [part];
  return labelOf(first!.lead) === undefined
    ? [
        { kind: 'prose', point: first! },
        { kind: 'points', points: others },
      ]
    : [{ kind: 'points', points: [first!, ...others] }];
}

function labelledPoints(point: PointView): PointView[] {
  const { lead, bold, items, isKey, agreement, remarks, noteIds } = point;
  const leads = lead.split(BEFORE_LABEL).map((one) => one.trim());
  const labels = leads.map(labelOf);
  if (items.length > 0 || lead.includes('\n') || labels.filter((label) => label !== undefined).length < 2)
    return [point];
  return leads.map((one, index) => {
    const start = isKey && index === 0 && one.startsWith(bold) ? bold : (labels[index] ?? '');
    return {
      ...{ lead: one, bold: start, text: one.slice(start.length).trim(), items: [], isOrdered: false },
      ...{ isKey: isKey && index === 0 && start === bold, noteIds: index === leads.length - 1 ? noteIds : [] },
      ...(index === leads.length - 1 && omitUndefined({ agreement, remarks })),
    };
  });
}

/** From so many lists in a row, each is a line of one list, if they are short. */
const FEWEST_LISTS = 3;

/** Turns several short lists in a row, each with its lead-in, into a list of them, with the lead-ins in bold. */
export function joinShortLists(parts: SectionPart[], asNoted: AsNoted): SectionPart[] {
  const lines = parts.map((part) => {
    if (part.kind !== 'prose') return undefined;
    const { lead, items, isOrdered, table, remarks, agreement, noteIds } = part.point;
    const isPlain = items.length > 0 && !isOrdered && table === undefined && (agreement ?? remarks) === undefined;
    if (!isPlain || !/[:：]$/u.test(lead) || countWords([lead]) > WORDS_OF_LEAD) return undefined;
    const said = items.map(({ label, text }) => ({ lead: [label, text].filter(Boolean).join(' '), noteIds }));
    return labelledLine(lead, said, asNoted);
  });
  const inline = parts.map((part) =>
    part.kind === 'prose' ? { ...part, point: withFewWords(part.point, asNoted) } : part,
  );
  const from = lines.findIndex((line) => line !== undefined);
  const end = lines.findIndex((line, index) => index > from && line === undefined);
  const to = end === -1 ? lines.length : end;
  if (from === -1 || to - from < FEWEST_LISTS) return inline;
  const points = lines.slice(from, to).map((line) => line!);
  return [...inline.slice(0, from), { kind: 'points', points }, ...inline.slice(to)];
}

const WORDS_OF_LEAD = 6;

/** Maximum length of a list that is shown in the line of its lead-in: "Include in: deploy, monitoring, logging." */
const FEW_WORDS = { all: 12, item: 3 };

/** Returns the texts in one line if these are a few words, without punctuation in them. */
function inFewWords(texts: readonly string[]): string | undefined {
  const isShort = (text: string) => /^[^,;:.?!]+$/u.test(text) && countWords([text]) <= FEW_WORDS.item;
  return texts.every(isShort) && countWords(texts) <= FEW_WORDS.all ? texts.join(', ') : undefined;
}

function withFewWords(point: PointView, asNoted: AsNoted): PointView {
  const { lead, items, isOrdered, noteIds } = point;
  const isPlain = !isOrdered && items.every((item) => item.label === undefined && item.noteIds.length === 0);
  if (items.length < 2 || !isPlain || !/[:：…]$/u.test(lead)) return point;
  const words = inFewWords(items.map(({ text }) => asNoted(text, noteIds)));
  return words === undefined
    ? point
    : { ...point, lead: `${lead} ${words}.`, text: `${point.text} ${words}.`, items: [] };
}
