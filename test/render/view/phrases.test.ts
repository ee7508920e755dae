import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recapMessages } from '#render/messages/recap-messages.ts';
import {
  coverageLine,
  inTalk,
  joinNames,
  recommendationLine,
  recommendationWords,
  speakersWithAffiliations,
} from '#render/view/phrases.ts';

const t = recapMessages('en');

test('names are joined', () => {
  assert.equal(joinNames([], 'en'), '');
  assert.equal(joinNames(['Amara'], 'en'), 'Amara');
  assert.equal(joinNames(['Amara', 'Sam'], 'en'), 'Amara and Sam');
  assert.equal(joinNames(['Amara', 'Noor', 'Sam'], 'en'), 'Amara, Noor and Sam');
  assert.equal(joinNames(['Amara', 'Noor', 'Sam'], 'de'), 'Amara, Noor und Sam');
});

test('speakers with affiliations are parted so that both can be told', () => {
  assert.equal(speakersWithAffiliations([{ name: 'A' }, { name: 'B' }]), 'A, B');
  assert.equal(speakersWithAffiliations([{ name: 'A', affiliation: 'X' }, { name: 'B' }]), 'A, X; B');
});

test('a talk is named by its speakers, else by its title', () => {
  const talk = { title: 'Open Space #2', speakers: [] };
  assert.equal(inTalk(talk, t), 'in “Open Space #2”');
  assert.equal(inTalk({ ...talk, speakers: [{ name: 'John Willis' }] }, t), 'in John Willis’s talk');
});

test('recommendations name the talk once and say who agrees', () => {
  const talk = { title: 'T', speakers: [{ name: 'Bridget Kromhout' }] };
  const recommendations = [
    { author: 'Amara', noteId: '1', talkId: 't', comment: 'good' },
    { author: 'Sam', noteId: '2', talkId: 't' },
    { author: 'Noor', noteId: '3', comment: 'long' },
    { author: 'Devon', noteId: '4', talkId: 't' },
  ];
  const words = recommendationWords(recommendations, t, new Map([['t', talk]]));
  assert.deepEqual(
    words.map((one) => recommendationLine(one, t)),
    ['Amara, in Bridget Kromhout’s talk: “good”', 'Sam too', 'Noor: “long”', 'Devon, in Bridget Kromhout’s talk'],
  );
});

test('what was covered is said in one line', () => {
  const none = { noted: 0, all: 0 };
  const coverage = { people: 5, notes: 52, talks: { noted: 6, all: 8 }, openSpaces: { noted: 3, all: 3 } };
  assert.equal(coverageLine(coverage, t), '52 notes from 5 people on 6 of 8 talks and all 3 open spaces');
  assert.equal(
    coverageLine({ people: 1, notes: 1, talks: { noted: 1, all: 1 }, openSpaces: none }, t),
    '1 note from 1 person on 1 of 1 talk',
  );
  assert.equal(coverageLine({ people: 2, notes: 3, talks: none, openSpaces: none }, t), '3 notes from 2 people');
  assert.equal(coverageLine({ people: 0, notes: 0, talks: { noted: 0, all: 8 }, openSpaces: none }, t), 'No notes yet');
});
