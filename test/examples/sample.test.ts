import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runForTest } from '#test/fakes/run-for-test.ts';

const sample = join(import.meta.dirname, '../../examples/devopsdays-toronto-2016');
let out: string;
before(async () => {
  out = await mkdtemp(join(tmpdir(), 'sample-'));
});
after(() => rm(out, { recursive: true, force: true }));

test('the sample conference’s recap is up to date (else run npm run sample)', async () => {
  const args = ['compile', join(sample, 'export'), '--schedule', join(sample, 'schedule.json'), '--out', out];
  const { code, stderr } = await runForTest(args);
  assert.equal(code, 0, stderr);
  const made = (await readdir(out, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  assert.ok(made.length >= 10, 'six documents and four photos');
  for (const { parentPath, name } of made) {
    const path = join(parentPath, name);
    const kept = join(sample, path.slice(out.length + 1));
    const same = (await readFile(path)).equals(await readFile(kept));
    assert.ok(same, `${path.slice(out.length + 1)} differs`);
  }
  const photos = async (folder: string) => (await readdir(join(folder, 'photos'))).sort();
  assert.deepEqual(await photos(sample), await photos(out));
});
