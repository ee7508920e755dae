import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { servePage } from '#demo/local-slack/proxy-page.ts';
import { runLocalSlack } from '#demo/local-slack/run.ts';
import { createLocalWorkspace } from '#demo/local-slack/workspace-config.ts';
import { noLocalSlack } from '#test/e2e/no-local-slack.ts';

const EXPORT = join(import.meta.dirname, '../../../examples/devopsdays-toronto-2016/export');

test('a port that is in use is named', async () => {
  const other = createServer().listen(0, 'localhost');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  try {
    await assert.rejects(servePage('http://localhost:1/', port), {
      code: 'failed',
      message: `Port ${port} is in use by another program. Choose another with --port.`,
    });
  } finally {
    other.close();
  }
});

test('the page runs our script before its own, and its connection works', {
  skip: await noLocalSlack(),
}, async () => {
  const slack = await runLocalSlack(await createLocalWorkspace(EXPORT, 'Releng'));
  const page = await servePage(slack.url, 0);
  try {
    const html = await (await fetch(page.url)).text();
    assert.ok(html.indexOf('adaptToPage') < html.indexOf('<script type="module"'));
    const socket = new WebSocket(`${page.url.replace('http', 'ws')}ui`);
    const [event] = (await once(socket, 'message')) as [MessageEvent];
    assert.equal(JSON.parse(event.data).t, 'init');
  } finally {
    await page.close();
    await slack.stop();
  }
  await assert.rejects(fetch(page.url));
});
