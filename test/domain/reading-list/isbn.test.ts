import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findMistypedIsbn, toIsbn10, toIsbn13 } from '#domain/reading-list/isbn.ts';

test('converts ten digits to thirteen, ignoring hyphens and spaces', () => {
  assert.equal(toIsbn13('0-9787392-1-3'), '9780978739218');
  assert.equal(toIsbn13('978 0 9787392 1 8'), '9780978739218');
  assert.equal(toIsbn13('080442957X'), '9780804429573');
  assert.equal(toIsbn13('080442957x'), '9780804429573');
  assert.equal(toIsbn13('979-10-90636-07-1'), '9791090636071');
});

test('rejects a wrong check digit, prefix or length', () => {
  for (const wrong of ['0978739214', '9780978739217', '9770978739218', '', '12345', 'X234567890', '978097873921X']) {
    assert.equal(toIsbn13(wrong), undefined, wrong);
  }
});

test('finds an ISBN with a wrong check digit, and takes no other number for one', () => {
  for (const wrong of ['978-1-4920-3402-6', 'ISBN 0-201-83595-8', 'Release It! ISBN: 9780978739217']) {
    assert.notEqual(findMistypedIsbn(wrong), undefined, wrong);
  }
  for (const text of ['978-1-4920-3402-5', '1984', '2001: A Space Odyssey', 'call 0978739214', '0-201-83595-9', '']) {
    assert.equal(findMistypedIsbn(text), undefined, text);
  }
});

test('converts thirteen digits back to ten unless they start with 979', () => {
  assert.equal(toIsbn10('9780804429573'), '080442957X');
  assert.equal(toIsbn10('9791090636071'), undefined);
  fc.assert(
    fc.property(fc.stringMatching(/^\d{9}$/), (body) => {
      const candidates = [...'0123456789X'].map((digit) => toIsbn13(body + digit)).filter(Boolean);
      // Exactly one check digit fits any nine digits.
      assert.equal(candidates.length, 1);
      assert.equal(toIsbn13(toIsbn10(candidates[0]!)!), candidates[0]);
    }),
  );
});
