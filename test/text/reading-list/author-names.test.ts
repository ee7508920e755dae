import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFullName, readAuthors } from '#text/reading-list/author-names.ts';
import { readAuthorsAfter, readAuthorsBefore, splitNamedTitle } from '#text/reading-list/title-authors.ts';

test('names are read up to where they end', () => {
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
    assert.deepEqual(readAuthors(text)?.names, names, text);
  }
  for (const text of ['the SRE team', 'IBM Research', 'The Company', 'design', '']) {
    assert.equal(readAuthors(text), undefined, text);
  }
});

test('a full name has more than one word and nothing behind it', () => {
  assert.ok(isFullName('Guido van Rossum'));
  for (const text of ['Guido', 'Guido van Rossum wrote', 'the Goal']) assert.ok(!isFullName(text), text);
});

test('authors are tied to a title in front of them in many ways', () => {
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
    const authors = readAuthorsAfter(after);
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
    assert.equal(readAuthorsAfter(after), undefined, after);
  }
});

test('and behind them', () => {
  assert.deepEqual(readAuthorsBefore("Recommends José Valim's ")?.names, ['José Valim']);
  assert.deepEqual(readAuthorsBefore('Jane Doe: ')?.names, ['Jane Doe']);
  assert.equal(readAuthorsBefore('see it here: '), undefined);
});

test('a name before a colon is told from a title before its subtitle', () => {
  assert.deepEqual(splitNamedTitle('Nicole Forsgren: Accelerate'), {
    names: ['Nicole Forsgren'],
    title: 'Accelerate',
  });
  assert.equal(splitNamedTitle('Team Topologies: Organizing Business and Technology Teams for Fast Flow'), undefined);
  assert.equal(splitNamedTitle('Clean Code: A Handbook of Craftsmanship'), undefined);
});
