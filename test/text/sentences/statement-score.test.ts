import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backReferenceOf, isTalkAnnouncement, statementScore } from '#text/sentences/statement-score.ts';

test('a statement scores above the naming of a thing', () => {
  const statements = [
    "Top down change doesn't work.",
    'You will have security issues.',
    'They found the reason on Twitter, not in a dashboard',
    'Vierzig Prozent der Ausfälle kommen von Konfigurationsfehlern',
    '監視のない分散システムはただの希望である。',
  ];
  const names = [
    'Test duration',
    'Barriers:',
    'What is gaslighting?',
    'Continuous Delivery Pipeline',
    'How we deploy',
    'Docker',
  ];
  const least = Math.min(...statements.map(statementScore));
  for (const name of names) assert.ok(statementScore(name) < least, name);
});

test('a wall of words scores below two sentences', () => {
  const sentence = 'The second region failed while nobody watched the queue of the first one. ';
  assert.ok(statementScore(sentence.repeat(8)) < statementScore(sentence.repeat(2)));
});

test('what takes up something said before is known by its start', () => {
  assert.equal(backReferenceOf('This is why they page on lag'), 'thing');
  assert.equal(backReferenceOf("It's cheaper"), 'thing');
  assert.equal(backReferenceOf('Can be used for releases too'), 'thing');
  assert.equal(backReferenceOf('Useful, but slow'), 'thing');
  assert.equal(backReferenceOf('But nobody read it'), 'connective');
  assert.equal(backReferenceOf('She keeps coming back to empathy'), 'person');
  assert.equal(backReferenceOf('Deshalb haben sie aufgehört'), 'connective');
  for (const text of ['Can you scale it?', '“This is it,” they said', 'Metrics lie', '', 'A team owns it']) {
    assert.equal(backReferenceOf(text), 'none', text);
  }
});

test('a line of the programme is known by name, dash and title', () => {
  assert.ok(isTalkAnnouncement("Ken Mugrage - You Can't Buy DevOps, But You May Need To Sell It."));
  assert.ok(isTalkAnnouncement('Ada Byron – Notes on the Engine'));
  for (const text of [
    'Blue Green - we switch traffic in one step',
    'Ada Byron: notes',
    'build - test - ship',
    'I AM - HERE',
  ]) {
    assert.ok(!isTalkAnnouncement(text), text);
  }
});
