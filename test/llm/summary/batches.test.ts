import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { atMost } from '#llm/client/concurrency-limit.ts';
import { countTokens } from '#llm/client/count-tokens.ts';
import type { Model } from '#llm/client/model-client.ts';
import { createBatchAsker } from '#llm/summary/batch-requests.ts';
import { fillBatches, splitExcerpt } from '#llm/summary/batches.ts';
import { findVerbatim } from '#llm/summary/find-verbatim.ts';
import type { Excerpt } from '#llm/summary/prompt.ts';
import { readAnswer } from '#llm/summary/response-schema.ts';
import { says, startModel } from '#test/fakes/model-server.ts';
import { compileWith, twoTalks } from '#test/llm/two-talks.ts';

const words = (text: string) => text.split(' ').length;

describe('batches', () => {
  it('hold every note once, in order, within the limit where no single note is longer', () => {
    const excerpts = fc.array(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(excerpts, fc.integer({ min: 50, max: 400 }), (talks, limit) => {
        let id = 0;
        const parts = talks.flatMap((lengths, index) => {
          const notes = lengths.map((length) => ({ id: String(++id), text: 'a '.repeat(length).trim() }));
          const excerpt: Excerpt = { date: '2016-05-26', talk: null, notes };
          return splitExcerpt(excerpt, limit, words).map((part) => ({ index, excerpt: part }));
        });
        const batches = fillBatches(parts, limit, words);
        const sent = batches.flatMap((batch) => batch.flatMap(({ excerpt }) => excerpt.notes.map((note) => note.id)));
        assert.deepEqual(
          sent,
          Array.from({ length: id }, (_, nth) => String(nth + 1)),
        );
        for (const batch of batches) {
          const size = batch.reduce(
            (sum, { excerpt }) => sum + 40 + excerpt.notes.reduce((all, { text }) => all + words(text) + 3, 0),
            0,
          );
          assert.ok(size <= limit || (batch.length === 1 && batch[0]!.excerpt.notes.length === 1));
        }
      }),
    );
  });

  it('part a talk that is too long, and put small talks together', async () => {
    const notes = twoTalks();
    const [first] = notes;
    const many = Array.from({ length: 600 }, (_, nth) => ({
      ...first!,
      id: `C1:${nth}`,
      ts: String(nth),
      text: `Sentence ${nth} says something that nobody has said before about subject ${nth}.`,
    }));
    await using model = await startModel((talks) =>
      talks.flatMap((talk) => talk.notes.slice(0, 5).map(({ text, number }) => says('point', text, [number]))),
    );
    const { provisional, recap } = await compileWith(model.baseUrl, [...many, ...notes.slice(5)]);
    assert.equal(provisional, 0);
    assert.ok(model.asked.length >= 2 && model.asked.length <= 4);
    assert.equal(model.asked.at(-1)!.length, 2);
    assert.equal(recap.days[0]!.talks[0]!.points.length, 5);
  });

  it('hold one day each, so that each has its headlines', async () => {
    const asked: string[][] = [];
    const model: Model = {
      ask: async ({ numbered }) => {
        asked.push(numbered);
        return [];
      },
    };
    const excerpt = (date: string, id: string): Excerpt => ({ date, talk: null, notes: [{ id, text: 'x' }] });
    const excerpts = [excerpt('2016-05-26', 'a'), excerpt('2016-05-27', 'b'), excerpt('2016-05-26', 'c')];
    await createBatchAsker(model, atMost(1)).ask(excerpts, {
      maxPoints: 5,
      use: { sent: 0, received: 0, saved: 0, failures: 0 },
      signal: new AbortController().signal,
    });
    assert.deepEqual(asked, [['a', 'c'], ['b']]);
  });

  it('are halved where the model can’t answer so much at once', async () => {
    const notes = twoTalks().map((note) => ({ ...note, text: `${note.text} ${'and so on '.repeat(150)}` }));
    await using model = await startModel((talks) =>
      talks.flatMap((talk) => talk.notes).length > 5
        ? { content: '{"says":[', finishReason: 'length' }
        : talks.flatMap((talk) => talk.notes.map(({ text, number }) => says('point', text, [number]))),
    );
    const { provisional } = await compileWith(model.baseUrl, notes);
    assert.equal(provisional, 0);
  });
});

describe('what copies are compared with', () => {
  it('is the note’s own spelling, but for case, spaces and quotation marks', () => {
    assert.equal(
      findVerbatim('He said "You build it,  you RUN it." twice', '“you build it, you run it.”'),
      'You build it,  you RUN it.',
    );
    assert.equal(findVerbatim("it's (all) fine", 'It’s (all) fine'), "it's (all) fine");
    assert.equal(findVerbatim('You build it', 'You built it'), undefined);
    assert.equal(findVerbatim('anything', ' “” '), undefined);
  });

  it('never throws, and answers only what stands there', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, searched) => {
        const found = findVerbatim(text, searched);
        assert.ok(found === undefined || text.includes(found));
      }),
    );
  });
});

describe('answers', () => {
  it('are read whatever stands around them, and are nothing otherwise', () => {
    const statement = { kind: 'point', text: 'x', more: '', notes: [1] };
    assert.deepEqual(readAnswer(`{"says":[${JSON.stringify(statement)}]}`), [statement]);
    assert.deepEqual(readAnswer('here: {"says":[{"kind":"point","text":"x","notes":[1]}]}.'), [statement]);
    for (const content of ['', '{}', '[]', '{"says":{}}', '{"says":[{"kind":"point"}]}', '}{', 'null'])
      assert.equal(readAnswer(content), undefined, content);
    fc.assert(fc.property(fc.string(), (content) => void readAnswer(content)));
  });
});

describe('counting tokens', () => {
  it('takes control tokens in a note for text', () => {
    assert.ok(countTokens('<|endoftext|> hello') > 2);
  });
});

describe('running at most so many', () => {
  it('runs all, never more at a time', async () => {
    const run = atMost(3);
    let running = 0;
    let most = 0;
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, nth) =>
        run(async () => {
          most = Math.max(most, ++running);
          await new Promise(setImmediate);
          running--;
          return nth;
        }),
      ),
    );
    assert.deepEqual(results, [...results.keys()]);
    assert.equal(most, 3);
  });
});
