import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pairedInterval } from '../../eval/summaries/paired-interval.ts';
import { readSummaryBack } from '../../eval/summaries/read-summary-back.ts';
import { rouge, rougeTokens } from '../../eval/summaries/rouge.ts';
import { chooseLongest, chooseOracle, chooseOurs, cutToWords } from '../../eval/summaries/systems.ts';

const near = (actual: number, expected: number) => assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}`);

test('ROUGE is the F1 of shared words, pairs and the longest common subsequence', () => {
  const { rouge1, rouge2, rougeL } = rouge('The cat sat on the mat.', 'the cat was on the mat');
  near(rouge1, 5 / 6);
  near(rouge2, 3 / 5);
  near(rougeL, 5 / 6);
  near(rouge('mat the on', 'on the mat').rougeL, 1 / 3);
  assert.deepEqual(rouge('', 'words'), { rouge1: 0, rouge2: 0, rougeL: 0 });
});

test('a repeated word counts as often as the reference has it', () => near(rouge('a a a a', 'a b').rouge1, 2 / 6));

test('words are stemmed from four letters on, and cut at everything else', () => {
  assert.deepEqual(rougeTokens("Runners' running-shoes cost $90"), ['runner', 'run', 'shoe', 'cost', '90']);
});

test('a summary has its words in the order of the transcript, the last choice cut', () => {
  const choice = [
    { text: 'three four five', position: 1 },
    { text: 'one two', position: 0 },
    { text: 'never reached', position: 2 },
  ];
  assert.equal(cutToWords(choice, 4), 'one three four five');
});

test('the interval of a constant difference is that difference', () => {
  const { mean, low, high } = pairedInterval([0.3, 0.5, 0.4], [0.1, 0.3, 0.2]);
  for (const value of [mean, low, high]) near(value, 0.2);
});

test('the sentences of a summary without gaps are found in the text', () => {
  const text = 'First thing. Second thing here.\nThird one.';
  assert.deepEqual(
    readSummaryBack('Third one.First thing.', text).map((sentence) => sentence.text),
    ['Third one.', 'First thing.'],
  );
});

test('the oracle is no worse than any choice on the measure that it looks at', () => {
  const sentences = [
    'we talked of remote controls',
    'uh yes',
    'the remote control needs a locator button',
    'lunch was fine',
  ];
  const reference = 'The team wants a locator button on the remote control.';
  const score = (choice: Parameters<typeof cutToWords>[0]) => rouge(cutToWords(choice), reference).rouge1;
  const best = score(chooseOracle(sentences, reference));
  assert.ok(best >= score(chooseOurs(sentences)));
  assert.ok(best >= score(chooseLongest(sentences)));
});
