import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  familyKey,
  invertName,
  isFullName,
  parseLeadingNames,
  parsePersonName,
  splitNames,
} from '#domain/language/person-names.ts';
import { anyText } from '#test/any-text.ts';

test('splits names into family and given name, particle and suffix', () => {
  assert.deepEqual(parsePersonName('Michael T. Nygard'), { family: 'Nygard', given: 'Michael T.' });
  assert.deepEqual(parsePersonName('Nygard, Michael T.'), { family: 'Nygard', given: 'Michael T.' });
  assert.deepEqual(parsePersonName('Guido van Rossum'), { family: 'Rossum', given: 'Guido', particle: 'van' });
  assert.deepEqual(parsePersonName('Vincent Van Gogh'), { family: 'Van Gogh', given: 'Vincent' });
  assert.deepEqual(parsePersonName('Robert C. Martin Jr.'), {
    family: 'Martin',
    given: 'Robert C.',
    suffix: 'Jr.',
  });
  assert.deepEqual(parsePersonName('Dr. Nicole Forsgren'), { family: 'Forsgren', given: 'Nicole' });
  assert.deepEqual(parsePersonName('Hertling'), { family: 'Hertling' });
});

test('keeps organizations and names in scripts without capitals whole', () => {
  for (const name of ['Google Inc.', 'The Kubernetes Project', 'Simon & Schuster', 'Gang of 4', '村上春樹']) {
    assert.deepEqual(parsePersonName(name), { literal: name });
  }
});

test('puts the family name first in an inverted name', () => {
  assert.equal(invertName('Guido van Rossum'), 'van Rossum, Guido');
  assert.equal(invertName('Robert C. Martin Jr.'), 'Martin, Robert C., Jr.');
  assert.equal(invertName('Google Inc.'), 'Google Inc.');
});

test('gives spellings of one name the same key', () => {
  assert.equal(familyKey('Gabriel García Márquez'), familyKey('Marquez'));
  assert.equal(familyKey('G. van Rossum'), familyKey('Guido van Rossum'));
  assert.notEqual(familyKey('Gene Kim'), familyKey('Kevin Behr'));
});

test('accepts any text', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      const name = parsePersonName(text);
      assert.ok('literal' in name || typeof name.family === 'string');
      invertName(text);
      familyKey(text);
    }),
  );
});

test('parses names at the start of a text up to where they end', () => {
  for (const [text, names] of [
    ['Michael Nygard. I have read', ['Michael Nygard']],
    ['Jennifer Davis and Katherine Daniels.', ['Jennifer Davis', 'Katherine Daniels']],
    ['Gene Kim, Kevin Behr, and George Spafford', ['Gene Kim', 'Kevin Behr', 'George Spafford']],
    ['Katty Kay & Claire Shipman', ['Katty Kay', 'Claire Shipman']],
    ['J. R. R. Tolkien writes', ['J. R. R. Tolkien']],
    ['DJ Patil', ['DJ Patil']],
    ['Robert C. Martin is', ['Robert C. Martin']],
    ['William Strunk Jr. and E. B. White', ['William Strunk Jr.', 'E. B. White']],
    ['Dr. Nicole Forsgren et al.', ['Nicole Forsgren']],
    ['Antoine de Saint-Exupéry', ['Antoine de Saint-Exupéry']],
    ['Лев Толстой', ['Лев Толстой']],
    // An employer behind a comma is no author.
    ['Brad Feld, Foundry Group', ['Brad Feld']],
    ['Matt Someone, Founder of Things', ['Matt Someone']],
  ] as const) {
    assert.deepEqual(parseLeadingNames(text)?.names, names, text);
  }
  for (const text of ['the SRE team', 'IBM Research', 'The Company', 'design', '']) {
    assert.equal(parseLeadingNames(text), undefined, text);
  }
});

test('a full name has more than one word and nothing after it', () => {
  assert.ok(isFullName('Guido van Rossum'));
  for (const text of ['Guido', 'Guido van Rossum wrote', 'the Goal']) assert.ok(!isFullName(text), text);
});

test('splits lists of names at "and", "&", ";" and commas, without "et al."', () => {
  assert.deepEqual(splitNames('Gene Kim, Kevin Behr & George Spafford'), ['Gene Kim', 'Kevin Behr', 'George Spafford']);
  assert.deepEqual(splitNames('William Strunk, Jr. und E. B. White et al.'), ['William Strunk, Jr.', 'E. B. White']);
  assert.deepEqual(splitNames('Ada Byron, ACME and Bea Curie', { commas: false }), ['Ada Byron, ACME', 'Bea Curie']);
  assert.deepEqual(splitNames(' , '), []);
});
