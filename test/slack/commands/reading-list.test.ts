import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { UsageError } from '#slack/commands/command.ts';
import { parseCommand } from '#slack/commands/command-list.ts';
import { parseWork } from '#slack/commands/parse-work.ts';
import { long, nonsense } from './nonsense.ts';

function parse(typed: string) {
  const parsed = parseCommand('/readinglist', typed);
  return parsed instanceof UsageError
    ? { form: parsed.form }
    : { name: parsed.command.name, ...(parsed.request as object) };
}

describe('parsing /readinglist', () => {
  const work = (typed: string) => {
    const parsed = parseWork(typed);
    assert.ok(!(parsed instanceof UsageError));
    const { text: _, ...work } = parsed;
    return work;
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
    const parsed = parseWork(' "Q &amp; A"\n by Ann Lee ');
    assert.equal(!(parsed instanceof UsageError) && parsed.text, '"Q &amp; A" by Ann Lee');
  });

  for (const [typed, request] of [
    ['', { name: 'show', page: 1 }],
    ['3', { name: 'page', page: 3 }],
    ['page 2', { name: 'page', page: 2 }],
    ['remove 3', { name: 'remove', number: 3 }],
    ['REMOVE #12', { name: 'remove', number: 12 }],
    ['export', { name: 'export', format: 'csv' }],
    ['export md', { name: 'export', format: 'reading-list' }],
  ] as const) {
    it(`understands “${typed}”`, () => assert.deepEqual(parse(typed), request));
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
      assert.deepEqual(parse(typed), { form });
    });
  }

  it('makes a request or one plain line of anything', () => {
    fc.assert(
      fc.property(fc.constantFrom('', 'add ', 'add "X" ', 'remove ', 'export '), nonsense, (verb, typed) => {
        const request = parse(verb + typed);
        if ('title' in request) assert.ok(request.title !== '' && String(request.title).isWellFormed());
        if ('form' in request) assert.match(request.form, /^\/readinglist [^\n]+$/u);
      }),
      { numRuns: 500 },
    );
  });

  it('is quick with ten thousand characters of anything', () => {
    fc.assert(
      fc.property(fc.constantFrom('', 'add ', 'add "X" by '), long, (verb, typed) => {
        const before = performance.now();
        parse(verb + typed);
        assert.ok(performance.now() - before < 250);
      }),
    );
  });
});
