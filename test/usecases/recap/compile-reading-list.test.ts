import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WorkMention } from '#domain/reading-list/work.ts';
import { makeNote } from '#test/fakes/make-note.ts';
import { compileWorks } from '#usecases/recap/compile-reading-list.ts';

test('a work isn’t credited to a talk that its note may not belong to', async () => {
  for (const isUnsure of [true, false]) {
    const note = makeNote({ text: 'read Release It!' });
    const work: WorkMention = {
      ...{ kind: 'book', title: 'Release It!', authors: [], noteId: note.id, role: 'recommendation' },
    };
    const placed = { note, day: '2016-05-26', talkId: 'scaling', smallTalk: false, isUnsure };
    const [merged] = await compileWorks({ notes: [placed], talks: [] }, { works: [work], found: [] });
    assert.equal(merged!.item.recommendedBy[0]!.talkId, isUnsure ? undefined : 'scaling');
  }
});
