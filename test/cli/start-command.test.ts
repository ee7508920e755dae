import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';

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
