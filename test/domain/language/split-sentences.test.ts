import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { splitSentences } from '#domain/language/split-sentences.ts';

const split = (text: string) => splitSentences(text).map((sentence) => sentence.text);

const cases: [text: string, sentences: string[]][] = [
  [
    'He met J. Doe at 3 p.m. Then Dr. Smith came. They left.',
    ['He met J. Doe at 3 p.m. Then Dr. Smith came.', 'They left.'],
  ],
  ['"Yes!" she said. And then?', ['"Yes!" she said.', 'And then?']],
  ['what were they? the photo is blurry', ['what were they?', 'the photo is blurry']],
  ['Use node.js v1.2 now. It is 3.5x faster.', ['Use node.js v1.2 now.', 'It is 3.5x faster.']],
  ['1. Measure first.\n2. Then cut', ['1. Measure first.', '2. Then cut']],
  ['Wait... What?', ['Wait...', 'What?']],
  ['¿Cómo? Así. El Sr. Pérez dijo “no.” Y luego', ['¿Cómo?', 'Así.', 'El Sr. Pérez dijo “no.”', 'Y luego']],
  ['Das ist z. B. ein Satz. Und noch einer.', ['Das ist z. B. ein Satz.', 'Und noch einer.']],
  ['これは文です。次の文です。「はい。」と言った。', ['これは文です。', '次の文です。', '「はい。」と言った。']],
  ['هل هذا سؤال؟ نعم.', ['هل هذا سؤال؟', 'نعم.']],
  ['यह एक वाक्य है। यह दूसरा है।', ['यह एक वाक्य है।', 'यह दूसरा है।']],
  ['', []],
  [' \n\n ', []],
  ['...', ['...']],
];

for (const [text, sentences] of cases) {
  test(`splits ${JSON.stringify(text.slice(0, 40))}`, () => assert.deepEqual(split(text), sentences));
}

test('sentences have the right offsets, in order, and leave out nothing but white space', () => {
  const texts = fc.array(
    fc.constantFrom('Foo bar', '. ', '? ', '!', '\n', ' ', '"', '”', '。', '3.5', 'e.g. ', 'J. ', 'é'),
  );
  fc.assert(
    fc.property(texts, (parts) => {
      const text = parts.join('');
      let end = 0;
      for (const sentence of splitSentences(text)) {
        assert.equal(text.slice(sentence.start, sentence.end), sentence.text);
        assert.equal(text.slice(end, sentence.start).trim(), '');
        end = sentence.end;
      }
      assert.equal(text.slice(end).trim(), '');
    }),
  );
});

test('a text of many sentences is split in time', () => {
  assert.equal(splitSentences('One more sentence. '.repeat(20_000)).length, 20_000);
  assert.equal(splitSentences(`${'a '.repeat(50_000)}.`).length, 1);
});

test('German and Danish quotation marks close their sentence and open none', () => {
  const sentences = (text: string) => splitSentences(text).map((sentence) => sentence.text);
  assert.deepEqual(sentences('„Ein Prozess.“'), ['„Ein Prozess.“']);
  assert.deepEqual(sentences('„Ein Prozess.“ Das sagte er. »Und weiter?« fragte sie.'), [
    '„Ein Prozess.“',
    'Das sagte er.',
    '»Und weiter?« fragte sie.',
  ]);
  assert.deepEqual(sentences('Er kam zu spät. “Never again,” he said.'), [
    'Er kam zu spät.',
    '“Never again,” he said.',
  ]);
});
