import { splitSentences } from '#domain/language/split-sentences.ts';
import { findUrls, normalizeUrl, toSafeUrl } from '#domain/language/urls.ts';
import type { NoteId } from '#domain/notes/note.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import { openingOf, outlineSection, shortRecapPoints } from '#domain/recap/outline-section.ts';
import { readPointLines } from '#domain/recap/point-lines.ts';
import type { Photo, RecapTalk, Section } from '#domain/recap/recap.ts';
import type { LeftOut, Point, Quote, Remark } from '#domain/recap/summary.ts';
import type { RecapMessages } from '#render/messages/recap-messages.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { photoUrl } from './links.ts';
import { plainLine, plainLines, readsTheSame } from './plain-text.ts';

/** A talk or a hallway with something to show, in the order in which all formats show it. */
export interface SectionView {
  section: Section;
  /** Absent for the hallway. */
  talk?: RecapTalk;
  /** The first sentence of the talk's abstract; absent if a model wrote an opening. */
  program?: string;
  /** A model's words, else the notes' own conclusion. */
  inShort?: Pick<Point, 'text' | 'noteIds'>;
  /** Points and quotes under their headings, each quote after the point that it supports. */
  groups: { heading: string; parts: SectionPart[] }[];
  /** What a short recap shows of the points. */
  brief: PointView[];
  /** What it covered by its notes' headings, for a short recap; empty if an opening says so, or for few headings. */
  topics: string[];
  /** Headings of the notes that nothing is shown of, with their notes. */
  leftOut: LeftOut[];
  /** What the notes leave open. */
  unclear: PointView[];
  /** Statements on which notes contradict each other. */
  disagreements: PointView[];
  /** What note-takers thought, and what they want to look up. */
  remarks: { label: string; remarks: Remark[] }[];
  /** Photos, without captions that repeat a point or quote of the same note. */
  photos: Photo[];
  /** Works recommended here, each with only the recommendations made here; in prose without links that it names. */
  toRead: ReadingItem[];
  /** Links with http(s) addresses that neither `toRead` nor a point shows. */
  links: Section['links'];
}

/** A paragraph with what it introduces, consecutive points, which are shown as one list, or a quote. */
export type SectionPart =
  | { kind: 'prose'; point: PointView }
  | { kind: 'points'; points: PointView[] }
  | { kind: 'quote'; quote: Quote };

/** A point for showing, or an item of a list that has no lead-in. */
export interface PointView extends Pick<Point, 'noteIds'> {
  isKey: boolean;
  /** Its words without the list or table, lines separated by line feeds; may be empty. */
  lead: string;
  /** What it begins with in bold: the first sentence of a key point, or a model's lead-in; else empty. */
  bold: string;
  /** The rest of its words. */
  text: string;
  /** The items of its list or steps, without bullets and numbers, and how many more there are; of a table its rows as lines. */
  items: ItemView[];
  isOrdered: boolean;
  table?: { columns: string[]; rows: { cells: string[]; noteIds: NoteId[] }[] };
  /** `3 people noted this` */
  agreement?: string;
}

/** An item with the notes that it is based on, if these aren't those of its point. */
export interface ItemView {
  /** In prose, a model's lead-in, or the thing that the rest is said of with its colon: set in bold. */
  label?: string;
  text: string;
  noteIds: NoteId[];
}

/** Items of one list that a short recap shows. */
const MOST_BRIEF_ITEMS = 3;

export function viewSection(
  section: Section,
  toRead: ReadingItem[],
  { orderOf, t, talk }: { orderOf: (noteId: string) => number; t: RecapMessages; talk?: RecapTalk },
): SectionView {
  const { thoughts = [], lookups = [], unclear = [], disagreements = [], leftOut = [], isProse } = section;
  const inShort = openingOf(section);
  const isOpened = (inShort ?? section.gist) !== undefined;
  const program = isOpened && isProse ? '' : plainLine(talk?.program ?? '');
  const inPoints = new Set(
    statementsOf(section).flatMap(({ text }) => findUrls(text).map(({ url }) => normalizeUrl(url))),
  );
  const isShownInPoints = (url = '') => url !== '' && inPoints.has(normalizeUrl(url));
  const shown = new Set([...toRead.flatMap(({ url }) => (url === undefined ? [] : [normalizeUrl(url)])), ...inPoints]);
  return {
    section,
    ...omitUndefined({ talk, program: program || undefined, inShort }),
    topics: !isOpened && program === '' ? topicsOf(section, orderOf) : [],
    leftOut: leftOut.map(({ heading, noteIds }) => ({
      heading: plainLine(heading) || t('notes', { count: noteIds.length }),
      noteIds,
    })),
    groups: joinShortGroups(
      outlineSection(section, orderOf).map(({ heading = '', entries }) => {
        const parts: SectionPart[] = [];
        for (const entry of entries) {
          const last = parts.at(-1);
          if (entry.kind === 'quote') parts.push(entry);
          else if (isProse || isSteps(entry.point)) parts.push({ kind: 'prose', point: viewProse(entry.point, t) });
          else if (entry.point.isRunning) addRunning(parts, viewProse(entry.point, t));
          else if (last?.kind === 'points') last.points.push(...viewPoint(entry.point, t));
          else parts.push({ kind: 'points', points: viewPoint(entry.point, t) });
        }
        for (const part of parts) if (part.kind === 'points') part.points = withLabels(part.points);
        return { heading: plainLine(heading), parts };
      }),
    ),
    brief: shortRecapPoints(section).flatMap((point) => viewPoint(point, t, MOST_BRIEF_ITEMS)),
    unclear: unclear.flatMap((point) => viewPoint(point, t)),
    disagreements: disagreements.flatMap((point) => viewPoint(point, t)),
    remarks: [
      { label: t('thoughts'), remarks: thoughts },
      { label: t('lookups'), remarks: lookups },
    ].filter(({ remarks }) => remarks.length > 0),
    photos: section.photos
      .filter(({ file }) => photoUrl(file) !== '')
      .map((photo) => withoutRepeatedCaption(photo, section)),
    toRead: toRead.filter(({ kind, url }) => !isProse || kind === 'book' || !isShownInPoints(url)),
    links: section.links.filter(({ url }) => toSafeUrl(url) !== undefined && !shown.has(normalizeUrl(url))),
  };
}

/** Steps without an introduction, which can't be an item of a list with other points. */
function isSteps({ text }: Point): boolean {
  const { lead, isOrdered } = readPointLines(text.split('\n'));
  return isOrdered && lead.length === 0;
}

/** What a section says in sentences. */
function statementsOf({ points, inShort, gist }: Section): Point[] {
  return [inShort, gist, ...points].filter((point) => point !== undefined);
}

/** Words of a paragraph at most, unless one point has more, and notes, so that each can be linked to. */
const WORDS_OF_PARAGRAPH = 80;
const NOTES_OF_PARAGRAPH = 5;

/** Adds a point to the paragraph before it; a key point, and what introduces a list, begins one of its own. */
function addRunning(parts: SectionPart[], point: PointView): void {
  const last = parts.at(-1);
  const before = last?.kind === 'prose' ? last.point : undefined;
  const isOwn = ({ items, lead, agreement }: PointView) =>
    items.length > 0 || lead.includes('\n') || agreement !== undefined;
  const noteIds = [...new Set([...(before?.noteIds ?? []), ...point.noteIds])];
  const words = (before?.lead ?? '').split(' ').length + point.lead.split(' ').length;
  const isFull = words > WORDS_OF_PARAGRAPH || noteIds.length > NOTES_OF_PARAGRAPH;
  if (before === undefined || isOwn(before) || point.isKey || isOwn(point) || isFull) {
    parts.push({ kind: 'prose', point });
    return;
  }
  const joined = (text: string) => [text, point.lead].filter(Boolean).join(' ');
  parts[parts.length - 1] = {
    kind: 'prose',
    point: { ...before, lead: joined(before.lead), text: joined(before.text), noteIds },
  };
}

const FEWEST_LABELS = 3;
const SHARE_OF_LABELS = 0.6;

/** Sets in bold what the lines of a list are about, if most of them say it before a colon. */
function withLabels(points: PointView[]): PointView[] {
  const labels = points.map(({ lead }) => labelOf(lead));
  const count = labels.filter((label) => label !== undefined).length;
  if (count < Math.max(FEWEST_LABELS, SHARE_OF_LABELS * points.length)) return points;
  return points.map((point, index) => {
    const bold = labels[index];
    return bold === undefined ? point : { ...point, bold, text: point.lead.slice(bold.length).trim(), isKey: false };
  });
}

type ViewedGroup = SectionView['groups'][number];

/**
 * Joins the first groups if they have only a line each: their headings become the labels of these lines. Further down,
 * such lines would seem to belong to the heading above them.
 */
function joinShortGroups(groups: ViewedGroup[]): ViewedGroup[] {
  const [opening, ...others] = groups;
  const [part, ...more] = opening?.parts ?? [];
  const isOpen = opening?.heading === '' && part?.kind === 'points' && more.length === 0;
  const rest = isOpen ? others : groups;
  const lines = rest.map(onlyLineOf);
  const count = lines.indexOf(undefined) === -1 ? rest.length : lines.indexOf(undefined);
  if (count < 2) return groups;
  const points = [...(isOpen ? part.points : []), ...lines.slice(0, count).map((line) => line!)];
  return [{ heading: '', parts: [{ kind: 'points', points }] }, ...rest.slice(count)];
}

const WORDS_OF_LINE = 30;

/** The only point of a group that has no more, with its heading as its label, if both are short. */
function onlyLineOf(group: ViewedGroup): PointView | undefined {
  const [part, ...others] = group.parts;
  if (group.heading === '' || part?.kind !== 'points' || others.length > 0) return undefined;
  const [point] = part.points;
  const { lead, items } = point!;
  const isShort = part.points.length === 1 && items.length === 0 && !lead.includes('\n');
  if (!isShort || lead.split(' ').length > WORDS_OF_LINE) return undefined;
  const bold = /\p{P}$/u.test(group.heading) ? group.heading : `${group.heading}:`;
  return { ...point!, bold, text: lead, isKey: false };
}

/** Fewer headings are no outline; of more, these are named. */
const TOPICS = { fewest: 3, most: 8 };
/** A longer heading is cut. */
const WORDS_OF_TOPIC = 6;

/** What the headings of its notes say, in their order, if they outline it. */
function topicsOf({ points, leftOut = [] }: Section, orderOf: (noteId: string) => number): string[] {
  const headed = [...points, ...leftOut].toSorted((a, b) => orderOf(a.noteIds[0]!) - orderOf(b.noteIds[0]!));
  const headings = new Set(headed.map(({ heading }) => plainLine(heading ?? '')).filter((heading) => heading !== ''));
  const topics = [...headings].map((heading) => {
    const words = heading.split(' ');
    return words.length <= WORDS_OF_TOPIC ? heading : `${words.slice(0, WORDS_OF_TOPIC - 1).join(' ')} …`;
  });
  return topics.length < TOPICS.fewest ? [] : topics.slice(0, TOPICS.most);
}

/** Returns whether a section has anything to read apart from who noted it. */
export function hasContent(section: Section, toRead: readonly ReadingItem[]): boolean {
  const { points, quotes, questions, photos, links, thoughts = [], lookups = [], gist, inShort } = section;
  return (
    (gist ?? inShort) !== undefined ||
    [points, quotes, questions, photos, links, thoughts, lookups, toRead].some(({ length }) => length > 0)
  );
}

function withoutRepeatedCaption(photo: Photo, section: Section): Photo {
  const { caption, ...bare } = photo;
  if (caption === undefined) return photo;
  const isSaid =
    statementsOf(section).some(({ text, noteIds }) => noteIds.includes(photo.noteId) && readsTheSame(text, caption)) ||
    section.quotes.some(({ text, noteId }) => noteId === photo.noteId && readsTheSame(text, caption));
  return isSaid ? bare : photo;
}

/**
 * Splits a point such as "Barriers:\n• time\n• money" for showing, and keeps at most `mostItems` items of its list. The
 * items of a list without a lead-in become points of their own, and the last one gets the sources.
 */
export function viewPoint(point: Point, t: RecapMessages, mostItems = Number.POSITIVE_INFINITY): PointView[] {
  const whole = viewWhole(point, t, mostItems);
  const { lead, items, noteIds, agreement } = whole;
  if (lead !== '' || items.length === 0) return [whole];
  return items.map(({ text }, index) => ({
    ...{ lead: text, bold: '', text, items: [], isOrdered: false, isKey: false, noteIds: [] },
    ...(index === items.length - 1 && { noteIds, ...omitUndefined({ agreement }) }),
  }));
}

function viewWhole(point: Point, t: RecapMessages, mostItems = Number.POSITIVE_INFINITY): PointView {
  const { isKey = false, moreItems = 0, noteIds, agreement: count } = point;
  const lines = plainLines(point.text);
  const { lead: leading, items: listed, isOrdered, table } = readPointLines(lines);
  const own = point.lineNoteIds?.length === lines.length ? point.lineNoteIds.slice(leading.length) : [];
  const [columns = [], ...cells] = table;
  const rows = cells.map((row, index) => ({ cells: row, noteIds: own[index + 1] ?? [] }));
  const all =
    rows.length > 0
      ? rows.map(({ cells: row, noteIds: rowIds }) => ({ text: rowAsLine(columns, row), noteIds: rowIds }))
      : listed.map((text, index) => ({ text, noteIds: own[index] ?? [] }));
  const left = Math.max(all.length - mostItems, 0) + moreItems;
  const items = [
    ...all.slice(0, mostItems),
    ...(left === 0 ? [] : [{ text: t('more', { count: left }), noteIds: [] }]),
  ];
  // Notes that are named with their items needn't be named again.
  const named = new Set(items.flatMap((item) => item.noteIds));
  const lead = leading.join('\n');
  const [sentence] = splitSentences(leading[0] ?? '');
  const bold = isKey ? (sentence?.text ?? '') : '';
  return {
    ...{ lead, bold, text: lead.slice(bold.length).trim(), items, isOrdered, isKey },
    ...(rows.length > 0 && { table: { columns, rows } }),
    noteIds: noteIds.filter((id) => !named.has(id)),
    ...(count > 1 && { agreement: t('agreement', { count }) }),
  };
}

/** A thing and what is said of it: "Mocks: set expectations before the call". */
const LABELLED = /^([^\s:.!?]+(?: [^\s:.!?]+){0,5}:)\s+(?=\S)/u;

function labelOf(text: string): string | undefined {
  const label = LABELLED.exec(text)?.[1];
  // The colon may be within brackets.
  return label !== undefined && label.split('(').length === label.split(')').length ? label : undefined;
}

/** Returns the words of a model's lead-in that a line begins with, and the punctuation after them. */
function leadInOf(text: string, leadIns: readonly string[]): string | undefined {
  const leadIn = leadIns.find((words) => words !== '' && text.startsWith(words)) ?? '';
  const bold = leadIn + (/^\p{P}+(?=\s|$)/u.exec(text.slice(leadIn.length))?.[0] ?? '');
  return leadIn === '' || !/^(?:\s|$)/u.test(text.slice(bold.length)) ? undefined : bold;
}

/** A point of prose, with the things that its items are about in bold. Without a lead, its last line has the sources. */
function viewProse(point: Point, t: RecapMessages): PointView {
  const { noteIds, agreement, ...whole } = viewWhole(point, t);
  const { lead, table } = whole;
  const leadIns = (point.leadIns ?? []).map(plainLine);
  const bold = whole.bold || (leadInOf(lead, leadIns) ?? '');
  const labelOfItem = ({ text }: ItemView, row: readonly string[] | undefined) => {
    if (row === undefined) return leadInOf(text, leadIns) ?? labelOf(text);
    const { length } = firstOf(row);
    return length === 0 || length === text.length ? undefined : text.slice(0, length + 1);
  };
  const items = whole.items.map((item, index): ItemView => {
    const label = labelOfItem(item, table?.rows[index]?.cells);
    return label === undefined ? item : { ...item, label, text: item.text.slice(label.length).trim() };
  });
  if (lead !== '' || items.length === 0) {
    const text = lead.slice(bold.length).trim();
    return { ...whole, bold, text, items, noteIds, ...omitUndefined({ agreement }) };
  }
  const signed = (words = '') => [words, agreement === undefined ? '' : `(${agreement})`].filter(Boolean).join(' ');
  const last = items.at(-1)!;
  const row = table?.rows.at(-1);
  return {
    ...{ ...whole, noteIds: [] },
    items: items.with(-1, { ...last, text: signed(last.text), noteIds: [...last.noteIds, ...noteIds] }),
    ...(row && {
      table: {
        columns: table!.columns,
        rows: table!.rows.with(-1, {
          cells: row.cells.with(-1, signed(row.cells.at(-1))),
          noteIds: [...row.noteIds, ...noteIds],
        }),
      },
    }),
  };
}

/** What a row of a table is about. */
function firstOf([first = '']: readonly string[]): string {
  return first.replace(/[.:]$/u, '');
}

/** `XSS. What happens: user data is executed; Defense: escape it`; for two columns `Stub: returns canned responses`. */
function rowAsLine(columns: readonly string[], row: readonly string[]): string {
  const [first, cells] = [firstOf(row), row.slice(1)];
  if (columns.length < 3) return [first, ...cells].filter(Boolean).join(': ');
  const named = cells.flatMap((cell, index) => (cell === '' ? [] : [`${columns[index + 1]}: ${cell}`]));
  return [first, named.join('; ')].filter(Boolean).join('. ');
}

/** `Notes by Amara, Sam.`; empty if nobody is named. */
export function notedByLine({ contributors }: Pick<Section, 'contributors'>, t: RecapMessages): string {
  return contributors.length === 0 ? '' : t('noted-by', { names: contributors.map(plainLine).join(', ') });
}
