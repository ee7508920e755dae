import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { resolveNoteIds } from '#llm/summary/ask-talks.ts';
import { assembleSummary, findVerbatim } from '#llm/summary/assemble-summary.ts';
import type { Statement } from '#llm/summary/statements.ts';
import { makeNote } from '#test/fakes/make-note.ts';

const NOTES = [
  makeNote({ text: 'nobody tests restores. practice them every week' }),
  makeNote({ text: 'Challenges in migration\n- no good APIs\n- code is not factored into chunks' }),
  makeNote({ text: 'Mara: "A backup is a rumor." Q: who pays? A: it comes out of the on-call budget' }),
];

const item = (kind: Statement['kind'], note: number, text: string, more: Partial<Statement> = {}): Statement => ({
  ...{ kind, heading: '', text, more: '', notes: [note] },
  ...more,
});
const LEAD = item('lead', 1, 'Nobody tests restores, says Mara, and teams should practice them every week.');

function assemble(...says: Statement[]) {
  const statements = resolveNoteIds(says, (number) => [NOTES[number - 1]!.id]);
  return assembleSummary(statements, { date: '2016-05-26', talk: null, notes: NOTES, maxPoints: 10 });
}

const shown = (...says: Statement[]) => assemble(LEAD, ...says).points.map(({ heading, text }) => [heading, text]);

describe('a recap assembled from what a model says', () => {
  it('doesn’t say a heading again in the text below it', () => {
    const heading = 'Challenges in migration';
    assert.deepEqual(
      shown(item('paragraph', 2, 'Challenges in the migration:\n- No good APIs\n- Code is not in chunks', { heading })),
      [[heading, '• No good APIs\n• Code is not in chunks']],
    );
    assert.deepEqual(shown(item('paragraph', 2, 'Migration: there are no good APIs.', { heading: 'Migration' })), [
      ['Migration', 'There are no good APIs.'],
    ]);
    assert.deepEqual(shown(item('paragraph', 2, 'Code: it is not in chunks.', { heading: 'Migration:' })), [
      ['Migration', 'Code: it is not in chunks.'],
    ]);
  });

  it('has no heading that is the name of a part of the recap', () => {
    for (const heading of ['Questions', 'Q&A', 'Audience questions:']) {
      assert.deepEqual(shown(item('paragraph', 2, 'There are no good APIs.', { heading })), [
        [undefined, 'There are no good APIs.'],
      ]);
    }
  });

  it('leaves out points that its lead or an answer says, and questions that a point answers', () => {
    const question = item('question', 3, 'Who pays?', { more: 'It comes out of the on-call budget.' });
    assert.deepEqual(shown(item('paragraph', 1, 'Teams should practice restores every week.')), []);
    assert.deepEqual(shown(question, item('paragraph', 3, 'The on-call budget pays.')), []);
    const told = assemble(
      LEAD,
      question,
      item('paragraph', 3, 'All of it comes out of the on-call budget, for a team of 9.'),
    );
    assert.deepEqual([told.points.length, told.questions.length], [1, 0]);
  });

  it('shows a quote once, though a point has it, too', () => {
    const quote = item('quote', 3, 'A backup is a rumor.');
    assert.equal(assemble(LEAD, quote).quotes.length, 1);
    assert.equal(assemble(LEAD, quote, item('paragraph', 3, 'Mara calls it: “A backup is a rumor.”')).quotes.length, 0);
  });

  it('tells the leads of further parts of a long talk as points', () => {
    const further = item('lead', 2, 'The migration fails on missing APIs and on code that is not in chunks.');
    assert.deepEqual(shown(further, item('paragraph', 3, 'The on-call budget pays.')), [
      [undefined, further.text],
      [undefined, 'The on-call budget pays.'],
    ]);
  });

  it('keeps the order of the model among points of one long note', () => {
    const texts = shown(
      item('paragraph', 2, 'There are no good APIs.'),
      item('paragraph', 2, 'Code is not factored into chunks.'),
    );
    assert.deepEqual(
      texts.map(([, text]) => text),
      ['There are no good APIs.', 'Code is not factored into chunks.'],
    );
  });
});

describe('findVerbatim', () => {
  it('returns the note’s own spelling, whatever the case, spaces and quotation marks', () => {
    assert.equal(
      findVerbatim('He said "You build it,  you RUN it." twice', '“you build it, you run it.”'),
      'You build it,  you RUN it.',
    );
    assert.equal(findVerbatim("it's (all) fine", 'It’s (all) fine'), "it's (all) fine");
    assert.equal(findVerbatim('You build it', 'You built it'), undefined);
    assert.equal(findVerbatim('anything', ' “” '), undefined);
  });

  it('never throws, and returns only what the note has', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, searched) => {
        const found = findVerbatim(text, searched);
        assert.ok(found === undefined || text.includes(found));
      }),
    );
  });
});
