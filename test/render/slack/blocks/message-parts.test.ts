import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shortName } from '#render/slack/blocks/message-parts.ts';
import { anyText } from '#test/any-text.ts';

test('a plain id is its own name', () => {
  assert.equal(shortName('dodto16-open-space-1-1', 100), 'dodto16-open-space-1-1');
  assert.equal(shortName('pretalx-X@pretalx.com', 100), 'pretalx-X@pretalx.com');
});

test('what is long, or parts names, is told apart by its hash', () => {
  fc.assert(
    fc.property(anyText({ maxLength: 300 }), fc.string({ maxLength: 300 }), (one, other) => {
      const name = shortName(one, 60);
      assert.match(name, /^[\x21-\x39\x3b-\x7e]{1,60}$/);
      assert.equal(name === shortName(other, 60), one === other);
      assert.notEqual(shortName(`${one}:`, 60), name);
    }),
  );
});
