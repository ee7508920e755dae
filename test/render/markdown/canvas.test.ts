import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Recap } from '#domain/recap/recap.ts';
import { renderCanvas } from '#render/markdown/canvas.ts';
import { matchesGolden, readRecap } from '#test/render/golden.ts';
import { hostileText, recapOf } from '#test/render/hostile-recap.ts';

const markdownOf = (recap: Recap): string => (renderCanvas(recap).blocks[0] as { text: string }).text;

test('a recap is one canvas', () => {
  const { text, blocks } = renderCanvas(readRecap('small'));
  assert.match(text, / · Recap$/);
  assert.equal(blocks.length, 1);
  matchesGolden(markdownOf(readRecap('small')), 'small.canvas.md');
});

test('whatever is written mentions nobody, shows no picture and has no HTML in it', () => {
  // In a canvas `![](@U123)` mentions a person, and `![](#C123)` a channel (docs.slack.dev/surfaces/canvases).
  const mention = fc.constantFrom(
    '![](@U123)',
    '![](#C123)',
    '![x](https://evil.example/p.png)',
    '<!channel>',
    '<@U1>',
  );
  fc.assert(
    fc.property(fc.oneof(hostileText, mention), (text) => {
      for (const node of nodes(fromMarkdown(markdownOf(recapOf(text))))) {
        assert.ok(!['image', 'imageReference', 'html', 'code', 'definition'].includes(node.type), node.type);
        if (node.type === 'link') assert.match(node.url, /^https?:/);
        if (node.type === 'heading') assert.ok(node.depth <= 3);
      }
    }),
    { numRuns: 100 },
  );
});

test('what is more than a canvas holds is cut between its parts, and it says so', () => {
  const small = readRecap('small');
  const day = small.days[0]!;
  const long = { ...small, days: Array.from({ length: 300 }, () => day) };
  const markdown = markdownOf(long);
  assert.ok(Buffer.byteLength(markdown) <= 1024 * 1024);
  assert.match(markdown, /Get all of it with \/recap export md\.\n$/);
});

function nodes(node: Nodes): Nodes[] {
  return 'children' in node ? [node, ...node.children.flatMap(nodes)] : [node];
}
