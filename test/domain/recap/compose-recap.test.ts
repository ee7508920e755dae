import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Talk } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';
import { affiliationKey, composeRecap, type RecapParts } from '#domain/recap/compose-recap.ts';
import { sortIntoSections } from '#domain/recap/sections.ts';
import type { Summary } from '#domain/recap/summary.ts';
import { makeNote } from '#test/fakes/make-note.ts';

const conference = { name: 'Conf', timezone: 'America/Toronto', from: '2016-05-26', to: '2016-05-27' };
const talk: Talk = {
  id: 't1',
  title: 'Engines',
  speakers: [{ name: 'Ada Byron' }, { name: 'Charles', affiliation: 'Analytical Ltd' }],
  startsAt: '2016-05-26T10:00:00-04:00',
  endsAt: '2016-05-26T10:30:00-04:00',
  abstract: 'long',
};
const unnoted: Talk = { ...talk, id: 't2', title: 'Unheard', startsAt: '2016-05-27T09:00:00-04:00' };
const elsewhere: Talk = { ...talk, id: 't3', startsAt: '2016-06-01T09:00:00-04:00' };
const at = (iso: string) => Date.parse(iso);

const quoteNote = makeNote({ text: '> Weaves  algebraic patterns.', at: at('2016-05-26T10:05:00-04:00') });
const photoNote = makeNote({
  text: 'The slide, see https://example.org/a',
  at: at('2016-05-26T10:10:00-04:00'),
  author: 'Bo',
  photos: [{ id: 'F1', name: 'slide.png', width: 4, height: 3 }],
  spans: [{ kind: 'link', start: 15, end: 36, url: 'https://example.org/a' }],
});
const lateNote = makeNote({ text: 'An afterthought', at: at('2016-05-26T22:00:00-04:00') });
const nightNote = makeNote({ text: 'Dinner talk', at: at('2016-05-27T00:20:00-04:00'), author: 'Bo' });
const chat = makeNote({ text: '+1', at: at('2016-05-26T10:06:00-04:00') });

function compose(notes: Note[], parts: Partial<RecapParts> = {}, doNotRecord = false) {
  const placements = notes.map((note) => ({
    noteId: note.id,
    talkId: [chat, nightNote].includes(note) ? null : 't1',
    smallTalk: note === chat,
    confidence: 1,
    alternatives: [],
  }));
  const noted = sortIntoSections(conference, [unnoted, { ...talk, doNotRecord }, elsewhere], { notes, placements });
  const quoted = { text: 'Weaves  algebraic patterns.', noteIds: [quoteNote.id], agreement: 1, weight: 1 };
  const summary: Summary = {
    points: [quoted, { ...quoted, text: 'Weaves  algebraic patterns, and more' }],
    quotes: [{ text: 'Weaves  algebraic patterns.', noteId: quoteNote.id }],
    questions: [{ text: 'Why?', answer: 'Because', noteIds: [photoNote.id, lateNote.id], agreement: 1 }],
  };
  const empty: Summary = { points: [], quotes: [], questions: [] };
  return composeRecap({
    noted,
    summaries: new Map(noted.sections.map((section) => [section, section.talk === null ? empty : summary])),
    dayHeadlines: new Map([['2016-05-26', [quoted]]]),
    headlines: [],
    dayThemes: new Map(),
    themes: [],
    readingList: [],
    openers: new Set(),
    affiliations: new Map([
      [affiliationKey(talk, 'Ada Byron'), 'Court'],
      [affiliationKey(talk, 'Charles'), 'Nowhere'],
    ]),
    ...parts,
  });
}

const all = [quoteNote, photoNote, lateNote, nightNote, chat];

test('days and talks stand in order; a talk of no conference day is none', () => {
  const recap = compose(all);
  assert.deepEqual(
    recap.days.map(({ date, talks }) => [date, talks.map(({ id }) => id)]),
    [
      ['2016-05-26', ['t1']],
      ['2016-05-27', ['t2']],
    ],
  );
  assert.deepEqual(recap.notCovered, ['t2']);
});

test('after midnight it is still the day before, and a late note counts for its talk', () => {
  const recap = compose(all);
  assert.deepEqual(recap.notes.map(({ text, day, talkId }) => [text, day, talkId]).slice(-2), [
    ['An afterthought', '2016-05-26', 't1'],
    ['Dinner talk', '2016-05-26', null],
  ]);
  assert.deepEqual(recap.days[0]!.hallway.contributors, ['Bo']);
});

test('small talk that recommends a work counts as a note', () => {
  const recommendedBy = [{ author: 'Ann', noteId: chat.id }];
  const recap = compose(all, { readingList: [{ kind: 'book', title: 'A', authors: [], recommendedBy }] });
  assert.equal(recap.notes.find(({ text }) => text === '+1')?.kind, 'point');
});

test('small talk is kept as such, and counts for nobody', () => {
  const recap = compose(all);
  assert.equal(recap.notes.find(({ text }) => text === '+1')?.kind, 'small-talk');
  assert.deepEqual(recap.contributors, [
    { author: 'Ann', notes: 2 },
    { author: 'Bo', notes: 2 },
  ]);
});

test('kinds tell what a note became', () => {
  const kinds = Object.fromEntries(compose(all).notes.map(({ id, kind }) => [id, kind]));
  assert.equal(kinds[quoteNote.id], 'quote');
  assert.equal(kinds[photoNote.id], 'question');
  assert.equal(kinds[lateNote.id], 'answer');
  assert.equal(compose(all, { openers: new Set([quoteNote.id]) }).notes[0]!.kind, 'opener');
});

test('a point that is only a quote stands among the quotes alone, and may be a headline', () => {
  const [day] = compose(all).days;
  assert.deepEqual(
    day!.talks[0]!.points.map(({ text }) => text),
    ['Weaves  algebraic patterns, and more'],
  );
  assert.deepEqual(day!.headlines, [{ text: 'Weaves  algebraic patterns.', noteIds: [quoteNote.id], agreement: 1 }]);
});

test('affiliations of the notes fill in what the schedule leaves open', () => {
  assert.deepEqual(compose(all).days[0]!.talks[0]!.speakers, [
    { name: 'Ada Byron', affiliation: 'Court' },
    { name: 'Charles', affiliation: 'Analytical Ltd' },
  ]);
});

test('photos and links, and no photos of a talk that is not to be recorded', () => {
  const [talkShown] = compose(all).days[0]!.talks;
  assert.deepEqual(talkShown!.photos, [
    {
      file: 'photos/slide.png',
      caption: 'The slide, see https://example.org/a',
      alt: 'The slide, see https://example.org/a',
      width: 4,
      height: 3,
      noteId: photoNote.id,
    },
  ]);
  assert.deepEqual(talkShown!.links, [{ url: 'https://example.org/a', noteIds: [photoNote.id] }]);
  assert.deepEqual(compose(all, {}, true).days[0]!.talks[0]!.photos, []);
  assert.equal('abstract' in talkShown!, false);
});

test('no notes at all: talks without notes, and nothing else', () => {
  const recap = compose([]);
  assert.deepEqual(recap.notCovered, ['t1', 't2']);
  assert.deepEqual(recap.contributors, []);
  assert.deepEqual(recap.days[0]!.hallway.points, []);
});
