import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openExport } from '#slack-export/open-export.ts';
import { writeExport } from '#test/slack-export/export-on-disk.ts';
import { createExtractiveSummarizer } from '#text/summary/summarize-extractively.ts';
import { compileExport } from '#usecases/recap/compile-export.ts';

const PNG = readFileSync(
  fileURLToPath(
    new URL('../../fixtures/exports/slack-photos-standard-storage/conf/attachments/F1-slide.png', import.meta.url),
  ),
);

async function compile(path: string, schedule: string | undefined, channels: string[] = []) {
  const source = await openExport(path);
  try {
    return await compileExport({ channels, timezone: 'UTC' }, schedule, {
      source,
      summarizer: createExtractiveSummarizer(),
      maxPoints: 5,
      onProgress: () => {},
    });
  } finally {
    await source.close();
  }
}

const USERS = ['Ann', 'Ben', 'Cem'].map((name, index) => ({
  id: `U${index + 1}`,
  name: name.toLowerCase(),
  profile: { display_name: name },
}));
const DAY = '2024-05-10.json';

function message(text: string, more: object = {}): object {
  return { type: 'message', user: 'U1', text, ts: '1715333400.000009', ...more };
}

for (const [name, ending] of [
  ['family-name-notes', 'json'],
  ['ics-speakers-in-description', 'ics'],
]) {
  test(`${name}: the channel with notes is taken, the one about printers is left`, async () => {
    const fixtures = new URL('../../fixtures/', import.meta.url);
    const schedule = readFileSync(new URL(`schedules/cases/${name}.${ending}`, fixtures), 'utf8');
    const { channels } = await compile(fileURLToPath(new URL(`exports/${name}`, fixtures)), schedule);
    assert.deepEqual(
      channels.map(({ name: channel, taken }) => [channel, taken]),
      [
        ['notes', true],
        ['general', false],
      ],
    );
  });
}

test('private channels and direct messages are named by what people know of them', async () => {
  const path = await writeExport({
    'users.json': [...USERS, { id: 'U4', name: 'cleo', real_name: 'Cleo Ferrer' }],
    'channels.json': [{ id: 'C1', name: 'general' }],
    'groups.json': [{ id: 'G1', name: 'board' }],
    'dms.json': [
      { id: 'D1', members: ['U1', 'U2'] },
      { id: 'D2', members: ['U1', 'U4'] },
    ],
    'mpims.json': [{ id: 'G2', name: 'mpdm-ann--ben--cem-1', members: ['U1', 'U2', 'U3'] }],
    [`general/${DAY}`]: [message('in general')],
    [`board/${DAY}`]: [message('in the board')],
    [`D1/${DAY}`]: [message('to Ben')],
    [`D2/${DAY}`]: [message('to Cleo')],
    [`mpdm-ann--ben--cem-1/${DAY}`]: [message('to both')],
  });
  const read = async (channel: string) =>
    (await compile(path, undefined, [channel])).recap.notes.map(({ text }) => text);
  assert.deepEqual(await read('#general'), ['in general']);
  assert.deepEqual(await read('Board'), ['in the board']);
  assert.deepEqual(await read('ben'), ['to Ben']);
  assert.deepEqual(await read('@Ann, @Ben'), ['to Ben']);
  assert.deepEqual(await read('D1'), ['to Ben']);
  assert.deepEqual(await read('cleo'), ['to Cleo']);
  assert.deepEqual(await read('ben, cem'), ['to both']);
  await assert.rejects(read('dora'), {
    code: 'wrong-usage',
    message:
      'The export has no channel #dora. Public channels: #general. ' +
      'Private channels and direct messages: Ann, Ben, Ann, Cleo Ferrer, board, mpdm-ann--ben--cem-1.',
  });
});

test("a picture without words in a talk's slot is a photo of the talk", async () => {
  const file = { id: 'F1', name: 'slide.png', mimetype: 'image/png' };
  const path = await writeExport({
    'users.json': USERS,
    'channels.json': [{ id: 'C1', name: 'conf' }],
    [`conf/${DAY}`]: [message('', { files: [file] })],
    'conf/attachments/F1-slide.png': PNG,
  });
  const talk = {
    title: 'Knots',
    room: 'Hall',
    startsAt: '2024-05-10T09:15:00Z',
    endsAt: '2024-05-10T10:00:00Z',
    speakers: ['Ada Marlow'],
  };
  const { recap } = await compile(path, JSON.stringify({ sessions: [talk] }));
  assert.deepEqual(
    recap.days.flatMap(({ talks }) => talks.map(({ title, photos }) => [title, photos.map((photo) => photo.file)])),
    [['Knots', ['photos/slide.png']]],
  );
});
