import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Talk } from '#domain/conference/talk.ts';
import { addressedTalk } from '#domain/talk-mentions/talk-mentions.ts';

const talks: Talk[] = [
  talk('culture', 'Containers will not fix your broken culture', 'Bridget Kromhout'),
  talk('brazil', "How Brazil's government kept us up at night", 'Hany Fahim'),
  talk('one', 'Pipelines: a love story', 'Ada Byron'),
  talk('two', 'Pipelines in anger', 'Ada Byron'),
  talk('größe', 'Größe ist nicht alles', 'Jürgen Müller'),
];

function talk(id: string, title: string, speaker: string): Talk {
  const day = '2016-05-26T10:00:00Z';
  return { id, title, speakers: [{ name: speaker }], startsAt: day, endsAt: day };
}

for (const [text, expected] of [
  ['Kromhout: containers are fashion', 'culture'],
  ['bridget kromhout: containers are fashion', 'culture'],
  ['Bridget : containers', 'culture'],
  ['#containers are fashion', 'culture'],
  ['#kromhout', 'culture'],
  ['Containers will not fix your broken culture: yes', 'culture'],
  ["How Brazil's government: blocked", 'brazil'],
  ['how brazil’s government kept us up at night: blocked', 'brazil'],
  ['müller： wichtig', 'größe'],
  ['Größe ist nicht: ja', 'größe'],
  ['Byron: something', undefined],
  ['Pipelines: something', undefined],
  ['Pipelines in anger: something', 'two'],
  ['What Kromhout said about the three rules that nobody follows: never', undefined],
  ['https://kromhout.example/: see there', undefined],
  ['no label at all about containers', undefined],
  ['(::) nothing', undefined],
  ['', undefined],
  ['#unknown word', undefined],
] as const) {
  test(`${JSON.stringify(text)} is addressed to ${expected ?? 'no talk'}`, () => {
    assert.equal(addressedTalk(text, talks), expected);
  });
}

test('accepts any text quickly', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
      const id = addressedTalk(text, talks);
      assert.ok(id === undefined || talks.some((talk) => talk.id === id));
    }),
  );
  const begun = performance.now();
  addressedTalk('#'.repeat(40_000), talks);
  addressedTalk(`${'a '.repeat(20_000)}:`, talks);
  assert.ok(performance.now() - begun < 2_000);
});
