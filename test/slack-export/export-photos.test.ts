import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { createSafeNames } from '#slack-export/export-photos.ts';
import { openExport } from '#slack-export/open-export.ts';
import { anyText } from '#test/any-text.ts';
import { allNotes, writeExport } from './export-on-disk.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');
const GIF = Buffer.from('GIF89a0000');
const WEBP = Buffer.from('RIFF0000WEBPVP8 ');

function file(id: string, name: string, more: Record<string, unknown> = {}) {
  return { id, name, mimetype: 'image/png', title: name, ...more };
}

function exportOf(messages: Record<string, unknown>[], uploads: Record<string, Buffer>) {
  return writeExport({
    'channels.json': [{ id: 'C1', name: 'talks' }],
    'users.json': [],
    'talks/2016-05-26.json': messages.map((message, index) => ({
      type: 'message',
      user: 'U1',
      text: '',
      ts: `146427234${index}.000100`,
      ...message,
    })),
    ...Object.fromEntries(Object.entries(uploads).map(([path, bytes]) => [`__uploads/${path}`, bytes])),
  });
}

it('takes pictures of the formats that browsers show, told by their bytes', async () => {
  const source = await openExport(
    await exportOf(
      [
        {
          files: [file('F1', 'a.PNG'), file('F2', 'a.png', { mimetype: 'image/jpeg' }), file('F3', 'no ending')],
        },
        { files: [file('F4', 'a.png', { mimetype: 'image/webp' }), file('F1', 'a.PNG')] },
      ],
      { 'F1/a.PNG': PNG, 'F2/a.png': JPEG, 'F3/stored': GIF, 'F4/a.png': WEBP },
    ),
  );
  const notes = await allNotes(source);
  assert.deepEqual(
    notes.map((note) => note.photos.map((photo) => photo.name)),
    [
      ['a.png', 'a.jpg', 'no-ending.gif'],
      ['a.webp', 'a.png'],
    ],
  );
  assert.deepEqual(await source.openPhoto('a.jpg'), JPEG);
  assert.deepEqual(await allNotes(source), notes, 'names stay when read again');
  assert.deepEqual(source.skippedIn(source.channels), {});
});

it('leaves out and counts what is missing, too large, or something else', async () => {
  const source = await openExport(
    await exportOf(
      [
        {
          text: 'look',
          files: [file('F1', 'gone.png'), file('F2', 'page.png'), file('F3', 'big.png'), file('F4', 'a.svg')],
        },
        { files: [file('F1', 'gone.png')] },
        {
          text: 'paper',
          files: [file('F5', 'a.pdf', { mimetype: 'application/pdf' }), { id: 'F6', mode: 'tombstone' }],
        },
        {
          text: 'escape',
          files: [file('..', '../users.json'), file('__proto__', 'x.png'), file('F2/../F7', 'x.png')],
        },
      ],
      {
        'F2/page.png': Buffer.from('<html><script>'),
        'F3/big.png': Buffer.concat([PNG, Buffer.alloc(20 * 1024 ** 2)]),
        'F4/a.svg': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">'),
        'F7/x.png': PNG,
      },
    ),
  );
  const notes = await allNotes(source);
  assert.deepEqual(
    notes.map((note) => [note.text, note.photos.length]),
    [
      ['look', 0],
      ['paper', 0],
      ['escape', 0],
    ],
  );
  assert.deepEqual(source.skippedIn(source.channels), {
    'photo missing': 5,
    'photo of another format': 2,
    'photo too large': 1,
    empty: 1,
  });
  await assert.rejects(source.openPhoto('page.png'), {
    name: 'AppError',
    message: 'The export has no photo page.png',
  });
});

it('keeps a title that says more than the name', async () => {
  const titles: [string, string, string | undefined][] = [
    ['feedback-loop.png', 'Slide: the feedback loop', 'Slide: the feedback loop'],
    ['feedback-loop.png', 'Feedback loop', undefined],
    ['Image from iOS.jpg', 'Image from iOS', undefined],
    ['a.png', 'R&amp;D \u202e&lt;b&gt;', 'R&D <b>'],
    ['a.png', ' ', undefined],
  ];
  const source = await openExport(
    await exportOf(
      titles.map(([name, title], index) => ({ files: [file(`F${index}`, name, { title })] })),
      Object.fromEntries(titles.map(([name], index) => [`F${index}/${name}`, PNG])),
    ),
  );
  assert.deepEqual(
    (await allNotes(source)).map((note) => note.photos[0]?.title),
    titles.map(([, , title]) => title),
  );
});

it('tells the size of a picture as it is shown, also of one that the camera turned', async () => {
  const png = Buffer.concat([PNG, Buffer.from('00000640000003840806000000', 'hex')]);
  const turned = Buffer.from(
    `ffd8ffe1002245786966000049492a0008000000010012010300010000000600000000000000${'ffc0000b080384064001011100'}ffd9`,
    'hex',
  );
  const source = await openExport(
    await exportOf([{ files: [file('F1', 'a.png'), file('F2', 'b.jpg'), file('F3', 'c.gif')] }], {
      'F1/a.png': png,
      'F2/b.jpg': turned,
      'F3/c.gif': GIF.subarray(0, 6),
    }),
  );
  const [note] = await allNotes(source);
  assert.deepEqual(
    note?.photos.map(({ width, height }) => [width, height]),
    [
      [1600, 900],
      [900, 1600],
      [undefined, undefined],
    ],
  );
});

it('keeps names readable and takes out what is not safe', () => {
  const safe = createSafeNames();
  assert.equal(safe('feedback-loop.png', 'png'), 'feedback-loop.png');
  assert.equal(safe('../../etc/passwd', 'png'), 'etc-passwd.png');
  assert.equal(safe('C:\\Users\\x\\Wand.JPEG', 'jpg'), 'C-Users-x-Wand.jpeg');
  assert.equal(safe('Bildschirmfoto 2016-05-26 um 10.15.png', 'png'), 'Bildschirmfoto-2016-05-26-um-10.15.png');
  assert.equal(safe('スライド.png', 'webp'), 'スライド.webp');
  assert.equal(safe('con.gif', 'gif'), 'photocon.gif');
  assert.equal(safe('\u202e\u0000.png', 'png'), 'photo.png');
});

it('gives each name out once, whatever the case', () => {
  const safe = createSafeNames();
  assert.deepEqual(
    ['a.png', 'A.PNG', 'a.png', 'a-2.png', ''].map((name) => safe(name, 'png')),
    ['a.png', 'A-2.png', 'a-3.png', 'a-2-2.png', 'photo.png'],
  );
});

it('is safe whatever comes', () => {
  fc.assert(
    fc.property(fc.array(anyText({ maxLength: 300 })), (names) => {
      const safe = createSafeNames();
      const given = names.map((name) => safe(name, 'png'));
      assert.equal(new Set(given.map((name) => name.toLowerCase())).size, given.length);
      for (const name of given) {
        assert.match(name, /^[\p{L}\p{M}\p{N}_][\p{L}\p{M}\p{N}_.-]*\.png$/u);
        assert.ok(name.length <= 100 && Buffer.byteLength(name) <= 255 && !name.includes('..'));
      }
    }),
  );
});
