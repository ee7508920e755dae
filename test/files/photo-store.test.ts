import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import { AppError } from '#errors.ts';
import { createPhotoStore, openFilesFolder } from '#files/photo-store.ts';
import { preparePhoto } from '#files/prepare-photo.ts';
import { createMemoryDatabase } from '#test/fakes/memory-database.ts';

/** As a phone takes it: wide, turned by a note in its head, with where it was taken. */
async function phonePhoto(): Promise<Buffer> {
  const picture = sharp({ create: { width: 4000, height: 3000, channels: 3, background: '#a03020' } });
  const exif = { IFD0: { Artist: 'Ada Secret', Orientation: '6' }, IFD3: { GPSLatitude: '43/1 38/1 0/1' } };
  return picture.withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer();
}

describe('a photo', () => {
  it('is turned upright, scaled, and says nothing but what it shows', async () => {
    const taken = await phonePhoto();
    assert.ok(taken.includes('Secret'));
    const { kept, content } = (await preparePhoto(taken))!;
    assert.deepEqual([kept.type, kept.width, kept.height], ['jpg', 1200, 1600]);
    const facts = await sharp(content).metadata();
    assert.deepEqual(
      [facts.exif, facts.orientation, facts.xmp, facts.iptc],
      [undefined, undefined, undefined, undefined],
    );
    assert.equal(Buffer.from(content).includes('Secret'), false);
    assert.equal(kept.bytes, content.byteLength);
  });

  it('keeps its format and is not made larger', async () => {
    for (const [format, type] of [
      ['png', 'png'],
      ['webp', 'webp'],
      ['gif', 'gif'],
    ] as const) {
      const small = sharp({ create: { width: 40, height: 30, channels: 4, background: '#a0302080' } });
      const { kept } = (await preparePhoto(await small.toFormat(format).toBuffer()))!;
      assert.deepEqual([kept.type, kept.width, kept.height], [type, 40, 30]);
    }
  });

  it('in HEIC, as iPhones take them, becomes a JPEG', async () => {
    const taken = await readFile(new URL('../fixtures/photos/red-and-blue.heic', import.meta.url));
    const { kept, content } = (await preparePhoto(taken))!;
    assert.deepEqual([kept.type, kept.width, kept.height], ['jpg', 64, 48]);
    const { dominant } = await sharp(
      await sharp(content).extract({ left: 0, top: 0, width: 28, height: 48 }).toBuffer(),
    ).stats();
    assert.ok(dominant.r > 150 && dominant.b < 80, JSON.stringify(dominant));
    assert.equal(await preparePhoto(taken.subarray(0, 700)), undefined);
  });

  it('that is none is refused, whatever it calls itself', async () => {
    const page = Buffer.from('<!doctype html><title>Sign in to Slack</title>');
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const broken = (await phonePhoto()).subarray(0, 40);
    for (const content of [page, drawing, broken, Buffer.alloc(0)])
      assert.equal(await preparePhoto(content), undefined);
  });
});

describe('photos in a folder', () => {
  let folder: string;
  let taken: Buffer;
  before(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'photos-')), 'files');
    taken = await phonePhoto();
  });
  after(() => rm(join(folder, '..'), { recursive: true, force: true }));

  function open(file: (teamId: string, id: string) => Promise<Uint8Array>) {
    const warnings: string[] = [];
    const { keyValue } = createMemoryDatabase();
    const stopping = new AbortController();
    const photos = createPhotoStore({
      ...{ folder, keyValue, stopping: stopping.signal },
      workspace: { file },
      log: { info: () => {}, warn: (_facts, event) => warnings.push(event), error: () => {} },
    });
    return { photos, warnings, stopping };
  }

  it('are fetched once however many people ask, and kept by their content', async () => {
    let fetched = 0;
    const { photos } = open(async () => {
      fetched += 1;
      return taken;
    });
    assert.equal(await photos.find('T1', { id: 'F1' }), undefined);
    // A folder that an older version made.
    await mkdir(folder, { mode: 0o755 });
    const [one, other] = await Promise.all([photos.open('T1', { id: 'F1' }), photos.open('T1', { id: 'F1' })]);
    assert.deepEqual(one, other);
    assert.equal(fetched, 1);
    photos.keepSoon('T1', [{ id: 'F1' }, { id: 'F2' }]);
    while ((await photos.find('T1', { id: 'F2' })) === undefined) await sleep(5);
    assert.equal(fetched, 2);
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
    // The same picture, shared twice.
    assert.deepEqual(await readdir(folder), [`${one!.kept.hash}.jpg`]);
    assert.deepEqual(await readFile(join(folder, `${one!.kept.hash}.jpg`)), Buffer.from(one!.content));
    await rm(join(folder, `${one!.kept.hash}.jpg`));
    assert.ok(await photos.open('T1', { id: 'F1' }), 'another machine fetches it for itself');
    assert.equal(fetched, 3);
  });

  it('that Slack doesn’t give are not asked for again, but those of a Slack that is away are', async () => {
    let error = new AppError('unreachable', 'Slack is away.');
    let asked = 0;
    const { photos, warnings } = open(async () => {
      asked += 1;
      throw error;
    });
    for (let time = 0; time < 2; time++) assert.equal(await photos.open('T1', { id: 'F3' }), undefined);
    assert.equal(asked, 2);
    error = new AppError('refused', 'Slack doesn’t give this file.');
    for (let time = 0; time < 2; time++) assert.equal(await photos.open('T1', { id: 'F3' }), undefined);
    assert.equal(asked, 3);
    assert.deepEqual(await photos.find('T1', { id: 'F3' }), { unusable: 'refused' });
    assert.equal(warnings.length, 3);
  });

  it('go when no note has them', async () => {
    const { photos } = open(async () => taken);
    const opened = await photos.open('T1', { id: 'F1' });
    const path = join(folder, `${opened!.kept.hash}.jpg`);
    await photos.keepOnly([]);
    assert.equal((await readdir(folder)).length, 1, 'what just came may be of a note that just came');
    await utimes(path, new Date(0), new Date(0));
    await photos.keepOnly([{ teamId: 'T1', id: 'F1' }]);
    assert.equal((await readdir(folder)).length, 1);
    await photos.keepOnly([{ teamId: 'T2', id: 'F1' }]);
    assert.deepEqual(await readdir(folder), []);
  });

  it('are stored next to the database', () => {
    assert.equal(openFilesFolder('sqlite:/var/lib/recap/recap.sqlite').folder, '/var/lib/recap/files');
    assert.equal(openFilesFolder('sqlite:data/recap.sqlite').folder, 'data/files');
    assert.equal(openFilesFolder('postgres://u:p@host/db').folder, 'data/files');
    const { folder: passing, close } = openFilesFolder('sqlite::memory:');
    assert.ok(existsSync(passing) && passing.startsWith(tmpdir()));
    close();
    assert.equal(existsSync(passing), false);
  });
});
