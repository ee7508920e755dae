import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NotedSection } from '#domain/recap/sections.ts';
import type { Summary } from '#domain/recap/summary.ts';
import { makeNote } from '#test/fakes/make-note.ts';
import { chooseHeadlines } from '#usecases/recap/choose-headlines.ts';

const SECTION: NotedSection = { date: '2016-05-26', talk: null, notes: [makeNote({ text: 'cap retries' })] };
const weighed = (text: string) => ({ text, noteIds: [SECTION.notes[0]!.id], agreement: 1, weight: 1 });

function headlines(summary: Partial<Summary>): string[] {
  const summaries = new Map([[SECTION, { points: [], quotes: [], questions: [], ...summary }]]);
  return chooseHeadlines({ sections: [SECTION] }, summaries).headlines.map(({ text }) => text);
}

test('a page in short gives its first sentence as a headline, and its points none', () => {
  const points = [weighed('This is why it failed.')];
  assert.deepEqual(headlines({ isProse: true, points, inShort: weighed('Retries need a cap. Start with three.') }), [
    'Retries need a cap.',
  ]);
  assert.deepEqual(headlines({ isProse: true, points }), []);
  assert.deepEqual(headlines({ points }), ['This is why it failed.']);
});
