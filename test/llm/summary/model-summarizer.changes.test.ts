import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Note } from '#domain/notes/note.ts';
import { createMemoryDatabase } from '#test/fakes/memory-database.ts';
import { type SentTalk, says, startModel } from '#test/fakes/model-server.ts';
import { compileWith, pointsOf, talkOf, twoTalks } from '#test/llm/two-talks.ts';
import type { CompiledRecap } from '#usecases/recap/compile-recap.ts';

const HOUR_MS = 3_600_000;
const BEGUN = Date.parse('2016-05-26T22:00:00Z');

/** The first note in short, and each note with an exclamation mark as a point. */
const exclaim = (talks: SentTalk[]) =>
  talks.flatMap(({ notes }) => [
    says(
      'inShort',
      notes[0]!.text,
      notes.map(({ number }) => number),
    ),
    ...notes.map(({ text, number }) => says('paragraph', text.replace(/\.$/, '!'), [number])),
  ]);

interface Waiting {
  /** Compiles what is shown already, at an hour after the first time. */
  compile(notes: Note[], atHour?: number, canWait?: boolean): Promise<CompiledRecap>;
  requests(): number;
  notes: Note[];
}

async function withShown(test: (waiting: Waiting) => Promise<void>): Promise<void> {
  await using model = await startModel(exclaim);
  const { keyValue } = createMemoryDatabase();
  const compile: Waiting['compile'] = (notes, atHour = 0, canWait = true) =>
    compileWith(model.baseUrl, notes, { keyValue, canWait, now: () => BEGUN + atHour * HOUR_MS });
  const notes = twoTalks();
  await compile(notes, 0, false);
  assert.equal(model.asked.length, 2);
  await test({ compile, notes, requests: () => model.asked.length - 2 });
}

const withText = (notes: Note[], index: number, text: string) =>
  notes.map((note, at) => (at === index ? { ...note, text } : note));

describe('a small change in a digest that is posted', () => {
  it('waits for more, three hours at most; meanwhile the note speaks for itself', () =>
    withShown(async ({ compile, notes, requests }) => {
      const edited = withText(notes, 1, 'They found the reason on Twitter, not in a dashboard. Funny.');
      const first = await compile(edited, 1);
      assert.equal(requests(), 0);
      assert.equal(first.waitsUntil, BEGUN + 4 * HOUR_MS);
      assert.match(pointsOf(first.recap, 'scaling').join(), /not in a dashboard\..*48 hours without sleep!/s);
      assert.equal(first.provisional, 0);
      const more = withText(edited, 2, 'The fix was multi-core HAProxy, and 48 hours without sleep. Ouch.');
      const second = await compile(more, 3);
      assert.equal(second.waitsUntil, BEGUN + 4 * HOUR_MS);
      assert.equal(requests(), 0);
      const third = await compile(more, 4);
      assert.equal(requests(), 1);
      assert.equal(third.waitsUntil, undefined);
      assert.match(pointsOf(third.recap, 'scaling').join(), /Funny!.*Ouch!/);
      assert.equal((await compile(more, 5)).waitsUntil, undefined);
      assert.equal(requests(), 1);
    }));

  it('replaces what was said', () =>
    withShown(async ({ compile, notes, requests }) => {
      const edits: [number, string, string, RegExp][] = [
        [5, 'culture', 'Whatever tool you adopt, people must talk.', /teams have to talk to each other/],
        [
          1,
          'scaling',
          'They did not find the reason on Twitter, nor in a dashboard.',
          /found the reason on Twitter, not/,
        ],
        [2, 'scaling', 'The fix was multi-core HAProxy, and 36 hours without sleep.', /48/],
      ];
      for (const [index, talk, text, before] of edits) {
        const { recap, refused } = await compile(withText(notes, index, text));
        assert.ok(pointsOf(recap, talk).includes(text), text);
        assert.doesNotMatch(JSON.stringify(talkOf(recap, talk)), before);
        assert.deepEqual(refused, {});
      }
      assert.equal(requests(), 0);
    }));

  it('appears so even if what was said used other words', async () => {
    await using model = await startModel((talks) => [
      ...(talks[0]!.notes[0]!.text.includes('scale') ? [says('paragraph', 'Their colleagues were let go.', [1])] : []),
      ...talks.flatMap(({ notes }) => notes.slice(1).map(({ text, number }) => says('paragraph', text, [number]))),
    ]);
    const { keyValue } = createMemoryDatabase();
    const [first, ...others] = twoTalks() as [Note, ...Note[]];
    const before = [{ ...first, text: 'When it fails to scale they fired people.' }, ...others];
    const after = [{ ...first, text: 'When it fails to scale they hired people.' }, ...others];
    const shown = await compileWith(model.baseUrl, before, { keyValue });
    assert.match(pointsOf(shown.recap, 'scaling').join(), /were let go/);
    const { recap, waitsUntil } = await compileWith(model.baseUrl, after, { keyValue, canWait: true });
    assert.ok(waitsUntil !== undefined);
    assert.doesNotMatch(JSON.stringify(recap), /let go/);
    assert.match(pointsOf(recap, 'scaling').join(), /hired people/);
  });

  it('appears at once if it is a late note', () =>
    withShown(async ({ compile, notes, requests }) => {
      const late = {
        ...notes[1]!,
        id: 'C1:9.9',
        ts: '9.9',
        text: 'Somebody asked who had been on call, and the room laughed.',
      };
      const { recap } = await compile([...notes, late]);
      assert.match(pointsOf(recap, 'scaling').join(), /on call/);
      assert.equal(requests(), 0);
    }));

  it('is sent at once if it is long, if somebody asks for it, or if a note is gone', async () => {
    const long = Array.from({ length: 40 }, (_, nth) => `word${nth} matters to the team`).join(', ');
    await withShown(async ({ compile, notes, requests }) => {
      await compile(withText(notes, 1, `They found the reason on Twitter, and ${long}.`));
      assert.equal(requests(), 1);
    });
    await withShown(async ({ compile, notes, requests }) => {
      await compile(withText(notes, 1, 'They found the reason elsewhere.'), 0, false);
      assert.equal(requests(), 1);
    });
    await withShown(async ({ compile, notes, requests }) => {
      await compile(notes.slice(1));
      assert.equal(requests(), 1);
    });
  });

  it('doesn’t wait longer if the clock was set back', () =>
    withShown(async ({ compile, notes, requests }) => {
      const edited = withText(notes, 1, 'They found the reason on Twitter, not in a dashboard. Funny.');
      await compile(edited, 1);
      await compile(edited, -24);
      assert.equal(requests(), 1);
    }));

  it('leaves no word of the notes in the store', async () => {
    await using model = await startModel(() => [says('paragraph', 'It is so.', [1])]);
    const { keyValue } = createMemoryDatabase();
    const kept: unknown[] = [];
    const set: typeof keyValue.set = async (key, value, ttl) => {
      kept.push(value);
      await keyValue.set(key, value, ttl);
    };
    await compileWith(model.baseUrl, twoTalks(), { keyValue: { ...keyValue, set } });
    assert.ok(kept.length > 0);
    assert.doesNotMatch(JSON.stringify(kept), /twitter|haproxy|dashboard/i);
  });
});

describe('a digest that must not wait for the model', () => {
  it('has what the model wrote before, and the notes’ own words for the rest, which is to be asked at once', async () => {
    await using model = await startModel(exclaim);
    const { keyValue } = createMemoryDatabase();
    const compile = (notes: Note[], fromCache: boolean) =>
      compileWith(model.baseUrl, notes, { keyValue, fromCache, now: () => BEGUN });
    const notes = twoTalks();
    const unasked = await compile(notes, true);
    assert.equal(model.requests.length, 0);
    assert.deepEqual([unasked.provisional, unasked.waitsUntil], [2, BEGUN]);
    assert.ok(pointsOf(unasked.recap, 'scaling').length > 0);

    await compile(notes, false);
    const { length } = model.requests;
    const worded = await compile(notes, true);
    assert.deepEqual([worded.provisional, worded.waitsUntil], [0, undefined]);
    assert.match(pointsOf(worded.recap, 'scaling').join(), /48 hours without sleep!/);

    const rewritten = notes.map((note) =>
      note.talkId === 'scaling' ? { ...note, text: `${note.text} Nobody slept until Sunday.` } : note,
    );
    const changed = await compile(rewritten, true);
    assert.equal(changed.waitsUntil, BEGUN);
    assert.match(pointsOf(changed.recap, 'scaling').join(), /until Sunday/);
    assert.match(pointsOf(changed.recap, 'culture').join(), /about fashion!/);
    assert.equal(model.requests.length, length);
  });
});
