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
const SHORT = item('inShort', 1, 'Nobody tests restores, says Mara, and teams should practice them every week.');

function assemble(...says: Statement[]) {
  const statements = resolveNoteIds(says, (number) => [NOTES[number - 1]!.id]);
  return assembleSummary(statements, { date: '2016-05-26', talk: null, notes: NOTES, maxPoints: 10 });
}

const shown = (...says: Statement[]) => assemble(SHORT, ...says).points.map(({ heading, text }) => [heading, text]);

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

  it('leaves out points that an answer says, and questions that a point answers', () => {
    const question = item('question', 3, 'Who pays?', { more: 'It comes out of the on-call budget.' });
    assert.deepEqual(shown(question, item('paragraph', 3, 'The on-call budget pays.')), []);
    const told = assemble(
      SHORT,
      question,
      item('paragraph', 3, 'All of it comes out of the on-call budget, for a team of 9.'),
    );
    assert.deepEqual([told.points.length, told.questions.length], [1, 0]);
  });

  it('keeps a question that was answered with “Yes.”', () => {
    const { questions } = assemble(
      SHORT,
      item('question', 3, 'Who pays?', { more: 'Yes.' }),
      item('paragraph', 2, 'x'),
    );
    assert.equal(questions[0]?.answer, 'Yes.');
  });

  it('translates a list with the paragraph that introduces it', () => {
    const rows = [{ cells: ['No good APIs'], notes: [2] }];
    const introduction = item('paragraph', 2, 'What is missing:', { translated: 'Was fehlt:' });
    const list = item('list', 2, '', { rows, translated: '- Keine guten APIs' });
    const translations = (...says: Statement[]) => assemble(...says).points.map(({ translation }) => translation?.text);
    assert.deepEqual(translations(introduction, list), ['Was fehlt:\n• Keine guten APIs']);
    assert.deepEqual(translations({ ...introduction, translated: '' }, list), [undefined]);
  });

  it('translates a table, also one with too few cells, which is shown as a list', () => {
    const rows = [
      ['Problem', 'Answer'],
      ['Keys', 'keep a copy'],
      ['Chunks', ''],
    ].map((cells) => ({ cells, notes: [2] }));
    const translated = 'Problem | Lösung\n| Schlüssel | Kopie behalten |\nStücke | ';
    const translation = (...given: typeof rows) =>
      assemble(
        item('table', 2, '', { rows: given, translated: translated.split('\n').slice(0, given.length).join('\n') }),
      ).points[0]?.translation?.text;
    assert.equal(translation(...rows), '• Schlüssel: Kopie behalten\n• Stücke');
    assert.equal(translation(...rows.slice(0, 2)), '| Problem | Lösung |\n| Schlüssel | Kopie behalten |');
    assert.equal(translation(...rows, ...rows), undefined);
  });

  it('shows a table with a blank header as a list, whose first row is checked like the others', () => {
    const rows = [
      { cells: ['', '', ''], notes: [] },
      { cells: ['Keys', 'lost', 'with the disk'], notes: [1] },
      { cells: ['APIs', 'missing', ''], notes: [2] },
    ];
    const text = (...given: typeof rows) => assemble(item('table', 2, '', { rows: given })).points[0]?.text;
    assert.equal(text(...rows), '• Keys: lost; with the disk\n• APIs: missing');
    assert.match(text(...rows.slice(0, 2)) ?? '', /Keys: lost; with the disk/);
    const translated = ' |  | \nSchlüssel | weg | mit der Platte\nAPIs | fehlen | ';
    const [point] = assemble(item('table', 2, '', { rows, translated })).points;
    assert.equal(point?.translation?.text, '• Schlüssel: weg; mit der Platte\n• APIs: fehlen');
  });

  it('shows a table as a list if a row has more cells than there are columns', () => {
    const rows = [
      { cells: ['Task', 'Command'], notes: [] },
      { cells: ['Count', 'ps aux', 'grep node'], notes: [2] },
      { cells: ['Stop', 'kill'], notes: [2] },
    ];
    assert.equal(assemble(item('table', 2, '', { rows })).points[0]?.text, '• Count: ps aux; grep node\n• Stop: kill');
  });

  it('leaves a command with a bar as it is', () => {
    const rows = [
      { cells: ['Task', 'Command'], notes: [] },
      { cells: ['Count', 'ps aux | grep node'], notes: [2] },
    ];
    assert.equal(assemble(item('table', 2, '', { rows })).points[0]?.text, '• Count: ps aux | grep node');
  });

  it('shows a quote once, though a point has it, too', () => {
    const quote = item('quote', 3, 'A backup is a rumor.');
    assert.equal(assemble(SHORT, quote).quotes.length, 1);
    assert.equal(
      assemble(SHORT, quote, item('paragraph', 3, 'Mara calls it: “A backup is a rumor.”')).quotes.length,
      0,
    );
  });

  it('opens a talk that was sent in parts with the first sentence of each', () => {
    const later = item('inShort', 3, 'A backup is a rumor. The rest is the on-call budget.');
    const { inShort } = assemble({ ...SHORT, text: `${SHORT.text} They should.` }, later);
    assert.equal(inShort?.text, `${SHORT.text} A backup is a rumor.`);
    assert.equal(inShort?.noteIds.length, 2);
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
