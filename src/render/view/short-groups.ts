import type { NoteId } from '#domain/notes/note.ts';
import type { Photo } from '#domain/recap/recap.ts';
import type { Quote } from '#domain/recap/summary.ts';
import type { PointView } from './point-view.ts';

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
    for (let to = from; to < groups.length && (to === from || groups[to]!.under === ''); to++) {
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

/** Maximum length of a line that begins with a label. More fragments than that are easier to read in a list. */
const WORDS_OF_LABELLED = 45;
const MOST_FRAGMENTS = { words: 30, parts: 5 };
/** From so many words on average, what begins with a capital is set as sentences, else as fragments. */
const WORDS_OF_CLAUSE = 4;

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

/** What a label says in one line: sentences, or fragments with semicolons between them. Undefined if that is too long. */
function labelledLine(
  label: string,
  parts: readonly Pick<PointView, 'lead' | 'noteIds'>[],
  asNoted: AsNoted,
): PointView | undefined {
  const leads = parts.map(({ lead }) => lead);
  if (countWords(leads) > WORDS_OF_LABELLED) return undefined;
  const noteIds = [...new Set(parts.flatMap((part) => part.noteIds))];
  const noted = leads.map((lead) => asNoted(lead, noteIds));
  const areSmall = noted.every((text) => !/^\p{Lu}/u.test(text));
  const areSentences =
    leads.every((lead) => /[.!?…]["”)]*$/u.test(lead)) ||
    leads.some((lead) => lead.includes(';')) ||
    (!areSmall && countWords(leads) >= WORDS_OF_CLAUSE * leads.length);
  const { words, parts: most } = MOST_FRAGMENTS;
  if (!areSentences && (countWords(leads) > words || leads.length > most)) return undefined;
  const ended = (text: string) => (/[\p{L}\p{N})]$/u.test(text) ? `${text}.` : text);
  const text = areSentences
    ? leads.map(ended).join(' ')
    : ended((areSmall && leads.length > 1 ? noted : leads).map((one) => one.replace(/\.$/u, '')).join('; '));
  const bold = /[.!?…:：？！]$/u.test(label) ? label : `${label}:`;
  return { lead: `${bold} ${text}`, bold, text, items: [], isOrdered: false, isKey: false, noteIds };
}

/** Returns a text with the small first letter that its notes have. */
export type AsNoted = (text: string, noteIds: readonly NoteId[]) => string;

/** From so many lists in a row, each is a line of one list, if they are short. */
const FEWEST_LISTS = 3;

/** Turns several short lists in a row, each with its lead-in, into one list, with the lead-ins in bold. */
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

function withFewWords(point: PointView, asNoted: AsNoted): PointView {
  const { lead, items, isOrdered, noteIds } = point;
  const words = items.map(({ label, text }) => (label === undefined ? asNoted(text, noteIds) : ''));
  const isShort = (text: string) => /^[^,;:.?!]+$/u.test(text) && countWords([text]) <= FEW_WORDS.item;
  if (
    items.length < 2 ||
    isOrdered ||
    items.some((item) => item.noteIds.length > 0) ||
    !/[:：…]$/u.test(lead) ||
    !words.every(isShort)
  )
    return point;
  if (countWords(words) > FEW_WORDS.all) return point;
  const list = ` ${words.join(', ')}.`;
  return { ...point, lead: lead + list, text: point.text + list, items: [] };
}
