import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { runRecap } from './run-recap.ts';

const MAIN = `${import.meta.dirname}/../../src/main.ts`;

test('a bot that is stopped while Slack does not answer ends', async (t) => {
  const asked = Promise.withResolvers<void>();
  // A Slack that takes the question and never answers.
  const silent = createServer(() => asked.resolve()).listen(0);
  await once(silent, 'listening');
  t.after(() => {
    silent.close();
    silent.closeAllConnections();
  });
  const child = spawn(process.execPath, [MAIN, 'start'], {
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      SLACK_BOT_TOKEN: 'xoxb-silent',
      SLACK_APP_TOKEN: 'xapp-silent',
      SLACK_API_URL: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/api/`,
      DATABASE_URL: 'sqlite::memory:',
      LOG_LEVEL: 'silent',
    },
  });
  t.after(() => child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  await asked.promise;
  child.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
});

test('a start without any settings points to recap setup', async (t) => {
  const cwd = await mkdtemp(join(tmpdir(), 'start-'));
  t.after(() => rm(cwd, { recursive: true }));
  const { code, stderr } = await runRecap(['start'], { cwd });
  assert.equal(code, 1);
  assert.match(stderr, /^recap: The bot has no Slack app yet\. Run npm run -s recap -- setup, .*npm run demo\.\n$/);
});
