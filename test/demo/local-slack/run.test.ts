import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Server } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { findLocalSlack, freePort, runLocalSlack } from '#demo/local-slack/run.ts';
import { createLocalWorkspace } from '#demo/local-slack/workspace-config.ts';
import { noLocalSlack } from '#test/e2e/no-local-slack.ts';
import { until } from '#test/e2e/until.ts';

const EXPORT = join(import.meta.dirname, '../../../examples/devopsdays-toronto-2016/export');
const CHANNEL = 'C0DODTO16';
const AMARA = 'U0AMARA1';
const skip = await noLocalSlack();

test('a machine without the program is told which package to install', async () => {
  await assert.rejects(findLocalSlack({ platform: 'sunos', arch: 'sparc' as NodeJS.Architecture }), {
    code: 'failed',
    message: /needs the package local-slack-sunos-sparc.*npm install/,
  });
});

test('a machine that allows no listening at all is told so, not asked for ever', { timeout: 5_000 }, async (t) => {
  t.mock.method(Server.prototype, 'listen', function (this: Server) {
    setImmediate(() => this.emit('error', Object.assign(new Error('not permitted'), { code: 'EPERM' })));
    return this;
  });
  await assert.rejects(freePort(), { code: 'EPERM' });
});

test('people can write, edit, react and send photos, and it is gone when it is stopped', {
  skip,
}, async () => {
  const slack = await runLocalSlack(await createLocalWorkspace(EXPORT, 'Releng'));
  try {
    const { control } = slack;
    const said = await control.say({ channel: CHANNEL, user: AMARA, text: 'hello' });
    await control.edit({ channel: CHANNEL, user: AMARA, ts: said.ts, text: 'hello there' });
    await control.react({ channel: CHANNEL, user: AMARA, ts: said.ts, name: 'memo' });
    const photo = { name: 'a.png', bytes: new Uint8Array([1, 2, 3]) };
    await control.upload({ channel: CHANNEL, user: AMARA, text: 'a slide', files: [photo] });
    const [first, second] = await control.messages(CHANNEL);
    assert.equal(first?.text, 'hello there');
    assert.deepEqual(
      first?.reactions?.map(({ name }) => name),
      ['memo'],
    );
    assert.equal(second?.files?.[0]?.name, 'a.png');
    assert.equal((await control.dialogs()).top(), undefined);
    await assert.rejects(control.delete({ channel: CHANNEL, user: 'U0SAM001', ts: said.ts }), {
      message: 'Local Slack refused delete-message: not_authorized.',
    });
  } finally {
    await slack.stop();
    await slack.stop();
  }
  await assert.rejects(fetch(slack.url));
});

test('a workspace that local Slack refuses ends in its own reason', { skip }, async () => {
  const workspace = await createLocalWorkspace(EXPORT, 'Releng');
  await assert.rejects(runLocalSlack({ ...workspace, app: { ...workspace.app, mode: 'events' } }), {
    code: 'failed',
    message: /did not start: app "A0RECAP01" has mode "events" but no requestUrl is set/,
  });
});

test('it ends when the process that started it is killed', { skip }, async () => {
  const script = `
    const { runLocalSlack } = await import(${JSON.stringify(import.meta.resolve('#demo/local-slack/run.ts'))});
    const { createLocalWorkspace } = await import(${JSON.stringify(import.meta.resolve('#demo/local-slack/workspace-config.ts'))});
    const slack = await runLocalSlack(await createLocalWorkspace(${JSON.stringify(EXPORT)}, 'Releng'));
    console.log(slack.url);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = (await once(child.stdout, 'data')) as [Buffer];
  child.kill('SIGKILL');
  await until('it is gone', () =>
    fetch(String(url).trim()).then(
      () => false,
      () => true,
    ),
  );
});
