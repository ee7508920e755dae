import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocksToText, spokenText } from '#render/slack/blocks/blocks-to-text.ts';
import { actions, button, contextLine, plain } from '#render/slack/blocks/build-blocks.ts';
import { bullets, linkTo, quote, richText, section, words } from '#render/slack/blocks/rich-text.ts';

const blocks = [
  richText([
    section(...words('A point')),
    bullets([[...words('one '), ...linkTo('https://x.example/', '↗')]]),
    bullets([words('inner')], 1),
    quote(...words('said\nso')),
  ]),
  { type: 'section', text: plain('Your note', 100), accessory: button('Undo', 'undo', '1') },
  { type: 'divider' },
  actions(button('Add', 'add', '1')),
  contextLine('Updated 18:42'),
];

test('a message reads well in a terminal', () => {
  assert.equal(
    blocksToText(blocks),
    'A point\n• one ↗\n  • inner\n> said\n> so\n\nYour note\n[ Undo ]\n\n———\n\n[ Add ]\n\nUpdated 18:42',
  );
});

test('what is read aloud has no buttons and no marks', () => {
  assert.equal(spokenText(blocks), 'A point\n• one\n  • inner\n> said\n> so\nYour note\nUpdated 18:42');
});

test('what it doesn’t know has no text', () => {
  assert.equal(blocksToText([{ type: 'video' }, {}]), '');
});
