import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '..');

test('a reader that stops after the first lines gets all files and no error', async () => {
  const out = await mkdtemp(join(tmpdir(), 'main-'));
  try {
    const sample = join(ROOT, 'examples/devopsdays-toronto-2016/export');
    const child = spawn(process.execPath, [join(ROOT, 'src/main.ts'), 'compile', sample, '--out', out], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(stderr, /EPIPE|^\s+at /m);
    assert.ok((await readdir(out)).includes('recap.md'));
  } finally {
    await rm(out, { recursive: true, force: true });
  }
});
