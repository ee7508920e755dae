import { stringify } from 'csv-stringify/sync';
import { invertName } from '#domain/language/person-names.ts';
import { toIsbn10 } from '#domain/reading-list/isbn.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { createItemNotes } from './citations.ts';

/** The header that Goodreads exports with, and that importers of such exports expect (31 columns). */
const COLUMNS = [
  'Book Id,Title,Author,Author l-f,Additional Authors,ISBN,ISBN13,My Rating',
  'Average Rating,Publisher,Binding,Number of Pages,Year Published,Original Publication Year,Date Read,Date Added',
  'Bookshelves,Bookshelves with positions,Exclusive Shelf,My Review,Spoiler,Private Notes,Read Count,Recommended For',
  'Recommended By,Owned Copies,Original Purchase Date,Original Purchase Location,Condition,Condition Description,BCID',
]
  .join(',')
  .split(',');

/**
 * The books of the reading list as a file that Goodreads imports, all on the shelf "to-read". Goodreads only has books:
 * articles, videos and links are in the other files. ISBNs are plain digits: the `="…"` around them in Goodreads' own
 * exports is a formula to spreadsheets, and importers accept both. Text that a spreadsheet would take for a formula
 * starts with an apostrophe.
 */
export function renderCsv(recap: Pick<Recap, 'readingList' | 'days' | 'language'>): string {
  const noteOn = createItemNotes(recap);
  const books = recap.readingList.filter(({ kind }) => kind === 'book');
  return stringify(
    books.map((book) => withVisibleStarts(composeRow(book, noteOn(book)))),
    { header: true, columns: COLUMNS, escape_formulas: true },
  );
}

function composeRow(
  { title, authors, isbn13, year, recommendedBy }: ReadingItem,
  note: string,
): Record<string, string> {
  const [author = '', ...others] = authors.map(plainLine);
  const people = new Set(recommendedBy.map((one) => plainLine(one.author)));
  const published = year === undefined ? '' : String(year);
  return {
    Title: plainLine(title),
    Author: author,
    'Author l-f': author === '' ? '' : invertName(author),
    'Additional Authors': others.join(', '),
    ISBN: (isbn13 === undefined ? undefined : toIsbn10(isbn13)) ?? '',
    ISBN13: isbn13 ?? '',
    'My Rating': '0',
    'Original Publication Year': published,
    Bookshelves: 'to-read',
    'Exclusive Shelf': 'to-read',
    'Private Notes': plainLine(note),
    'Read Count': '0',
    'Recommended By': [...people].join(', '),
    'Owned Copies': '0',
  };
}

/**
 * Removes invisible characters at the start of cells, which would hide a formula from the CSV writer, but not from a
 * spreadsheet.
 */
function withVisibleStarts(row: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(row).map(([column, text]) => [column, text.replace(/^\p{Cf}+/u, '').trimStart()]),
  );
}
