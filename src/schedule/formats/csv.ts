import { parse } from 'csv-parse/sync';
import { fieldNamed } from '#schedule/records/field-names.ts';
import { isMonthFirst } from '#schedule/records/loose-times.ts';
import { RECORD_FIELDS, readRecords } from '#schedule/records/records.ts';
import type { ScheduleFormat, ScheduleSource } from '#schedule/schedule-draft.ts';

/** A table as a spreadsheet exports it; its columns are recognized by their headings, in several languages. */
export const csv: ScheduleFormat = {
  id: 'csv',
  label: 'CSV with a header row',
  detect: (source) => headerOf(source) !== undefined,
  read: (source, warnings) => {
    const { delimiter, line } = headerOf(source)!;
    const rows = parseRows(source.text, delimiter).slice(line);
    const [headings = [], ...body] = rows;
    warnings.add(describeColumns(headings));
    const records = body.map((cells) =>
      Object.fromEntries(headings.map((heading, index) => [heading, cells[index] ?? ''])),
    );
    return { events: readRecords(records, { monthFirst: isMonthFirst(source.text) }) };
  },
  looksFor: RECORD_FIELDS,
};

const DELIMITERS = [',', ';', '\t', '|'];
/** A spreadsheet may begin with its own title. */
const MOST_LINES_BEFORE = 10;

/** Finds the row that names a title and a time, and the delimiter that separates it. */
function headerOf({ text, data }: ScheduleSource): { delimiter: string; line: number } | undefined {
  if (data !== undefined || text.startsWith('<')) return undefined;
  const head = text.slice(0, 20_000);
  for (const delimiter of DELIMITERS.filter((each) => head.includes(each))) {
    const line = parseRows(text, delimiter, MOST_LINES_BEFORE).findIndex((cells) => {
      const fields = new Set(cells.map((cell) => fieldNamed(cell)?.field));
      return fields.has('title') && (fields.has('start') || fields.has('date'));
    });
    if (line >= 0) return { delimiter, line };
  }
  return undefined;
}

function parseRows(text: string, delimiter: string, to?: number): string[][] {
  try {
    return parse(text, {
      delimiter,
      ...(to !== undefined && { to }),
      bom: true,
      trim: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch {
    return [];
  }
}

function describeColumns(headings: string[]): string {
  const byField = Map.groupBy(
    headings.filter((heading) => heading !== ''),
    (heading) => fieldNamed(heading)?.field,
  );
  const unused = byField.get(undefined) ?? [];
  const used = [...byField].flatMap(([field, names]) =>
    field === undefined ? [] : [`${field} from ${names.join(' and ')}`],
  );
  return `read as a table: ${used.join(', ')}${unused.length === 0 ? '' : `; not used: ${unused.join(', ')}`}`;
}
