import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseTypedWorks } from '#text/reading-list/parse-typed-works.ts';
import { judgeTyped, parseTypedRows } from '../../../eval/typed.ts';

function parse(typed: string) {
  return parseTypedWorks(typed).map(({ kind: _kind, ...work }) => work);
}

test('understands at least 95 of 100 lines as people type them, and acts on none that it misreads', () => {
  const rows = parseTypedRows(readFileSync(new URL('../../../eval/typed/reading-list.jsonl', import.meta.url), 'utf8'));
  const judged = rows.map((row) => ({ row, ...judgeTyped(row) }));
  const misread = judged.filter(({ outcome }) => outcome === 'wrong').map(({ row }) => row.typed);
  assert.deepEqual(misread, []);
  assert.ok(judged.filter(({ outcome }) => outcome === 'right').length >= judged.length * 0.95);
});

for (const [typed, work] of [
  ['“Release It!”–great', { title: 'Release It!', authors: [], comment: 'great' }],
  ['Release It! - great – really', { title: 'Release It!', authors: [], comment: 'great – really' }],
  ['"It — a story" by Stephen King', { title: 'It — a story', authors: ['Stephen King'] }],
  ['"Q &amp; A" &lt;b&gt;', { title: 'Q & A', authors: [], comment: '<b>' }],
  ['The Book by Ann Lee, Bo Ek &amp; Cy Poe', { title: 'The Book', authors: ['Ann Lee', 'Bo Ek', 'Cy Poe'] }],
  ['Release It! by Ann Lee — thanks <@U1>', { title: 'Release It!', authors: ['Ann Lee'], comment: 'thanks <@U1>' }],
  ['I Liked My Life by Abby Fabiaschi', { title: 'I Liked My Life', authors: ['Abby Fabiaschi'] }],
  ['We should read more by Jane Doe', { title: 'We should read more', authors: ['Jane Doe'] }],
  ['You Should Read This by Ann Lee', { title: 'You Should Read This', authors: ['Ann Lee'] }],
  ['Spring loved Autumn', { title: 'Spring loved Autumn', authors: [] }],
  ['@ana loved Drive', { title: 'Drive', authors: [], comment: '@ana loved it' }],
  ['we loved Drive', { title: 'Drive', authors: [] }],
  ['How to Read a Book by Mortimer Adler', { title: 'How to Read a Book', authors: ['Mortimer Adler'] }],
  ['Dune, a novel by Frank Herbert', { title: 'Dune', authors: ['Frank Herbert'] }],
  ['The Goal – a novel by Eliyahu Goldratt', { title: 'The Goal', authors: ['Eliyahu Goldratt'] }],
  ['Yes Please', { title: 'Yes Please', authors: [] }],
  ['Drive please', { title: 'Drive', authors: [] }],
  ['Drive. Thanks', { title: 'Drive', authors: [] }],
  ['Drive by Daniel Pink Thanks!', { title: 'Drive', authors: ['Daniel Pink'] }],
  // Took hours once.
  [`Foo ${'.'.repeat(80)}x ..., `, { title: `Foo ${'.'.repeat(80)}x`, authors: [] }],
  ['Foo ... by Ann Lee', { title: 'Foo', authors: ['Ann Lee'] }],
  ['Foo, Inc. – by Ann Lee', { title: 'Foo, Inc.', authors: ['Ann Lee'] }],
] as const) {
  test(`understands ${typed}`, () => assert.deepEqual(parse(typed), [work]));
}

test('takes an address as the title if it says nothing of a title', () => {
  const url = 'https://x.example/a?b=1&c';
  assert.deepEqual(parse('<https://x.example/a?b=1&amp;c|x>'), [{ title: url, authors: [], url }]);
});

test('several works keep a quoted one among them, and lines in lower case', () => {
  const titles = (text: string) => parseTypedWorks(text).map(({ title }) => title);
  assert.deepEqual(titles('The Goal; Accelerate; "Release It!"'), ['The Goal', 'Accelerate', 'Release It!']);
  assert.deepEqual(titles('1. the goal – goldratt 2. Accelerate – Nicole Forsgren'), ['the goal', 'Accelerate']);
  assert.deepEqual(titles('1. 1984 – George Orwell 2. "Release It!" 3. 2. Not Yet'), [
    '1984',
    'Release It!',
    '2. Not Yet',
  ]);
  assert.deepEqual(titles('snow crash - neal stephenson\nrelease it - michael nygard'), ['snow crash', 'release it']);
});
