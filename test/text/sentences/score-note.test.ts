import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countReasoning } from '#text/sentences/score-note.ts';

test('words that reason count in every language', () => {
  for (const [text, count] of [
    ['more less better without', 4],
    ['mehr weniger besser ohne', 4],
    ['plus moins mieux sans', 4],
    ['más menos mejor sin', 4],
    ['più meno meglio senza', 4],
    ['meer minder beter zonder', 4],
    ['therefore hence whenever until worse', 5],
  ] as const) {
    assert.equal(countReasoning(text), count, text);
  }
});
