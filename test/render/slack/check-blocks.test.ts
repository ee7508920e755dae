import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkMessage, checkView, messageProblems, viewProblems } from './check-blocks.ts';

const text = (words: string) => ({ type: 'plain_text', text: words, emoji: false });
const rich = (...elements: unknown[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
const button = (more: object = {}) => ({
  type: 'button',
  action_id: 'a',
  text: text('Add'),
  value: '1',
  ...more,
});
const select = (options: unknown[], more: object = {}) => ({
  type: 'static_select',
  action_id: 's',
  options,
  ...more,
});
const options = (count: number) => Array.from({ length: count }, (_, i) => ({ text: text(`${i}`), value: `${i}` }));
const good = { type: 'section', text: text('x') };

test('what Slack takes has no problems', () => {
  checkMessage({
    text: 'a &amp; b',
    blocks: [
      { type: 'header', text: text('Title') },
      rich({ type: 'text', text: 'a' }, { type: 'link', url: 'https://x.example/', text: 'x' }),
      { type: 'actions', block_id: 'b', elements: [button(), select(options(100))] },
      { type: 'divider' },
    ],
  });
  checkView({
    type: 'modal',
    title: text('Add a note'),
    submit: text('Add'),
    blocks: [
      {
        type: 'input',
        label: text('Note'),
        element: { type: 'plain_text_input', action_id: 'n', max_length: 3000 },
      },
    ],
  });
});

const wrong: [what: string, block: unknown, problem: RegExp][] = [
  ['a long header', { type: 'header', text: text('x'.repeat(151)) }, /151 characters, 150/],
  ['an empty header', { type: 'header', text: text('') }, /is empty/],
  ['a header with markup', { type: 'header', text: { type: 'mrkdwn', text: 'x' } }, /no plain_text/],
  ['a long section', { type: 'section', text: text('x'.repeat(3001)) }, /3001 characters/],
  ['mrkdwn', { type: 'section', text: { type: 'mrkdwn', text: 'x' } }, /is mrkdwn/],
  ['many fields', { type: 'section', fields: Array.from({ length: 11 }, () => text('x')) }, /11 fields/],
  ['half an emoji', rich({ type: 'text', text: '\ud83d' }), /half a surrogate/],
  ['an override of direction', rich({ type: 'text', text: 'a\u202eb' }), /control characters/],
  ['an empty text', rich({ type: 'text', text: '' }), /is empty/],
  ['a script', rich({ type: 'link', url: 'javascript:alert(1)', text: 'x' }), /no address of the web/],
  ['a mention of everybody', rich({ type: 'broadcast', range: 'channel' }), /has a broadcast/],
  ['too much text', rich({ type: 'text', text: 'x'.repeat(10_001) }), /10001 characters/],
  ['an unknown block', { type: 'carousel' }, /no block that we use/],
  [
    'many buttons',
    { type: 'actions', elements: Array.from({ length: 26 }, (_, i) => button({ action_id: `${i}` })) },
    /26/,
  ],
  ['buttons of one name', { type: 'actions', elements: [button(), button()] }, /action_id twice/],
  ['a long label', { type: 'actions', elements: [button({ text: text('x'.repeat(76)) })] }, /76 characters/],
  ['a long value', { type: 'actions', elements: [button({ value: 'x'.repeat(2001) })] }, /too long a value/],
  ['no options', { type: 'actions', elements: [select([])] }, /0 options/],
  ['many options', { type: 'actions', elements: [select(options(101))] }, /101 options/],
  ['options of one value', { type: 'actions', elements: [select([...options(1), ...options(1)])] }, /value twice/],
  [
    'a long option value',
    { type: 'actions', elements: [select([{ text: text('x'), value: 'x'.repeat(151) }])] },
    /151/,
  ],
  [
    'a choice that is none',
    { type: 'actions', elements: [select(options(1), { initial_option: options(2)[1] })] },
    /no option/,
  ],
  ['a long id', { ...good, block_id: 'x'.repeat(256) }, /256 characters/],
  ['many elements', { type: 'context', elements: Array.from({ length: 11 }, () => text('x')) }, /11 elements/],
];

for (const [what, block, problem] of wrong) {
  test(`${what} is found`, () => {
    assert.match(messageProblems({ text: 'x', blocks: [block] }).join('\n'), problem);
  });
}

test('what is wrong with a whole message is found', () => {
  const problems = (message: Partial<Parameters<typeof messageProblems>[0]>) =>
    messageProblems({ text: 'x', blocks: [good], ...message }).join('\n');
  assert.equal(problems({}), '');
  assert.match(problems({ text: '<!channel>' }), /not escaped/);
  assert.match(problems({ text: '@Here' }), /mentions everybody/);
  assert.match(problems({ text: 'x'.repeat(4001) }), /4001 characters/);
  assert.match(problems({ text: '発'.repeat(1400) }), /4200 bytes/);
  assert.match(problems({ text: '' }), /empty/);
  assert.match(problems({ blocks: [] }), /0 blocks/);
  assert.match(problems({ blocks: Array.from({ length: 41 }, () => good) }), /41 blocks/);
  assert.match(
    problems({
      blocks: [
        { ...good, block_id: 'a' },
        { ...good, block_id: 'a' },
      ],
    }),
    /twice/,
  );
  const half = rich({ type: 'text', text: 'x'.repeat(5001) });
  assert.match(problems({ blocks: [half, half] }), /10002 characters/);
});

test('our own mrkdwn is allowed where people’s words are known and not in it', () => {
  const mrkdwn = { type: 'section', text: { type: 'mrkdwn', text: '*Done.* See Bobby’s note' } };
  assert.deepEqual(messageProblems({ text: 'x', blocks: [mrkdwn] }, { written: ['Tables'] }), []);
  assert.match(messageProblems({ text: 'x', blocks: [mrkdwn] }, { written: ['Bobby'] }).join(), /Bobby/);
});

test('what is wrong with a view is found', () => {
  const problems = (view: object) =>
    viewProblems({ type: 'modal', title: text('T'), blocks: [good], ...view }).join('\n');
  assert.equal(problems({}), '');
  assert.match(problems({ title: text('x'.repeat(25)) }), /25 characters/);
  assert.match(problems({ private_metadata: 'x'.repeat(3001) }), /private_metadata/);
  assert.match(problems({ callback_id: 'x'.repeat(256) }), /256/);
  assert.match(problems({ blocks: Array.from({ length: 101 }, () => good) }), /101 blocks/);
  const input = { type: 'input', label: text('L'), element: { type: 'datepicker', action_id: 'd' } };
  assert.match(problems({ blocks: [input] }), /submit/);
  assert.match(problems({ type: 'page' }), /type page/);
});
