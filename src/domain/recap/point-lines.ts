import { splitSentences } from '#domain/language/split-sentences.ts';
import { CONNECTIVES, REFERS_TO_PERSON, REFERS_TO_THING } from '#domain/language/stop-words.ts';
import { foldedWords } from '#domain/language/tokenize.ts';
import type { NoteId } from '#domain/notes/note.ts';

/** The text of a point, taken apart. See `Point.text`. */
export interface PointLines {
  /** Sentences, or the words that introduce what is below them; may be empty. */
  lead: string[];
  /** Items of a list, or steps, without their bullets and numbers. */
  items: string[];
  isOrdered: boolean;
  /** The rows of a table; the first names its columns. */
  table: string[][];
}

const BULLET = /^[•◦▪‣·*–-]\s+(?=\S)/u;
const NUMBER = /^\p{Nd}{1,2}[.)]\s+(?=\S)/u;
/** How a recap's own items and steps begin. */
const LINE_MARK = /^(?:• |\p{Nd}{1,2}\. )/u;
const ROW = /^\|(.*)\|$/u;

/** A first line that begins with a dash or number is a sentence, unless it is one of ours. */
const isItem = (line: string, index: number) =>
  index === 0 ? /^(?:• |1\. )/u.test(line) : BULLET.test(line) || NUMBER.test(line);

/** Splits the lines of a text into what introduces a list or table, and its items or rows. */
export function readPointLines(lines: readonly string[]): PointLines {
  const startOf = (isPart: (line: string, index: number) => boolean) => {
    const first = lines.findIndex(isPart);
    return first !== -1 && lines.slice(first).every((line, index) => isPart(line, first + index)) ? first : undefined;
  };
  const rows = startOf(isTableRow);
  if (rows !== undefined && lines.length - rows > 1) {
    return { lead: lines.slice(0, rows), items: [], isOrdered: false, table: lines.slice(rows).map(cellsOf) };
  }
  const items = startOf(isItem);
  if (items === undefined) return { lead: [...lines], items: [], isOrdered: false, table: [] };
  const listed = lines.slice(items);
  return {
    lead: lines.slice(0, items),
    items: listed.map(withoutBullet),
    isOrdered: listed.length > 1 && listed.every((line) => NUMBER.test(line)),
    table: [],
  };
}

/** Returns the number of items or rows of a text; the row that names the columns doesn't count. */
export function countRows(text: string): number {
  const { items, table } = readPointLines(text.split('\n'));
  return items.length + Math.max(0, table.length - 1);
}

/** Returns the bullet or number of an item, or an empty string. */
export function markOf(line: string): string {
  return LINE_MARK.exec(line)?.[0] ?? '';
}

export function isTableRow(line: string): boolean {
  return ROW.test(line);
}

/** Writes a row of a table. Its cells can't contain bars. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\s+/gu, ' ').trim()).join(' | ')} |`;
}

/** Returns the cells of a row, with or without outer bars. */
export function cellsOf(row: string): string[] {
  return (ROW.exec(row)?.[1] ?? row).split('|').map((cell) => cell.trim());
}

/** Returns an item without any bullet or number that it begins with. */
export function withoutBullet(line: string): string {
  return line.replace(BULLET, '').replace(NUMBER, '');
}

/** Returns a text with a line for each sentence, item and cell, without bullets, numbers and bars. */
export function withoutLineMarks(text: string): string {
  if (!text.includes('\n') && !isTableRow(text)) return text.replace(LINE_MARK, '');
  const { lead, items, table } = readPointLines(text.split('\n'));
  const lines =
    items.length + table.length === 0 && isTableRow(text) ? cellsOf(text) : [...lead, ...items, ...table.flat()];
  return lines.filter((line) => line !== '').join('\n');
}

/** A sentence, an item with its mark, or a row with its bars. */
export interface TextPart {
  kind: 'sentence' | 'item' | 'row' | 'columns';
  text: string;
  /** Index of its line. */
  line: number;
}

/** Splits the text of a point into what can be checked, and left out, by itself. */
export function partsOfText(text: string): TextPart[] {
  const lines = text.split('\n');
  const { lead, items, table } = readPointLines(lines);
  return lines.flatMap((line, index): TextPart[] => {
    const isBelow = index >= lead.length;
    if (isTableRow(line)) {
      return [{ kind: table.length > 0 && index === lead.length ? 'columns' : 'row', text: line, line: index }];
    }
    if (items.length > 0 && isBelow) return [{ kind: 'item', text: line, line: index }];
    return splitSentences(line).map((sentence) => ({ kind: 'sentence', text: sentence.text, line: index }));
  });
}

/** Returns the notes of a line of a text. */
export function notesOfLine(
  { noteIds, lineNoteIds = [] }: { noteIds: NoteId[]; lineNoteIds?: NoteId[][] },
  line: number,
) {
  const own = lineNoteIds[line] ?? [];
  return own.length === 0 ? noteIds : own;
}

/** Other words that tie a sentence to the one before. */
const TIED = /^(?:so|also|both|as a result|for (?:example|instance))(?!\p{L})/iu;

/** Returns whether a sentence can't be understood without the one before it. */
export function leans(sentence: string): boolean {
  const first = (foldedWords(sentence)[0] ?? '').replace(/'(?:s|re|ll|ve|d)$/, '');
  return [CONNECTIVES, REFERS_TO_PERSON, REFERS_TO_THING].some((words) => words.has(first)) || TIED.test(sentence);
}

/** Leaves out the undefined sentences, and those after them that lean on them. */
export function dropLeaning(sentences: readonly (string | undefined)[]): (string | undefined)[] {
  let isBroken = false;
  return sentences.map((sentence) => {
    if (sentence === undefined) isBroken = true;
    else if (!leans(sentence)) isBroken = false;
    return isBroken ? undefined : sentence;
  });
}

/**
 * Returns a point with other words for the parts of its text, undefined for those to leave out; undefined if none is
 * left. What only introduces items or rows goes with them; rows without the names of their columns become items.
 */
export function withWords<Lined extends { text: string; lineNoteIds?: NoteId[][] }>(
  point: Lined,
  words: readonly (string | undefined)[],
): Lined | undefined {
  const parts = partsOfText(point.text);
  const written = point.text.split('\n');
  const { lead, isOrdered } = readPointLines(written);
  const below = [...parts.keys()].filter((at) => ['item', 'row'].includes(parts[at]!.kind));
  const losesBelow = below.length > 0 && below.every((at) => words[at] === undefined);
  const losesColumns = parts.some(({ kind }, at) => kind === 'columns' && words[at] === undefined);
  const isSentence = (at: number) => parts[at]!.kind === 'sentence';
  const sentences = dropLeaning(words.filter((_, at) => isSentence(at)));
  const kept = parts.map(({ kind }, at) => {
    const own = isSentence(at) ? sentences.shift() : words[at];
    if (losesBelow && (kind === 'columns' || own?.endsWith(':'))) return undefined;
    return own !== undefined && kind === 'row' && losesColumns ? `• ${rowAsItem(cellsOf(own))}` : own;
  });
  const lines = written.map((line, index) => {
    const own = [...parts.keys()].filter((at) => parts[at]!.line === index);
    const isSame = own.every((at) => kept[at] === parts[at]!.text);
    return isSame ? line : own.flatMap((at) => kept[at] ?? []).join(' ');
  });
  const left = [...lines.keys()].filter((index) => lines[index]!.trim() !== '');
  if (left.length === 0) return undefined;
  let step = 0;
  return {
    ...point,
    text: left
      .map((index) => {
        const isStep = isOrdered && index >= lead.length;
        return isStep ? lines[index]!.replace(NUMBER, () => `${++step}. `) : lines[index];
      })
      .join('\n'),
    ...(point.lineNoteIds && { lineNoteIds: left.map((index) => point.lineNoteIds![index] ?? []) }),
  };
}

/** `Keys: lost with the disk; keep a copy` */
export function rowAsItem(cells: readonly string[]): string {
  const [first = '', ...rest] = cells.filter((cell) => cell !== '');
  return rest.length === 0 ? first : `${first}: ${rest.join('; ')}`;
}
