import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numbersAreSupported, numbersIn, numbersOf } from '#domain/evidence/check-numbers.ts';

test('numbers have one spelling, however they are written', () => {
  const spellings: [string, string[]][] = [
    ['1,000 or 1.000 or 1000 or 1 000', ['1000', '1', '000']],
    ['Six of twelve', ['6', '12']],
    ['10 percent, 10%', ['10%']],
    ['5 K, 5k, 3bn', ['5k', '3b']],
    ['at 10:30, version 2.0 and 24.19.2', ['10:30', '2.0', '24.19.2']],
    ['１２ and ½', ['12', '1', '2']],
    ['someone lost weight, no one often tends', []],
    ['48h later', ['48']],
    ['', []],
  ];
  for (const [text, numbers] of spellings) assert.deepEqual([...numbersOf(text)].sort(), numbers.sort(), text);
});

test('a long text of digits and separators is parsed quickly', () => {
  assert.equal(numbersOf('1,'.repeat(50_000)).size, 1);
});

test('in a text of a known language its own number words count, and no others', () => {
  assert.deepEqual([...numbersIn('dos equipos y once personas', 'es')], ['2', '11']);
  assert.deepEqual([...numbersIn('a maioria dos times', 'pt')], []);
  assert.deepEqual([...numbersIn('sei team su otto', 'it')], ['6', '8']);
  assert.deepEqual([...numbersIn('das sei in elf von 1 200 Fällen so, 1,5 Prozent', 'de')].sort(), [
    '1.5%',
    '11',
    '1200',
  ]);
  assert.deepEqual([...numbersOf('a maioria dos times')], []);
});

test('“both” and “a couple” support the word “two”, but no digit', () => {
  for (const [text, source, isSupported] of [
    ['Two boats came back.', 'both boats came back', true],
    ['Two nets were torn.', 'a couple of nets were torn', true],
    ['The repair took 2 days.', 'both crews waited days for the repair', false],
    ['Catches fell by 2.', 'both the catches and the price fell', false],
    ['The price rose by 2 %.', 'a pair of buyers raised the price', false],
  ] as const) {
    assert.equal(numbersAreSupported(text, source, []), isSupported, text);
  }
});
