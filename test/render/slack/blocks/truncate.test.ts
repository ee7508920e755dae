import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BUDGET } from '#render/slack/blocks/limits.ts';
import { escapeText, notificationText, truncate } from '#render/slack/blocks/truncate.ts';
import { hostileText } from '#test/render/hostile-recap.ts';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const piece = fc.constantFrom('👩‍💻', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', 'é', 'e\u0301', '🇩🇪', 'a', ' ', 'ש', '発', '👍🏽', '\r\n');

test('a text is cut between graphemes and never longer than asked', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 1, max: 80 }), (pieces, max) => {
      const text = pieces.join('');
      const cut = truncate(text, max);
      assert.ok(cut.length <= max);
      if (text.length <= max) return assert.equal(cut, text);
      assert.ok(cut.endsWith('…'));
      const kept = cut.slice(0, -1);
      const starts = new Set(Array.from(graphemes.segment(text), ({ index }) => index));
      const spaces = /^\s*/.exec(text.slice(kept.length))![0].length;
      assert.ok(text.startsWith(kept));
      assert.ok(Array.from({ length: spaces + 1 }, (_, i) => kept.length + i).some((end) => starts.has(end)));
    }),
  );
});

test('a family stays together or is left out', () => {
  assert.equal(truncate('ab👩‍👩‍👧‍👦cd', 8), 'ab…');
  assert.equal(truncate('ab👩‍👩‍👧‍👦cd', 15), 'ab👩‍👩‍👧‍👦cd');
  assert.equal(truncate('ab👩‍👩‍👧‍👦cde', 14), 'ab👩‍👩‍👧‍👦…');
  assert.equal(truncate(`e${'\u0301'.repeat(50)}`, 10), '…');
});

test('what Slack reads as markup in a notification is text', () => {
  assert.equal(escapeText('<!channel> & <@U1>'), '&lt;!channel&gt; &amp; &lt;@U1&gt;');
  assert.equal(escapeText('&amp;'), '&amp;amp;');
  assert.equal(escapeText('@here @Everyone a@channel.example'), '@\u2060here @\u2060Everyone a@\u2060channel.example');
});

test('a notification is one that chat.update takes', () => {
  fc.assert(
    fc.property(hostileText, fc.integer({ min: 1, max: 3000 }), (text, times) => {
      const shown = notificationText(text.toWellFormed().repeat(times));
      assert.ok(Buffer.byteLength(shown) <= BUDGET.textBytes);
      assert.doesNotMatch(shown, /[<>]|&(?!amp;|lt;|gt;)/);
    }),
    { numRuns: 60 },
  );
  assert.equal(notificationText('&'.repeat(1000)).length <= BUDGET.textBytes, true);
});
