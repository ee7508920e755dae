import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Recap, RecapTalk } from '#domain/recap/recap.ts';
import type { Point } from '#domain/recap/summary.ts';
import { makeNote } from '#test/fakes/make-note.ts';
import { checkReading } from '../../eval/reading/check-reading.ts';
import { sectionOfTalk } from '../../eval/reading/section-of-talk.ts';

const list = makeNote({ text: 'Steps:\n• one\n• two\n• three\n• four' });
const plain = makeNote({ text: 'Nobody tests restores' });

function defectsOf(points: Partial<Point>[], quotes: RecapTalk['quotes'] = []): string[] {
  const talk = {
    id: 't',
    title: 'Restores',
    points: points.map((point) => ({ text: '', noteIds: [list.id], agreement: 1, ...point })),
    quotes,
    questions: [],
  };
  const hallway = { points: [], quotes: [], questions: [] };
  const recap = { days: [{ talks: [talk], hallway }], notes: [] } as unknown as Recap;
  const { found } = checkReading(recap, [list, plain]);
  return Object.keys(found).filter((what) => found[what]!.length > 0);
}

test('what reads badly is found by its form', () => {
  assert.deepEqual(defectsOf([{ text: 'Nobody tests restores until the first outage.' }]), []);
  assert.deepEqual(defectsOf([{ text: 'It is blue.' }]), ['begins with what nothing before explains']);
  assert.deepEqual(defectsOf([{ text: 'Steps:\n• one\n• two' }]), ['lists with members missing']);
  assert.deepEqual(defectsOf([{ text: 'Steps:\n• one\n• two', moreItems: 2 }]), []);
  assert.deepEqual(defectsOf([{ text: 'Barriers:' }]), ['headings as points']);
  assert.deepEqual(defectsOf([], [{ text: 'Nobody tests restores', noteId: plain.id }]), [
    'quotes that are not marked',
  ]);
});

test('the part of a talk is cut from its heading to the next', () => {
  const recap = '# Conf\n\n### A & B: *the* talk\n\n- one\n\n#### Inside\n\n- two\n\n### Next\n\n- three';
  assert.equal(sectionOfTalk(recap, 'A & B: the talk'), '- one\n\n#### Inside\n\n- two');
  assert.equal(sectionOfTalk(recap, 'Missing'), undefined);
});
