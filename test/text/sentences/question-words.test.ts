import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isQuestion, readQuestions } from '#text/sentences/question-words.ts';

const pairs: [text: string, question: string, answer: string][] = [
  ['Q: why AWS? A: it was there', 'why AWS?', 'it was there'],
  ['Q from the audience: where do you start? A: with one team', 'where do you start?', 'with one team'],
  ['question from the floor: where do you start? answer: with one team', 'where do you start?', 'with one team'],
  ['where do you start? answer: with one team', 'where do you start?', 'with one team'],
  ['Audience question about cost: is it cheaper? Yes, by half', 'is it cheaper?', 'Yes, by half'],
  [
    'Somebody asked how they test it, he answered that they do not.',
    'Somebody asked how they test it',
    'he answered that they do not.',
  ],
  ['Frage: Wie oft deployt ihr? Antwort: zehnmal am Tag', 'Wie oft deployt ihr?', 'zehnmal am Tag'],
  ['F: Wie oft deployt ihr? A: zehnmal am Tag', 'Wie oft deployt ihr?', 'zehnmal am Tag'],
  ['P: ¿Cuántas veces? R: diez al día', '¿Cuántas veces?', 'diez al día'],
  ['Question : combien de fois ? Réponse : dix', 'combien de fois ?', 'dix'],
  ['質問：なぜですか？回答：安いから', 'なぜですか？', '安いから'],
];

for (const [text, question, answer] of pairs) {
  test(`"${text}" asks and answers`, () => assert.deepEqual(readQuestions(text).pairs, [{ question, answer }]));
}

test('a note may hold several questions', () => {
  assert.deepEqual(readQuestions('Q1: what?\nA1: that\nQ2: why?\nA2: because').pairs, [
    { question: 'what?', answer: 'that' },
    { question: 'why?', answer: 'because' },
  ]);
});

test('a question alone is known as asked where the note says so', () => {
  assert.deepEqual(readQuestions('Q: does it scale?'), { pairs: [], asked: 'does it scale?' });
  assert.deepEqual(readQuestions('What is a monad?'), { pairs: [], unmarked: 'What is a monad?' });
  assert.equal(readQuestions('what were they? the photo is blurry').unmarked, 'what were they?');
});

test('an answer alone is known as one', () => {
  assert.equal(readQuestions('his answer: tests for his dotfiles').answer, 'tests for his dotfiles');
  assert.equal(readQuestions('A: only on Tuesdays').answer, 'only on Tuesdays');
});

test('other words with colons ask nothing', () => {
  for (const text of [
    'The Question:',
    'Question everything: trust nobody',
    'Answer to everything: 42',
    'Plan A: wait',
    'Q&A now',
    'C: and D: drives',
    '',
  ]) {
    assert.deepEqual(readQuestions(text), { pairs: [] }, text);
  }
});

test('questions are known by the marks of their scripts', () => {
  for (const text of ['Why?', '¿Por qué?', 'なぜ？', 'لماذا؟', 'Γιατί;']) assert.ok(isQuestion(text), text);
  for (const text of ['Why not.', 'cost;', 'a ? b : c']) assert.ok(!isQuestion(text), text);
});
