import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { readConfig } from '#config/config.ts';
import { freePort, type LocalSlack, runLocalSlack } from '#demo/local-slack/run.ts';
import { LOCAL_APP } from '#demo/local-slack/workspace-config.ts';
import { AppError } from '#errors.ts';
import { createSlackApp, type SlackApp } from '#slack/connection/create-app.ts';
import { createMemoryDatabase } from '#test/fakes/memory-database.ts';
import { ANN, ROOM, rememberingLog, TEAM, testWorkspace } from '#test/slack/stand-in.ts';

const SECRET = LOCAL_APP.signingSecret;

describe('signed HTTP', () => {
  let slack: LocalSlack;
  let slackApp: SlackApp;
  let port: number;
  before(async () => {
    slack = await runLocalSlack(testWorkspace());
  });
  after(() => slack.stop());
  beforeEach(async () => {
    port = (await freePort())!;
    slackApp = appAt(port);
  });
  afterEach(() => slackApp.stop());

  function appAt(listenAt: number): SlackApp {
    const config = readConfig({
      SLACK_BOT_TOKEN: LOCAL_APP.botToken,
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: slack.apiUrl,
      PORT: String(listenAt),
    });
    return createSlackApp(config, {
      log: rememberingLog(),
      installations: createMemoryDatabase().installations,
      keyValue: createMemoryDatabase().keyValue,
      routes: {
        '/health': (_request, response) => void response.end('fine'),
        '/r/*': ({ method, url }, response) => void response.end(`${method} ${url}`),
      },
    });
  }

  function send(body: string, { secret = SECRET, at = Date.now(), type = 'application/json' } = {}): Promise<Response> {
    const timestamp = String(Math.floor(at / 1000));
    const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
    return fetch(`http://localhost:${port}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': type,
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
      },
      body,
    });
  }

  const sendEvent = (event: object, options?: Parameters<typeof send>[1]) =>
    send(JSON.stringify({ type: 'event_callback', team_id: TEAM, event_id: 'Ev1', event }), options);
  const MESSAGE = { type: 'message', channel: ROOM, user: ANN, text: 'hello', ts: '1700000000.000001' };
  const FORM = 'application/x-www-form-urlencoded';
  const COMMAND = new URLSearchParams({
    command: '/recap',
    team_id: TEAM,
    user_id: ANN,
    channel_id: ROOM,
    text: '',
  }).toString();

  it('answers an event when it is stored, not before', async () => {
    const stored = Promise.withResolvers<void>();
    const listening = Promise.withResolvers<void>();
    slackApp.app.event('message', () => {
      listening.resolve();
      return stored.promise;
    });
    await slackApp.start();
    let answered = false;
    const answer = sendEvent(MESSAGE).finally(() => {
      answered = true;
    });
    await listening.promise;
    assert.equal(answered, false);
    stored.resolve();
    assert.equal((await answer).status, 200);
  });

  it('answers 500 if an event could not be stored, so that Slack sends it again', async () => {
    slackApp.app.event('message', () => Promise.reject(new Error('the disk is full')));
    await slackApp.start();
    assert.equal((await sendEvent(MESSAGE)).status, 500);
  });

  it("keeps a command's answer, also where its listener fails afterwards", async () => {
    slackApp.app.command('/recap', async ({ ack }) => {
      await ack({ text: 'noted' });
      throw new Error('too late to matter');
    });
    await slackApp.start();
    const answer = await send(COMMAND, { type: FORM });
    assert.equal(answer.status, 200);
    assert.deepEqual(await answer.json(), { text: 'noted' });
  });

  it('answers 500 to a command whose listener fails before it has answered', async () => {
    slackApp.app.command('/recap', () => Promise.reject(new Error('no')));
    await slackApp.start();
    assert.equal((await send(COMMAND, { type: FORM })).status, 500);
  });

  it('turns away what Slack has not signed, or not just now, or not of this size', async () => {
    let heard = 0;
    slackApp.app.event('message', async () => {
      heard += 1;
    });
    await slackApp.start();
    assert.equal((await sendEvent(MESSAGE, { secret: 'another secret' })).status, 401);
    assert.equal((await sendEvent(MESSAGE, { at: Date.now() - 6 * 60_000 })).status, 401);
    assert.equal((await sendEvent(MESSAGE, { at: Date.now() + 6 * 60_000 })).status, 401);
    assert.equal((await sendEvent({ ...MESSAGE, text: 'a'.repeat(1024 * 1024) })).status, 413);
    const bare = await fetch(`http://localhost:${port}/slack/events`, { method: 'POST', body: '{}' });
    assert.equal(bare.status, 401);
    assert.equal((await send('no json')).status, 400);
    for (const body of ['null', '5', '"text"', '[]']) {
      assert.equal((await send(body)).status, 400);
      assert.equal((await send(`payload=${encodeURIComponent(body)}`, { type: FORM })).status, 400);
    }
    assert.equal(heard, 0);
  });

  it("serves its own paths, and Slack's check of the address", async () => {
    await slackApp.start();
    assert.equal(await (await fetch(`http://localhost:${port}/health`)).text(), 'fine');
    assert.equal((await fetch(`http://localhost:${port}/other`)).status, 404);
    for (const path of ['/r/x', '/r/x/photos/a%20b.png', '/r/%E0%A4%A', '/r/x?y=z']) {
      assert.equal(await (await fetch(`http://localhost:${port}${path}`)).text(), `GET ${path}`);
      assert.equal((await fetch(`http://localhost:${port}${path}`, { method: 'HEAD' })).status, 200);
    }
    assert.equal((await fetch(`http://localhost:${port}/r/x`, { method: 'POST' })).status, 404);
    assert.deepEqual(await (await send('{"type":"url_verification","challenge":"x"}')).json(), {
      challenge: 'x',
    });
    assert(slackApp.health().isConnected);
  });

  it('finishes running requests when it is stopped', async () => {
    const stored = Promise.withResolvers<void>();
    const listening = Promise.withResolvers<void>();
    slackApp.app.event('message', () => {
      listening.resolve();
      return stored.promise;
    });
    await slackApp.start();
    const answer = sendEvent(MESSAGE);
    await listening.promise;
    const stopped = slackApp.stop();
    await assert.rejects(fetch(`http://localhost:${port}/health`));
    stored.resolve();
    assert.equal((await answer).status, 200);
    await stopped;
  });

  it('says that the port is taken', async () => {
    await slackApp.start();
    const second = appAt(port);
    await assert.rejects(
      second.start(),
      (error) => error instanceof AppError && error.message.includes(`Port ${port} is in use`),
    );
  });

  it('hears local Slack', async () => {
    const signed = await runLocalSlack(
      testWorkspace({ mode: 'events', requestUrl: `http://localhost:${port}/slack/events` }),
    );
    try {
      const heard: string[] = [];
      slackApp.app.event('message', async ({ event }) => void heard.push('text' in event ? (event.text ?? '') : ''));
      await slackApp.start();
      await signed.control.say({ channel: ROOM, user: ANN, text: 'hello' });
      assert.deepEqual(heard, ['hello']);
    } finally {
      await signed.stop();
    }
  });
});
