import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import { RECAP_LANGUAGES } from '#domain/conference/conference.ts';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import { EXPORT_FORMATS } from '#domain/recap/recap.ts';
import { UsageError } from '#slack/commands/command.ts';
import { parseCommand } from '#slack/commands/command-list.ts';
import { inLanguageOf } from '#slack/messages/reply-messages.ts';
import { assertCpuTime } from '#test/cpu-time.ts';
import { long, nonsense } from './nonsense.ts';

/** The command and its request, or the form that is suggested. */
function parse(typed: string) {
  const parsed = parseCommand('/recap', typed, { today: '2016-05-20', days: [] });
  return parsed instanceof UsageError
    ? { form: parsed.form }
    : { name: parsed.command.name, ...(parsed.request as object) };
}

test('the help names every format of /recap export, in each language', () => {
  for (const file of globSync('src/slack/messages/*.json')) {
    const help = JSON.parse(readFileSync(file, 'utf8'))['help-export'] as string;
    for (const format of EXPORT_FORMATS) assert.match(help, new RegExp(`\\b${format}\\b`), file);
  }
});

describe('parsing /recap', () => {
  for (const [typed, request] of [
    ['', { name: 'help' }],
    ['  \u00a0 ', { name: 'help' }],
    ['HELP', { name: 'help' }],
    ['help me', { name: 'help' }],
    ['start', { name: 'start' }],
    ['add', { name: 'add', text: '' }],
    ['add Kromhout: talk to each other', { name: 'add', text: 'Kromhout: talk to each other' }],
    ['Add:  first\nsecond <@U1> &amp; more', { name: 'add', text: 'first\nsecond <@U1> &amp; more' }],
    ['add\nsecond line', { name: 'add', text: 'second line' }],
    ['ajouter Kromhout: talk', { name: 'add', text: 'Kromhout: talk' }],
    ['talks', { name: 'talks' }],
    ['talks 2016-05-26', { name: 'talks', day: '2016-05-26' }],
    ['talks 2016–05–26', { name: 'talks', day: '2016-05-26' }],
    [
      'schedule <https://x.example/all.ics?a=1&amp;b=2>',
      { name: 'schedule', source: { url: 'https://x.example/all.ics?a=1&b=2' } },
    ],
    ['schedule x.example/all.ics', { name: 'schedule', source: { url: 'https://x.example/all.ics' } }],
    ['listen ON', { name: 'listen', on: true }],
    ['listen off', { name: 'listen', on: false }],
    ['listening off', { name: 'listen', on: false }],
    ['preview', { name: 'preview' }],
    ['preview ALL', { name: 'preview', day: 'all' }],
    ['publish 2016-05-27', { name: 'publish', day: '2016-05-27' }],
    ['ask who spoke?', { name: 'ask', question: 'who spoke?' }],
    ['ask who spoke in “Foo Conf”', { name: 'ask', question: 'who spoke', named: 'Foo Conf' }],
    ['ask who said "in doubt" in time', { name: 'ask', question: 'who said "in doubt" in time' }],
    ['export', { name: 'export', format: 'md' }],
    ['export BibTeX', { name: 'export', format: 'bib' }],
    ['settings', { name: 'settings' }],
    ['end', { name: 'end' }],
    ['delete', { name: 'delete' }],
    ['forget me', { name: 'forget' }],
    ['forget <@U0GRACE|grace>', { name: 'forget', userId: 'U0GRACE' }],
    ['forget U0GRACE12', { name: 'forget', userId: 'U0GRACE12' }],
    ['opt out', { name: 'opt', out: true }],
    ['opt-in', { name: 'opt', out: false }],
  ] as const) {
    it(`understands “${typed.replaceAll('\n', ' ⏎ ')}”`, () => assert.deepEqual(parse(typed), request));
  }

  for (const [typed, form] of [
    ['ad text', '/recap add text'],
    ['today', '/recap talks today'],
    ['now', '/recap talks today'],
    ['books', '/readinglist'],
    ['stop', '/recap opt out'],
    ['unsubscribe', '/recap opt out'],
    ['undo', ''],
    ['what did I miss?', '/recap ask what did I miss?'],
    ['tallks', '/recap talks'],
    ['forget', '/recap forget me'],
    ['forgot me', '/recap forget me'],
    ['forget @grace', ''],
    ['forget <@U1> <@U2>', ''],
    ['forget <!channel>', ''],
    ['Kromhout: talk to each other', '/recap add Kromhout: talk to each other'],
    ['readinglist add Drive by Daniel Pink', '/readinglist add Drive by Daniel Pink'],
    ['xyzzy', ''],
    ['constructor', ''],
    ['__proto__ is nothing', '/recap add __proto__ is nothing'],
    ['talks 5/6/2016', '/recap talks 2016-05-06'],
    ['talks soon', '/recap talks 26 May'],
    ['preview 26-27 May', '/recap preview 2016-05-26'],
    ['publish 2016-02-30', '/recap publish 26 May'],
    ['schedule soon', ''],
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
      assert.deepEqual(parse(typed), { form });
    });
  }

  it('shows a date as the reader writes it, and understands that', async () => {
    for (const language of Object.keys(RECAP_LANGUAGES) as KnownLanguage[]) {
      await inLanguageOf(Promise.resolve(language), async () => {
        const { form } = parse('talks soon') as { form: string };
        assert.deepEqual(parse(form.replace('/recap ', '')), { name: 'talks', day: '2016-05-26' }, form);
        if (language === 'de') assert.equal(form, '/recap talks 26. Mai');
      });
    }
  });

  it('understands its own suggestions, unless they have placeholders', () => {
    fc.assert(
      fc.property(nonsense, (typed) => {
        const parsed = parseCommand('/recap', `ad ${typed}x`, { today: '2016-05-20', days: [] });
        if (!(parsed instanceof UsageError)) return;
        const again = parse(parsed.form.replace('/recap ', ''));
        assert.equal('name' in again && again.name, 'add');
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
        const request = parseCommand('/recap', verb + typed, { today: '2016-05-20', days: [] });
        if (!(request instanceof UsageError)) return;
        assert.match(request.why, /^(?:\S[^\n]+)?$/u);
        assert.match(request.form, /^(?:\/recap [^\n]+)?$/u);
        assert.ok(request.form.length < 1_500 && request.form.isWellFormed() && request.why.isWellFormed());
      }),
      { numRuns: 200 },
    );
  });

  it('is quick with ten thousand characters of anything', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', 'start ', 'start "X" ', 'talk ', 'talk "X" by ', 'schedule ', 'add '),
        long,
        (verb, typed) => {
          assertCpuTime(250, () => parseCommand('/recap', verb + typed, { today: '2016-05-20', days: [] }));
        },
      ),
    );
  });
});
