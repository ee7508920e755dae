import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { contentOf } from '#text/sentences/content-stems.ts';
import { groupAlike } from '#text/sentences/similarity.ts';

function group(texts: string[], order = [...texts.keys()]): number[][] {
  return groupAlike(
    texts.map((text) => ({ text, stems: contentOf(text).stems })),
    order,
  );
}

const PARAPHRASES = [
  'partitioning gave them a 10x drop in vacuum time',
  'They partition by tenant, which cut vacuum times by 10x',
  'vacuum time dropped 10x after partitioning by tenant',
];

test('paraphrases are one group, in whatever order they come', () => {
  for (const order of [
    [0, 1, 2],
    [0, 2, 1],
    [2, 1, 0],
    [1, 0, 2],
  ]) {
    const [only, ...others] = group(PARAPHRASES, order);
    assert.deepEqual(others, []);
    assert.equal(only![0], order[0]);
    assert.deepEqual([...only!].sort(), [0, 1, 2]);
  }
});

test('the same words with another number or a denial say something else', () => {
  assert.equal(
    group(['vacuum time dropped 10x by tenant partitioning', 'vacuum time dropped 20x by tenant partitioning']).length,
    2,
  );
  assert.equal(
    group(['large tables are partitioned by tenant', 'large tables are not partitioned by tenant']).length,
    2,
  );
});

test('a denial of something else keeps nobody apart', () => {
  assert.equal(
    group(['outages come from faulty settings, not from code', 'most outages come from faulty settings']).length,
    1,
  );
  assert.equal(group(['banks measure lead time now', 'maybe banks measure lead time now']).length, 2);
});

test('texts that only share their topic, or a heading, stay apart', () => {
  assert.equal(
    group([
      'Continuous Delivery vs Continuous Deployment',
      'Start with automated continuous delivery and zero downtime deployment',
    ]).length,
    2,
  );
  assert.equal(group(['metrics need an owner', 'metrics need a goal', 'metrics lie']).length, 3);
});

test('every text is in exactly one group', () => {
  const word = fc.constantFrom('deploy', 'fast', 'team', 'owner', 'alert', 'queue', 'not', '10', 'slow', 'large');
  const texts = fc.array(
    fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(texts, (all) => {
      assert.deepEqual(
        group(all)
          .flat()
          .sort((a, b) => a - b),
        [...all.keys()],
      );
    }),
  );
});

test('thousands of alike texts are grouped in time', () => {
  const texts = Array.from(
    { length: 5_000 },
    (_, index) => `the same ten words are said about large queues ${index % 700} again`,
  );
  assert.ok(group(texts).length >= 1);
});
