import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Note } from '#domain/notes/note.ts';
import { assertCpuTime } from '#test/cpu-time.ts';
import { parseBlocks } from '#text/summary/parse-blocks.ts';

function blocksOf(text: string, spans: Note['spans'] = []): string[] {
  return parseBlocks({ text, spans }).map(({ kind, text: own, depth }) => `${kind}${depth === 0 ? '' : depth}: ${own}`);
}

/** A span of a kind over the first occurrence of some words. */
function spanOver(text: string, words: string, kind: Note['spans'][number]['kind']): Note['spans'][number] {
  const start = text.indexOf(words);
  return { kind, start, end: start + words.length };
}

test('a line right below a short item that is alone in its paragraph says what the item is', () => {
  const text = '* Crash-stop\nThe node stops for good.\n\n* Crash-recovery\nIt comes back.';
  assert.deepEqual(
    parseBlocks({ text, spans: [] }).map((block) => block.text),
    ['Crash-stop: The node stops for good.', 'Crash-recovery: It comes back.'],
  );
  const list = '• fast\n• cheap\nNobody picks both';
  assert.equal(parseBlocks({ text: list, spans: [] }).length, 3);
});

test('a bold line that ends in "etc." is a heading', () => {
  const text = 'Questions, etc.\nWho pays';
  assert.deepEqual(blocksOf(text, [spanOver(text, 'Questions, etc.', 'bold')]), [
    'heading: Questions, etc.',
    'prose: Who pays',
  ]);
});

test('each line is a block of its own kind', () => {
  const text = 'Costs\nNobody tests restores\n• one\n    ◦ two\n1. three\nshe said it\nls -l';
  const spans = [
    spanOver(text, 'Costs', 'bold'),
    spanOver(text, 'she said it', 'quote'),
    spanOver(text, 'ls -l', 'code'),
  ];
  assert.deepEqual(blocksOf(text, spans), [
    'heading: Costs',
    'prose: Nobody tests restores',
    'item: one',
    'item2: two',
    'item: three',
    'quote: she said it',
    'code: ls -l',
  ]);
});

test('a line continues the one before only if it plainly does', () => {
  assert.deepEqual(blocksOf('The restore took three days and two\nof the backups were empty'), [
    'prose: The restore took three days and two of the backups were empty',
  ]);
  assert.deepEqual(blocksOf('The restore took three days and two\nBackups were empty'), [
    'prose: The restore took three days and two',
    'prose: Backups were empty',
  ]);
  assert.deepEqual(blocksOf('- the restore took three days\n  because nobody had tried\n- the other was fine'), [
    'item: the restore took three days because nobody had tried',
    'item: the other was fine',
  ]);
});

test('hard-wrapped text is read by its paragraphs', () => {
  const text = [
    'The old parser fails on nested lists because it reads line by line, and',
    'Ann found that every fix so far broke another case that had worked before',
    'and nobody had noticed.',
    '',
    'The new one passes.',
  ].join('\n');
  assert.equal(blocksOf(text).length, 2);
});

test('links alone, signatures and quoted replies are left out', () => {
  assert.deepEqual(
    blocksOf('https://example.org/slides\nOn Monday Ann wrote:\n> drop it?\nNo.\n-- \nBob, Example Ltd'),
    ['prose: No.'],
  );
});

test('forty thousand characters are parsed in time', () => {
  for (const part of ['- a\n', '  - a\n', 'a b\n', '"', '> ', '•', '1. ', '\n', 'word ']) {
    const text = part.repeat(Math.ceil(40_000 / part.length));
    assertCpuTime(1_000, () => parseBlocks({ text, spans: [{ kind: 'bold', start: 0, end: text.length }] }), part);
  }
});
