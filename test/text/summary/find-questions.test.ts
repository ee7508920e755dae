import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Note } from '#domain/notes/note.ts';
import { makeNote } from '#test/fakes/make-note.ts';
import { findQuestions } from '#text/summary/find-questions.ts';

/** Notes a minute apart, each by an author and with a text. */
function conversation(...lines: [author: string, text: string, minutes?: number][]): { note: Note; text: string }[] {
  let at = Date.UTC(2024, 4, 1, 10);
  return lines.map(([author, text, minutes = 1]) => {
    at += minutes * 60_000;
    return { text, note: makeNote({ author, text, at, threadTs: '1.000000' }) };
  });
}

const statements: [string, string][] = [
  ['Ann', 'Partitions are cheap to drop and cheap to attach.'],
  ['Ann', 'Vacuum is what kills large tables in practice.'],
  ['Ann', 'Connection pools must be limited per service.'],
];

function found(...lines: [author: string, text: string, minutes?: number][]) {
  const { questions } = findQuestions(conversation(...lines));
  return questions.map(({ text, answer }) => [text, answer]);
}

test("an onlooker's question is answered by what somebody else soon says", () => {
  assert.deepEqual(
    found(...statements, ['Eve', 'does this work with foreign keys?'], ['Ann', 'yes, since version 12']),
    [['Does this work with foreign keys?', 'Yes, since version 12.']],
  );
});

test('without an answer it stays open', () => {
  assert.deepEqual(
    found(...statements, ['Eve', 'does this work with foreign keys?'], ['Ann', 'Vacuum has costs.', 60]),
    [['Does this work with foreign keys?', undefined]],
  );
});

test("a note taker's bare question is the talk's own", () => {
  assert.deepEqual(
    found(...statements, ['Ann', 'What is partition pruning?'], ['Bob', 'Skipping what cannot match.']),
    [],
  );
});

test('a note that says it answers takes the question before it', () => {
  assert.deepEqual(found(['Ann', 'how do you show that you test?'], ['Ann', 'her answer: dotfiles in public']), [
    ['How do you show that you test?', 'Dotfiles in public.'],
  ]);
});

test('small talk that ends in a question mark is left out', () => {
  for (const text of ['lunch?', 'anyone got a charger?', 'where is the room?', 'slides link anyone?']) {
    assert.deepEqual(found(...statements, ['Eve', text]), [], text);
  }
});

test('a list that answers what somebody missed completes the note that it belongs to', () => {
  const told = conversation(
    ...statements,
    ['Ann', 'There are three sources of delay, and queues are only one of the three.'],
    ['Eve', 'what were the three sources? my screen froze'],
    ['Bob', 'queues, reviews, handovers'],
  );
  const { questions, completions, used } = findQuestions(told);
  assert.deepEqual(questions, []);
  assert.equal(completions.get(told[3]!.note.id)?.text, 'queues, reviews, handovers');
  assert.deepEqual([...used], [told[4]!.note.id, told[5]!.note.id]);
});

test('thousands of questions are read in time', () => {
  const lines = Array.from({ length: 3_000 }, (_, index): [string, string] => [
    `P${index % 50}`,
    `why does ${index} fail here?`,
  ]);
  assert.equal(findQuestions(conversation(...lines)).questions.length <= 3_000, true);
});
