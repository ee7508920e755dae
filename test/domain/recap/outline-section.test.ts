import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outlineSection, shortRecapPoints } from '#domain/recap/outline-section.ts';
import type { Point, Quote } from '#domain/recap/summary.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';

const point = (text: string, noteId: string, more: Partial<Point> = {}): Point => ({
  text,
  noteIds: [noteId],
  agreement: 1,
  ...more,
});
const quote = (text: string, noteId: string): Quote => ({ text, noteId });
const orderOf = (id: string) => Number(id);

function outlined(points: Point[], quotes: Quote[]): string[] {
  return outlineSection({ points, quotes }, orderOf).map(({ heading = '', entries }) =>
    [heading, ...entries.map((entry) => (entry.kind === 'point' ? entry.point.text : `"${entry.quote.text}"`))].join(
      '|',
    ),
  );
}

test('points that follow each other under one heading are a group', () => {
  const points = [point('a', '1'), point('b', '2', { heading: 'H' }), point('c', '3', { heading: 'H' })];
  assert.deepEqual(outlined(points, []), ['|a', 'H|b|c']);
});

test('a quote comes behind the point of its note, else at its place in the notes', () => {
  const points = [point('a', '2', { heading: 'H' }), point('b', '4', { heading: 'H' })];
  assert.deepEqual(outlined(points, [quote('q', '2'), quote('r', '3'), quote('s', '1')]), ['|"s"', 'H|a|"q"|"r"|b']);
});

test('in prose everything under a heading is together, in the order in which it was written', () => {
  const points = [
    point('a', '1', { heading: 'G' }),
    point('b', '2', { heading: 'H' }),
    point('c', '3', { heading: 'G' }),
  ];
  const groups = outlineSection({ points, quotes: [quote('q', '3')], isProse: true }, orderOf);
  assert.deepEqual(
    groups.map(({ heading, entries }) => [
      heading,
      ...entries.map((entry) => (entry.kind === 'point' ? entry.point.text : 'quote')),
    ]),
    [
      ['G', 'a', 'c', 'quote'],
      ['H', 'b'],
    ],
  );
});

test('a quote comes under the heading that a model puts it to, also in one long note', () => {
  const points = [point('a', '1', { heading: 'G' }), point('b', '1', { heading: 'H' })];
  const groups = outlineSection({ points, quotes: [{ ...quote('q', '1'), heading: 'G' }], isProse: true }, orderOf);
  assert.deepEqual(
    groups.map(({ entries }) => entries.map(({ kind }) => kind)),
    [['point', 'quote'], ['point']],
  );
});

test('in short a section is its key points, and the first others if these are few', () => {
  const key = point('k', '4', { isKey: true });
  const others = ['1', '2', '3'].map((id) => point(id, id));
  const shown = (isProse: boolean, inShort?: Point) =>
    shortRecapPoints({ points: [...others, key], isProse, ...omitUndefined({ inShort }) }).map(({ text }) => text);
  assert.deepEqual(shown(false), ['1', '2', 'k']);
  assert.deepEqual(shown(true, point('lead', '1')), []);
  assert.equal(shortRecapPoints({ points: ['1', '2', '3', '4'].map((id) => point(id, id)) }).length, 3);
});
