import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import type { Talk } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';
import { placeNotes } from '#domain/placement/batch-placer.ts';
import { createNotePlacer } from '#domain/placement/online-placer.ts';
import type { Placement } from '#domain/placement/placement.ts';
import { makeNote } from '#test/fakes/make-note.ts';

const START = Date.parse('2024-06-03T10:00:00Z');
const MINUTE = 60_000;
const at = (minute: number): number => START + minute * MINUTE;

const TALKS: Talk[] = [
  ['bees', 'What bees know about consensus', 'A', 'Ines Okafor', 0],
  ['knots', 'Knot theory for sailors', 'B', 'Mei Tanaka', 0],
  ['bread', 'Sourdough chemistry', 'A', 'Paul Ott', 60],
  ['tides', 'Predicting tides', 'B', 'Eva Lund', 60],
  ['steps', 'First Steps', 'A', 'Rosa Lind', 240],
].map(([id, title, room, name, from]) => ({
  id: String(id),
  title: String(title),
  room: String(room),
  speakers: [{ name: String(name) }],
  startsAt: new Date(at(Number(from))).toISOString(),
  endsAt: new Date(at(Number(from) + 40)).toISOString(),
}));

/** Messages of one author, a few seconds apart. */
function paste(minute: number, ...texts: string[]): Note[] {
  return texts.map((text, index) => makeNote({ text, author: 'Ann', at: at(minute) + index * 5000 }));
}

const LINES = [
  'Scouts come back and report what they have seen',
  'The longer they dance the better the site is',
  'Nobody compares two sites, each votes for one',
  'Fifteen at one site are enough to decide',
  'It fails if two sites are equally good',
];
const LIVE = ['Sourdough wants warmth for its wild yeast', 'Salt slows it down', 'An hour more on a cold day'].map(
  (text, index) => makeNote({ text, author: 'Ann', at: at(65 + 3 * index) }),
);

/** Both ways of placing. */
const WAYS: [string, (notes: Note[]) => Placement[]][] = [
  ['with hindsight', (notes) => placeNotes(notes, TALKS, { timezone: 'UTC' })],
  [
    'as they arrive',
    (notes) => {
      const placer = createNotePlacer(TALKS, { timezone: 'UTC' });
      return notes.map((note) => placer.place(note));
    },
  ],
];

for (const [name, place] of WAYS) {
  const placed = (notes: Note[]): (string | null)[] => place(notes).map(({ talkId }) => talkId);

  describe(`placing notes written after the talk, ${name}`, () => {
    for (const head of [
      "Notes from Ines' talk:",
      'next: What bees know about consensus',
      'Okafor —',
      'bees and consensus:',
    ])
      it(`places a pasted run with the talk that its first message names: ${head}`, () => {
        assert.deepEqual(placed([...LIVE, ...paste(75, head, ...LINES)]).slice(3), Array(6).fill('bees'));
      });

    it('places a long message with the talk that its first line names', () => {
      const [note] = paste(75, `Ines Okafor:\n- ${LINES.join('\n- ')}\n- like sourdough and chemistry: slow`);
      assert.deepEqual(placed([...LIVE, note!]).slice(3), ['bees']);
    });

    it('goes on with the running talk after the pasted run', () => {
      const after = makeNote({ text: 'Rye behaves otherwise', author: 'Ann', at: at(88) });
      const notes = [...LIVE, ...paste(75, 'Ines Okafor:', ...LINES), after];
      assert.equal(placed(notes).at(-1), 'bread');
    });

    it('places a note that names its speaker hours later with that talk, and is certain', () => {
      for (const text of ['Mei Tanaka: the bowline never slips', 'The bowline never slips (Tanaka)']) {
        const [placement] = place(paste(250, text));
        assert.equal(placement!.talkId, 'knots', text);
        assert.ok(placement!.confidence >= 0.75, `${text}: ${placement!.confidence}`);
      }
    });

    it('leaps to no talk hours away for common words of its title', () => {
      assert.deepEqual(
        placed([...LIVE, ...paste(75, 'the first steps are always the hardest with dough')]).at(-1),
        'bread',
      );
      assert.deepEqual(placed(paste(230, 'predicting when tides turn around is hard'))[0], null);
    });
  });
}

describe('placing a thread that is captured later', () => {
  it('uses when its messages were written, and keeps where their author is now', () => {
    const placer = createNotePlacer(TALKS, { timezone: 'UTC' });
    const root = makeNote({ text: 'Knot theory for sailors', author: 'Ann', at: at(2) });
    const reply = makeNote({ text: 'every rope has two ends', author: 'Ann', at: at(9), threadTs: root.ts });
    for (const note of LIVE) placer.place(note);
    assert.equal(placer.place(root).talkId, 'knots');
    assert.equal(placer.place(reply).talkId, 'knots');
    assert.equal(placer.place(makeNote({ text: 'Rye behaves otherwise', author: 'Ann', at: at(74) })).talkId, 'bread');
  });
});

test('one long note in the break after a talk is what its author noted there, whatever its tone', () => {
  const text = [
    'Ines is a beekeeper, and will share today what she has learned from her bees. They are a difficult crowd!',
    'Scouts come back and tell what they have seen, like people who like fancy stuff. The longer they dance the better it is.',
    'It can be hard for a swarm to agree, and you need to be patient. So easy does it: each scout votes for a single site.',
    'Fifteen scouts at one site are enough to decide. If two sites are alike, nobody gets home, which is good to know.',
  ].join('\n\n');
  const before = LIVE.map((note, index) => ({ ...note, id: `early${index}`, at: at(-30 + index) }));
  const note = makeNote({ text, author: 'Ann', at: at(42) });
  const talks = TALKS.filter(({ id }) => id !== 'knots');
  const { talkId, smallTalk } = placeNotes([...before, note], talks, { timezone: 'UTC' }).at(-1)!;
  assert.deepEqual([talkId, smallTalk], ['bees', false]);
});
