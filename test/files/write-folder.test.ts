import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { writeFolder } from '#files/write-folder.ts';

let root: string;
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'write-folder-'));
});
after(() => rm(root, { recursive: true, force: true }));

const photo = { path: 'photos/a.png', content: async () => Buffer.from([1, 2, 3]) };

test('makes the folder and all above it', async () => {
  const out = join(root, 'deep', 'er', 'out');
  await writeFolder(out, [{ path: 'recap.md', content: '# Hi' }, photo]);
  assert.equal(await readFile(join(out, 'recap.md'), 'utf8'), '# Hi');
  assert.deepEqual([...(await readFile(join(out, 'photos/a.png')))], [1, 2, 3]);
  assert.deepEqual(await readdir(join(root, 'deep', 'er')), ['out'], 'no draft is left beside it');
});

test('replaces its own files and leaves the others', async () => {
  const out = join(root, 'again');
  await mkdir(out);
  await writeFile(join(out, 'mine.txt'), 'mine');
  await writeFile(join(out, 'recap.md'), 'old');
  await writeFolder(out, [{ path: 'recap.md', content: 'new' }, photo]);
  assert.deepEqual((await readdir(out)).sort(), ['mine.txt', 'photos', 'recap.md']);
  assert.equal(await readFile(join(out, 'recap.md'), 'utf8'), 'new');
});

test('a file that fails leaves everything as it was', async () => {
  const out = join(root, 'failing');
  await writeFolder(out, [{ path: 'recap.md', content: 'old' }]);
  const failing = async () => {
    throw new Error('photo is gone');
  };
  await assert.rejects(
    writeFolder(out, [
      { path: 'recap.md', content: 'new' },
      { path: 'photos/b.png', content: failing },
    ]),
    /Can't write to .*failing: photo is gone\. Choose another folder with --out\./,
  );
  assert.deepEqual(await readdir(out), ['recap.md']);
  assert.equal(await readFile(join(out, 'recap.md'), 'utf8'), 'old');
  assert.equal(
    (await readdir(root)).some((name) => name.startsWith('.failing-')),
    false,
  );
});

test('a file in the folder’s place is refused', async () => {
  const out = join(root, 'file');
  await writeFile(out, '');
  await assert.rejects(writeFolder(out, [{ path: 'recap.md', content: '' }]), /is a file, not a folder/);
});

test('a path that leads outside is refused', async () => {
  await assert.rejects(writeFolder(join(root, 'x'), [{ path: '../y.md', content: '' }]), /outside the folder/);
});
