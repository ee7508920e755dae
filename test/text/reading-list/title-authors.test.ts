import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAuthorsAfter, parseAuthorsBefore, splitNamedTitle } from '#text/reading-list/title-authors.ts';

test('finds authors written after a title in many ways', () => {
  for (const [after, names, tie] of [
    [' by Jane Doe, great', ['Jane Doe'], 'by'],
    ['" von Franz Kafka', ['Franz Kafka'], 'by'],
    [' de Gabriel García Márquez', ['Gabriel García Márquez'], 'by'],
    [" d'Albert Camus", ['Albert Camus'], 'by'],
    [' (Nygard, 2007)', ['Nygard'], 'brackets'],
    [' (DeMarco & Lister)', ['DeMarco', 'Lister'], 'brackets'],
    [' - Jane Doe.', ['Jane Doe'], 'dash'],
    [', Jane Doe', ['Jane Doe'], 'comma'],
  ] as const) {
    const authors = parseAuthorsAfter(after);
    assert.deepEqual([authors?.names, authors?.tie], [names, tie], after);
  }
  for (const after of [
    ' (talk)',
    ' (2016)',
    ' by design',
    ' de la casa',
    ', Jane Doe showed us',
    ' by the team',
    ' (Events, Logic, Functions)',
  ]) {
    assert.equal(parseAuthorsAfter(after), undefined, after);
  }
});

test('finds authors written before a title', () => {
  assert.deepEqual(parseAuthorsBefore("Recommends José Valim's ")?.names, ['José Valim']);
  assert.deepEqual(parseAuthorsBefore('Jane Doe: ')?.names, ['Jane Doe']);
  assert.equal(parseAuthorsBefore('see it here: '), undefined);
});

test('tells a name before a colon from a title before its subtitle', () => {
  assert.deepEqual(splitNamedTitle('Nicole Forsgren: Accelerate'), {
    authors: { names: ['Nicole Forsgren'], areFull: true, areSeveral: false, end: 0, tie: 'before' },
    title: 'Accelerate',
  });
  assert.equal(splitNamedTitle('Team Topologies: Organizing Business and Technology Teams for Fast Flow'), undefined);
  assert.equal(splitNamedTitle('Clean Code: A Handbook of Craftsmanship'), undefined);
});
