import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { plainLine } from '#render/view/plain-text.ts';
import { markdownText } from '#slack/replies/answer.ts';
import { anyText } from '#test/any-text.ts';

const MOST = 2_500;
const ATTEMPTS = [
  '<!channel> <!here|here> <@U1> <#C1> <!subteam^S1|@team> <!date^1^{date}|x>',
  '\\<!channel> &lt;!channel&gt; &amp;lt;@U1&amp;gt; &#60;!here&#62; &#x3c;@U1>',
  '<https://evil.example|https://good.example> [good](https://evil.example) ![x](https://evil.example/x.png)',
  'https://evil.example www.evil.example ann@evil.example mailto:ann@evil.example',
  '@channel @here @everyone',
  '*bold* **bold** _italic_ __x__ ~strike~ ~~x~~ `code` ```block``` $x$',
  '# Title',
  '- item',
  '1. item',
  '1) item',
  '> quote',
  '---',
  '| a | b |',
  '[^1]: note',
  '[a]: https://evil.example',
  '<b>bold</b> <script>alert(1)</script> <!-- -->',
  'line\n\n# Title\n\n```\ncode',
  '\\*not\\* \\\\*bold*',
  'a_b_c 2*3*4 x~y~z',
  'lone \ud800 surrogate \u202egnp.exe\u202c',
];

interface Node {
  type: string;
  value?: string;
  url?: string;
  children?: Node[];
}

/**
 * What a reader of Markdown sees of a text that is one paragraph without markup; fails for anything else. Somebody's
 * mail address may be found in it, which leads nowhere else.
 */
function readText(markdown: string): string {
  const { children } = fromMarkdown(markdown, {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  }) as Node;
  if (children!.length === 0) return '';
  assert.deepEqual(
    children!.map(({ type }) => type),
    ['paragraph'],
    markdown,
  );
  return children![0]!
    .children!.map(({ type, value, url, children: [label] = [] }) => {
      if (type !== 'link') assert.equal(type, 'text', markdown);
      else
        assert.ok(
          ['', 'http://', 'mailto:'].some((scheme) => url === scheme + label?.value),
          markdown,
        );
      return value ?? label?.value;
    })
    .join('');
}

/** Our own mark that keeps Slack from taking a name for a mention of everybody. */
const withoutJoiner = (text: string) => text.replaceAll('\u2060', '');

it('is only text, for a Markdown reader and for Slack, also in several pieces', () => {
  const piece = fc.oneof(
    fc.constantFrom(...ATTEMPTS),
    anyText({ maxLength: 80 }),
    fc.string({ unit: fc.constantFrom(...'<>&@!#*_~`[]()|\\-+.1: ax\n;/w'), maxLength: 30 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), (pieces) => {
      const markdown = pieces.map((each) => markdownText(each, MOST)).filter((each) => each !== '');
      const joined = markdown.join(' ');
      const expected = pieces.map(plainLine).filter((each) => each !== '');
      assert.equal(withoutJoiner(readText(joined)), withoutJoiner(expected.join(' ')));
      assert.doesNotMatch(joined, /[<>]/);
      assert.doesNotMatch(joined, /@(?:channel|here|everyone)/i);
    }),
    { numRuns: 200 },
  );
});

it('is cut if it would be too long, and is empty for an empty text', () => {
  assert.equal(readText(markdownText('x*'.repeat(2_000), 100)).length, 100);
  assert.equal(markdownText(' \u0000\n', MOST), '');
});
