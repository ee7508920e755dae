import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Talk } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';
import { placeNotes } from '#domain/placement/batch-placer.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { anyText } from '#test/any-text.ts';
import { assertCpuTime } from '#test/cpu-time.ts';
import { makeNote } from '#test/fakes/make-note.ts';
import { readLabelledConference } from '../../../eval/placement/labelled-conference.ts';
import {
  accuracy,
  placeOnline,
  placeWithHindsight,
  score,
  shareOfSmallTalk,
  talkIds,
} from '../../../eval/placement/scores.ts';

/** What each labelled conference must reach; small talk in talks is 15 % at most everywhere. */
const LABELLED = [
  { folder: 'examples/devopsdays-toronto-2016', least: 0.97, leastOnline: 0.95 },
  { folder: 'test/fixtures/devopsdays-pdx-2017', least: 0.97, leastOnline: 0.95 },
  { folder: 'test/fixtures/devopsdays-pdx-2017-moving', least: 0.97, leastOnline: 0.95 },
];

for (const { folder, least, leastOnline } of LABELLED) {
  describe(`placing the notes of ${folder}`, async () => {
    const conference = await readLabelledConference({
      export: `${folder}/export`,
      schedule: `${folder}/schedule.json`,
      gold: `${folder}/gold-talks.tsv`,
    });

    it('places notes in their talks and leaves small talk out', () => {
      const reached = score(conference, talkIds(placeWithHindsight(conference)));
      assert.ok(reached.inTalks > 50 && reached.outside > 15);
      assert.ok(accuracy(reached) >= least, `accuracy ${accuracy(reached)}`);
      assert.ok(shareOfSmallTalk(reached) <= 0.15, `small talk in talks ${shareOfSmallTalk(reached)}`);
    });

    it('places notes nearly as well as they arrive', () => {
      const reached = score(conference, talkIds(placeOnline(conference)));
      assert.ok(accuracy(reached) >= leastOnline, `accuracy ${accuracy(reached)}`);
      assert.ok(shareOfSmallTalk(reached) <= 0.15, `small talk in talks ${shareOfSmallTalk(reached)}`);
    });

    it('is as confident as it is accurate', () => {
      const placements = placeWithHindsight(conference);
      const right = (from: number, to: number): number => {
        const there = placements.filter(({ confidence }) => confidence >= from && confidence < to);
        const hits = there.filter(({ noteId, talkId }) => conference.gold.get(noteId) === (talkId ?? ''));
        return there.length === 0 ? 1 : hits.length / there.length;
      };
      assert.ok(right(0.95, 1.01) > 0.97, `${right(0.95, 1.01)} of the sure ones are right`);
    });
  });
}

const HOUR = 3_600_000;
const START = Date.parse('2024-06-03T09:00:00Z');

const talksOf = (count: number): fc.Arbitrary<Talk[]> =>
  fc
    .array(
      fc.record({
        title: fc.oneof(
          fc.constantFrom('Bees and consensus', 'Open Space', '', '蜂の群れ', 'constructor'),
          fc.string(),
        ),
        speaker: fc.constantFrom('Ada Byron', 'Mei Tanaka', '山田太郎', ''),
        room: fc.constantFrom('A', 'B', undefined),
        hour: fc.integer({ min: 0, max: 9 }),
        minutes: fc.constantFrom(0, 20, 45, 600),
      }),
      { maxLength: count },
    )
    .map((drafts) =>
      drafts.map(({ title, speaker, room, hour, minutes }, index) => ({
        id: `t${index}`,
        title,
        speakers: speaker === '' ? [] : [{ name: speaker }],
        ...omitUndefined({ room }),
        startsAt: new Date(START + hour * HOUR).toISOString(),
        endsAt: new Date(START + hour * HOUR + minutes * 60_000).toISOString(),
      })),
    );

const notesOf = (count: number): fc.Arbitrary<Note[]> =>
  fc
    .array(
      fc.record({
        text: fc.oneof(
          fc.constantFrom(
            'Bees vote',
            'lol',
            ':tada:',
            '',
            'Ada Byron: Bees and consensus',
            '@channel hi',
            '__proto__',
          ),
          anyText(),
          fc.lorem(),
        ),
        author: fc.constantFrom('Ann', 'Bob', '__proto__'),
        minute: fc.integer({ min: -200, max: 2000 }),
        thread: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
      }),
      { maxLength: count },
    )
    .map((drafts) => {
      const notes: Note[] = [];
      for (const [index, { text, author, minute, thread }] of drafts.entries()) {
        const at = START + minute * 60_000;
        const root = thread === undefined ? undefined : notes[thread];
        const ts = `${Math.floor(at / 1000)}.${String(index).padStart(6, '0')}`;
        notes.push(makeNote({ text, author, at, ts, ...(root !== undefined && { threadTs: root.ts }) }));
      }
      return notes;
    });

describe('placeNotes', () => {
  it('returns one valid placement per note, in order', () => {
    fc.assert(
      fc.property(talksOf(8), notesOf(25), (talks, notes) => {
        const placements = placeNotes(notes, talks, { timezone: 'Europe/Berlin' });
        assert.deepEqual(
          placements.map(({ noteId }) => noteId),
          notes.map(({ id }) => id),
        );
        const known = new Set(talks.map(({ id }) => id));
        for (const { talkId, smallTalk, confidence, alternatives } of placements) {
          assert.ok(talkId === null || known.has(talkId));
          assert.ok(!(smallTalk && talkId !== null));
          assert.ok(confidence >= 0 && confidence <= 1, `confidence ${confidence}`);
          let before = 1;
          for (const alternative of alternatives) {
            assert.ok(known.has(alternative.talkId) && alternative.talkId !== talkId);
            assert.ok(alternative.confidence > 0 && alternative.confidence <= before + 1e-9);
            before = alternative.confidence;
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order in which notes are given', () => {
    fc.assert(
      fc.property(talksOf(6), notesOf(20), (talks, notes) => {
        const forward = placeNotes(notes, talks, { timezone: 'UTC' });
        const backward = placeNotes(notes.toReversed(), talks, { timezone: 'UTC' }).toReversed();
        assert.deepEqual(backward, forward);
      }),
      { numRuns: 40 },
    );
  });

  it('places nothing in a talk if the schedule has none', () => {
    fc.assert(
      fc.property(notesOf(20), (notes) => {
        for (const { talkId } of placeNotes(notes, [], { timezone: 'UTC' })) assert.equal(talkId, null);
      }),
      { numRuns: 30 },
    );
  });

  it('returns nothing for no notes', () => {
    assert.deepEqual(placeNotes([], [], { timezone: 'UTC' }), []);
  });

  it('accepts talks with invalid times and duplicate ids', () => {
    const talk: Talk = { id: 'x', title: 'Bees', speakers: [], startsAt: 'soon', endsAt: 'later' };
    const notes = [makeNote({ text: 'Bees', at: START }), makeNote({ text: 'lol', at: START + 1 })];
    assert.equal(placeNotes(notes, [talk, talk], { timezone: 'UTC' }).length, 2);
  });

  it('places a huge note and many notes of one minute quickly', () => {
    const talk: Talk = {
      id: 'bees',
      title: 'Bees and consensus in the swarm',
      speakers: [{ name: 'Ada Byron' }],
      startsAt: new Date(START).toISOString(),
      endsAt: new Date(START + HOUR).toISOString(),
    };
    const huge = makeNote({ text: 'Ada Byron on bees: '.repeat(50_000), at: START + 60_000 });
    const many = Array.from({ length: 5000 }, (_, index) =>
      makeNote({
        text: `scout ${index % 70} dances`,
        author: `A${index % 40}`,
        at: START + 120_000,
        ts: `1.${String(index).padStart(6, '0')}`,
      }),
    );
    assertCpuTime(8_000, () => {
      assert.equal(placeNotes([huge, ...many], [talk], { timezone: 'UTC' })[0]!.talkId, 'bees');
    });
  });
});
