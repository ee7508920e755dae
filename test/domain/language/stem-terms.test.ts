import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { termsOf } from '#domain/language/stem-terms.ts';

describe('termsOf', () => {
  it('leaves function words out and lets forms of a word meet', () => {
    assert.deepEqual(termsOf('the deployments'), termsOf('deployment'));
    assert.deepEqual(termsOf('Deploys, deploying and deployed'), ['deploy', 'deploy', 'deploy']);
    assert.deepEqual(termsOf('scaling to scale'), ['scal', 'scal']);
    assert.deepEqual(termsOf("the speaker's story and stories"), ['speak', 'stor', 'stor']);
    assert.deepEqual(termsOf('is it and of the'), []);
  });

  it('keeps short words, numbers and other scripts whole', () => {
    assert.deepEqual(termsOf('ELK 404 bus'), ['elk', '404', 'bus']);
    assert.deepEqual(
      termsOf('Größe Ärger'),
      ['grosse', 'arger'].map((word) => word.replace('ss', 'ß')),
    );
    assert.deepEqual(termsOf('пчёлы танцуют'), ['пчелы', 'танцуют']);
  });

  it('takes names with points and underscores apart', () => {
    assert.deepEqual(termsOf('dotfiles.CI snake_case'), ['dotfil', 'ci', 'snak', 'cas']);
  });

  it('tells where each term stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const offsets: number[] = [];
        const terms = termsOf(text, offsets);
        assert.equal(offsets.length, 2 * terms.length);
        for (let at = 0; at < offsets.length; at += 2) {
          assert.ok(offsets[at]! < offsets[at + 1]! && offsets[at + 1]! <= text.length);
        }
      }),
    );
  });
});
