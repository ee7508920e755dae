import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  agreementWords,
  countOf,
  coverageLine,
  creditOf,
  inTalk,
  joinNames,
  recommendationLine,
  recommendationWords,
  speakersWithAffiliations,
} from '#render/view/phrases.ts';

test('one is one, several are several', () => {
  assert.equal(countOf(1, 'note'), '1 note');
  assert.equal(countOf(0, 'note'), '0 notes');
  assert.equal(countOf(2, 'person', 'people'), '2 people');
  assert.equal(agreementWords(1), undefined);
  assert.equal(agreementWords(3), '3 people noted this');
});

test('names are joined', () => {
  assert.equal(joinNames([]), '');
  assert.equal(joinNames(['Amara']), 'Amara');
  assert.equal(joinNames(['Amara', 'Sam']), 'Amara and Sam');
  assert.equal(joinNames(['Amara', 'Noor', 'Sam']), 'Amara, Noor and Sam');
});

test('speakers with affiliations are parted so that both can be told', () => {
  assert.equal(speakersWithAffiliations([{ name: 'A' }, { name: 'B' }]), 'A, B');
  assert.equal(speakersWithAffiliations([{ name: 'A', affiliation: 'X' }, { name: 'B' }]), 'A, X; B');
});

test('a talk is named by its speakers, else by its title', () => {
  const talk = { title: 'Open Space #2', speakers: [] };
  assert.equal(creditOf(talk), 'Open Space #2');
  assert.equal(inTalk(talk), 'in “Open Space #2”');
  assert.equal(inTalk({ ...talk, speakers: [{ name: 'John Willis' }] }), 'in John Willis’s talk');
});

test('recommendations name the talk once and say who agrees', () => {
  const talk = { title: 'T', speakers: [{ name: 'Bridget Kromhout' }] };
  const recommendations = [
    { author: 'Amara', noteId: '1', talkId: 't', comment: 'good' },
    { author: 'Sam', noteId: '2', talkId: 't' },
    { author: 'Noor', noteId: '3', comment: 'long' },
    { author: 'Devon', noteId: '4', talkId: 't' },
  ];
  const words = recommendationWords(recommendations, new Map([['t', talk]]));
  assert.deepEqual(words.map(recommendationLine), [
    'Amara, in Bridget Kromhout’s talk: “good”',
    'Sam too',
    'Noor: “long”',
    'Devon, in Bridget Kromhout’s talk',
  ]);
});

test('what was covered is said in one line', () => {
  const none = { noted: 0, all: 0 };
  const coverage = { people: 5, notes: 52, talks: { noted: 6, all: 8 }, openSpaces: { noted: 3, all: 3 } };
  assert.equal(coverageLine(coverage), '5 people noted 6 of 8 talks and all 3 open spaces in 52 notes.');
  assert.equal(
    coverageLine({ people: 1, notes: 1, talks: { noted: 1, all: 1 }, openSpaces: none }),
    '1 person noted 1 of 1 talk in 1 note.',
  );
  assert.equal(coverageLine({ people: 2, notes: 3, talks: none, openSpaces: none }), '2 people wrote 3 notes.');
  assert.equal(
    coverageLine({ people: 0, notes: 0, talks: { noted: 0, all: 8 }, openSpaces: none }),
    'Nobody noted anything.',
  );
});
