import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type SearchableNote, searchNotes } from '#text/search/search-notes.ts';

const notes: SearchableNote[] = [
  note('burnout', 'There are six sources of burnout, workload is only one', 'State of the Union', 'John Willis'),
  note('empathy', 'Empathy is the most underrated skill', 'State of the Union', 'John Willis'),
  note('brazil', 'A judge ordered WhatsApp blocked for 48 hours', 'How Brazil kept us up', 'Hany Fahim'),
  note('proxy', 'The fix was multi-core HAProxy', 'How Brazil kept us up', 'Hany Fahim'),
  note('größe', 'Größe ist nicht alles, sagt er', 'Größe', 'Jürgen Müller'),
  note('ja', '信頼性は速度より重要です', '信頼性', '山田'),
];

function note(id: string, text: string, title: string, speakers: string): SearchableNote {
  return { id, text, title, speakers, author: 'Ann' };
}

const first = (question: string) => searchNotes(notes, question, 3)[0]?.id;

for (const [question, expected] of [
  ['How many sources of burnout are there?', 'burnout'],
  ['what was said about burnuot', 'burnout'],
  ['Did they use HAProxy in the end?', 'proxy'],
  ['Why was WhatsApp blocking ordered', 'brazil'],
  ['Groesse alles?', undefined],
  ['größe alles?', 'größe'],
  ['信頼性は重要ですか', 'ja'],
  ['Is kubernetes any good?', undefined],
  ['what is it?', undefined],
  ['', undefined],
] as const) {
  test(`${JSON.stringify(question)} finds ${expected ?? 'nothing'}`, () => {
    assert.equal(first(question), expected);
  });
}

test('who talked about something is a question about that thing', () => {
  const talking = note('talking', 'Talk to the people who talked last', 'Talks', 'Ann Talker');
  assert.deepEqual(
    searchNotes([talking, ...notes], 'Who talked about HAProxy?', 3).map(({ id }) => id),
    ['proxy'],
  );
  assert.deepEqual(searchNotes([talking, ...notes], 'Who talked about Rust?', 3), []);
});

test('a question in the notes comes after what answers it', () => {
  const asked = note('asked', 'What did Willis say about burnout?', 'Hallway', '');
  assert.equal(searchNotes([asked, ...notes], 'What did Willis say about burnout?', 3)[0]?.id, 'burnout');
});

test("finds the notes of a talk by its speaker's name", () => {
  assert.deepEqual(
    new Set(searchNotes(notes, 'What did Willis say?', 5).map(({ id }) => id)),
    new Set(['burnout', 'empathy']),
  );
});

test('returns at most as many notes as asked for', () => {
  assert.equal(searchNotes(notes, 'Fahim', 1).length, 1);
  assert.deepEqual(searchNotes([], 'burnout', 5), []);
});

test('returns only existing notes for any question', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (question) => {
      for (const { id } of searchNotes(notes, question, 3)) assert.ok(notes.some((one) => one.id === id));
    }),
  );
});
