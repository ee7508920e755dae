import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { familyKey, invertName, parsePersonName } from '#domain/reading-list/person-name.ts';
import { anyText } from '#test/any-text.ts';

test('names fall into family and given name, with particle and suffix', () => {
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

test('organisations and names in scripts without capitals stay whole', () => {
  for (const name of ['Google Inc.', 'The Kubernetes Project', 'Simon & Schuster', 'Gang of 4', '村上春樹']) {
    assert.deepEqual(parsePersonName(name), { literal: name });
  }
});

test('the family name comes first in an inverted name', () => {
  assert.equal(invertName('Guido van Rossum'), 'van Rossum, Guido');
  assert.equal(invertName('Robert C. Martin Jr.'), 'Martin, Robert C., Jr.');
  assert.equal(invertName('Google Inc.'), 'Google Inc.');
});

test('spellings of one name have one key', () => {
  assert.equal(familyKey('Gabriel García Márquez'), familyKey('Marquez'));
  assert.equal(familyKey('G. van Rossum'), familyKey('Guido van Rossum'));
  assert.notEqual(familyKey('Gene Kim'), familyKey('Kevin Behr'));
});

test('no text is too strange to be split', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      const name = parsePersonName(text);
      assert.ok('literal' in name || typeof name.family === 'string');
      invertName(text);
      familyKey(text);
    }),
  );
});
