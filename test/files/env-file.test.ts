import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'dotenv';
import fc from 'fast-check';
import { setVariables, writeSecretFile } from '#files/env-file.ts';

test('a variable is replaced where it stands and added where it is not, and no other line changes', () => {
  const text = '# tokens\nexport A=1\nB = 2\n\n#A=old\nAB=3';
  assert.equal(setVariables(text, { A: '$&', B: 'y', C: 'z' }), '# tokens\nA=$&\nB=y\n\n#A=old\nAB=3\nC=z\n');
  assert.equal(setVariables('', { A: 'x' }), 'A=x\n');
});

test('what was set is read back, with all that was there', () => {
  const name = fc.constantFrom('ONE', 'TWO', 'THREE', 'FOUR');
  const value = fc.stringMatching(/^[\w:/.-]{1,20}$/);
  const values = fc.dictionary(name, value);
  fc.assert(
    fc.property(values, values, (before, after) => {
      const text = setVariables('', before);
      assert.deepEqual({ ...parse(setVariables(text, after)) }, { ...before, ...after });
    }),
  );
});

test('a secret file is for its owner alone, and nothing else is left behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'env-file-'));
  const path = join(folder, '.env');
  await writeFile(path, 'old', { mode: 0o644 });
  await symlink(path, join(folder, 'link'));
  writeSecretFile(join(folder, 'link'), 'new');
  assert.equal(await readFile(path, 'utf8'), 'new');
  assert.equal((await stat(path)).mode & 0o777, 0o600);
  assert.deepEqual((await readdir(folder)).sort(), ['.env', 'link']);
  assert.throws(() => writeSecretFile(join(folder, 'nowhere', '.env'), 'x'), { code: 'failed' });
  await rm(folder, { recursive: true });
});
