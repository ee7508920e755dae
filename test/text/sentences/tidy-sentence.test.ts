import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { endSentence, tidySentence } from '#text/sentences/tidy-sentence.ts';

const cases: [text: string, tidied: string][] = [
  ['so one evening in May the disks fill up', 'One evening in May the disks fill up.'],
  ['so many people', 'So many people.'],
  ['lol of course', 'Of course.'],
  ['haha that was when the disk died lol', 'That was when the disk died.'],
  [':tada: we shipped :pray: 🎉', 'We shipped.'],
  ['• measure first', 'Measure first.'],
  ['uh um they used Rust', 'They used Rust.'],
  ['eBay runs 4000 services', 'eBay runs 4000 services.'],
  ['kube-proxy can help', 'kube-proxy can help.'],
  ['"shipping is the heartbeat"', '"Shipping is the heartbeat".'],
  ['„Wer misst, weiß mehr.“', '„Wer misst, weiß mehr.“'],
  ['well known ports', 'Well known ports.'],
  ['yes, they use AWS', 'Yes, they use AWS.'],
  ['Ha Long Bay went down', 'Ha Long Bay went down.'],
  ['see https://example.org/a', 'See https://example.org/a'],
  ['Fix it. #hugops', 'Fix it.'],
  ['これはペンです', 'これはペンです。'],
  ['ไม่มีจุด', 'ไม่มีจุด'],
  ['Barriers:\n• cost\n• fear', 'Barriers:\n• cost\n• fear'],
  ['• cost\n• fear', '• cost\n• fear'],
  ['not sure that is still true', 'Not sure that is still true.'],
  ['max. latency was 40 ms, esp. with many', 'Max. latency was 40 ms, esp. with many.'],
  ['ask Yahoo! search for it', 'Ask Yahoo! search for it.'],
  ['', ''],
];

for (const [text, tidied] of cases) {
  test(`tidies ${JSON.stringify(text)}`, () => assert.equal(tidySentence(text), tidied));
}

test('a sentence in brackets at the end needs no further stop', () => {
  assert.equal(endSentence('They did (or so the notes say.)'), 'They did (or so the notes say.)');
  assert.equal(endSentence('They did (twice)'), 'They did (twice).');
});

test('tidying twice changes nothing more, and adds no more than a capital and a stop', () => {
  const parts = fc.constantFrom(
    'so',
    ' ',
    'lol',
    ', ',
    '🎉',
    ':pray:',
    'the',
    'DNS',
    'x',
    '.',
    '\n',
    '• ',
    '"',
    '…',
    '-',
    'もの',
    '#tag',
  );
  fc.assert(
    fc.property(fc.array(parts), (pieces) => {
      const text = pieces.join('');
      const tidied = tidySentence(text);
      assert.equal(tidySentence(tidied), tidied);
      assert.ok(text.toLowerCase().includes(tidied.toLowerCase().replace(/[.。]$/, '')));
    }),
  );
});

test('long runs of white space, emoji and laughter are tidied in time', () => {
  for (const part of [' ', '🎉', ':joy:', 'lol ', ', ', '…', '#a ']) {
    const text = `${part.repeat(20_000)}word${part.repeat(20_000)}word`;
    assert.ok(tidySentence(text).length <= text.length + 1);
  }
});
