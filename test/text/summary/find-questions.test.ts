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

test('what the notes mark as asked is a question, with the answer that they mark', () => {
  assert.deepEqual(found(['Ann', 'Q: does it scale?'], ['Ann', 'A: to four nodes']), [
    ['Does it scale?', 'To four nodes.'],
  ]);
  assert.deepEqual(found(['Ann', 'Somebody asked how they test it, she answered that they do not.']), [
    ['Somebody asked how they test it.', 'She answered that they do not.'],
  ]);
  assert.deepEqual(found(['Ann', 'where do you start? answer: with one team']), [
    ['Where do you start?', 'With one team.'],
  ]);
});

test('without a marked answer it stays open', () => {
  assert.deepEqual(found(...statements, ['Ann', 'Q: and foreign keys?'], ['Ann', 'Vacuum has costs.']), [
    ['And foreign keys?', undefined],
  ]);
  assert.deepEqual(found(['Ann', 'Q: and foreign keys?'], ['Ann', 'A: since version 12', 60]), [
    ['And foreign keys?', undefined],
  ]);
});

test('a bare question is nobody’s question', () => {
  for (const lines of [
    [...statements, ['Ann', 'What is partition pruning?'], ['Bob', 'Skipping what cannot match.']],
    [...statements, ['Eve', 'does this work with foreign keys?'], ['Ann', 'yes, since version 12']],
    [
      ['Ann', 'how do you show that you test?'],
      ['Ann', 'her answer: dotfiles in public'],
    ],
    [['Ann', 'The big question: are we faster?']],
    [['Ann', 'Wishes:\n• faster builds?\n• one way to deploy']],
  ] as [string, string][][]) {
    assert.deepEqual(found(...lines), [], lines.at(-1)![1]);
  }
});

test('below a heading for questions each is asked, and answered by what is nested below it', () => {
  assert.deepEqual(
    found(['Ann', 'Restore drills matter most.\nQ&A\n• Does it scale?\n    ◦ To four nodes\n• What does it cost?']),
    [
      ['Does it scale?', 'To four nodes.'],
      ['What does it cost?', undefined],
    ],
  );
});

test('a question may be broken over two lines', () => {
  const note = 'Questions:\n1. For somebody who only read blogs so far,\nwhat is a good way to start?\n  Just dive in.';
  assert.deepEqual(found(['Ann', note]), [
    ['For somebody who only read blogs so far, what is a good way to start?', 'Just dive in.'],
  ]);
});

test('what a note says besides its question stays in it', () => {
  const { rest } = findQuestions(conversation(['Ann', 'Restore drills matter most.\nQ: how often?\nA: monthly']));
  assert.deepEqual(
    rest.map(({ text }) => text),
    ['Restore drills matter most.'],
  );
});

test('a list that answers what somebody missed completes the note that it belongs to', () => {
  const told = conversation(
    ...statements,
    ['Ann', 'There are three sources of delay, and queues are only one of the three.'],
    ['Eve', 'what were the three sources? my screen froze'],
    ['Bob', 'queues, reviews, handovers'],
  );
  const { questions, completions, rest } = findQuestions(told);
  assert.deepEqual(questions, []);
  assert.equal(completions.get(told[3]!.note.id)?.text, 'queues, reviews, handovers');
  assert.deepEqual(rest, told.slice(0, 4));
});

test('thousands of questions are read in time', () => {
  const lines = Array.from({ length: 3_000 }, (_, index): [string, string] => [
    `P${index % 50}`,
    `why does ${index} fail here?`,
  ]);
  assert.equal(findQuestions(conversation(...lines)).questions.length <= 3_000, true);
});
