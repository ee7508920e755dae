import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findSpellings, mainTitle, normalizeTitle, shortTitle, subtitle } from '#domain/reading-list/work-title.ts';

test('ignores typography, case, articles, brackets and editions', () => {
  for (const [one, other] of [
    ['The Pragmatic Programmer', 'pragmatic programmer'],
    ['Don’t Make Me Think', "Don't make me think"],
    ['xUnit Test Patterns (refactoring test code)', 'XUnit test patterns'],
    ['Release It!', '“Release It!”'],
    ['Building Microservices, 2nd Edition', 'Building Microservices'],
    ['Pride & Prejudice', 'Pride and Prejudice'],
    ['Node.js in Action', 'nodejs in action'],
    ['Cien años de soledad', 'CIEN ANOS DE SOLEDAD'],
  ] as const) {
    assert.equal(normalizeTitle(one), normalizeTitle(other));
  }
});

test('keeps books on C, C++ and C# apart', () => {
  const keys = ['Programming in C', 'Programming in C++', 'Programming in C#'].map(normalizeTitle);
  assert.equal(new Set(keys).size, 3);
});

test('splits the subtitle at a colon followed by a space', () => {
  assert.equal(mainTitle('The Checklist Manifesto: How to Get Things Right'), 'The Checklist Manifesto');
  assert.equal(subtitle('The Checklist Manifesto: How to Get Things Right'), 'How to Get Things Right');
  assert.equal(mainTitle('Kolyma 12:30'), 'Kolyma 12:30');
  assert.equal(subtitle('Accelerate'), '');
  assert.equal(shortTitle('Quiet. The power of introverts'), 'Quiet');
  assert.equal(shortTitle('Accelerate – The Science of DevOps'), 'Accelerate');
  assert.equal(shortTitle('Node.js in Action'), 'Node.js in Action');
});

test('never normalizes a title to nothing, and is idempotent', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (title) => {
      fc.pre(title.trim() !== '');
      const once = normalizeTitle(title);
      assert.notEqual(once, '');
    }),
  );
});

test('treats one typo in a long word as the same title', () => {
  const spellings = findSpellings([
    'phoenix project',
    'pheonix project',
    'phoenix projects',
    'learning rust now',
    'learning ruby now',
    'python cookbook 2',
    'python cookbook 3',
  ]);
  assert.equal(spellings.get('pheonix project'), 'phoenix project');
  assert.equal(spellings.get('phoenix projects'), 'phoenix project');
  // Short words and numbers tell works apart.
  assert.equal(spellings.get('learning ruby now'), 'learning ruby now');
  assert.equal(spellings.get('python cookbook 3'), 'python cookbook 3');
});
