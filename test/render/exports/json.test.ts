import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Recap } from '#domain/recap/recap.ts';
import { renderJson } from '#render/exports/json.ts';
import { emptyRecap, readFixture, readRecap } from '#test/render/golden.ts';
import { hostileText, recapOf } from '#test/render/hostile-recap.ts';

test('recap.json is written as it is read', () => {
  assert.equal(renderJson(readRecap('small')), readFixture('small.json'));
});

test('keys stand in the same order however the recap was made', () => {
  const recap = readRecap('small');
  assert.equal(renderJson(reversed(recap) as Recap), renderJson(recap));
});

test('keys that this version does not know are kept, after the others', () => {
  const [photo] = readRecap('small').days[0]!.talks[0]!.photos;
  const recap = emptyRecap({ talks: 1 });
  recap.days[0]!.talks[0]!.photos = [{ colour: 640, ...photo! } as typeof photo & { colour: number }];
  const written = JSON.parse(renderJson(recap)).days[0].talks[0].photos[0];
  assert.deepEqual(Object.keys(written), ['file', 'caption', 'alt', 'noteId', 'colour']);
});

test('two spaces, and one line end at the end', () => {
  const json = renderJson(emptyRecap({ talks: 0 }));
  assert.match(json, /^\{\n {2}"version": 1,\n {2}"conference": \{\n {4}"name": "Quiet",/);
  assert.match(json, /[^\n]\n$/);
});

test('any text comes back as it was', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      assert.deepEqual(JSON.parse(renderJson(recapOf(text))), recapOf(text));
    }),
  );
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, reversed(part)]),
  );
}
