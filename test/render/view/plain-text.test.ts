import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plainLine, plainLines, readsTheSame } from '#render/view/plain-text.ts';
import { hostileText } from '#test/render/hostile-recap.ts';

test('white space of any kind becomes one space', () => {
  assert.equal(plainLine(' a\t\r\n b\u0085\u2028\u3000c '), 'a b c');
});

test('characters that reorder or hide their neighbours go, those that scripts and emoji need stay', () => {
  assert.equal(plainLine('\u202egnp.exe\u202c\u0000 \u2066x\u2069'), 'gnp.exe x');
  assert.equal(plainLine('👩‍💻 می\u200cخواهم ❤️'), '👩‍💻 می\u200cخواهم ❤️');
});

test('half a surrogate pair is replaced', () => {
  assert.equal(plainLine('a\ud83d'), 'a\ufffd');
});

test('lines are kept, empty ones are not', () => {
  assert.deepEqual(plainLines('one \n\n \r\n two\u2028three'), ['one', 'two', 'three']);
});

test('the lines of a text hold what its one line holds', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      assert.equal(plainLines(text).join(' '), plainLine(text));
      assert.equal(plainLine(plainLine(text)), plainLine(text));
    }),
  );
});

test('case and what stands at the ends make no other text', () => {
  assert.ok(readsTheSame('The technology we pick.', '“the  technology we pick”'));
  assert.ok(readsTheSame('Still up between dev and ops 😂', 'Still up between dev and ops.'));
  assert.ok(!readsTheSame('The technology we pick', 'The technology you pick'));
});
