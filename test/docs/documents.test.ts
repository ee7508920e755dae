import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, describe, it } from 'node:test';
import { VARIABLES } from '#config/setting-parsers.ts';
import { UsageError } from '#slack/commands/command.ts';
import { commandTable, parseCommand, SLASH_COMMANDS } from '#slack/commands/command-list.ts';
import { runForTest } from '#test/fakes/run-for-test.ts';
import { COUNTERS } from '#web/metrics.ts';

const ROOT = join(import.meta.dirname, '../..');
const inFolder = (folder: string): string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
const DOCUMENTS = [...inFolder('.'), ...inFolder('docs')];
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** What stands between single backticks, and the lines of blocks of code. */
function codeOf(document: string): string[] {
  const blocks = [...document.matchAll(/^ *```\w*\n(.*?)^ *```/gms)].flatMap(([, block]) =>
    block!.replaceAll('\\\n', ' ').split('\n'),
  );
  const inline = document.replace(/^ *```.*?^ *```/gms, '').matchAll(/`([^`\n]+)`/g);
  return [...blocks, ...[...inline].map(([, code]) => code!)].map((code) => code.trim());
}

/** Lines of the examples of a command. */
const examples = (command: string): string[] =>
  codeOf(read('docs/commands.md'))
    .filter((code) => code === command || code.startsWith(`${command} `))
    .map((code) => code.slice(command.length).trim());

describe('the documents', () => {
  let subcommands: Set<string>;
  before(async () => {
    const { stdout } = await runForTest(['--help']);
    subcommands = new Set([...stdout.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name!));
    assert(subcommands.has('compile'));
  });

  for (const path of DOCUMENTS) {
    it(`${path} names only what there is`, () => {
      const document = read(path);
      const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
      const prose = document.replace(/^ *```.*?^ *```/gms, '').replace(/`[^`\n]*`/g, '');
      for (const [, link] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^(?:https?:|#)/.test(link!)) continue;
        const target = join(ROOT, dirname(path), link!.replace(/#.*$/, ''));
        assert(existsSync(target), `${path} leads to ${link}, which is not there`);
      }
      for (const code of codeOf(document)) {
        for (const [, script] of code.matchAll(/\bnpm run (?:-s |--silent )?([\w:-]+)/g))
          assert(script! in scripts, `${path}: there is no npm run ${script}`);
        for (const [, name] of code.matchAll(/(?:^|\bnpm run -s )recap (?:-- )?([a-z]+)\b/g))
          assert(subcommands.has(name!), `${path}: there is no recap ${name}`);
        const [file] = /^(?:src|test|docs|examples|bench|eval|\.slack|\.ci)\/[\w./-]*/.exec(code) ?? [];
        if (file !== undefined) assert(existsSync(join(ROOT, file)), `${path}: there is no ${file}`);
      }
      assert.doesNotMatch(document, /(?:^|[\s`("])\/(?:root|work|home|tmp\/)/m, 'a path of one machine');
      assert.doesNotMatch(document, /registry\.[\w.]+\.\w+|localhost:48\d\d/, "a registry's address");
    });
  }

  it('lists every Slack command as the code declares it', () => {
    const document = read('docs/commands.md').replace(/ +/g, ' ').replace(/-{3,}/g, '---');
    for (const slash of SLASH_COMMANDS) {
      const table = commandTable(slash);
      assert(document.includes(table), `docs/commands.md needs this table for ${slash}:\n\n${table}\n`);
    }
  });

  it('shows only examples of Slack commands that are understood', () => {
    for (const slash of SLASH_COMMANDS) {
      const typed = examples(slash).filter((example) => !/[A-Z]{3,}|\[/.test(example.replace(/"[^"]*"/g, '')));
      assert(typed.length > 3);
      for (const example of typed) {
        const parsed = parseCommand(slash, example, { today: '2016-05-20', days: [] });
        assert(!(parsed instanceof UsageError), `docs/commands.md: ${slash} ${example} is not understood`);
      }
    }
  });

  it('quote the recap as it is made today', () => {
    const recap = read('examples/devopsdays-toronto-2016/recap.md');
    const examples = read('docs/how-a-recap-is-made.md').match(/^> .+$/gm) ?? [];
    assert(examples.length >= 5);
    for (const example of examples) assert(recap.includes(example.slice(2)), `the sample's recap has no ${example}`);
  });

  it('name each option of recap compile', async () => {
    const { stdout } = await runForTest(['compile', '--help']);
    const offered = new Set([...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option!));
    const rows = read('docs/commands.md')
      .split('\n')
      .filter((line) => line.startsWith('| `--'));
    const named = new Set([...rows.join('\n').matchAll(/--[a-z-]+/g)].map(([option]) => option));
    // The line between a table's head and its rows.
    named.delete('--');
    assert.deepEqual([...named].sort(), [...offered].sort());
  });

  it('describe each setting', () => {
    const rows = read('docs/configuration.md').matchAll(/^\| `([A-Z_]+)`/gm);
    assert.deepEqual([...rows].map(([, name]) => name).sort(), Object.keys(VARIABLES).sort());
  });

  it('describe each metric', () => {
    const rows = read('docs/operations.md').matchAll(/^\| `(recap_\w+)(?:\{([\w,]+)\})?`/gm);
    const described = [...rows].map(([, name, labels = '']) => `${name} ${labels}`);
    const counted = Object.entries(COUNTERS).map(([name, { labels }]) => `${name} ${labels.join(',')}`);
    const gauges = ['recap_tick_age_seconds ', 'recap_slack_connected '];
    assert.deepEqual(described.sort(), [...counted, ...gauges].sort());
  });

  it('say of each folder in src what it holds', () => {
    const document = read('docs/architecture.md');
    for (const entry of readdirSync(join(ROOT, 'src'), { withFileTypes: true })) {
      const name = `src/${entry.name}${entry.isDirectory() ? '/' : ''}`;
      assert(document.includes(`\`${name}\``), `docs/architecture.md says nothing of ${name}`);
    }
  });
});
