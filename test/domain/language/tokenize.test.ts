import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fold, tokenize } from '#domain/language/tokenize.ts';

function segmented(text: string): string[] {
  const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
  return [...segmenter.segment(text)].flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []));
}

const texts = [
  "Don't panic: node.js v1.2 costs 3.5% more (e.g. in Q4) – really…",
  'Barriers:\n• KISS (“Keep It Simple”).\n• Know your cloud’s cost, naïve or not.',
  'Größe ist nicht alles, sagt Jürgen Müller-Lüdenscheidt.',
  'Les systèmes d’exploitation, c’est déjà l’été',
  'Надёжность важнее скорости, правда?',
  'الأمان أهم من السرعة، أليس كذلك؟',
  'צה״ל וגם כן',
  '신뢰성이 속도보다 중요합니다.',
  'नमस्ते दुनिया, यह एक वाक्य है।',
  ':tada: 🎉👩‍💻 thanks 🙏',
  '',
];

for (const text of texts) {
  test(`the words of ${JSON.stringify(text.slice(0, 30))} are those of Intl.Segmenter`, () => {
    assert.deepEqual(
      tokenize(text).map((word) => word.text),
      segmented(text),
    );
  });
}

test('scripts without spaces are split with a dictionary', () => {
  assert.deepEqual(
    tokenize('東京で会議').map((word) => word.text),
    segmented('東京で会議'),
  );
  assert.ok(tokenize('การประชุมที่กรุงเทพ').length > 1);
});

test('a word is where its offsets say', () => {
  for (const text of texts) {
    for (const { text: word, start, end } of tokenize(text)) assert.equal(text.slice(start, end), word);
  }
});

test('folding removes differences of case, accents, width and typographic quotes', () => {
  assert.equal(fold('Ｃafé’s “Naïve”'), 'cafe\'s "naive"');
});

test('an ASCII text has the words that the pattern for all scripts finds in it', () => {
  const ascii = fc.string({ unit: fc.constantFrom(...'aZ09_ .\'"-:,\n'), maxLength: 40 });
  fc.assert(
    fc.property(ascii, (text) => {
      // A letter beyond ASCII, set apart, makes the general pattern read it.
      const general = tokenize(`${text} é`).slice(0, -1);
      assert.deepEqual(tokenize(text), general);
    }),
  );
});
