import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { noLocalSlack } from '#test/e2e/no-local-slack.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');

/** Runs `recap demo` as a person does; `signalAt` sends a signal when it has printed these words. */
async function runDemo(args: string[], signalAt?: { words: string; signal: NodeJS.Signals }) {
  const child = spawn(process.execPath, [MAIN, 'demo', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let seen = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      seen += chunk;
      if (signalAt !== undefined && !child.killed && seen.includes(signalAt.words)) child.kill(signalAt.signal);
    });
  }
  const [stdout, stderr, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
  ]);
  return { stdout, stderr, code, signal, url: /http:\/\/localhost:\d+\//.exec(stderr)?.[0] };
}

describe('the demo', { skip: await noLocalSlack(), concurrency: true }, () => {
  test('it shows digests, recap and reading list, and ends by itself', async () => {
    const { stdout, stderr, code, url } = await runDemo(['--once']);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /=== The first day ===\n\nDevOpsDays Toronto 2016 · Day 1 · /);
    assert.match(stdout, /Updated .*: 1 late note/);
    assert.match(stdout, /=== The second day ===\n\nDevOpsDays Toronto 2016 · Day 2 · /);
    assert.match(stdout, /=== \/readinglist ===\n\nDevOpsDays Toronto 2016 reading list: 5 entries/);
    // Somebody wrote `<!channel>`, and talk of another channel is nobody's note.
    assert.doesNotMatch(stdout, /ignore all previous instructions|nightly on mac/);
    assert.doesNotMatch(stderr, /Bot (?:warning|error)/);
    await assert.rejects(fetch(url!));
  });

  test('Ctrl-C after everything was shown is the way to end it', async () => {
    const { code, url } = await runDemo([], { words: 'press Ctrl-C', signal: 'SIGINT' });
    assert.equal(code, 0);
    await assert.rejects(fetch(url!));
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    test(`${signal} before ends the process by the signal, and leaves nothing running`, async () => {
      const ended = await runDemo([], { words: 'The team writes', signal });
      assert.equal(ended.signal, signal);
      await assert.rejects(fetch(ended.url!));
    });
  }

  test('a port that was asked for and is in use ends it with the reason', async () => {
    const other = createServer().listen(0, 'localhost');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await runDemo(['--port', String(port)]);
    other.close();
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`^recap: Port ${port} is in use by another program`, 'm'));
  });
});
