import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, it } from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';
import { RECAP_LANGUAGES } from '#domain/conference/conference.ts';
import { LIMITS } from '#render/slack/blocks/limits.ts';
import { createMessages } from '#shared/messages.ts';

const t = createMessages({
  en: { left: 'Left out {count, plural, one {# note} other {# notes}} of {name}.', button: 'Press <b>Undo</b>.' },
  de: { left: '{count, plural, one {# Notiz} other {# Notizen}} von {name} fehlen.', button: '<b>Rückgängig</b>.' },
});

describe('messages', () => {
  it('count and fill in placeholders in their language', () => {
    assert.equal(t('en')('left', { count: 1, name: 'X' }), 'Left out 1 note of X.');
    assert.equal(t('en')('left', { count: 1234, name: '<b>{x}' }), 'Left out 1,234 notes of <b>{x}.');
    assert.equal(t('de')('left', { count: 1234, name: 'X' }), '1.234 Notizen von X fehlen.');
    assert.throws(() => t('en')('left', { count: 1 }), /name/);
  });

  it('keep values that are not text as parts', () => {
    const parts = t('en').rich('left', { count: 2, name: { bold: 'X' } });
    assert.deepEqual(parts, ['Left out 2 notes of ', { bold: 'X' }, '.']);
    assert.deepEqual(t('de').rich('button', { b: (words) => ({ bold: words }) }), [{ bold: 'Rückgängig' }, '.']);
  });
});

const root = new URL('../../', import.meta.url).pathname;
const read = (pattern: string) =>
  globSync(pattern, { cwd: root })
    .map((file) => readFileSync(root + file, 'utf8'))
    .join('\n');
const source = read('src/**/*.ts');
const slackSource = read('src/slack/**/*.ts');
const folders = new Set(globSync('src/**/messages/*.json', { cwd: root }).map((file) => dirname(file)));

function readCatalog(folder: string, language: string): Record<string, string> {
  return JSON.parse(readFileSync(`${root}${folder}/${language}.json`, 'utf8'));
}

/** The placeholders and tags of a message, and of the messages within it. */
function placeholdersOf(text: string): string[] {
  const names = new Set<string>();
  const walk = (part: unknown): void => {
    if (Array.isArray(part)) for (const one of part) walk(one);
    else if (typeof part === 'object' && part !== null) {
      const { type, value } = part as { type?: number; value?: unknown };
      // Literals and the sign for a plural's number have none.
      if (type !== undefined && type !== 0 && type !== 7) names.add(`${type === 8 ? 'tag' : 'value'} ${value}`);
      for (const inner of Object.values(part)) if (typeof inner === 'object') walk(inner);
    }
  };
  walk(new IntlMessageFormat(text).getAst());
  return [...names].sort();
}

assert.ok(folders.size > 0);
for (const folder of folders) {
  describe(folder, () => {
    const english = readCatalog(folder, 'en');
    for (const language of Object.keys(RECAP_LANGUAGES)) {
      it(`has every text in ${language}, with the same placeholders`, () => {
        const catalog = readCatalog(folder, language);
        assert.deepEqual(Object.keys(catalog), Object.keys(english));
        for (const [key, text] of Object.entries(catalog)) {
          assert.notEqual(text.trim(), '', key);
          assert.deepEqual(placeholdersOf(text), placeholdersOf(english[key]!), `${language}: ${key}`);
        }
      });
    }

    it('has no text that is never shown', () => {
      const isUsed = (key: string) =>
        source.includes(`'${key}'`) ||
        Array.from(key.matchAll(/-/g)).some(({ index }) => source.includes(`\`${key.slice(0, index + 1)}\${`));
      assert.deepEqual(
        Object.keys(english).filter((key) => !isUsed(key)),
        [],
      );
    });
  });
}

/** The most characters that a text can have, without what its placeholders are filled with. */
function longestOf(part: unknown): number {
  if (Array.isArray(part)) return part.reduce((sum: number, one) => sum + longestOf(one), 0);
  const { type, value, options, children } = part as Record<string, unknown>;
  if (type === 0) return String(value).length;
  if (options !== undefined)
    return Math.max(
      ...Object.values(options as Record<string, { value: unknown }>).map(({ value: one }) => longestOf(one)),
    );
  return children === undefined ? 0 : longestOf(children);
}

describe('texts that Slack limits', () => {
  for (const [what, limit, use] of [
    ['title or button of a form', LIMITS.view.title, /(?:title|submit|close): t\('([\w-]+)'|submit: '([\w-]+)'/g],
    ['button', LIMITS.button.text, /button\(t\('([\w-]+)'/g],
    // Slack allows more, but a phone shows this much.
    ['label of a field', 48, /label: t\('([\w-]+)'/g],
    ['option', LIMITS.option.text, /^\s+(?!hint|label|title)(?:\w+|'[\w-]+'): t\('([\w-]+)'/gm],
  ] as const) {
    it(`are short enough: ${what}`, () => {
      const keys = new Set(Array.from(slackSource.matchAll(use), ([, key, other]) => key ?? other));
      assert.ok(keys.size > 0);
      const long = Object.keys(RECAP_LANGUAGES).flatMap((language) => {
        const catalog = readCatalog('src/slack/messages', language);
        return [...keys]
          .filter((key) => longestOf(new IntlMessageFormat(catalog[key!] ?? '').getAst()) > limit)
          .map((key) => `${language}: ${catalog[key!]}`);
      });
      assert.deepEqual(long, []);
    });
  }
});

/** English that people are meant to see, or the bot to understand. */
const MEANT =
  /^(?:\/|read committed$|Add to recap$|ask |What can you do\?|What did I miss today\?|What were the highlights|Which books were recommended)/;

it('what people in Slack read is in a catalog, not in the code', () => {
  const files = globSync('src/{slack/{api,listeners,modals,publishing,replies},render/{slack,view},usecases}/**/*.ts', {
    cwd: root,
    // The command line's own.
    exclude: ['**/compile-export.ts', '**/report-left-out.ts'],
  });
  const found = files.flatMap((file) => {
    const code = readFileSync(root + file, 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*/g, '');
    return code.split('\n').flatMap((line) => {
      if (/^import |\blog\b|\bnew Error\(/.test(line)) return [];
      const literals = Array.from(line.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g));
      return literals
        .map(([, single, double, template]) => single ?? double ?? template!.replace(/\$\{[^}]*\}/g, ''))
        .filter((text) => /\p{L}[\p{L}’']+,? \p{Ll}{2,}/u.test(text) && !MEANT.test(text))
        .map((text) => `${file}: ${text}`);
    });
  });
  assert.deepEqual(found, []);
});

it('errors that people in Slack can get are in a catalog', () => {
  const files = globSync(
    'src/{net,schedule,usecases,slack/{api,commands,listeners,modals,publishing,replies}}/**/*.ts',
    {
      cwd: root,
      exclude: ['**/compile-export.ts'],
    },
  );
  assert.deepEqual(
    files.filter((file) => /new AppError\(/.test(readFileSync(root + file, 'utf8'))),
    [],
  );
});
