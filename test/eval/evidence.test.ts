import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge, makeClaims } from '../../eval/evidence.ts';

test('inventions are stopped and what is so is kept, of claims made of the sample conferences', async () => {
  const { truths, lies, translations } = await makeClaims(7);
  const inventions = lies.filter(({ lexical }) => lexical);
  assert.ok(inventions.length >= 300);
  assert.ok(inventions.filter((claim) => judge(claim) !== null).length >= 0.99 * inventions.length);
  assert.ok(truths.filter((claim) => judge(claim) === null).length >= 0.97 * truths.length);
  const falsely = translations.filter(({ isTrue }) => !isTrue);
  assert.ok(falsely.length >= 300);
  assert.ok(falsely.filter((claim) => judge(claim) !== null).length >= 0.99 * falsely.length);
  const truly = translations.filter(({ isTrue }) => isTrue);
  assert.ok(truly.filter((claim) => judge(claim) === null).length >= 0.85 * truly.length);
});
