import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
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
