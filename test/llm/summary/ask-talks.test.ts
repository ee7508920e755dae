import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Span } from '#domain/notes/note.ts';
import { notesToSend } from '#llm/summary/ask-talks.ts';
import { makeNote } from '#test/fakes/make-note.ts';
import { says, startModel } from '#test/fakes/model-server.ts';
import { compileWith, twoTalks } from '#test/llm/two-talks.ts';

describe('the notes that a model gets', () => {
  it('have the marks of headings, quotes, code and links', () => {
    const [url, label] = ['https://slides.example/a', 'the slides'];
    const text = `#union Costs\nBackups are cheap\nIt holds.\nUse it\nrun ls, see ${label} and ${url}`;
    const span = (kind: Span['kind'], words: string, more: Partial<Span> = {}): Span => {
      const start = text.indexOf(words);
      return { kind, start, end: start + words.length, ...more };
    };
    const spans = [
      span('heading', 'Costs'),
      span('quote', 'It holds.\nUse it'),
      span('code', 'ls'),
      span('link', label, { url }),
      span('link', url, { url }),
    ];
    const [sent] = notesToSend({ date: '2016-05-26', talk: null, notes: [makeNote({ text, spans })], maxPoints: 5 });
    assert.equal(
      sent!.text,
      `*Costs*\nBackups are cheap\n> It holds.\n> Use it\nrun \`ls\`, see ${label} (${url}) and ${url}`,
    );
  });

  it('come with the titles of the day’s other talks, also of those without notes', async () => {
    await using model = await startModel(([talk]) =>
      talk!.notes.map(({ text, number }) => says('paragraph', text, [number])),
    );
    await compileWith(model.baseUrl, twoTalks().slice(0, 5));
    const { otherSessions } = JSON.parse(String(model.requests[0]!.messages.at(-1)!.content)) as Record<
      string,
      unknown
    >;
    assert.deepEqual(otherSessions, ['Containers will not fix your culture']);
  });
});

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
