import assert from 'node:assert/strict';
import { test } from 'node:test';
import yauzl from 'yauzl';
import { keptPhoto } from '#test/fakes/fake-photos.ts';
import { ADA, type Followed, followConference } from '#test/usecases/followed-conference.ts';

async function withPhotos(): Promise<Followed> {
  const followed = await followConference({ listens: ['C1'] });
  const { bot, test } = followed;
  const photos = ['F1', 'F2'].map((id) => ({ id, name: `slide-${id}.png` }));
  const source = 'Willis: the six sources of burnout on one slide';
  await bot.messagePosted(
    test.workspace.say({ channel: 'C1', ts: '1464272400.000100', authorId: 'U2', photos, source }),
  );
  test.photos.kept.set('T1 F1', keptPhoto({ type: 'png' }));
  return followed;
}

test('a page comes with its photos inside, and says how many are missing', async () => {
  const { bot, test } = await withPhotos();
  await bot.exportFile(ADA, 'html');
  const [{ name, content, comment }] = test.workspace.files as [(typeof test.workspace.files)[0]];
  assert.equal(name, 'recap.html');
  assert.ok(content.includes(`src="data:image/png;base64,${Buffer.from('content of F1').toString('base64')}"`));
  assert.match(content, /img-src data:;/);
  assert.doesNotMatch(content, /slide-F2|photos\//);
  assert.equal(comment.values?.missing, 1);
});

test('Markdown, and a page that would be too large, come in an archive with the photos', async () => {
  const { bot, test } = await withPhotos();
  await bot.exportFile(ADA, 'md');
  test.photos.open = async (_teamId, { id }) =>
    id === 'F1' ? { kept: keptPhoto({ bytes: 9_000_000 }), content: new Uint8Array(9_000_000) } : undefined;
  await bot.exportFile(ADA, 'html');
  const names: string[][] = [];
  for (const { bytes } of test.workspace.files) names.push(await entriesOf(Buffer.from(bytes!)));
  assert.deepEqual(
    test.workspace.files.map(({ name }) => name),
    ['recap-md.zip', 'recap-html.zip'],
  );
  assert.deepEqual(names, [
    ['recap.md', 'photos/slide-F1.png'],
    ['recap.html', 'photos/slide-F1.png'],
  ]);
});

test('a photo over the limit of a file does not hide the ones after it', async () => {
  const { bot, test } = await withPhotos();
  test.photos.kept.set('T1 F2', keptPhoto({ type: 'png' }));
  test.photos.open = async (_teamId, { id }) => ({
    kept: keptPhoto({ type: 'png', bytes: id === 'F1' ? 61_000_000 : 100 }),
    content: new Uint8Array(100),
  });
  await bot.exportFile(ADA, 'md');
  const [{ bytes, comment }] = test.workspace.files as [(typeof test.workspace.files)[0]];
  assert.deepEqual(await entriesOf(Buffer.from(bytes!)), ['recap.md', 'photos/slide-F2.png']);
  assert.equal(comment.values?.missing, 1);
});

test('formats without photos fetch none', async () => {
  const { bot, test } = await withPhotos();
  test.photos.open = () => assert.fail('nothing shows it');
  await bot.exportFile(ADA, 'json');
  assert.equal(test.workspace.files[0]?.name, 'recap.json');
  assert.equal(test.workspace.files[0]!.comment.values?.missing, 0);
});

function entriesOf(archive: Buffer): Promise<string[]> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(archive, {}, (error, zip) => {
      if (error) return reject(error);
      const names: string[] = [];
      zip.on('entry', ({ fileName }) => names.push(fileName));
      zip.on('end', () => resolve(names));
    });
  });
}
