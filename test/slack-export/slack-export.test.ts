import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openExport } from '#slack-export/open-export.ts';
import { allNotes, writeExport, zipExport } from './export-on-disk.ts';

function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/exports/${name}`, import.meta.url));
}

const USERS = [{ id: 'U1', name: 'ann', profile: { display_name: 'Ann' } }];
const DAY = '2024-05-10.json';
const TS = '1715333400.000009';

function message(text: string): unknown {
  return { type: 'message', user: 'U1', text, ts: TS };
}

test('Enterprise Grid: people are named by org_users.json', async () => {
  const source = await openExport(fixture('slack-grid-org-users'));
  assert.deepEqual(
    (await allNotes(source)).map(({ author }) => author),
    ['Ann Example'],
  );
  assert.deepEqual(source.warnings, []);
});

test('Enterprise Grid: channels of each workspace are found in its folder', async () => {
  const source = await openExport(
    await writeExport({
      'org_users.json': USERS,
      'channels.json': [],
      'teams/east/channels.json': [{ id: 'C1', name: 'conf' }],
      [`teams/east/conf/${DAY}`]: [message('from the east')],
      'teams/west/groups.json': [{ id: 'G1', name: 'board' }],
      [`teams/west/board/${DAY}`]: [message('from the west')],
    }),
  );
  assert.deepEqual(
    source.channels.map(({ name, kind }) => [name, kind]),
    [
      ['conf', 'public'],
      ['board', 'private'],
    ],
  );
  assert.deepEqual(
    (await allNotes(source)).map(({ author, text }) => [author, text]),
    [['Ann', 'from the east']],
  );
});

test('folders that no list names are taken for private, with a warning that names them', async () => {
  const source = await openExport(fixture('slack-unlisted-folder'));
  assert.deepEqual(
    source.channels.map(({ name, isPrivate }) => [name, isPrivate]),
    [
      ['conf', false],
      ['r-sprint', true],
    ],
  );
  assert.match(source.warnings.join(), /so they are treated as private: r-sprint\. To read one, use --channel/);
  assert.equal((await allNotes(source, 'r-sprint')).length, 1);
});

test('folder names may be in decomposed Unicode', async () => {
  const source = await openExport(
    await writeExport({
      'users.json': USERS,
      'channels.json': [{ id: 'C1', name: 'café-über' }],
      [`${'café-über'.normalize('NFD')}/${DAY}`]: [message('hello')],
    }),
  );
  assert.deepEqual(source.warnings, []);
  assert.equal((await allNotes(source)).length, 1);
});

test("slackdump's photos are found in the folder of their channel", async () => {
  const source = await openExport(fixture('slack-photos-standard-storage'));
  const [note] = await allNotes(source);
  assert.deepEqual(
    note?.photos.map(({ id, name }) => [id, name]),
    [['F1', 'slide.png']],
  );
  assert.ok((await source.openPhoto('slide.png')).length > 0);
});

test('other formats are refused with what to do', async () => {
  const cases: [string, RegExp][] = [
    [await writeExport({ 'slackdump.sqlite': 'x' }), /slackdump archive\. .*: slackdump convert -f export/],
    [await writeExport({ 'channels.json.gz': 'x', 'C024BE91L.json.gz': 'x' }), /: slackdump convert -f export/],
    [await writeExport({ 'C024BE91L.json': { messages: [] } }), /slackdump dump.*: slackdump export/],
    [await zipExport({ 'export.zip': 'PK' }), /contains another zip file, export\.zip\. Unzip it/],
  ];
  for (const [path, expected] of cases) await assert.rejects(openExport(path), expected);
});

test('Enterprise Grid: a private channel is not taken for the public one of that name in another workspace', async () => {
  const source = await openExport(
    await writeExport({
      'users.json': USERS,
      'channels.json': [],
      'teams/east/channels.json': [{ id: 'C1', name: 'general' }],
      [`teams/east/general/${DAY}`]: [message('open to all')],
      'teams/west/groups.json': [{ id: 'G1', name: 'general' }],
      [`teams/west/general/${DAY}`]: [message('for the board')],
    }),
  );
  assert.deepEqual(
    (await allNotes(source)).map(({ text }) => text),
    ['open to all'],
  );
  assert.deepEqual(source.warnings, []);
});
