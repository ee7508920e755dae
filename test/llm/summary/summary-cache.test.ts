import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Note } from '#domain/notes/note.ts';
import { resolveNoteIds } from '#llm/summary/ask-talks.ts';
import { compareWithCache, hashNotes } from '#llm/summary/summary-cache.ts';
import { createMemoryDatabase } from '#test/fakes/memory-database.ts';
import { type ModelServer, type SentTalk, says, startModel } from '#test/fakes/model-server.ts';
import { compileWith, talkOf, twoTalks } from '#test/llm/two-talks.ts';
import type { KeyValue } from '#usecases/ports/stores.ts';

/** Repeats each note with an exclamation mark, and the first in short. */
const repeat = (talks: SentTalk[]) =>
  talks.flatMap(({ notes }) => [
    says(
      'inShort',
      notes[0]!.text,
      notes.map(({ number }) => number),
    ),
    ...notes.map(({ text, number }) => says('paragraph', text.replace(/\.$/, '!'), [number])),
  ]);

async function withModel(
  test: (model: ModelServer, keyValue: KeyValue, notes: Note[]) => Promise<void>,
): Promise<void> {
  await using model = await startModel(repeat);
  const { keyValue } = createMemoryDatabase();
  await test(model, keyValue, twoTalks());
}

describe('what a model said', () => {
  it('is kept, so that the same notes are sent once', () =>
    withModel(async (model, keyValue, notes) => {
      const first = await compileWith(model.baseUrl, notes, { keyValue });
      const before = model.requests.length;
      const second = await compileWith(model.baseUrl, notes, { keyValue });
      assert.equal(model.requests.length, before);
      assert.deepEqual(second.recap, first.recap);
      assert.equal(second.use!.sent, 0);
      assert.ok(second.use!.saved > 80);
    }));

  it('is kept for other talks when a note is edited', () =>
    withModel(async (model, keyValue, notes) => {
      const before = await compileWith(model.baseUrl, notes, { keyValue });
      const edited = notes.map((note, index) =>
        index === 5 ? { ...note, text: 'Whatever tool you adopt, people must talk.' } : note,
      );
      const after = await compileWith(model.baseUrl, edited, { keyValue });
      assert.deepEqual(
        model.asked.slice(2).map(([talk]) => talk!.notes.map(({ text }) => text)),
        [edited.slice(5).map(({ text }) => text)],
      );
      const culture = JSON.stringify(talkOf(after.recap, 'culture'));
      assert.match(culture, /Whatever tool you adopt, people must talk[.!]/);
      assert.doesNotMatch(culture, /Whatever tool you adopt, teams have to talk to each other!/);
      assert.deepEqual(talkOf(after.recap, 'scaling'), talkOf(before.recap, 'scaling'));
      await compileWith(model.baseUrl, edited, { keyValue });
      assert.equal(model.asked.length, 3);
    }));

  it('is not kept about a talk of which a note is gone', () =>
    withModel(async (model, keyValue, notes) => {
      await compileWith(model.baseUrl, notes, { keyValue });
      const left = notes.filter((_, index) => index !== 6);
      const { recap } = await compileWith(model.baseUrl, left, { keyValue, canWait: true });
      assert.deepEqual(
        model.asked[2]![0]!.notes.map(({ text }) => text),
        left.slice(5).map(({ text }) => text),
      );
      assert.doesNotMatch(JSON.stringify(recap), /fashion/);
    }));

  it('is not kept if it failed', async () => {
    let up = false;
    await using model = await startModel((talks) => (up ? repeat(talks) : { status: 503, error: { message: 'down' } }));
    const { keyValue } = createMemoryDatabase();
    assert.equal((await compileWith(model.baseUrl, twoTalks(), { keyValue })).provisional, 2);
    up = true;
    assert.equal((await compileWith(model.baseUrl, twoTalks(), { keyValue })).provisional, 0);
  });
});

const row = (cells: string[], ...notes: number[]) => ({ cells, notes });

describe('what was said of a note that has changed since', () => {
  it('is left out, but not the other rows of its table, nor what introduces it', () => {
    const notes = [1, 2, 3].map((n) => ({ id: `C1:${n}`, authorId: 'U-ANN', text: `fact number ${n}` }));
    const rows = [row(['Thing', 'Fact']), row(['A', 'one'], 1), row(['B', 'two'], 2), row(['C', 'three'], 3)];
    const cached = {
      notes: hashNotes(notes),
      statements: resolveNoteIds(
        [
          { kind: 'table', heading: '', text: 'What we know:', more: '', rows, notes: [] },
          { kind: 'paragraph', heading: '', text: 'Two and three.', more: '', notes: [2, 3] },
        ],
        (n) => [`C1:${n}`],
      ),
    };
    const compare = (...changed: number[]) =>
      compareWithCache(
        notes.map((note, index) => (changed.includes(index + 1) ? { ...note, text: 'edited' } : note)),
        cached,
      ).stillValid.map(({ text, noteIds, lineNoteIds }) => ({ text, noteIds, lineNoteIds }));
    assert.deepEqual(compare(2), [
      {
        text: 'What we know:\n| Thing | Fact |\n| A | one |\n| C | three |',
        noteIds: ['C1:1', 'C1:3'],
        lineNoteIds: [[], [], ['C1:1'], ['C1:3']],
      },
    ]);
    assert.deepEqual(compare(1, 2, 3), []);
  });
});

describe('the budget of a day', () => {
  it('is not overspent: until the next day, summaries are made without the model', async () => {
    await using model = await startModel(repeat);
    const { keyValue } = createMemoryDatabase();
    let now = Date.parse('2016-05-26T22:00:00Z');
    const compile = (notes: Note[]) => compileWith(model.baseUrl, notes, { keyValue, now: () => now }, 14_500);
    const { use } = await compile(twoTalks());
    const others = () => twoTalks().map((note) => ({ ...note, text: `${note.text} Yes.` }));
    const spent = await compile(others());
    assert.ok(spent.provisional > 0);
    const used = [use!, spent.use!].reduce((sum, { sent, received }) => sum + sent + received, 0);
    assert.ok(used <= 14_500);
    now += 3 * 3_600_000;
    assert.equal((await compile(others())).provisional, 0);
  });
});
