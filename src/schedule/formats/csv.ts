import { CsvError, parse } from 'csv-parse/sync';
import { fieldNamed } from '#schedule/records/field-names.ts';
import { dateStyleOf, warnOfYear } from '#schedule/records/parse-table-times.ts';
import { createColumns, RECORD_FIELDS, readRecords } from '#schedule/records/records.ts';
import {
  MAX_EVENTS,
  type ScheduleFormat,
  type ScheduleSource,
  shortened,
  type Warnings,
} from '#schedule/schedule-draft.ts';

/** A table exported from a spreadsheet. Its columns are recognized by their headings, in several languages. */
export const csv: ScheduleFormat = {
  id: 'csv',
  label: 'CSV with a header row',
  detect: (source) => headerOf(source) !== undefined,
  read: (source, warnings) => {
    const { delimiter, row } = headerOf(source)!;
    const [headings = [], ...body] = parseRows(source.text, delimiter, { warnings }).slice(row);
    const names = distinctNames(headings);
    const records = body.map((cells) => Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])));
    const [style, columns] = [dateStyleOf(source), createColumns()];
    const events = readRecords(records, { style, columns });
    warnOfYear(style, warnings);
    return { events, columns };
  },
  looksFor: RECORD_FIELDS,
};

/** Makes headings unique: they may be blank or repeated, such as "Speaker" for each of two speakers. */
function distinctNames(headings: string[]): string[] {
  return headings.map((heading, index) => {
    const before = headings.slice(0, index).filter((each) => each === heading).length;
    return before === 0 ? heading : `${heading} (${before + 1})`;
  });
}

const DELIMITERS = [',', ';', '\t', '|'];
/** Maximum number of rows before the headings, such as the title of the spreadsheet. */
const MOST_ROWS_BEFORE = 10;

/** Finds the row with headings for a title and a time, and its delimiter. */
function headerOf({ text, data }: ScheduleSource): { delimiter: string; row: number } | undefined {
  if (data !== undefined || text.startsWith('<')) return undefined;
  const head = text.slice(0, 20_000);
  for (const delimiter of DELIMITERS.filter((each) => head.includes(each))) {
    const row = parseRows(text, delimiter, { to: MOST_ROWS_BEFORE }).findIndex((cells) => {
      const fields = new Set(cells.map((cell) => fieldNamed(cell)?.field));
      return fields.has('title') && (fields.has('start') || fields.has('date'));
    });
    if (row >= 0) return { delimiter, row };
  }
  return undefined;
}

/** Maximum number of rows with broken quotation marks to skip; with more, something else is wrong. */
const MOST_BROKEN = 20;

/** Parses rows. A row with an unclosed quotation mark is left out with a warning, and the rows after it are parsed. */
function parseRows(
  text: string,
  delimiter: string,
  { to = MAX_EVENTS + MOST_ROWS_BEFORE, warnings }: { to?: number; warnings?: Warnings } = {},
): string[][] {
  const rows: string[][] = [];
  const lines = text.split(/(?<=\n)|(?<=\r)(?!\n)/);
  let next = 0;
  for (let broken = 0; broken <= MOST_BROKEN && next < lines.length && rows.length < to; broken += 1) {
    const from = next;
    try {
      parse(lines.slice(from).join(''), {
        ...{ delimiter, to: to - rows.length, bom: true, trim: true, skip_empty_lines: true },
        ...{ relax_quotes: true, relax_column_count: true },
        on_record: (cells: string[], read) => {
          rows.push(cells);
          next = from + read.lines;
        },
      });
      break;
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      while (lines[next]?.trim() === '') next += 1;
      if (broken < MOST_BROKEN) warnings?.add('row-left-out', { line: next + 1, text: shortened(lines[next] ?? '') });
      else warnings?.add('rows-left-out', { line: next + 1 });
      next += 1;
    }
  }
  return rows;
}
