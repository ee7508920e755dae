import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { excerpt, plainLine, plainText } from '#schedule/plain-text.ts';
import { anyText } from '#test/any-text.ts';
import { assertCpuTime } from '#test/cpu-time.ts';

test('a line is its text: no tags, no references, no control characters', () => {
  const lines = {
    '  two \r\n lines\t': 'two lines',
    'Tom &amp; J&eacute;r&ocirc;me &#8211; caf&#xe9;': 'Tom & Jérôme – café',
    'AT&T &nosuch; &copy': 'AT&T &nosuch; &copy',
    '<b>bold</b><BR/>and <a href="x">linked</a>': 'bold and linked',
    'List<T> && a < b > c': 'List<T> && a < b > c',
    'a <!-- hidden --> b <!-- open': 'a b <!-- open',
    'x<style>p{}</style>y<script>never closed': 'xynever closed',
    '<script> tags &lt;b&gt;': 'tags <b>',
    '<video>': '<video>',
    '<i></i>': '<i></i>',
    'a\u0000\u0007\u202eb\u2066\ufeff \ud800': 'ab \ufffd',
    '&#0; &#xD800; &#1114112;': '\ufffd \ufffd \ufffd',
    '👩‍💻 日本語': '👩‍💻 日本語',
  };
  for (const [html, line] of Object.entries(lines)) assert.equal(plainLine(html), line, html);
});

test('an abstract keeps its paragraphs and loses its markup, HTML or Markdown', () => {
  assert.equal(plainText('<p>One<br>two</p><ul><li>three</li></ul>'), 'One\ntwo\n\nthree');
  assert.equal(
    plainText(
      '# Knots\r\n\r\n> **Ropes** and *lines*, see [the _book_](http://x.org "t")!\n![pic](x.png)\n\n\n\n`end` snake_case 2*3*4',
    ),
    'Knots\n\nRopes and lines, see the book!\npic\n\nend snake_case 2*3*4',
  );
});

test('an excerpt is short, on one line and whole characters', () => {
  assert.equal(excerpt('a\nb', 10), 'a b');
  assert.equal(excerpt('x'.repeat(100), 10), `${'x'.repeat(9)}…`);
  assert.equal(excerpt('👍'.repeat(100), 10).isWellFormed(), true);
});

test('no text takes longer than its length', () => {
  for (const part of ['<', '<script>', '<!--', '<a ', '[', '[](', '*', '_a', '&', '&#', '`', '\n ', '> ', '** ']) {
    assertCpuTime(2_000, () => plainText(part.repeat(200_000)), part);
  }
});

test('whatever it is, the line is one line without control characters', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      const line = plainLine(text);
      assert.equal(/[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(line), false);
      assert.equal(line, line.trim());
      assert.equal(line.isWellFormed(), true);
    }),
    { seed: 1 },
  );
});
