import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isOnlyCall } from '#text/requests/only-call.ts';
import { intentOf } from '#text/requests/question-intent.ts';
import { judge, parseTypedRows } from '../../../eval/typed.ts';

for (const name of ['commands', 'mentions', 'notes', 'questions']) {
  test(`the typed ${name} of the evaluation are understood`, async () => {
    const file = new URL(`../../../eval/typed/${name}-held-out.jsonl`, import.meta.url);
    const rows = parseTypedRows<Parameters<typeof judge>[0]>(readFileSync(file, 'utf8'));
    const judged = await Promise.all(rows.map(async (row) => ({ row, ...(await judge(row)) })));
    assert.deepEqual(
      judged.filter(({ outcome }) => outcome === 'wrong'),
      [],
    );
    assert.ok(judged.filter(({ outcome }) => outcome === 'right').length >= 0.95 * rows.length);
  });
}

test('a link after a mention says something, an emoji does not', () => {
  assert.equal(isOnlyCall('take this https://example.org'), false);
  assert.equal(isOnlyCall('this :point_up: :pray:'), true);
});

test('a question about one talk is no question for the digest', () => {
  assert.equal(intentOf('Summarize today'), 'digest');
  assert.equal(intentOf('Summarize the talk about boats'), 'question');
});
