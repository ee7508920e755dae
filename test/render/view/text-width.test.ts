import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fitText, textWidth } from '#render/view/text-width.ts';

test('narrow letters are narrower than wide ones, ideographs are wider still', () => {
  assert.ok(textWidth('illi') < textWidth('over'));
  assert.ok(textWidth('over') < textWidth('WMWM'));
  assert.ok(textWidth('発表会議') >= 4);
  assert.equal(textWidth('e\u0301'), textWidth('e'));
});

test('what fits stays, what does not ends with an ellipsis', () => {
  assert.equal(fitText('short', 10), 'short');
  assert.equal(fitText('a long title of a talk', 6), 'a long titl…');
});

test('a cut text fits, and no grapheme is cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.integer({ min: 2, max: 20 }), (text, ems) => {
      const fitted = fitText(text, ems);
      assert.ok(textWidth(fitted) <= ems + 0.001);
      if (fitted !== text) assert.ok(text.startsWith(fitted.slice(0, -1)));
    }),
  );
  assert.equal(fitText('👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻👩‍💻', 7).replaceAll('👩‍💻', ''), '…');
});
