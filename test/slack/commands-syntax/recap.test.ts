import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readRecap } from '#slack/commands-syntax/recap.ts';
import { long, nonsense } from './nonsense.ts';

describe('readRecap', () => {
  for (const [typed, request] of [
    ['', { kind: 'help' }],
    ['  \u00a0 ', { kind: 'help' }],
    ['HELP', { kind: 'help' }],
    ['help me', { kind: 'help' }],
    ['start', { kind: 'start-form' }],
    ['add', { kind: 'add-form' }],
    ['add Kromhout: talk to each other', { kind: 'add', text: 'Kromhout: talk to each other' }],
    ['Add:  first\nsecond <@U1> &amp; more', { kind: 'add', text: 'first\nsecond <@U1> &amp; more' }],
    ['add\nsecond line', { kind: 'add', text: 'second line' }],
    ['talks', { kind: 'talks' }],
    ['talks 2016-05-26', { kind: 'talks', day: '2016-05-26' }],
    ['talks 2016–05–26', { kind: 'talks', day: '2016-05-26' }],
    [
      'schedule <https://x.example/all.ics?a=1&amp;b=2>',
      { kind: 'schedule', url: 'https://x.example/all.ics?a=1&b=2' },
    ],
    ['schedule x.example/all.ics', { kind: 'schedule', url: 'https://x.example/all.ics' }],
    ['listen ON', { kind: 'listen', on: true }],
    ['listen off', { kind: 'listen', on: false }],
    ['preview', { kind: 'preview' }],
    ['preview ALL', { kind: 'preview', day: 'all' }],
    ['publish 2016-05-27', { kind: 'publish', day: '2016-05-27' }],
    ['ask who spoke?', { kind: 'ask', question: 'who spoke?' }],
    ['ask who spoke in “Foo Conf”', { kind: 'ask', question: 'who spoke', named: 'Foo Conf' }],
    ['ask who said "in doubt" in time', { kind: 'ask', question: 'who said "in doubt" in time' }],
    ['export', { kind: 'export', format: 'md' }],
    ['export BibTeX', { kind: 'export', format: 'bib' }],
    ['settings', { kind: 'settings' }],
    ['end', { kind: 'end' }],
    ['delete', { kind: 'delete' }],
    ['forget me', { kind: 'forget-me' }],
    ['forget <@U0GRACE|grace>', { kind: 'forget', userId: 'U0GRACE' }],
    ['forget U0GRACE12', { kind: 'forget', userId: 'U0GRACE12' }],
    ['opt out', { kind: 'opt-out' }],
    ['opt-in', { kind: 'opt-in' }],
  ] as const) {
    it(`understands “${typed.replaceAll('\n', ' ⏎ ')}”`, () => assert.deepEqual(readRecap(typed), request));
  }

  for (const [typed, form] of [
    ['ad text', '/recap add text'],
    ['tallks', '/recap talks'],
    ['forget', '/recap forget me'],
    ['forgot me', '/recap forget me'],
    ['forget @grace', '/recap forget me'],
    ['forget <@U1> <@U2>', '/recap forget me'],
    ['forget <!channel>', '/recap forget me'],
    ['Kromhout: talk to each other', '/recap add Kromhout: talk to each other'],
    ['xyzzy', '/recap help'],
    ['constructor', '/recap help'],
    ['__proto__ is nothing', '/recap add __proto__ is nothing'],
    ['talks 26.5.2016', '/recap talks 2016-05-26'],
    ['talks tomorrow', '/recap talks YYYY-MM-DD'],
    ['publish 2016-02-30', '/recap publish YYYY-MM-DD'],
    ['schedule', '/recap schedule https://…'],
    ['schedule please <https://x.example/a>', '/recap schedule https://x.example/a'],
    ['listen', '/recap listen on'],
    ['end of the day', '/recap end'],
    ['export pdf', '/recap export md'],
    ['export jsn', '/recap export json'],
    ['opt', '/recap opt out'],
    ['ask', '/recap ask QUESTION'],
    ['ad see <https://x.example/a|here> in <#C1|room>', '/recap add see https://x.example/a in #room'],
  ] as const) {
    it(`shows the right form for “${typed}”`, () => {
      const request = readRecap(typed);
      assert.equal(request.kind, 'misunderstood');
      assert.equal(request.kind === 'misunderstood' && request.form, form);
    });
  }

  it('understands what it suggests, where that has no blanks to fill in', () => {
    fc.assert(
      fc.property(nonsense, (typed) => {
        const request = readRecap(`ad ${typed}x`);
        if (request.kind !== 'misunderstood') return;
        assert.equal(readRecap(request.form.replace('/recap ', '')).kind, 'add');
      }),
    );
  });

  it('makes a request or one plain line of anything, and never throws', () => {
    const verbs = [
      '',
      'start ',
      'start "X" ',
      'add ',
      'talk ',
      'talk "X" by ',
      'talks ',
      'schedule ',
      'publish ',
      'opt ',
      'export ',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...verbs), nonsense, (verb, typed) => {
        const request = readRecap(verb + typed);
        if (request.kind !== 'misunderstood') return;
        assert.match(request.why, /^\S[^\n]+$/u);
        assert.match(request.form, /^\/recap [^\n]+$/u);
        assert.ok(request.form.length < 1_500 && request.form.isWellFormed() && request.why.isWellFormed());
      }),
      { numRuns: 500 },
    );
  });

  it('is quick with ten thousand characters of anything', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', 'start ', 'start "X" ', 'talk ', 'talk "X" by ', 'schedule ', 'add '),
        long,
        (verb, typed) => {
          const before = performance.now();
          readRecap(verb + typed);
          assert.ok(performance.now() - before < 250);
        },
      ),
    );
  });
});
