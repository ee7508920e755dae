import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { createSafeNames } from '#slack-export/safe-names.ts';
import { anyText } from '#test/any-text.ts';

it('keeps names readable and takes out what is not safe', () => {
  const safe = createSafeNames();
  assert.equal(safe('feedback-loop.png', 'png'), 'feedback-loop.png');
  assert.equal(safe('../../etc/passwd', 'png'), 'etc-passwd.png');
  assert.equal(safe('C:\\Users\\x\\Wand.JPEG', 'jpg'), 'C-Users-x-Wand.jpeg');
  assert.equal(safe('Bildschirmfoto 2016-05-26 um 10.15.png', 'png'), 'Bildschirmfoto-2016-05-26-um-10.15.png');
  assert.equal(safe('スライド.png', 'webp'), 'スライド.webp');
  assert.equal(safe('con.gif', 'gif'), 'photocon.gif');
  assert.equal(safe('\u202e\u0000.png', 'png'), 'photo.png');
});

it('gives each name out once, whatever the case', () => {
  const safe = createSafeNames();
  assert.deepEqual(
    ['a.png', 'A.PNG', 'a.png', 'a-2.png', ''].map((name) => safe(name, 'png')),
    ['a.png', 'A-2.png', 'a-3.png', 'a-2-2.png', 'photo.png'],
  );
});

it('is safe whatever comes', () => {
  fc.assert(
    fc.property(fc.array(anyText({ maxLength: 300 })), (names) => {
      const safe = createSafeNames();
      const given = names.map((name) => safe(name, 'png'));
      assert.equal(new Set(given.map((name) => name.toLowerCase())).size, given.length);
      for (const name of given) {
        assert.match(name, /^[\p{L}\p{M}\p{N}_][\p{L}\p{M}\p{N}_.-]*\.png$/u);
        assert.ok(name.length <= 100 && Buffer.byteLength(name) <= 255 && !name.includes('..'));
      }
    }),
  );
});
