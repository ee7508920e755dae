import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Talk } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';
import { sortIntoSections } from '#domain/recap/sections.ts';
import { makeNote } from '#test/fakes/make-note.ts';

const CONFERENCE = { name: 'C', timezone: 'UTC', from: '2024-05-01', to: '2024-05-01' };
const TALK: Talk = {
  id: 't',
  title: 'Restores',
  speakers: [],
  startsAt: '2024-05-01T10:00:00Z',
  endsAt: '2024-05-01T10:40:00Z',
};
const MINUTE = 60_000;

/** Is a note that was placed in the talk with a confidence unsure, so many minutes after the talk's start? */
function isUnsure(confidence: number, minutes: number, more: Partial<Note> = {}): boolean {
  const note = makeNote({ text: 'nobody tests restores', at: Date.parse(TALK.startsAt) + minutes * MINUTE, ...more });
  const placement = { noteId: note.id, talkId: 't', smallTalk: false, confidence, alternatives: [] };
  const { notes, sections } = sortIntoSections(CONFERENCE, [TALK], { notes: [note], placements: [placement] });
  assert.equal(notes[0]!.talkId, 't');
  assert.equal(sections.length, notes[0]!.isUnsure ? 0 : 1);
  return notes[0]!.isUnsure;
}

test('a note that may belong elsewhere is in no section', () => {
  assert.equal(isUnsure(0.9, 10), false);
  assert.equal(isUnsure(0.4, 10), true);
});

test('long after its talk a note needs more than a guess', () => {
  assert.equal(isUnsure(0.8, 60), false);
  assert.equal(isUnsure(0.8, 240), true);
  assert.equal(isUnsure(0.95, 240), false);
});

test('where a person or thread put a note it is sure', () => {
  assert.equal(isUnsure(0.1, 240, { talkId: 't' }), false);
});
