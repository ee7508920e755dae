import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readReadingList } from '#slack/commands-syntax/reading-list.ts';
import { long, nonsense } from './nonsense.ts';

describe('readReadingList', () => {
  const work = (typed: string) => {
    const request = readReadingList(`add ${typed}`);
    assert.equal(request.kind, 'add');
    const { text: _, ...read } = request.kind === 'add' ? request.work : { text: '' };
    return read;
  };

  for (const [typed, read] of [
    [
      '"Release It!" by Michael Nygard — the chapter on stability',
      { title: 'Release It!', authors: ['Michael Nygard'], comment: 'the chapter on stability' },
    ],
    ['“Release It!”–great', { title: 'Release It!', authors: [], comment: 'great' }],
    ['Release It! -- great', { title: 'Release It!', authors: [], comment: 'great' }],
    ['Release It! - great – really', { title: 'Release It!', authors: [], comment: 'great – really' }],
    ['Death by Meeting by Patrick Lencioni', { title: 'Death by Meeting', authors: ['Patrick Lencioni'] }],
    ['"Death by Meeting"', { title: 'Death by Meeting', authors: [] }],
    ['Stand by Me', { title: 'Stand by Me', authors: [] }],
    ['bird by bird', { title: 'bird by bird', authors: [] }],
    ['release it by michael nygard', { title: 'release it', authors: ['michael nygard'] }],
    [
      'Effective DevOps by Jennifer Davis and Katherine Daniels',
      { title: 'Effective DevOps', authors: ['Jennifer Davis', 'Katherine Daniels'] },
    ],
    ['The Book by Ann Lee, Bo Ek &amp; Cy Poe', { title: 'The Book', authors: ['Ann Lee', 'Bo Ek', 'Cy Poe'] }],
    [
      '<https://x.example/a?b=1&amp;c|x>',
      { title: 'https://x.example/a?b=1&c', authors: [], url: 'https://x.example/a?b=1&c' },
    ],
    ['https://x.example/a.', { title: 'https://x.example/a', authors: [], url: 'https://x.example/a' }],
    [
      'How we scaled <https://x.example/a> — worth it, unlike <https://y.example/>',
      {
        title: 'How we scaled',
        authors: [],
        url: 'https://x.example/a',
        comment: 'worth it, unlike <https://y.example/>',
      },
    ],
    ['"It — a story" by Stephen King', { title: 'It — a story', authors: ['Stephen King'] }],
    ['State-of-the-art', { title: 'State-of-the-art', authors: [] }],
    ['"Q &amp; A" &lt;b&gt;', { title: 'Q & A', authors: [], comment: '<b>' }],
  ] as const) {
    it(`reads: add ${typed}`, () => assert.deepEqual(work(typed), read));
  }

  it('keeps what was typed as Slack wrote it', () => {
    const request = readReadingList('add  "Q &amp; A"\n by Ann Lee ');
    assert.equal(request.kind === 'add' && request.work.text, '"Q &amp; A" by Ann Lee');
  });

  for (const [typed, request] of [
    ['', { kind: 'show', page: 1 }],
    ['3', { kind: 'show', page: 3 }],
    ['page 2', { kind: 'show', page: 2 }],
    ['remove 3', { kind: 'remove', number: 3 }],
    ['REMOVE #12', { kind: 'remove', number: 12 }],
    ['export', { kind: 'export', format: 'csv' }],
    ['export md', { kind: 'export', format: 'reading-list' }],
  ] as const) {
    it(`understands “${typed}”`, () => assert.deepEqual(readReadingList(typed), request));
  }

  for (const [typed, form] of [
    ['add', '/readinglist add "TITLE" by AUTHOR'],
    ['add by Ann Lee', '/readinglist add "TITLE" by Ann Lee'],
    ['adr Release It!', '/readinglist add Release It!'],
    ['"Release It!" by Nygard', '/readinglist add "Release It!" by Nygard'],
    ['remove Release It!', '/readinglist remove 3'],
    ['remove 0', '/readinglist remove 3'],
    ['export csw', '/readinglist export csv'],
    ['export html', '/readinglist export csv'],
    ['page two', '/readinglist 2'],
  ] as const) {
    it(`shows the right form for “${typed}”`, () => {
      const request = readReadingList(typed);
      assert.equal(request.kind === 'misunderstood' && request.form, form);
    });
  }

  it('makes a request or one plain line of anything', () => {
    fc.assert(
      fc.property(fc.constantFrom('', 'add ', 'add "X" ', 'remove ', 'export '), nonsense, (verb, typed) => {
        const request = readReadingList(verb + typed);
        if (request.kind === 'add') assert.ok(request.work.title !== '' && request.work.title.isWellFormed());
        if (request.kind === 'misunderstood') assert.match(request.form, /^\/readinglist [^\n]+$/u);
      }),
      { numRuns: 500 },
    );
  });

  it('is quick with ten thousand characters of anything', () => {
    fc.assert(
      fc.property(fc.constantFrom('', 'add ', 'add "X" by '), long, (verb, typed) => {
        const before = performance.now();
        readReadingList(verb + typed);
        assert.ok(performance.now() - before < 250);
      }),
    );
  });
});
