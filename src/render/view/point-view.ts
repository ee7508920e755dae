import { splitSentences } from '#domain/language/split-sentences.ts';
import type { NoteId } from '#domain/notes/note.ts';
import { readPointLines } from '#domain/recap/point-lines.ts';
import type { Point, Remark } from '#domain/recap/summary.ts';
import type { RecapMessages } from '#render/messages/recap-messages.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { plainLine, plainLines } from './plain-text.ts';

/** A point for showing, or an item of a list that has no lead-in. */
export interface PointView extends Pick<Point, 'noteIds'> {
  isKey: boolean;
  /** Its words without the list or table, lines separated by line feeds; may be empty. */
  lead: string;
  /** What it begins with: the first sentence of a key point, a model's lead-in, or a label; else empty. */
  bold: string;
  /** The rest of its words. */
  text: string;
  /** The items of its list or steps, without bullets and numbers, and how many more there are; of a table its rows as lines. */
  items: ItemView[];
  isOrdered: boolean;
  table?: { columns: string[]; rows: { cells: string[]; noteIds: NoteId[] }[] };
  /** `3 people noted this` */
  agreement?: string;
  /** What note-takers thought of it, if that can't be understood elsewhere. */
  remarks?: Remark[];
}

/** An item with the notes that it is based on, if these aren't those of its point. */
export interface ItemView {
  /** In prose, a model's lead-in, or the thing that the rest is said of with its colon: set in bold. */
  label?: string;
  text: string;
  noteIds: NoteId[];
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

export function labelOf(text: string): string | undefined {
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
export function viewProse(point: Point, t: RecapMessages): PointView {
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
