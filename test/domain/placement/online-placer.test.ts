import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Talk } from '#domain/conference/talk.ts';
import { placeNotes } from '#domain/placement/batch-placer.ts';
import { createNotePlacer } from '#domain/placement/online-placer.ts';
import { makeNote } from '#test/fakes/make-note.ts';

const START = Date.parse('2024-06-03T10:00:00Z');
const minutes = (count: number): number => START + count * 60_000;

const TALKS: Talk[] = [
  ['bees', 'What bees know about consensus', 'A', 'Ines Okafor', 0],
  ['knots', 'Knot theory for sailors', 'B', 'Mei Tanaka', 0],
  ['bread', 'Sourdough chemistry', 'A', 'Paul Ott', 60],
  ['tides', 'Predicting tides', 'B', 'Eva Lund', 60],
].map(([id, title, room, name, from]) => ({
  id: id as string,
  title: title as string,
  room: room as string,
  speakers: [{ name: name as string }],
  startsAt: new Date(minutes(from as number)).toISOString(),
  endsAt: new Date(minutes((from as number) + 40)).toISOString(),
}));

describe('createNotePlacer', () => {
  it('follows an author from an announced talk to the next one', () => {
    const placer = createNotePlacer(TALKS, { timezone: 'UTC' });
    const place = (minute: number, author: string, text: string): string | null =>
      placer.place(makeNote({ text, author, at: minutes(minute) })).talkId;
    assert.equal(place(1, 'Ann', 'Mei Tanaka: Knot theory for sailors'), 'knots');
    assert.equal(place(7, 'Ann', 'a rope without ends'), 'knots');
    assert.equal(place(12, 'Ann', 'crossings are counted'), 'knots');
    assert.equal(place(61, 'Ann', 'Paul Ott is up'), 'bread');
    assert.equal(place(70, 'Ann', 'wild yeast wants warmth'), 'bread');
  });

  it('uses only earlier notes', () => {
    const notes = [
      makeNote({ text: 'Ines Okafor: What bees know about consensus', author: 'Ann', at: minutes(1) }),
      makeNote({ text: 'scouts dance', author: 'Ann', at: minutes(5) }),
      makeNote({ text: 'a quorum decides', author: 'Bob', at: minutes(6) }),
      makeNote({ text: 'Mei Tanaka on knots', author: 'Bob', at: minutes(9) }),
      makeNote({ text: 'lol', author: 'Cid', at: minutes(10) }),
    ];
    const whole = createNotePlacer(TALKS, { timezone: 'UTC' });
    const placements = notes.map((note) => whole.place(note));
    const part = createNotePlacer(TALKS, { timezone: 'UTC' });
    assert.deepEqual(
      notes.slice(0, 3).map((note) => part.place(note)),
      placements.slice(0, 3),
    );
  });

  it('places a reply with its thread and offers alternatives when unsure', () => {
    const placer = createNotePlacer(TALKS, { timezone: 'UTC' });
    const root = makeNote({ text: '*Knot theory for sailors*', author: 'Ann', at: minutes(1) });
    placer.place(root);
    const reply = makeNote({
      text: 'where are the slides?',
      author: 'Bob',
      at: minutes(65),
      threadTs: root.ts,
    });
    assert.equal(placer.place(reply).talkId, 'knots');
    const unsure = placer.place(makeNote({ text: 'Three approaches are compared', author: 'Eve', at: minutes(20) }));
    assert.ok(unsure.confidence < 0.8);
    assert.ok(unsure.alternatives.length > 0);
  });

  it('places a reply to an old thread on its own if the thread is about no talk', () => {
    const placer = createNotePlacer(TALKS, { timezone: 'UTC' });
    const root = makeNote({ text: 'notes of the day in here', author: 'Ann', at: minutes(-90) });
    assert.equal(placer.place(root).talkId, null);
    const reply = makeNote({
      text: 'Knots: sailors like the bowline',
      author: 'Ann',
      at: minutes(8),
      threadTs: root.ts,
    });
    assert.equal(placer.place(reply).talkId, 'knots');
  });
});

it('leaves an author’s next notes in the talk that is on after one about a talk to come', () => {
  const placer = createNotePlacer(TALKS, { timezone: 'UTC' });
  const notes = [
    ['Paul Ott: bring a jar for the starter', 10],
    ['Warning: nine of ten give up', 11],
    ['the quorum is fifteen', 12],
  ].map(([text, minute]) => makeNote({ text: text as string, author: 'Ann', at: minutes(minute as number) }));
  for (const placed of [notes.map((note) => placer.place(note)), placeNotes(notes, TALKS, { timezone: 'UTC' })]) {
    assert.deepEqual(
      placed.map(({ talkId }) => talkId === 'bread'),
      [true, false, false],
    );
  }
});

it('moves the replies of a thread along with its first message', () => {
  const placer = createNotePlacer(TALKS, { timezone: 'UTC' });
  const root = makeNote({ text: 'The old way took forty people', author: 'Ann', at: minutes(5) });
  const reply = makeNote({ text: 'really?', author: 'Bob', at: minutes(6), threadTs: root.ts });
  const before = [root, reply].map((note) => placer.place(note).talkId);
  const [other, text] = before.includes('bees')
    ? ['knots', 'Mei Tanaka: knot theory for sailors']
    : ['bees', 'Ines Okafor: what bees know about consensus'];
  placer.place(makeNote({ text, author: 'Ann', at: minutes(7) }));
  assert.deepEqual(
    placer.placeAgain(root.authorId).map(({ ts, talkId }) => [ts, talkId]),
    [root, reply].map(({ ts }) => [ts, other]),
  );
});
