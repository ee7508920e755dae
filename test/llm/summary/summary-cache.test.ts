import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Note } from '#domain/notes/note.ts';
import { createMemoryDatabase } from '#test/fakes/memory-database.ts';
import { type ModelServer, type SentTalk, says, startModel } from '#test/fakes/model-server.ts';
import { compileWith, pointsOf, talkOf, twoTalks } from '#test/llm/two-talks.ts';
import type { KeyValue } from '#usecases/ports/stores.ts';

/** Says each note again in capitals of its own, a gist of each talk, and a headline of both. */
const repeat = (talks: SentTalk[]) => [
  ...talks.flatMap(({ notes }) => [
    says(
      'gist',
      notes[0]!.text,
      notes.map(({ number }) => number),
    ),
    ...notes.map(({ text, number }) => says('point', text.replace(/\.$/, '!'), [number])),
  ]),
  says(
    'headline',
    talks[0]!.notes[0]!.text,
    talks.map(({ notes }) => notes[0]!.number),
  ),
];

async function withModel(
  test: (model: ModelServer, keyValue: KeyValue, notes: Note[]) => Promise<void>,
): Promise<void> {
  await using model = await startModel(repeat);
  const { keyValue } = createMemoryDatabase();
  await test(model, keyValue, twoTalks());
}

const sentTexts = ({ asked }: ModelServer, request: number) =>
  asked[request]!.map(({ notes }) => notes.map(({ text }) => text));

describe('what a model said is kept', () => {
  it('so that the same notes are sent once', () =>
    withModel(async (model, keyValue, notes) => {
      const first = await compileWith(model.baseUrl, notes, { keyValue });
      const second = await compileWith(model.baseUrl, notes, { keyValue });
      assert.equal(model.asked.length, 1);
      assert.deepEqual(second.recap, first.recap);
      assert.equal(second.use!.sent, 0);
      assert.ok(second.use!.saved > 80);
    }));

  it('so that of an edited note it is sent alone, and what was said of all is mended', () =>
    withModel(async (model, keyValue, notes) => {
      const before = await compileWith(model.baseUrl, notes, { keyValue });
      const edited = notes.map((note, index) =>
        index === 5 ? { ...note, text: 'Whatever tool you adopt, people must talk.' } : note,
      );
      const after = await compileWith(model.baseUrl, edited, { keyValue });
      assert.deepEqual(sentTexts(model, 1), [['Whatever tool you adopt, people must talk.']]);
      assert.deepEqual(model.asked[1]![0]!.said, { [notes[5]!.text]: 'gist' });
      assert.ok(pointsOf(after.recap, 'culture').includes('Whatever tool you adopt, people must talk!'));
      assert.ok(
        !pointsOf(after.recap, 'culture').includes('Whatever tool you adopt, teams have to talk to each other!'),
      );
      assert.deepEqual(talkOf(after.recap, 'scaling'), talkOf(before.recap, 'scaling'));
      // The headline rested on the note that is no more.
      assert.deepEqual(
        after.recap.days[0]!.headlines.map(({ text }) => text)[0],
        'Whatever tool you adopt, people must talk.',
      );
      await compileWith(model.baseUrl, edited, { keyValue });
      assert.equal(model.asked.length, 2);
    }));

  it('so that of a late note it is sent alone', () =>
    withModel(async (model, keyValue, notes) => {
      await compileWith(model.baseUrl, notes.slice(0, -1), { keyValue });
      await compileWith(model.baseUrl, notes, { keyValue });
      assert.deepEqual(sentTexts(model, 1), [[notes.at(-1)!.text]]);
    }));

  it('but not beyond a note that is gone: its talk is told anew, and nothing of it is left', () =>
    withModel(async (model, keyValue, notes) => {
      await compileWith(model.baseUrl, notes, { keyValue });
      const left = notes.filter((_, index) => index !== 6);
      const { recap } = await compileWith(model.baseUrl, left, { keyValue });
      assert.deepEqual(sentTexts(model, 1), [left.slice(5).map(({ text }) => text)]);
      assert.doesNotMatch(JSON.stringify(recap), /fashion/);
    }));

  it('and not what failed', async () => {
    let up = false;
    await using model = await startModel((talks) => (up ? repeat(talks) : { status: 503, error: { message: 'down' } }));
    const { keyValue } = createMemoryDatabase();
    assert.equal((await compileWith(model.baseUrl, twoTalks(), { keyValue })).provisional, 2);
    up = true;
    assert.equal((await compileWith(model.baseUrl, twoTalks(), { keyValue })).provisional, 0);
  });
});

describe('the budget of a day', () => {
  it('is not overspent: then the built-in summary stands until the next day', async () => {
    await using model = await startModel(repeat);
    const { keyValue } = createMemoryDatabase();
    let now = Date.parse('2016-05-26T22:00:00Z');
    const compile = (notes: Note[]) => compileWith(model.baseUrl, notes, { keyValue, now: () => now }, 800);
    const { use } = await compile(twoTalks());
    assert.ok(use!.sent + use!.received <= 800);
    const others = () => twoTalks().map((note) => ({ ...note, text: `${note.text} Yes.` }));
    const spent = await compile(others());
    assert.equal(spent.provisional, 2);
    assert.equal(spent.use!.sent, 0);
    assert.equal(model.asked.length, 1);
    now += 3 * 3_600_000;
    assert.equal((await compile(others())).provisional, 0);
  });
});
