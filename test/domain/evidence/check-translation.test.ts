import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Talk } from '#domain/conference/talk.ts';
import { checkSummary } from '#domain/evidence/check-evidence.ts';
import type { Summary } from '#domain/recap/summary.ts';
import { makeNote } from '#test/fakes/make-note.ts';

const talk: Talk = {
  id: 't1',
  title: 'Scaling the unscalable',
  speakers: [{ name: 'Ada Byron' }],
  startsAt: '2020-01-01T10:00:00+00:00',
  endsAt: '2020-01-01T10:30:00+00:00',
};
const note = makeNote({
  text: 'Netflix cut 1,200 builds to six. The containers did not fix the culture, see https://example.org/a. “measure first”',
});
const other = makeNote({ text: 'at dinner Kelsey said that small teams win' });
const notes = new Map([note, other].map((one) => [one.id, one]));

/** What is shown of a sentence and its translation. */
function shown(text: string, translated: string): string | undefined {
  const point = { text, noteIds: [note.id], agreement: 1, weight: 1, translation: { text: translated } };
  const { summary, untranslated } = checkSummary({ points: [point], quotes: [], questions: [] }, { notes, talk });
  const [first] = summary.points;
  assert.equal(untranslated, first === undefined || first.text === translated ? 0 : 1);
  assert.ok(first === undefined || !('translation' in first));
  return first?.text;
}

const CUT = 'Netflix cut 1,200 builds to six.';
const CULTURE = 'The containers did not fix the culture.';

describe('a translation', () => {
  it('is shown if it has the same numbers and no other names', () => {
    const translations: [string, string][] = [
      [CUT, 'Bei Netflix wurden aus 1.200 Builds 6.'],
      [CUT, 'Netflix hat seine 1200 Builds auf sechs verringert.'],
      [CUT, 'Netflix a ramené ses 1 200 builds à six.'],
      [CUT, 'Netflix redujo sus 1.200 compilaciones a seis.'],
      [CUT, 'Il team di Netflix ha ridotto le 1.200 build a sei.'],
      [CUT, 'A Netflix reduziu as 1.200 compilações para seis.'],
      [CUT, 'Netflix bracht zijn 1.200 builds terug tot zes.'],
      [CUT, 'Hos Netflix har de 1 200 byggena blivit sex.'],
      [CULTURE, 'Die Container haben die Kultur nicht repariert.'],
      [CULTURE, "Les conteneurs n'ont pas réparé la culture, selon Ada Byron."],
      [CULTURE, 'As compilações no container não consertaram a cultura.'],
    ];
    for (const [text, translated] of translations) assert.equal(shown(text, translated), translated);
  });

  it('is not shown if it says what its sentence does not', () => {
    const translations: [string, string][] = [
      [CUT, 'Netflix hat seine 1200 Builds auf sieben verringert.'],
      [CUT, 'Netflix hat seine Builds auf 6 verringert.'],
      [CUT, 'Netflix ha ridotto le 1.200 build a sette.'],
      [CUT, 'Zalando hat seine 1.200 Builds auf 6 verringert.'],
      [CUT, 'Netflix und Zalando haben die 1.200 Builds auf 6 verringert.'],
      [CUT, 'Con la ayuda de Will Van Netflix redujo sus 1200 compilaciones a 6.'],
      [CUT, 'Bei Netflix wurden laut Ben aus 1.200 Builds 6.'],
      [CUT, 'Selon Marta, Netflix a ramené ses 1200 builds à 6.'],
      [CUT, 'Marta dit que Netflix a ramené ses 1200 builds à 6.'],
      [CUT, 'Kelsey dit que Netflix a ramené ses 1200 builds à 6.'],
      [CUT, 'Netflix n’a pas ramené ses 1200 builds à 6.'],
      [CUT, 'Netflix redujo sus 1200 compilaciones a 6: https://example.com/b'],
      [CUT, 'Netflix redujo sus 1200 compilaciones a 6: «medir primero».'],
      [CUT, `Netflix redujo sus 1200 compilaciones a 6, ${'y todo fue mejor y '.repeat(8)} ya está.`],
      [CUT, 'Netflixは1200のビルドを6に減らした。'],
      [CUT, 'Netflix zredukował 1200 kompilacji do 6.'],
      [CULTURE, 'Kontenery nie naprawiły kultury, a nie na odwrót.'],
      [CULTURE, 'Die Container haben die Kultur repariert, sagt Birgit.'],
    ];
    for (const [text, translated] of translations) assert.equal(shown(text, translated), text, translated);
  });

  it('of an opening may say what the program says, like the opening itself', () => {
    const statement = { noteIds: [note.id], agreement: 1, weight: 1 };
    const translation = { text: 'Ada Byron hat bei Acme 300 Builds betreut.' };
    const inShort = { ...statement, text: 'Ada Byron ran 300 builds at Acme.', translation };
    const { summary, untranslated } = checkSummary(
      { inShort, points: [], quotes: [], questions: [] },
      { notes, talk: { ...talk, abstract: 'At Acme, I ran 300 builds.' }, section: [note] },
    );
    assert.deepEqual([summary.inShort?.text, untranslated], [translation.text, 0]);
  });

  it('saves no sentence that its notes do not support', () => {
    assert.equal(
      shown('Netflix cut 1,300 builds to six.', 'Netflix hat seine 1.200 Builds auf 6 verringert.'),
      undefined,
    );
  });

  it('in the notes’ language is checked against them like any statement', () => {
    assert.equal(shown(CUT, 'Netflix cut builds from 1,200 to six.'), 'Netflix cut builds from 1,200 to six.');
    assert.equal(shown(CUT, 'Netflix and Zalando cut builds from 1,200 to six.'), CUT);
  });

  it('of a question is shown with that of its answer or not at all, and adds no answer', () => {
    const question = { text: 'What did the containers not fix?', noteIds: [note.id], agreement: 1 };
    const questions: Summary['questions'] = [
      {
        ...question,
        answer: 'The culture.',
        translation: { text: 'Was haben die Container nicht repariert?', answer: 'Das war die Kultur.' },
      },
      {
        ...question,
        answer: 'The culture.',
        translation: {
          text: 'Was haben die Container nicht repariert?',
          answer: 'Das war die Kultur, sagt Birgit.',
        },
      },
      {
        ...question,
        answer: 'The culture.',
        translation: { text: 'Was haben die Container nicht repariert?' },
      },
      {
        ...question,
        translation: { text: 'Was haben die Container nicht repariert?', answer: 'Das war die Kultur.' },
      },
    ];
    const { summary, untranslated } = checkSummary({ points: [], quotes: [], questions }, { notes, talk });
    assert.deepEqual(
      summary.questions.map(({ text, answer }) => [text, answer]),
      [
        ['Was haben die Container nicht repariert?', 'Das war die Kultur.'],
        ['What did the containers not fix?', 'The culture.'],
        ['What did the containers not fix?', 'The culture.'],
        ['Was haben die Container nicht repariert?', undefined],
      ],
    );
    assert.equal(untranslated, 2);
  });

  it('takes a word that it writes small elsewhere for no name', () => {
    const point = (text: string, translated: string) => ({
      text,
      noteIds: [note.id],
      agreement: 1,
      weight: 1,
      translation: { text: translated },
    });
    const points = [
      point(CULTURE, 'Conteneurs et culture : cela ne se répare pas.'),
      point(CULTURE, "Les conteneurs n'ont pas réparé la culture."),
    ];
    const texts = (some: typeof points) =>
      checkSummary({ points: some, quotes: [], questions: [] }, { notes, talk }).summary.points.map(({ text }) => text);
    assert.deepEqual(texts(points.slice(0, 1)), [CULTURE]);
    assert.deepEqual(
      texts(points),
      points.map(({ translation }) => translation.text),
    );
  });

  it('never throws, whatever the text, and gives the translation or its sentence', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (translated) => {
        assert.ok([CUT, translated].includes(shown(CUT, translated)!));
      }),
    );
  });
});
