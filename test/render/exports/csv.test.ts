import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { renderCsv } from '#render/exports/csv.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { hostileItem, listOf, POST, RELEASE_IT } from '#test/render/reading-items.ts';

const HEADER =
  'Book Id,Title,Author,Author l-f,Additional Authors,ISBN,ISBN13,My Rating,Average Rating,Publisher,Binding,Number of Pages,Year Published,Original Publication Year,Date Read,Date Added,Bookshelves,Bookshelves with positions,Exclusive Shelf,My Review,Spoiler,Private Notes,Read Count,Recommended For,Recommended By,Owned Copies,Original Purchase Date,Original Purchase Location,Condition,Condition Description,BCID';

const rowsOf = (csv: string) => parse(csv, { columns: true }) as Record<string, string>[];

test('the header is that of Goodreads, also of an empty list', () => {
  assert.equal(renderCsv(listOf()).trimEnd(), HEADER);
  assert.equal(renderCsv(listOf(RELEASE_IT)).split('\n')[0], HEADER);
});

test('a book is a row to read, with whom to thank for it', () => {
  const [row, ...others] = rowsOf(renderCsv(listOf(RELEASE_IT, POST)));
  // Goodreads knows books alone.
  assert.deepEqual(others, []);
  assert.equal(row!.Title, 'Release It!');
  assert.equal(row!.Author, 'Michael T. Nygard');
  assert.equal(row!['Author l-f'], 'Nygard, Michael T.');
  assert.equal(row!.ISBN, '0978739213');
  assert.equal(row!.ISBN13, '9780978739218');
  assert.equal(row!['Original Publication Year'], '2007');
  assert.equal(row!['Exclusive Shelf'], 'to-read');
  assert.equal(row!['Recommended By'], 'Amara, Sam');
  assert.match(row!['Private Notes']!, /Amara.*“excellent”.*Sam/);
});

test('whatever a title holds comes back, and no cell is a formula', () => {
  fc.assert(
    fc.property(fc.array(hostileItem, { maxLength: 4 }), (items) => {
      const rows = rowsOf(renderCsv(listOf(...items)));
      const books = items.filter(({ kind }) => kind === 'book');
      assert.equal(rows.length, books.length);
      for (const [index, row] of rows.entries()) {
        const title = plainLine(books[index]!.title)
          .replace(/^\p{Cf}+/u, '')
          .trimStart();
        const isFormula = /^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u.test(title);
        assert.equal(row.Title, isFormula ? `'${title}` : title);
        for (const cell of Object.values(row)) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
      }
    }),
  );
});
