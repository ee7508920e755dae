import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '@retorquere/bibtex-parser';
import fc from 'fast-check';
import { renderBibtex } from '#render/exports/bibtex.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { hostileItem, listOf, POST, RELEASE_IT } from '#test/render/reading-items.ts';

function entriesOf(bibtex: string) {
  const { entries, errors } = parse(bibtex, { sentenceCase: false });
  assert.deepEqual(errors, []);
  return entries;
}

test('books are @book, all else @misc, with every field that is known', () => {
  const bibtex = renderBibtex(listOf(RELEASE_IT, POST));
  assert.match(bibtex, /^@book\{nygard2007releaseit,\n {2}title = \{Release It!\},\n/);
  const [book, post] = entriesOf(bibtex);
  assert.equal(book!.fields.year, '2007');
  assert.equal(book!.fields.isbn, '9780978739218');
  assert.deepEqual(book!.fields.author, [{ lastName: 'Nygard', firstName: 'Michael T.' }]);
  assert.match(String(book!.fields.note), /^Recommended by Amara/);
  assert.equal(post!.type, 'misc');
  assert.equal(post!.fields.url, POST.url);
  assert.equal(renderBibtex(listOf()), '');
});

test('names come back in their parts, also those that hold an "and"', () => {
  const authors = ['Guido van Rossum', 'Robert C. Martin Jr.', 'Simon and Schuster', 'Nygard'];
  const [entry] = entriesOf(renderBibtex(listOf({ ...RELEASE_IT, authors })));
  assert.deepEqual(entry!.fields.author, [
    { lastName: 'Rossum', firstName: 'Guido', prefix: 'van' },
    { lastName: 'Martin', firstName: 'Robert C.', suffix: 'Jr.' },
    { name: 'Simon and Schuster' },
    { name: 'Nygard' },
  ]);
});

test("TeX's own characters come back as they were", () => {
  const title = 'A {B} & C_d: $5 100% #1 ~ ^ \\alpha } { "q" ünïcode 日本';
  const [entry] = entriesOf(renderBibtex(listOf({ ...RELEASE_IT, title })));
  assert.equal(entry!.fields.title, title);
});

test('no text breaks out of its field', () => {
  const comparable = (text: unknown) => plainLine(String(text)).replace(/[^\p{L}\p{N}]/gu, '');
  fc.assert(
    fc.property(fc.array(hostileItem, { maxLength: 3 }), (items) => {
      const bibtex = renderBibtex(listOf(...items));
      // BibTeX counts braces and nothing else.
      let depth = 0;
      for (const character of bibtex) {
        if (character === '{') depth++;
        if (character === '}') depth--;
        assert.ok(depth >= 0);
      }
      assert.equal(depth, 0);
      const entries = entriesOf(bibtex);
      assert.equal(entries.length, items.length);
      for (const [index, { fields }] of entries.entries()) {
        assert.equal(comparable(fields.title ?? ''), comparable(items[index]!.title));
      }
    }),
  );
});
