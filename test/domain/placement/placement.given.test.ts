import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Talk } from '#domain/conference/talk.ts';
import { placeNotes } from '#domain/placement/batch-placer.ts';
import { createNotePlacer } from '#domain/placement/online-placer.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { makeNote } from '#test/fakes/make-note.ts';

const timezone = 'UTC';
const talks: Talk[] = [
  talk('burnout', 'Sources of burnout', '10:00', '10:30'),
  talk('proxies', 'Proxies under load', '11:00', '11:30'),
];

function talk(id: string, title: string, from: string, to: string): Talk {
  return { id, title, speakers: [], startsAt: `2016-05-26T${from}:00Z`, endsAt: `2016-05-26T${to}:00Z` };
}

const at = (time: string) => Date.parse(`2016-05-26T${time}:00Z`);

test('what a person put in a talk stays there, whatever its words and time say', () => {
  const notes = [
    makeNote({ text: 'Six sources of burnout, workload is one', at: at('10:05') }),
    makeNote({ text: 'Burnout again, as he said', at: at('10:20'), talkId: 'proxies' }),
    makeNote({ text: 'lunch?', at: at('10:22'), talkId: 'burnout' }),
    makeNote({ text: 'Proxies under load fail first', at: at('11:05'), talkId: null }),
  ];
  const expected = ['burnout', 'proxies', 'burnout', null];
  const placements = placeNotes(notes, talks, { timezone });
  assert.deepEqual(
    placements.map(({ talkId }) => talkId),
    expected,
  );
  assert.deepEqual(
    placements.slice(1).map(({ confidence, smallTalk }) => ({ confidence, smallTalk })),
    Array(3).fill({ confidence: 1, smallTalk: false }),
  );
  const placer = createNotePlacer(talks, { timezone });
  assert.deepEqual(
    notes.map((note) => placer.place(note).talkId),
    expected,
  );
});

test('a reply that was moved leaves its thread, and the others stay', () => {
  const root = makeNote({ text: 'Six sources of burnout', at: at('10:05'), ts: '1464256800.000001' });
  const reply = (text: string, talkId?: string) =>
    makeNote({ text, at: at('10:10'), threadTs: root.ts, ...omitUndefined({ talkId }) });
  const notes = [
    { ...root, threadTs: root.ts },
    reply('workload, control, reward'),
    reply('and proxies too', 'proxies'),
  ];
  const placed = placeNotes(notes, talks, { timezone }).map(({ talkId }) => talkId);
  assert.deepEqual(placed, ['burnout', 'burnout', 'proxies']);
});

test('notes put in a talk tell what others of the same words are about', () => {
  const given = ['HAProxy drops packets', 'HAProxy multi core fixed it'].map((text) =>
    makeNote({ text, at: at('12:30'), talkId: 'proxies', author: 'Ann' }),
  );
  const other = makeNote({
    text: 'Proxies under load: HAProxy with multi core kept up',
    at: at('12:40'),
    author: 'Bea',
  });
  assert.equal(placeNotes([...given, other], talks, { timezone }).at(-1)!.talkId, 'proxies');
});

test('a talk that is no more on the schedule holds nobody: the note is placed again', () => {
  const note = makeNote({ text: 'Sources of burnout, six of them', at: at('10:05'), talkId: 'gone' });
  assert.equal(placeNotes([note], talks, { timezone })[0]!.talkId, 'burnout');
});
