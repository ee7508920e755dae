import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { UsageError } from '#slack/commands/command.ts';
import { parseCommand } from '#slack/commands/command-list.ts';
import { assertCpuTime } from '#test/cpu-time.ts';
import { long, nonsense } from './nonsense.ts';

function parse(typed: string) {
  const parsed = parseCommand('/readinglist', typed, { today: '2016-05-20', days: [] });
  return parsed instanceof UsageError
    ? { form: parsed.form }
    : { name: parsed.command.name, ...(parsed.request as object) };
}

describe('parsing /readinglist', () => {
  for (const [typed, request] of [
    ['', { name: 'list', page: 1 }],
    ['list', { name: 'list', page: 1 }],
    ['list 2', { name: 'list', page: 2 }],
    ['3', { name: 'list', page: 3 }],
    ['page 2', { name: 'list', page: 2 }],
    ['help', { name: 'help' }],
    ['delete 3', { name: 'remove', number: 3 }],
    ['edit 3', { name: 'edit', number: 3 }],
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
    ['remove Release It!', '/readinglist remove NUMBER'],
    ['add Accelerate by Forsgren', '/readinglist add "Accelerate" by Forsgren'],
    ['remove 0', '/readinglist remove NUMBER'],
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
        for (const { title } of 'works' in request ? (request.works as { title: string }[]) : [])
          assert.ok(title !== '' && title.isWellFormed());
        if ('form' in request) assert.match(request.form, /^(?:\/readinglist [^\n]+)?$/u);
      }),
      { numRuns: 200 },
    );
  });

  it('is quick with ten thousand characters of anything', () => {
    fc.assert(
      fc.property(fc.constantFrom('', 'add ', 'add "X" by '), long, (verb, typed) => {
        assertCpuTime(250, () => parse(verb + typed));
      }),
    );
  });
});
