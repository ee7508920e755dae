import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Talk } from '#domain/conference/talk.ts';
import { checkPoint, checkQuestion, checkQuote, checkSummary, checkWork } from '#domain/evidence/check-evidence.ts';
import type { Note } from '#domain/notes/note.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { makeNote } from '#test/fakes/make-note.ts';

const talk: Talk = {
  id: 't1',
  title: 'Scaling the unscalable',
  speakers: [{ name: 'Ada Byron', affiliation: 'Engines Ltd' }],
  startsAt: '2020-01-01T10:00:00+00:00',
  endsAt: '2020-01-01T10:30:00+00:00',
};

function context(...notes: Note[]) {
  return { notes: new Map(notes.map((note) => [note.id, note])), talk };
}

function refusal(text: string, ...notes: Note[]) {
  return checkPoint({ text, noteIds: notes.map(({ id }) => id) }, context(...notes));
}

const cache = makeNote({
  text: "Netflix cut 1,200 builds to six. Etsy's team said “measure first”, see https://example.org/a",
});

test('a point in the words of its notes stands', () => {
  assert.equal(refusal('Netflix cut 1,200 builds to six.', cache), null);
  assert.equal(refusal('The builds of Netflix were cut to 6, from 1200.', cache), null);
  assert.equal(refusal('Etsy said "measure first".', cache), null);
  assert.equal(refusal('They have it at http://www.example.org/a/.', cache), null);
});

test('the talk itself may be named without a note', () => {
  assert.equal(refusal('Ada Byron of Engines Ltd told how Netflix cut builds.', cache), null);
});

test('what is in no named note is refused, and the reason given', () => {
  const cases: [string, string][] = [
    ['Netflix cut 1,300 builds to six.', 'number'],
    ['Netflix cut 1,200 builds to seven.', 'number'],
    ['Netflix cut 1,200% of builds.', 'number'],
    ['Spotify cut 1,200 builds to six.', 'name'],
    ['Netflix and Zalando cut builds.', 'name'],
    ['Etsy said "never measure at all".', 'quote'],
    ['Etsy said „cut first“.', 'quote'],
    ['See https://example.com/a', 'link'],
    ['See www.evil.example', 'link'],
    ['   ', 'empty'],
  ];
  for (const [text, reason] of cases) assert.equal(refusal(text, cache), reason, text);
});

test('a name in another note than those named is refused', () => {
  const other = makeNote({ text: 'Kelsey Hightower was there' });
  const ctx = context(cache, other);
  assert.equal(checkPoint({ text: 'Kelsey Hightower cut builds.', noteIds: [cache.id] }, ctx), 'name');
  assert.equal(checkPoint({ text: 'Kelsey Hightower cut builds.', noteIds: [cache.id, other.id] }, ctx), null);
});

test('a point needs notes, and notes that exist', () => {
  assert.equal(checkPoint({ text: 'Netflix', noteIds: [] }, context(cache)), 'no-note');
  assert.equal(checkPoint({ text: 'Netflix', noteIds: ['C1:1'] }, context(cache)), 'unknown-note');
});

test('scripts without capitals: every word stands in a note', () => {
  const note = makeNote({ text: '監視は文化の問題です。' });
  assert.equal(refusal('監視は文化の問題です', note), null);
  assert.equal(refusal('田中さんは監視の問題です', note), 'name');
});

test('a quote stands word for word, its speaker in the note or on the schedule', () => {
  const note = makeNote({ text: '"You build it, you run it." --Werner Vogels' });
  const quote = { text: 'You build it, you run it.', noteId: note.id };
  assert.equal(checkQuote(quote, context(note)), null);
  assert.equal(checkQuote({ ...quote, speaker: 'Werner Vogels' }, context(note)), null);
  assert.equal(checkQuote({ ...quote, speaker: 'Ada Byron' }, context(note)), null);
  assert.equal(checkQuote({ ...quote, speaker: 'Grace Hopper' }, context(note)), 'name');
  assert.equal(checkQuote({ ...quote, text: 'You build it, you own it.' }, context(note)), 'quote');
  assert.equal(checkQuote({ ...quote, text: 'you build it, you run it.' }, context(note)), 'quote');
});

test('a question is refused for its answer too', () => {
  const note = makeNote({ text: 'Q: why two? A: because of Netflix' });
  const question = { text: 'Why two?', noteIds: [note.id], agreement: 1 };
  assert.equal(checkQuestion({ ...question, answer: 'Because of Netflix' }, context(note)), null);
  assert.equal(checkQuestion({ ...question, answer: 'Because of Spotify' }, context(note)), 'name');
});

test('a summary keeps what is borne out, counts what is not, and no more people agree than wrote', () => {
  const second = makeNote({ text: 'Netflix cut 1,200 builds', author: 'Bo' });
  const point = { text: 'Netflix cut 1,200 builds', noteIds: [cache.id, second.id], agreement: 9, weight: 1 };
  const { summary, refused } = checkSummary(
    {
      points: [point, { ...point, text: 'Spotify did' }],
      quotes: [{ text: 'no', noteId: 'x' }],
      questions: [],
    },
    context(cache, second),
  );
  assert.deepEqual(summary.points, [{ ...point, agreement: 2 }]);
  assert.deepEqual(summary.quotes, []);
  assert.deepEqual(refused, { name: 1, 'unknown-note': 1 });
});

test('whatever a note says, saying it again in its own words stands', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }), (text) => {
      const note = makeNote({ text });
      assert.equal(refusal(text, note), text.trim() === '' ? 'empty' : null);
    }),
  );
});

test('a number that no note has never passes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 1e6 }), fc.integer({ min: 2, max: 1e6 }), (noted, said) => {
      const note = makeNote({ text: `They ran ${noted} nodes there` });
      assert.equal(refusal(`There ran ${said} nodes`, note), noted === said ? null : 'number');
    }),
  );
});

test('a word that only begins a sentence is no name; one that people write with a capital is', () => {
  const other = makeNote({ text: 'most engineers like small releases, and Harbor too' });
  const ctx = context(cache, other);
  const check = (text: string) => checkPoint({ text, noteIds: [cache.id] }, ctx);
  assert.equal(check('According to Etsy, teams should measure first.'), null);
  assert.equal(check('Releases of Netflix went from 1,200 builds to six.'), null);
  assert.equal(check('Harbor cut 1,200 builds.'), 'name');
  assert.equal(check('Zalando cut 1,200 builds.'), 'name');
});

test('German nouns may take another form, and names may not', () => {
  const note = makeNote({ text: 'Die Änderung der Messung durch die Bahn spart Speicher und Kosten' });
  assert.equal(refusal('Änderungen an Messungen der Bahn sparen Kosten', note), null);
  assert.equal(refusal('Die Post spart durch die Messung Kosten', note), 'name');
});

test('numbers in words and percentages meet across spellings', () => {
  assert.equal(refusal('en 15 minutes', makeNote({ text: 'quinze minutes par déploiement' })), null);
  assert.equal(refusal('sie sparen 40 %', makeNote({ text: 'sie sparen 40 Prozent' })), null);
  assert.equal(refusal('sie sparen fünf Stunden', makeNote({ text: 'sie sparen sechs Stunden' })), 'number');
});

test('an address needs no http to be one', () => {
  const note = makeNote({ text: 'It is at github.com/acme/rockets, in main.tf' });
  assert.equal(refusal('See github.com/acme/rockets and main.tf.', note), null);
  assert.equal(refusal('See github.com/acme/rocket-science.', note), 'link');
  assert.equal(refusal('See evil.example for it.', note), 'link');
});

test('no note says no: neither may a point', () => {
  const note = makeNote({ text: 'the servers kept up with the demand' });
  assert.equal(refusal('the servers did not keep up with the demand', note), 'denial');
  const denying = makeNote({ text: 'it fails to scale' });
  assert.equal(refusal('it does not scale', denying), null);
});

test('a work stands in its note with all that is said of it', () => {
  const note = makeNote({ text: 'read Release  It!, excellent on failures' });
  const check = (title: string, comment?: string) =>
    checkWork({ title, noteId: note.id, ...omitUndefined({ comment }) }, context(note));
  assert.equal(check('release it!', 'Excellent on failures'), null);
  assert.equal(check('Release Them!'), 'name');
  assert.equal(check('Release It!', 'the best'), 'quote');
});

test('a quote within another hides neither', () => {
  const note = makeNote({ text: 'she said: le livre « SRE » est conseillé, and “never cut”' });
  assert.equal(refusal('She said “le livre « SRE » est conseillé”', note), null);
  assert.equal(refusal('She said “conseillé « SRE » est le livre”', note), 'quote');
  assert.equal(refusal('She said "le livre « XYZ » est conseillé"', note), 'quote');
});
