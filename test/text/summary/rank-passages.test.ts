import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contentOf } from '#text/sentences/content-stems.ts';
import { chooseByCoverage, type RankedPassage } from '#text/summary/rank-passages.ts';

const passageOf = (text: string, prior = 1): RankedPassage => ({ ...contentOf(text), prior });

test('what the whole speaks of most comes first, what says the same again after what is new', () => {
  const texts = [
    'The weather was fine.',
    'Alerts without an owner wake people for nothing.',
    'Give every alert an owner.',
    'An alert without an owner wakes people.',
    'Deployments on Friday are no problem with small batches.',
  ];
  const passages = texts.map((text) => passageOf(text));
  const order = chooseByCoverage(passages, {}).map(({ index }) => index);
  assert.deepEqual(order.slice(0, 2), [3, 4]);
});

test('a prior outweighs, and a prior of nothing excludes', () => {
  const passages = [
    passageOf('alerts need owners'),
    passageOf('queues need limits', 3),
    passageOf('tables need partitions', 0),
  ];
  assert.deepEqual(
    chooseByCoverage(passages, {}).map(({ index }) => index),
    [1, 0],
  );
});

test('limits of passages and words are kept', () => {
  const passages = Array.from({ length: 20 }, (_, index) => passageOf(`word${index} other${index} third${index}`));
  assert.equal(chooseByCoverage(passages, { maxPassages: 4 }).length, 4);
  assert.equal(chooseByCoverage(passages, { maxWords: 7 }).length, 3);
  assert.deepEqual(chooseByCoverage([], { maxPassages: 3 }), []);
});

test('gains never rise, nothing is chosen twice, and the same input gives the same choice', () => {
  const passage = fc.record({
    stems: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 8 }),
    words: fc.integer({ min: 0, max: 40 }),
    prior: fc.constantFrom(0, 0.3, 1, 2.5),
  });
  fc.assert(
    fc.property(fc.array(passage, { maxLength: 20 }), fc.constantFrom(0, 1, 2), (passages, ownWorth) => {
      const chosen = chooseByCoverage(passages, { maxPassages: 8, ownWorth });
      assert.equal(new Set(chosen.map(({ index }) => index)).size, chosen.length);
      for (const [at, { gain }] of chosen.entries()) {
        assert.ok(gain > 0);
        if (at > 0) assert.ok(gain <= chosen[at - 1]!.gain + 1e-9);
      }
      assert.deepEqual(chooseByCoverage(passages, { maxPassages: 8, ownWorth }), chosen);
    }),
  );
});
