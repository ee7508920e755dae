import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { parseRichTextBlocks } from '#text/slack-markup/rich-text-blocks.ts';

const names = {
  user: (id: string) => (id === 'U1' ? 'Amara' : undefined),
  channel: (id: string) => (id === 'C1' ? 'hallway' : undefined),
};

function section(...elements: Record<string, unknown>[]) {
  return { type: 'rich_text_section', elements };
}

it('renders sections, lists, quotes and code as people see them', () => {
  const { text, spans } = parseRichTextBlocks(
    [
      {
        type: 'rich_text',
        elements: [
          section(
            { type: 'user', user_id: 'U1' },
            { type: 'text', text: ' says ' },
            { type: 'text', text: 'read *this*', style: { bold: true, italic: true } },
            { type: 'link', url: 'https://a.example', text: 'paper' },
            { type: 'emoji', name: 'wave', skin_tone: 3 },
          ),
          {
            type: 'rich_text_list',
            style: 'bullet',
            elements: [section({ type: 'text', text: 'one' }), section({ type: 'channel', channel_id: 'C1' })],
          },
          {
            type: 'rich_text_list',
            style: 'ordered',
            offset: 1,
            elements: [section({ type: 'text', text: 'two' })],
          },
          { type: 'rich_text_quote', elements: [{ type: 'text', text: 'be kind\nalways' }] },
          { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'x = 1' }] },
        ],
      },
    ],
    names,
  );
  assert.equal(text, '@Amara says read *this*paper👋🏼\n• one\n• #hallway\n2. two\nbe kind\nalways\nx = 1');
  assert.deepEqual(
    spans.map(({ kind, start, end }) => [kind, text.slice(start, end)]),
    [
      ['bold', 'read *this*'],
      ['italic', 'read *this*'],
      ['link', 'paper'],
      ['quote', 'be kind\nalways'],
      ['code', 'x = 1'],
    ],
  );
});

it('keeps the nesting of lists, which Slack sends as lists with an indent', () => {
  const item = (text: string) => section({ type: 'text', text });
  const list = (indent: unknown, style: string, ...texts: string[]) => ({
    ...{ type: 'rich_text_list', style, indent, elements: texts.map(item) },
  });
  const elements = [
    list(0, 'bullet', 'before'),
    list(1, 'bullet', 'tests', 'reviews'),
    list(2, 'bullet', 'in pairs'),
    list(1, 'ordered', 'first'),
    list(0, 'bullet', 'after'),
    list(-1, 'bullet', 'odd'),
    list(Number.NaN, 'bullet', 'odder'),
  ];
  const { text } = parseRichTextBlocks([{ type: 'rich_text', elements }], names);
  assert.deepEqual(text.split('\n'), [
    '• before',
    '    ◦ tests',
    '    ◦ reviews',
    '        ▪ in pairs',
    '    1. first',
    '• after',
    '• odd',
    '• odder',
  ]);
});

it('lets no element mention anyone or forge a link', () => {
  const { text, spans } = parseRichTextBlocks(
    [
      {
        type: 'rich_text',
        elements: [
          section(
            { type: 'broadcast', range: 'channel' },
            { type: 'text', text: ' ' },
            { type: 'user', user_id: 'U9' },
            { type: 'text', text: ' ' },
            { type: 'link', url: 'javascript:alert(1)', text: 'x' },
            { type: 'link', url: 'https://evil.example', text: 'https://bank.example' },
          ),
        ],
      },
      { type: 'section', text: { type: 'mrkdwn', text: 'an app' } },
    ],
    names,
  );
  assert.equal(text, '@channel @Unknown person xhttps://evil.example');
  assert.equal(spans.length, 1);
});

it('accepts malformed blocks', () => {
  fc.assert(
    fc.property(
      fc.array(fc.object({ key: fc.constantFrom('type', 'elements', 'style', 'text', 'url', 'name') })),
      (blocks) => {
        parseRichTextBlocks(blocks, names);
      },
    ),
  );
  fc.assert(
    fc.property(fc.array(fc.anything()), (elements) => {
      parseRichTextBlocks(
        [
          { type: 'rich_text', elements },
          { type: 'rich_text', elements: [{ elements }] },
        ],
        names,
      );
    }),
  );
});
