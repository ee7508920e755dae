import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WeighedPoint } from '#domain/recap/summary.ts';
import { chooseHeadlines, vocabularyOf } from '#text/summary/select-headlines.ts';

let made = 0;
const point = (text: string, weight: number, talkId: string | null): WeighedPoint => ({
  text,
  weight,
  talkId,
  noteIds: [`C:${made++}`],
  agreement: 1,
});

const texts = (points: WeighedPoint[]) => points.map(({ text }) => text);

test('headlines come from different talks, heaviest first', () => {
  const points = [
    point('Alerts need an owner.', 2, 'a'),
    point('Queues need a limit.', 1.9, 'a'),
    point('Small batches make rollbacks boring.', 1.2, 'b'),
    point('Two banks measure lead time now.', 1.5, null),
  ];
  assert.deepEqual(texts(chooseHeadlines(points, 2)), [
    'Alerts need an owner.',
    'Small batches make rollbacks boring.',
  ]);
  assert.deepEqual(texts(chooseHeadlines(points, 3))[2], 'Queues need a limit.');
});

test('a hallway remark goes behind a second point of a talk that weighs as much', () => {
  const points = [
    point('Alerts need an owner.', 2, 'a'),
    point('The poster is still up.', 2, null),
    point('Queues need a limit.', 2, 'a'),
  ];
  assert.deepEqual(texts(chooseHeadlines(points, 2)), ['Alerts need an owner.', 'Queues need a limit.']);
});

test('what two talks say alike is one headline, and a heavier one', () => {
  const points = [
    point('Small batches make every rollback boring.', 1, 'a'),
    point('Alerts need an owner.', 1.2, 'b'),
    point('A rollback is boring with small batches.', 0.9, 'c'),
  ];
  assert.deepEqual(texts(chooseHeadlines(points, 3)), [
    'Small batches make every rollback boring.',
    'Alerts need an owner.',
  ]);
});

test('none and fewer than asked for are fine', () => {
  assert.deepEqual(chooseHeadlines([], 3), []);
  assert.equal(chooseHeadlines([point('Alerts need an owner.', 1, 'a')], 3).length, 1);
});

test('what carries far less than the first is no headline, and what carries nothing never is', () => {
  const points = [
    point('Alerts need an owner.', 2, 'a'),
    point('Queues need a limit.', 0.3, 'b'),
    point('Restores need drills.', 0, 'c'),
  ];
  assert.deepEqual(texts(chooseHeadlines(points, 3)), ['Alerts need an owner.']);
});

test('a line with a slip of the pen goes behind one without', () => {
  const points = [point('Cheap optiosn beat expensive plans.', 1, 'a'), point('Alerts need an owner.', 0.9, 'b')];
  const vocabulary = vocabularyOf([...points.map(({ text }) => text), 'financial options are expensive']);
  assert.deepEqual(texts(chooseHeadlines(points, 1, vocabulary)), ['Alerts need an owner.']);
  assert.deepEqual(texts(chooseHeadlines(points, 1)), ['Cheap optiosn beat expensive plans.']);
});
