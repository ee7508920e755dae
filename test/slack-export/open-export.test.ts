import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { mostCommonTimezone, openExport } from '#slack-export/open-export.ts';
import type { ExportUser } from '#slack-export/users-and-channels.ts';
import { allNotes, makeFolder, readFolder, writeExport, zipExport } from './export-on-disk.ts';

const TORONTO = 'examples/devopsdays-toronto-2016/export';
const VIEWER = 'test/fixtures/slack-exports/slack-export-viewer-testarchive';
const PORTLAND = 'test/fixtures/devopsdays-pdx-2017/export';

const CHANNELS = [{ id: 'C1', name: 'talks' }];
const USERS = [{ id: 'U1', name: 'amara', tz: 'America/Toronto', profile: { real_name: 'Amara' } }];

function message(ts: string, text: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { type: 'message', user: 'U1', ts, text, ...more };
}

function exportOf(messages: unknown, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { 'channels.json': CHANNELS, 'users.json': USERS, 'talks/2016-05-26.json': messages, ...more };
}

describe('real exports', () => {
  it('give their notes, photos and what was left out', async () => {
    const source = await openExport(TORONTO);
    const notes = await allNotes(source);
    assert.equal(notes.length, 76);
    assert.deepEqual(source.skippedIn(source.channels), { 'system message': 1 });
    assert.deepEqual(source.warnings, []);
    assert.equal(source.mostCommonTimezone, 'America/Toronto');
    assert.deepEqual(new Set(notes.map((note) => note.author)), new Set(['Amara', 'Devon', 'Li Wei', 'Noor', 'Sam']));
    assert.equal(notes.filter((note) => note.threadTs === '1464272220.000100').length, 12);
    const photos = notes.flatMap((note) => note.photos);
    assert.deepEqual(
      photos.map((photo) => photo.name),
      ['feedback-loop.png', 'fashion.png', 'wall.png', 'shipit.png'],
    );
    assert.equal(photos[0]!.title, 'Slide: the continuous feedback loop');
    assert.equal((await source.openPhoto('feedback-loop.png')).length, 148_602);
    await source.close();
  });

  it('of 2016 have files, comments on them and bots', async () => {
    const source = await openExport(VIEWER);
    const notes = await allNotes(source);
    assert.deepEqual(source.skippedIn(source.channels), { 'system message': 8, bot: 97, empty: 3 });
    assert.equal(notes.length, 50);
    const comment = notes.find((note) => note.id === 'C0JL6CGQ2:1459106048.000018');
    assert.match(comment?.text ?? '', /^'cities': \{/);
    assert.ok(notes.every((note) => note.author !== '' && !note.author.startsWith('U0')));
    assert.deepEqual(new Set(notes.map((note) => note.author)).has('Harry Potter'), true);
  });

  it('read the same from a zip, with and without a folder round them', async () => {
    for (const path of [TORONTO, VIEWER, PORTLAND]) {
      const folder = await openExport(path);
      const files = await readFolder(path);
      const wrapped = Object.fromEntries(
        Object.entries(files).map(([name, content]) => [`Team export/${name}`, content]),
      );
      const expected = await allNotes(folder);
      assert.ok(expected.length > 0);
      for (const zip of [files, { ...wrapped, '__MACOSX/Team export/._channels.json': 'x' }]) {
        const source = await openExport(await zipExport(zip));
        assert.deepEqual(source.channels, folder.channels);
        assert.deepEqual(await allNotes(source), expected);
        assert.deepEqual(source.skippedIn(source.channels), folder.skippedIn(folder.channels));
        const photo = expected.flatMap((note) => note.photos)[0];
        if (photo !== undefined) {
          assert.deepEqual(await source.openPhoto(photo.name), await folder.openPhoto(photo.name));
        }
        await source.close();
      }
    }
  });

  it('come in order of time', async () => {
    const notes = await allNotes(await openExport(PORTLAND));
    assert.deepEqual(
      notes.map((note) => note.at),
      notes.map((note) => note.at).sort((a, b) => a - b),
    );
  });
});

describe('notes', () => {
  it('are sorted within a day, and come once', async () => {
    const path = await writeExport(
      exportOf(
        [message('1464266460.000200', 'b'), message('1464266460.000100', 'a'), message('1464266460.000200', 'b')],
        {
          'talks/2016-05-25.json': [message('1464179960.000100', 'before')],
          'talks/2016-05-27.json': [message('1464266460.000100', 'again')],
        },
      ),
    );
    const source = await openExport(path);
    assert.deepEqual(
      (await allNotes(source)).map((note) => note.text),
      ['before', 'a', 'b'],
    );
    assert.deepEqual(source.skippedIn(source.channels), { duplicate: 2 });
    await allNotes(source);
    assert.deepEqual(source.skippedIn(source.channels), { duplicate: 2 }, 'a channel that is read again counts once');
  });

  it('of days far from those asked for are not read', async () => {
    const path = await writeExport(
      exportOf([message('1464266460.000100', 'at it')], {
        'talks/2016-05-24.json': 'never opened',
        'talks/2016-05-27.json': [message('1464352860.000100', 'a day late')],
        'talks/2016-05-28.json': 'never opened',
      }),
    );
    const source = await openExport(path);
    const texts: string[] = [];
    for await (const note of source.notes(source.channels[0]!, { from: '2016-05-26', to: '2016-05-26' }))
      texts.push(note.text);
    assert.deepEqual(texts, ['at it', 'a day late']);
    assert.deepEqual(source.warnings, []);
  });
});

describe('conversations', () => {
  const files = {
    'channels.json': [
      ...CHANNELS,
      { id: 'C2', name: 'secret', is_private: true },
      { id: 'C3', name: 'quiet' },
      { name: 'no id' },
      7,
    ],
    'groups.json': [{ id: 'G1', name: 'board' }],
    'dms.json': [{ id: 'D1', members: ['U1', 'U9'] }],
    'mpims.json': [{ id: 'G2', name: 'mpdm-amara--sam-1', members: ['U1'] }],
    'users.json': USERS,
    'talks/2016-05-26.json': [message('1464266460.000100', 'public')],
    'board/2016-05-26.json': [message('1464266460.000100', 'private')],
    'D1/2016-05-26.json': [message('1464266460.000100', 'direct')],
    'forgotten/2016-05-26.json': [message('1464266460.000100', 'of unknown privacy')],
    'integration_logs.json': 'not even JSON',
    'talks/canvas_in_the_conversation.json': 'x',
  };

  it('say what they are, and private ones are read only by name', async () => {
    const source = await openExport(await writeExport(files));
    assert.deepEqual(
      source.channels.map(({ id, name, kind, isPrivate }) => [id, name, kind, isPrivate]),
      [
        ['C1', 'talks', 'public', false],
        ['C2', 'secret', 'private', true],
        ['C3', 'quiet', 'public', false],
        ['G1', 'board', 'private', true],
        ['D1', 'Amara, U9', 'dm', true],
        ['G2', 'mpdm-amara--sam-1', 'mpim', true],
        ['forgotten', 'forgotten', 'private', true],
      ],
    );
    assert.deepEqual(
      (await allNotes(source)).map((note) => note.text),
      ['public'],
    );
    assert.deepEqual(
      (await allNotes(source, 'board')).map((note) => note.text),
      ['private'],
    );
    assert.deepEqual(
      (await allNotes(source, 'Amara, U9')).map((note) => note.text),
      ['direct'],
    );
  });

  it('are named for their folders where no list names them', async () => {
    const source = await openExport(
      await writeExport({
        'talks/2016-05-26.json': [message('1464266460.000100', 'hello <@U1>')],
        'D024BE7LH/2016-05-26.json': [],
        'mpdm-a--b-1/2016-05-26.json': [],
      }),
    );
    assert.deepEqual(
      source.channels.map(({ id, kind }) => [id, kind]),
      [
        ['D024BE7LH', 'dm'],
        ['mpdm-a--b-1', 'mpim'],
        ['talks', 'public'],
      ],
    );
    const [note] = await allNotes(source);
    assert.equal(note?.author, 'Unknown person');
    assert.equal(note?.text, 'hello @Unknown person');
    assert.equal(source.warnings.length, 2);
  });
});

describe('what is no export', () => {
  it('is told in one line', async () => {
    const empty = await makeFolder();
    const cases: [string, RegExp][] = [
      [empty, /contains no Slack export\. An export has channels\.json/],
      [await writeExport({ 'notes.txt': 'x', 'users.json': USERS }), /contains no Slack export/],
      [join(empty, 'missing'), /can't be opened/],
      [join(await writeExport({ 'a.txt': 'x' }), 'a.txt'), /isn't a folder or a \.zip/],
      [await writeExport({ 'a/channels.json': [], 'b/channels.json': [] }), /contains 2 exports \(a, b\)/],
      [await writeExport({ ...exportOf([]), 'users.json': '[{"id": "U1"' }), /users\.json in the export is damaged/],
      [await writeExport({ ...exportOf([]), 'channels.json': {} }), /channels\.json in the export is damaged/],
    ];
    for (const [path, expected] of cases) {
      await assert.rejects(openExport(path), (error: Error) => {
        assert.equal(error.name, 'AppError');
        assert.match(error.message, expected);
        assert.ok(!error.message.includes('\n'));
        return true;
      });
    }
  });
});

describe('damaged files', () => {
  it('are read as far as they go, with a warning that names them', async () => {
    const whole = JSON.stringify([
      message('1464266460.000100', 'first'),
      message('1464266460.000200', 'second, [with] {marks}'),
    ]);
    const source = await openExport(
      await writeExport(
        exportOf(whole.slice(0, -10), {
          'talks/2016-05-27.json': '',
          'talks/2016-05-28.json': '{"not": "an array"}',
          'talks/2016-05-29.json': `\ufeff${JSON.stringify([message('1464525660.000100', 'fine')])}`,
        }),
      ),
    );
    assert.deepEqual(
      (await allNotes(source)).map((note) => note.text),
      ['first', 'fine'],
    );
    assert.deepEqual(
      source.warnings.map((warning) => warning.split(' ')[0]),
      ['talks/2016-05-26.json', 'talks/2016-05-27.json', 'talks/2016-05-28.json'],
    );
  });
});

it('follows no symbolic links out of the folder', async () => {
  const outside = await writeExport({ '2016-05-26.json': [message('1464266460.000100', 'outside')] });
  const path = await writeExport(exportOf([message('1464266460.000100', 'inside')]));
  await symlink(outside, join(path, 'linked'));
  await symlink(join(outside, '2016-05-26.json'), join(path, 'talks/2016-05-27.json'));
  const source = await openExport(path);
  assert.deepEqual(
    (await allNotes(source)).map((note) => note.text),
    ['inside'],
  );
  assert.equal(source.channels.length, 1);
});

function user(timezone: string | undefined, more: Partial<ExportUser> = {}): ExportUser {
  return {
    id: 'U',
    name: 'x',
    isBot: false,
    isDeleted: false,
    ...omitUndefined({ timezone }),
    ...more,
  };
}

it('is the zone of most people who are there', () => {
  const gone = user('Asia/Tokyo', { isDeleted: true });
  const bot = user('America/Los_Angeles', { isBot: true });
  assert.equal(mostCommonTimezone([gone, gone, bot, bot, user('Europe/Berlin'), user(undefined)]), 'Europe/Berlin');
  assert.equal(mostCommonTimezone([user('Europe/Paris'), user('Europe/Berlin')]), 'Europe/Berlin');
  assert.equal(mostCommonTimezone([gone, user(undefined)]), 'Asia/Tokyo');
  assert.equal(mostCommonTimezone([]), undefined);
});
