import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { blocksToText } from '#render/slack/blocks/blocks-to-text.ts';
import { renderNote } from '#render/slack/digest/note-message.ts';
import { checkMessage } from '#test/render/slack/check-blocks.ts';

type Given = Parameters<typeof renderNote>;

function shown(shownNote: Given[1], note: Partial<Given[0]> = {}): string {
  const message = renderNote({ photos: [], captures: [], ...note }, shownNote);
  checkMessage(message);
  return blocksToText(message.blocks);
}

test('a note is its author’s name and words, with their line breaks', () => {
  assert.equal(
    shown({ author: 'Amara', text: 'One.\n\nTwo, see https://x.example/y.' }),
    'Amara: One.\nTwo, see https://x.example/y.',
  );
});

test('nobody is mentioned, and no markup is read', () => {
  const message = renderNote(
    { photos: [], captures: [] },
    { author: '@channel <!here>', text: '<@U1> *x* <https://evil.example|good> @everyone' },
  );
  checkMessage(message);
  const types = JSON.stringify(message.blocks).match(/"type":"[^"]*"/g)!;
  assert.deepEqual([...new Set(types)].sort(), ['"type":"rich_text"', '"type":"rich_text_section"', '"type":"text"']);
  assert.match(message.text, /^@\u2060channel &lt;!here&gt;: &lt;@U1&gt;/);
});

test('a quote is set as one, and a question is called one', () => {
  assert.equal(
    shown({ author: 'Noor', text: 'Ship\nit' }, { statedKind: 'quote' }),
    'Noor noted a quote\n> Ship\n> it',
  );
  assert.equal(shown({ author: 'Noor', text: 'Why?' }, { statedKind: 'question' }), 'Noor noted a question: Why?');
});

test('a recommendation is each work, and the person’s own words on it', () => {
  const works: NonNullable<CapturedNote['works']> = [
    { kind: 'book', title: 'Release It!', authors: ['Michael Nygard'], year: 2018, comment: 'read chapter 4' },
    { kind: 'book', title: 'The Goal', authors: [] },
  ];
  const note = { works, captures: [{ way: 'reading-list', by: 'U1' }] } as const;
  assert.equal(
    shown({ author: 'Sam', text: 'Release It!; The Goal' }, { ...note, captures: [...note.captures] }),
    'Sam recommends Release It!, Michael Nygard, 2018\n> read chapter 4\nSam recommends The Goal',
  );
  // A note whose works were edited still says what it says.
  assert.equal(shown({ author: 'Sam', text: 'Nygard is good' }, { works }), 'Sam: Nygard is good');
});

test('photos are counted, and a note needs no words', () => {
  const photos = [{ id: 'F1', name: 'a.png' }];
  assert.equal(shown({ author: 'Sam', text: '' }, { photos }), 'Sam\n1 photo');
  assert.equal(shown({ author: '\u202e', text: ' ' }), 'Unknown person');
});

test('a note of three thousand characters is shown whole', () => {
  const text = 'An emoji 👩‍💻 and a word. '.repeat(120);
  assert.equal(shown({ author: 'Sam', text }), `Sam: ${text.trim()}`);
});
