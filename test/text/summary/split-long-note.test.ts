import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pieceNote } from '#text/summary/split-long-note.ts';

const pieces = (text: string) => pieceNote(text).map((piece) => piece.text);

test('a short note stays whole, without what says nothing at its ends', () => {
  assert.deepEqual(pieces('so batches help. Rollbacks get small too.'), ['batches help. Rollbacks get small too.']);
  assert.deepEqual(pieces('Buying a ticket means agreeing to the rules. Nice that they say it out loud.'), [
    'Buying a ticket means agreeing to the rules.',
  ]);
  assert.deepEqual(pieces('It ends the interview. Not sure that is good.'), [
    'It ends the interview. Not sure that is good.',
  ]);
});

test('a long note is parted between sentences, but not before one that leans on the last', () => {
  const words =
    'the first region failed while nobody watched the queue of the second one and its consumers in three zones of it';
  const parted = pieces(`One: ${words}. Two: ${words}. This makes three: ${words}. Four: ${words}.`);
  assert.deepEqual(
    parted.map((part) => part.split(' ')[0]),
    ['One:', 'Four:'],
  );
});

test('a list stays with its lead-in, whole where it is short', () => {
  const short = 'Barriers:\n• cost of the migration\n• fear';
  assert.deepEqual(pieces(short), [short]);
});

test('a long list is parted into items, each with the lead-in that it needs', () => {
  const items = Array.from({ length: 9 }, (_, index) => `• item ${index} says something of its own here`);
  assert.equal(pieces(`Reasons:\n${items.join('\n')}`)[1], 'Reasons: item 1 says something of its own here');
  assert.equal(pieceNote(`Reasons:\n${items.join('\n')}`)[1]!.core, 'item 1 says something of its own here');
  assert.deepEqual(pieces(`They gave nine reasons for it\n${items.join('\n')}`).slice(0, 2), [
    'They gave nine reasons for it',
    'item 0 says something of its own here',
  ]);
});

test("the writer's asides are cut out", () => {
  assert.deepEqual(pieces("Test with a system tool.\n• Note taker's comment: we have one"), [
    'Test with a system tool.',
  ]);
  assert.deepEqual(pieces("Note taker: I couldn't keep up"), []);
  assert.deepEqual(pieces(''), []);
});
