import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adaptToPage, shownInputs } from '#demo/local-slack/adapt-page.ts';
import { initialValues } from '#demo/local-slack/dialogs.ts';

const ORIGIN = 'http://localhost:4747';
const section = (text: string) => ({ type: 'section', block_id: 'b', text: { type: 'mrkdwn', text } });
const richText = (...elements: unknown[]) => ({ type: 'rich_text', block_id: 'b', elements });
const words = (...elements: unknown[]) => ({ type: 'rich_text_section', elements });
const show = (value: unknown) => adaptToPage(value, ORIGIN);

test('rich text becomes a section with the same words', () => {
  const block = richText(
    words(
      { type: 'text', text: 'It is ' },
      { type: 'text', text: 'late\nnow ', style: { bold: true } },
      { type: 'emoji', name: 'memo' },
      { type: 'user', user_id: 'U1' },
    ),
    {
      type: 'rich_text_list',
      style: 'bullet',
      indent: 1,
      elements: [words({ type: 'text', text: 'one' }), words({ type: 'link', url: 'https://a.org/"b', text: '↗' })],
    },
    { type: 'rich_text_quote', elements: [{ type: 'text', text: 'said\nso' }] },
  );
  assert.deepEqual(
    show(block),
    section(
      'It is *late*\n*now* :memo:<@U1>\n' +
        '\u00a0\u00a0\u00a0\u00a0• one\n\u00a0\u00a0\u00a0\u00a0• <https://a.org/%22b|↗>\n> said\n> so',
    ),
  );
});

test('words that look like a link of the page are none', () => {
  const text = '<https://a.org/"onclick="x|y>';
  assert.deepEqual(show(richText(words({ type: 'text', text }))), section(`<\u2060${text.slice(1)}`));
  assert.deepEqual(show({ type: 'mrkdwn', text: 'a &amp; &lt;b&gt;' }), {
    type: 'mrkdwn',
    text: 'a & <\u2060b>',
  });
});

test('addresses of messages lead to the page', () => {
  const link = { type: 'link', url: 'http://local.slack.local/archives/C1/p1?cid=C1', text: '↗' };
  assert.deepEqual(show(richText(words(link))), section(`<${ORIGIN}/archives/C1/p1?cid=C1|↗>`));
});

test('a picture that somebody uploaded is shown, and all else is left as it is', () => {
  const image = { type: 'image', slack_file: { id: 'F1' }, alt_text: 'a slide' };
  assert.deepEqual(show(image), { ...image, image_url: '/files/any/F1/any' });
  const said = { type: 'message', user: 'U1', text: 'a &amp; b' };
  assert.equal(show(said), said);
});

test('a dialog is sent with what the bot proposed, and shows what the page can', () => {
  const name = { type: 'plain_text_input', action_id: 'value', initial_value: 'Conf' };
  const time = { type: 'timepicker', action_id: 'value', initial_time: '18:30' };
  const talk = { type: 'external_select', action_id: 'find' };
  const blocks = Object.entries({ name, time, talk }).map(([block_id, element]) => ({
    type: 'input',
    block_id,
    element,
  }));
  assert.deepEqual(initialValues([...blocks, { type: 'divider' }]), {
    name: { value: { type: 'plain_text_input', value: 'Conf' } },
    time: { value: { type: 'timepicker', selected_time: '18:30' } },
    talk: { find: { type: 'external_select' } },
  });
  assert.deepEqual(shownInputs([...blocks, { type: 'divider' }]), [blocks[0], { type: 'divider' }]);
});

test('a menu that changes the dialog says that Save shows what is chosen, since the page tells the bot only then', () => {
  const option = { text: { type: 'plain_text', text: '10:15 A talk' }, value: 'talk' };
  const element = { type: 'static_select', action_id: 'choose', options: [option], initial_option: option };
  const label = { type: 'plain_text', text: 'Section' };
  const block = { type: 'input', block_id: 'place', dispatch_action: true, label, element };
  const [shown] = shownInputs([block]);
  assert.deepEqual(shown?.element, element);
  assert.match(JSON.stringify(shown), /press Save to see/);
  assert.ok(!JSON.stringify(shown).includes('dispatch_action'));
});

test('an option whose text goes on below it is shown whole', () => {
  const words = (text: string) => ({ type: 'plain_text', text });
  const option = { text: words('A long point'), value: 'point' };
  assert.deepEqual(show({ ...option, description: words('that goes on') }), {
    ...{ value: 'point', text: words('A long point that goes on'), description: words('that goes on') },
  });
  assert.equal(show(option), option);
});
