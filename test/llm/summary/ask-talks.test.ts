import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findVerbatim } from '#llm/summary/assemble-summary.ts';
import { says, startModel } from '#test/fakes/model-server.ts';
import { compileWith, twoTalks } from '#test/llm/two-talks.ts';

describe('a talk that is too long for the model', () => {
  it('is sent in halves', async () => {
    const notes = Array.from({ length: 40 }, (_, nth) => ({
      ...twoTalks()[0]!,
      id: `C1:${nth}`,
      ts: String(nth),
      text: `Sentence ${nth} says something that nobody has said before about subject ${nth}.`,
    }));
    await using model = await startModel(([talk]) =>
      talk!.notes.length > 10
        ? { content: '{"says":[', finishReason: 'length' }
        : talk!.notes.map(({ text, number }) => says('paragraph', text, [number])),
    );
    const { provisional, recap } = await compileWith(model.baseUrl, notes);
    assert.equal(provisional, 0);
    assert.equal(model.asked.length, 7);
    assert.match(JSON.stringify(recap.days[0]!.talks[0]!.points), /Sentence 39 says/);
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
