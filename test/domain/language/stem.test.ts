import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { contentTerms } from '#domain/language/stem.ts';

describe('contentTerms', () => {
  it('leaves out function words and gives the forms of a word one stem', () => {
    assert.deepEqual(contentTerms('the deployments'), contentTerms('deployment'));
    assert.deepEqual(contentTerms('Deploys, deploying and deployed'), ['deploi', 'deploi', 'deploi']);
    assert.deepEqual(contentTerms('scaling to scale'), ['scale', 'scale']);
    assert.deepEqual(contentTerms("the speaker's story and stories"), ['speaker', 'stori', 'stori']);
    assert.deepEqual(contentTerms('is it and of the'), []);
  });

  it('keeps short words, numbers and other scripts whole', () => {
    assert.deepEqual(contentTerms('ELK 404 bus'), ['elk', '404', 'bus']);
    assert.deepEqual(contentTerms('Größe Ärger'), ['große', 'arger']);
    assert.deepEqual(contentTerms('пчёлы танцуют'), ['пчелы', 'танцуют']);
  });

  it('splits names at points and underscores', () => {
    assert.deepEqual(contentTerms('dotfiles.CI snake_case'), ['dotfil', 'ci', 'snake', 'case']);
  });

  it('gives the offsets of each term', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const offsets: number[] = [];
        const terms = contentTerms(text, offsets);
        assert.equal(offsets.length, 2 * terms.length);
        for (let at = 0; at < offsets.length; at += 2) {
          assert.ok(offsets[at]! < offsets[at + 1]! && offsets[at + 1]! <= text.length);
        }
      }),
    );
  });
});
