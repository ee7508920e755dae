import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { countTokens } from '#llm/client/token-budget.ts';
import { splitExcerpt } from '#llm/summary/ask-talks.ts';
import { findVerbatim } from '#llm/summary/assemble-summary.ts';
import type { Excerpt } from '#llm/summary/prompt.ts';
import { says, startModel } from '#test/fakes/model-server.ts';
import { compileWith, twoTalks } from '#test/llm/two-talks.ts';

describe('long talks', () => {
  it('are split into parts that hold every note once, in order, within the limit unless a single note is longer', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 50, max: 400 }),
        (lengths, limit) => {
          const notes = lengths.map((length, index) => ({
            id: String(index),
            text: 'a '.repeat(length).trim(),
            authorId: 'U1',
          }));
          const excerpt: Excerpt = { date: '2016-05-26', talk: null, notes, otherTitles: [], maxPoints: 5 };
          const parts = splitExcerpt(excerpt, limit);
          assert.deepEqual(
            parts.flatMap((part) => part.notes),
            notes,
          );
          for (const part of parts) {
            const size = part.notes.reduce((sum, { text }) => sum + countTokens(text) + 12, 0);
            assert.ok(size <= limit || part.notes.length === 1);
          }
        },
      ),
    );
  });

  it('are sent in several requests', async () => {
    const [first, ...others] = twoTalks();
    const many = Array.from({ length: 800 }, (_, nth) => ({
      ...first!,
      id: `C1:${nth}`,
      ts: String(nth),
      text: `Sentence ${nth} says something that nobody has said before about subject ${nth}.`,
    }));
    await using model = await startModel(([talk]) =>
      talk!.notes.slice(0, 5).map(({ text, number }) => says('point', text, [number])),
    );
    const { provisional } = await compileWith(model.baseUrl, [...many, ...others.slice(4)]);
    assert.equal(provisional, 0);
    assert.ok(model.asked.length >= 3 && model.asked.length <= 5);
  });

  it('are halved if the model can’t answer so much at once', async () => {
    const notes = twoTalks().map((note) => ({ ...note, text: `${note.text} ${'and so on '.repeat(150)}` }));
    await using model = await startModel(([talk]) =>
      talk!.notes.length > 4
        ? { content: '{"says":[', finishReason: 'length' }
        : talk!.notes.map(({ text, number }) => says('point', text, [number])),
    );
    let { provisional } = await compileWith(model.baseUrl, notes);
    assert.equal(provisional, 2, 'so small a talk is not split');
    const longer = notes.map((note) => ({ ...note, text: `${note.text} ${'and so on '.repeat(900)}` }));
    ({ provisional } = await compileWith(model.baseUrl, longer));
    assert.equal(provisional, 0);
  });
});

describe('findVerbatim', () => {
  it('returns the note’s own spelling, whatever the case, spaces and quotation marks', () => {
    assert.equal(
      findVerbatim('He said "You build it,  you RUN it." twice', '“you build it, you run it.”'),
      'You build it,  you RUN it.',
    );
    assert.equal(findVerbatim("it's (all) fine", 'It’s (all) fine'), "it's (all) fine");
    assert.equal(findVerbatim('You build it', 'You built it'), undefined);
    assert.equal(findVerbatim('anything', ' “” '), undefined);
  });

  it('never throws, and returns only what the note has', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, searched) => {
        const found = findVerbatim(text, searched);
        assert.ok(found === undefined || text.includes(found));
      }),
    );
  });
});
