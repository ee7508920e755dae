import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTokenBudget } from '#llm/client/token-budget.ts';
import { createMemoryDatabase } from '#test/fakes/memory-database.ts';

const DAY_MS = 24 * 60 * 60_000;

test('requests at the same time together get no more than the day’s tokens, and unused ones come back', async () => {
  const budget = createTokenBudget(100, createMemoryDatabase().keyValue, () => 0);
  const got = await Promise.all(Array.from({ length: 8 }, () => budget.reserve(30)));
  assert.deepEqual(got, [true, true, true, false, false, false, false, false]);
  await Promise.all([budget.release(20), budget.release(10)]);
  assert.deepEqual([await budget.reserve(40), await budget.reserve(1)], [true, false]);
});

test('what was spent beyond the reservation counts', async () => {
  const budget = createTokenBudget(100, createMemoryDatabase().keyValue, () => 0);
  await budget.reserve(50);
  await budget.release(-40);
  assert.deepEqual([await budget.reserve(11), await budget.reserve(10)], [false, true]);
});

test('a restart forgets nothing, and the next day begins at zero', async () => {
  const keyValue = createMemoryDatabase().keyValue;
  let now = 0;
  await createTokenBudget(100, keyValue, () => now).reserve(100);
  const restarted = createTokenBudget(100, keyValue, () => now);
  assert.equal(await restarted.reserve(1), false);
  now = DAY_MS;
  assert.equal(await restarted.reserve(100), true);
});
