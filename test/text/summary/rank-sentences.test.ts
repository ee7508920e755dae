import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contentOf } from '#text/sentences/content-stems.ts';
import { chooseByCoverage, type RankedUnit } from '#text/summary/rank-sentences.ts';

const unitOf = (text: string, prior = 1): RankedUnit => ({ ...contentOf(text), prior });

test('what the whole speaks of most comes first, what says the same again after what is new', () => {
  const texts = [
    'The weather was fine.',
    'Alerts without an owner wake people for nothing.',
    'Give every alert an owner.',
    'An alert without an owner wakes people.',
    'Deployments on Friday are no problem with small batches.',
  ];
  const units = texts.map((text) => unitOf(text));
  const order = chooseByCoverage(units, {}).map(({ index }) => index);
  assert.deepEqual(order.slice(0, 2), [3, 4]);
});

test('a prior outweighs, and a prior of nothing excludes', () => {
  const units = [unitOf('alerts need owners'), unitOf('queues need limits', 3), unitOf('tables need partitions', 0)];
  assert.deepEqual(
    chooseByCoverage(units, {}).map(({ index }) => index),
    [1, 0],
  );
});

test('limits of units and words are kept', () => {
  const units = Array.from({ length: 20 }, (_, index) => unitOf(`word${index} other${index} third${index}`));
  assert.equal(chooseByCoverage(units, { maxUnits: 4 }).length, 4);
  assert.equal(chooseByCoverage(units, { maxWords: 7 }).length, 3);
  assert.deepEqual(chooseByCoverage([], { maxUnits: 3 }), []);
});

test('gains never rise, nothing is chosen twice, and the same input gives the same choice', () => {
  const unit = fc.record({
    stems: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 8 }),
    words: fc.integer({ min: 0, max: 40 }),
    prior: fc.constantFrom(0, 0.3, 1, 2.5),
  });
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 20 }), fc.constantFrom(0, 1, 2), (units, ownWorth) => {
      const chosen = chooseByCoverage(units, { maxUnits: 8, ownWorth });
      assert.equal(new Set(chosen.map(({ index }) => index)).size, chosen.length);
      for (const [at, { gain }] of chosen.entries()) {
        assert.ok(gain > 0);
        if (at > 0) assert.ok(gain <= chosen[at - 1]!.gain + 1e-9);
      }
      assert.deepEqual(chooseByCoverage(units, { maxUnits: 8, ownWorth }), chosen);
    }),
  );
});
