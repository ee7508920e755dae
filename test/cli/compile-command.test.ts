import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { says, startModel } from '#test/fakes/model-server.ts';
import { runForTest } from '#test/fakes/run-for-test.ts';

const sample = join(import.meta.dirname, '../../examples/devopsdays-toronto-2016');
const exported = join(sample, 'export');
const schedule = join(sample, 'schedule.json');
let root: string;
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'compile-'));
});
after(() => rm(root, { recursive: true, force: true }));

/** Compiles, wants it refused, and answers what stood on standard error after the progress. */
async function refused(args: string[], code: number): Promise<string> {
  const out = join(root, 'refused');
  const result = await runForTest(['compile', ...args, '--out', out]);
  assert.equal(result.code, code, result.stderr);
  assert.equal(existsSync(out), false, 'nothing is written');
  assert.deepEqual(
    (await readdir(root)).filter((name) => name.startsWith('.refused')),
    [],
    'no draft is left',
  );
  assert.doesNotMatch(result.stderr, /^\s+at /m, 'no stack trace');
  return result.stderr
    .split('\n')
    .filter((line) => !line.endsWith('…'))
    .join('\n')
    .trim();
}

async function folder(name: string, files: Record<string, string>): Promise<string> {
  const path = join(root, name);
  await mkdir(path, { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    await mkdir(join(path, file, '..'), { recursive: true });
    await writeFile(join(path, file), content);
  }
  return path;
}

test('makes all files of a conference, and its last line names them', async () => {
  const out = join(root, 'all');
  const { code, stdout } = await runForTest(['compile', exported, '--schedule', schedule, '--out', out]);
  assert.equal(code, 0);
  const files = ['recap.md', 'recap.html', 'recap.json', 'reading-list.csv', 'reading-list.json', 'reading-list.bib'];
  for (const file of files) assert.ok(existsSync(join(out, file)), file);
  assert.equal(stdout.trimEnd().split('\n').at(-1), `Wrote ${files.join(', ')}, photos/ to ${out}`);
  assert.match(stdout, /Read #devopsdays-toronto: /);
  assert.match(stdout, /Skipped #releng: /);
});

test('the formats asked for and no others', async () => {
  const out = join(root, 'some');
  const { code } = await runForTest(['compile', exported, '--format', 'bib,json', '--out', out]);
  assert.equal(code, 0);
  assert.deepEqual((await readdir(out)).sort(), ['reading-list.bib', 'recap.json']);
});

test('works without a schedule: dates and zone are those of the messages', async () => {
  const out = join(root, 'bare');
  const { code, stderr } = await runForTest(['compile', exported, '--format', 'json', '--out', out]);
  assert.equal(code, 0, stderr);
  const { conference, days } = JSON.parse(await readFile(join(out, 'recap.json'), 'utf8'));
  assert.deepEqual(conference, {
    name: 'devopsdays-toronto',
    timezone: 'America/Toronto',
    from: '2016-05-26',
    to: '2016-05-27',
  });
  assert.equal(days.length, 2);
});

test('days and zones may be written as people write them', async () => {
  const out = join(root, 'loose');
  const args = ['--timezone', 'new york', '--from', '26-27 May 2016', '--format', 'json', '--out', out];
  const { code, stderr } = await runForTest(['compile', exported, ...args]);
  assert.equal(code, 0, stderr);
  const { conference } = JSON.parse(await readFile(join(out, 'recap.json'), 'utf8'));
  const { timezone, from, to } = conference;
  assert.deepEqual({ timezone, from, to }, { timezone: 'America/New_York', from: '2016-05-26', to: '2016-05-27' });
});

test('what is asked for wins over the schedule', async () => {
  const out = join(root, 'wishes');
  const wishes = ['--name', 'Our trip', '--timezone', 'Europe/Berlin', '--from', '2016-05-27', '--to', '2016-05-27'];
  const args = ['compile', exported, '--schedule', schedule, '--format', 'json', '--out', out, ...wishes];
  assert.equal((await runForTest(args)).code, 0);
  const { conference, days } = JSON.parse(await readFile(join(out, 'recap.json'), 'utf8'));
  assert.deepEqual(conference, {
    name: 'Our trip',
    timezone: 'Europe/Berlin',
    from: '2016-05-27',
    to: '2016-05-27',
  });
  assert.deepEqual(
    days.map(({ date }: { date: string }) => date),
    ['2016-05-27'],
  );
});

test('links lead to the messages in the workspace that the export or an option names', async () => {
  const addresses: [string[], string][] = [
    [[], 'https://releng.slack.com/archives/'],
    [['--workspace-url', 'example.slack.com'], 'https://example.slack.com/archives/'],
  ];
  for (const [index, [args, address]] of addresses.entries()) {
    const out = join(root, `links-${index}`);
    await runForTest(['compile', exported, '--schedule', schedule, '--format', 'md', '--out', out, ...args]);
    assert.ok((await readFile(join(out, 'recap.md'), 'utf8')).includes(`](${address}`), address);
  }
});

test('the same input gives the same bytes', async () => {
  const [one, two] = [join(root, 'one'), join(root, 'two')];
  for (const out of [one, two]) await runForTest(['compile', exported, '--schedule', schedule, '--out', out]);
  for (const file of await readdir(one)) {
    if (file === 'photos') continue;
    assert.equal(await readFile(join(one, file), 'utf8'), await readFile(join(two, file), 'utf8'), file);
  }
});

test('photos in HEIC become JPEGs, and one that is damaged is named and left out', async () => {
  const photo = await readFile(new URL('../fixtures/photos/red-and-blue.heic', import.meta.url), 'latin1');
  const message = (id: string, minute: number) => ({
    ...{
      type: 'message',
      user: 'U1',
      ts: `${Date.UTC(2016, 4, 26, 14, minute) / 1000}.000100`,
      text: `Slide of ${id}: trees grow slowly.`,
    },
    files: [{ id, name: `${id}.HEIC`, title: id, mimetype: 'image/heic' }],
  });
  const path = await folder('heic', {
    'channels.json': JSON.stringify([{ id: 'C1', name: 'talks' }]),
    'users.json': JSON.stringify([{ id: 'U1', name: 'ada', real_name: 'Ada Quirk' }]),
    'talks/2016-05-26.json': JSON.stringify([message('F1', 5), message('F2', 6)]),
  });
  for (const [id, bytes] of [
    ['F1', photo],
    ['F2', photo.slice(0, 700)],
  ] as const) {
    await mkdir(join(path, '__uploads', id), { recursive: true });
    await writeFile(join(path, '__uploads', id, `${id}.HEIC`), bytes, 'latin1');
  }
  const out = join(root, 'heic-out');
  const { code, stderr } = await runForTest(['compile', path, '--channel', 'talks', '--format', 'md', '--out', out]);
  assert.equal(code, 0, stderr);
  assert.deepEqual(await readdir(join(out, 'photos')), ['F1.jpg']);
  assert.equal((await readFile(join(out, 'photos', 'F1.jpg'))).subarray(0, 3).toString('hex'), 'ffd8ff');
  assert.match(stderr, /can't be converted from HEIC are left out: F2\.jpg/);
  assert.doesNotMatch(await readFile(join(out, 'recap.md'), 'utf8'), /F2\.jpg/);
});

test('wrong usage ends with 2 and says what to type', async () => {
  const usages: [string[], RegExp][] = [
    [[exported, '--timezone', 'Mars/Olympus'], /don't know the time zone "Mars\/Olympus"\. .*Europe\/Berlin/],
    [
      [exported, '--timezone', 'EST'],
      /"EST" could mean America\/New_York or America\/Panama.*\. Choose one with --timezone\./,
    ],
    [[exported, '--timezone', 'IST'], /"IST" could mean .*Asia\/Kolkata/],
    [[exported, '--timezone', 'IST'], /"IST" could mean .*Asia\/Kolkata/],
    [[exported, '--from', '2016-05-28', '--to', '2016-05-26'], /is after the last/],
    [[exported, '--from', '5/6/2016'], /"5\/6\/2016" could mean 2016-05-06 or 2016-06-05/],
    [[exported, '--from', '2016-02-31'], /isn't a date\. Enter one such as 26 May 2016/],
    [[exported, '--channel', 'nowhere'], /no channel #nowhere\. .*#devopsdays-toronto.*#releng/],
    [[exported, '--workspace-url', 'https://example.org'], /isn't a Slack workspace\. .*https:\/\/example\.slack\.com/],
    [[exported, '--points', '0'], /whole number from 1 to 80/],
    [[exported, '--format', 'pdf'], /"pdf" is not a format\. Choose from md, html/],
    [[exported, '--summarizer', 'me'], /extractive, openai/],
    [[exported, '--lookup'], /--contact/],
    [[exported, '--colour'], /unknown option/],
    [[], /missing required argument/],
  ];
  for (const [args, message] of usages) assert.match(await refused(args, 2), message);
});

test('bad input ends with 1 and one line that says how to fix it', async () => {
  const torn = await folder('torn', {
    'channels.json': '[{"id":"C1","name":"general"}]',
    'users.json': '[]',
    'general/2020-01-01.json': '[{"type":"message","user":"U1","te',
  });
  const inputs: [string[], RegExp][] = [
    [[join(root, 'nowhere')], /nowhere/],
    [[await folder('empty', {})], /no Slack export/],
    [[await folder('other', { 'a.txt': 'hello' })], /no Slack export/],
    [[await folder('broken', { 'channels.json': '[{', 'users.json': '[]' })], /channels\.json/],
    [[torn], /./],
    [[join(await folder('zips', { 'a.zip': 'PK not a zip' }), 'a.zip')], /a\.zip/],
    [[exported, '--schedule', join(root, 'no.json')], /Can't read the schedule/],
    [[exported, '--schedule', join(await folder('html', { 's.html': '<html>x</html>' }), 's.html')], /Sessionize/],
    [[exported, '--schedule', 'http://127.0.0.1:1/schedule.json'], /--allow-private-addresses/],
    [[exported, '--summarizer', 'openai'], /OPENAI_API_KEY.*--summarizer extractive/],
    [[exported, '--schedule', schedule, '--from', '2015-05-26', '--to', '2015-05-27'], /None of the \d+ messages/],
  ];
  for (const [args, message] of inputs) {
    const said = await refused(args, 1);
    assert.match(said, message);
    assert.equal(said.split('\n').length, 1, said);
  }
});

test('a schedule is read from an address', async () => {
  const server = createServer(async (_request, response) => response.end(await readFile(schedule)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/schedule.json`;
  const out = join(root, 'fetched');
  const args = ['compile', exported, '--schedule', url, '--allow-private-addresses', '--format', 'json', '--out', out];
  try {
    const { code, stderr } = await runForTest(args);
    assert.equal(code, 0, stderr);
  } finally {
    server.close();
  }
  const { conference } = JSON.parse(await readFile(join(out, 'recap.json'), 'utf8'));
  assert.equal(conference.name, 'DevOpsDays Toronto 2016');
});

test('the program itself: help with examples, and exit codes', async () => {
  const run = promisify(execFile);
  const main = join(import.meta.dirname, '../../src/main.ts');
  const { stdout } = await run(process.execPath, [main, 'compile', '--help']);
  assert.match(stdout, /--schedule <file\|url>/);
  assert.match(stdout, /Examples:\n {2}recap compile export\.zip/);
  await assert.rejects(run(process.execPath, [main, 'compile', join(root, 'nowhere')]), { code: 1 });
  await assert.rejects(run(process.execPath, [main, 'compile']), { code: 2 });
  await assert.rejects(run(process.execPath, [main, 'dance']), { code: 2 });
});

test('warnings are counted, and only the first are shown unless all are asked for', async () => {
  const talk = (title: string, start: string) => ({
    id: title,
    title,
    start,
    guid: title,
    persons: [],
    date: start,
  });
  const events = Array.from({ length: 14 }, (_, index) => talk(`Talk ${index}`, 'never'));
  const good = { ...talk('Real talk', '10:00'), date: '2016-05-26T10:00:00-04:00', duration: '00:30' };
  const days = [{ date: '2016-05-26', rooms: { 'Main hall': [good, ...events] } }];
  const conference = {
    title: 'Torn',
    start: '2016-05-26',
    end: '2016-05-27',
    time_zone_name: 'America/Toronto',
    days,
  };
  const torn = join(await folder('warned', { 's.json': JSON.stringify({ schedule: { conference } }) }), 's.json');
  const args = ['compile', exported, '--schedule', torn, '--format', 'json', '--out', join(root, 'warned-out')];
  const { code, stderr } = await runForTest(args);
  assert.equal(code, 0, stderr);
  assert.equal(stderr.match(/^warning: /gm)?.length, 10);
  assert.match(stderr, /14 warnings, 4 of them not shown\. To see all, add --verbose\.\n$/);
  assert.match(stderr, /Main hall/);
  const all = await runForTest(['--verbose', ...args]);
  assert.equal(all.stderr.match(/^warning: /gm)?.length, 14);
});

test('nothing that an export or a schedule says commands the terminal', async () => {
  const name = '\u001b[31mred\u001b[0m\nrecap: done \u202e';
  const message = (ts: string) => ({ type: 'message', user: 'U1', text: 'hello everybody', ts });
  const hostile = await folder('hostile', {
    'channels.json': JSON.stringify([{ id: 'C1', name, created: 1, members: [] }]),
    'users.json': JSON.stringify([{ id: 'U1', name: 'u', real_name: name, tz: 'UTC', profile: {} }]),
    'C1/2020-01-01.json': JSON.stringify([message('1577880000.000100')]),
  });
  const schedule = join(await folder('hostile-schedule', { 's.json': `\u001b[2J${name}` }), 's.json');
  for (const args of [[hostile, '--name', name], [hostile, '--schedule', schedule], [join(root, name)]]) {
    const { stdout, stderr } = await runForTest(['compile', ...args, '--out', join(root, 'hostile-out')]);
    assert.doesNotMatch(stdout + stderr, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    assert.doesNotMatch(stdout + stderr, /^recap: done/m);
  }
});

test('a language model that is configured words the recap, and the report says what it took', async () => {
  await using model = await startModel((talks) =>
    talks.flatMap(({ notes }) => notes.slice(0, 2).map(({ text, number }) => says('paragraph', text, [number]))),
  );
  const out = join(root, 'worded');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['src/main.ts', 'compile', exported, '--schedule', schedule, '--out', out, '--format', 'md'],
    { env: { ...process.env, OPENAI_API_KEY: 'key', OPENAI_BASE_URL: model.baseUrl } },
  );
  assert.match(stdout, /Language model: \d+ tokens sent, \d+ received\./);
  assert.equal(model.asked.length, 9, 'one request for each talk with at least thirty words of notes');
  assert.equal(model.requests[0]!.model, 'gpt-6.1-terra');
});
