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
    items: listed.map((line) => line.replace(BULLET, '').replace(NUMBER, '')),
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

export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\s*[|\n]\s*/g, ' / ').trim()).join(' | ')} |`;
}

function cellsOf(row: string): string[] {
  return (ROW.exec(row)?.[1] ?? '').split('|').map((cell) => cell.trim());
}

/** Returns a text with a line for each sentence, item and cell, without bullets, numbers and bars. */
export function withoutLineMarks(text: string): string {
  if (!text.includes('\n') && !isTableRow(text)) return text.replace(LINE_MARK, '');
  const { lead, items, table } = readPointLines(text.split('\n'));
  const lines =
    items.length + table.length === 0 && isTableRow(text) ? cellsOf(text) : [...lead, ...items, ...table.flat()];
  return lines.filter((line) => line !== '').join('\n');
}

/** Numbers steps again after some were left out. */
export function numberLines(lines: readonly string[]): string[] {
  const { lead, isOrdered } = readPointLines(lines);
  if (!isOrdered) return [...lines];
  return lines.map((line, index) =>
    index < lead.length ? line : line.replace(NUMBER, `${index - lead.length + 1}. `),
  );
}
