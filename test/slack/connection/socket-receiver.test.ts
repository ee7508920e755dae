import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '#config/config.ts';
import { type LocalSlack, runLocalSlack } from '#demo/local-slack/run.ts';
import { LOCAL_APP } from '#demo/local-slack/workspace-config.ts';
import { AppError } from '#errors.ts';
import { createSlackApp, type SlackApp } from '#slack/connection/create-app.ts';
import { createMemoryDatabase } from '#test/fakes/memory-database.ts';
import { ANN, ROOM, rememberingLog, testWorkspace } from '#test/slack/stand-in.ts';
import { type SocketSlack, startSocketSlack } from './socket-slack.ts';

function appAt(apiUrl: string, log = rememberingLog()): SlackApp {
  const config = readConfig({
    SLACK_BOT_TOKEN: LOCAL_APP.botToken,
    SLACK_APP_TOKEN: LOCAL_APP.appToken,
    SLACK_API_URL: apiUrl,
  });
  return createSlackApp(config, {
    log,
    keyValue: createMemoryDatabase().keyValue,
    installations: createMemoryDatabase().installations,
  });
}

const MESSAGE = { type: 'message', channel: ROOM, user: ANN, text: 'hello', ts: '1700000000.000001' };

describe('Socket Mode, frame by frame', () => {
  let slack: SocketSlack;
  let slackApp: SlackApp;
  let log: ReturnType<typeof rememberingLog>;
  beforeEach(async () => {
    slack = await startSocketSlack();
    log = rememberingLog();
    slackApp = appAt(slack.apiUrl, log);
  });
  afterEach(async () => {
    await slackApp.stop();
    await slack.stop();
  });

  it('acknowledges an event when it is stored, not before', async () => {
    const stored = Promise.withResolvers<void>();
    const listening = Promise.withResolvers<void>();
    slackApp.app.event('message', async () => {
      listening.resolve();
      await stored.promise;
    });
    await slackApp.start();
    const id = slack.sendEvent(MESSAGE);
    await listening.promise;
    assert.deepEqual(slack.acks, []);
    stored.resolve();
    await slack.acknowledged(id);
  });

  it('does not acknowledge an event that could not be stored', async () => {
    slackApp.app.event('message', async () => {
      throw new Error('the disk is full of hello and xoxb-1-secret');
    });
    await slackApp.start();
    slack.sendEvent(MESSAGE);
    // An event without listeners is acknowledged at once, and was sent later.
    await slack.acknowledged(slack.sendEvent({ type: 'reaction_added', user: ANN, item: {} }));
    assert.equal(slack.acks.length, 1);
    const failed = log.lines.find(({ event }) => event === 'a request failed');
    assert.equal(failed?.facts.type, 'message');
    assert.equal(failed?.facts.eventId, 'Ev1');
    assert.doesNotMatch(JSON.stringify(log.lines), /xoxb-1/);
  });

  it('acknowledges a command with its answer as soon as its listener does', async () => {
    const later = Promise.withResolvers<void>();
    slackApp.app.command('/recap', async ({ ack }) => {
      await ack({ text: 'noted' });
      await later.promise;
    });
    await slackApp.start();
    slack.send({
      type: 'slash_commands',
      envelope_id: 'command',
      payload: { command: '/recap', team_id: 'T0TEST', user_id: ANN, channel_id: ROOM, text: '' },
    });
    assert.deepEqual((await slack.acknowledged('command')).payload, { text: 'noted' });
    later.resolve();
  });

  it('survives received received an envelope without an event', async () => {
    await slackApp.start();
    slack.send({ type: 'events_api', envelope_id: 'limited', payload: { type: 'app_rate_limited' } });
    await slack.acknowledged('limited');
    assert(slackApp.health().isConnected);
  });

  it('opens a new socket at once when Slack closes one, and acknowledges first what came over it', async () => {
    const stored = Promise.withResolvers<void>();
    slackApp.app.event('message', () => stored.promise);
    await slackApp.start();
    const id = slack.sendEvent(MESSAGE);
    const acknowledged = slack.acknowledged(id);
    const reopened = slack.nextSocket();
    slack.send({ type: 'disconnect', reason: 'refresh_requested' });
    await slack.allRead();
    assert.equal(slack.opened(), 1);
    stored.resolve();
    await acknowledged;
    await reopened;
    await slack.acknowledged(slack.sendEvent(MESSAGE));
  });

  it('opens a new socket when one breaks', async () => {
    await slackApp.start();
    const reopened = slack.nextSocket();
    slack.cut();
    await reopened;
    assert.equal(slack.opened(), 2);
    await slack.acknowledged(slack.sendEvent(MESSAGE));
  });

  it('waits for a Slack that is away', async () => {
    slack.answer = { status: 503, body: '' };
    const called = slack.nextCall();
    const started = slackApp.start();
    await called;
    assert.equal(slackApp.health().isConnected, false);
    delete slack.answer;
    await started;
    assert(slackApp.health().isConnected);
  });

  it('says at the start that Slack does not take the token', async () => {
    slack.answer = { status: 200, body: '{"ok":false,"error":"invalid_auth"}' };
    await assert.rejects(
      slackApp.start(),
      (error) => error instanceof AppError && error.code === 'refused' && /SLACK_BOT_TOKEN/.test(error.message),
    );
  });

  it('finishes running requests when it is stopped, and accepts no new ones', async () => {
    const stored = Promise.withResolvers<void>();
    const listening = Promise.withResolvers<void>();
    let heard = 0;
    slackApp.app.event('message', () => {
      heard += 1;
      listening.resolve();
      return stored.promise;
    });
    await slackApp.start();
    const id = slack.sendEvent(MESSAGE);
    const acknowledged = slack.acknowledged(id);
    await listening.promise;
    const stopped = slackApp.stop();
    slack.sendEvent(MESSAGE);
    await slack.allRead();
    stored.resolve();
    await acknowledged;
    await stopped;
    assert.equal(heard, 1);
    assert.equal(slack.acks.length, 1);
    assert.equal(slackApp.health().isConnected, false);
  });

  it("does not wait for Slack's farewell when it is stopped", async () => {
    await slackApp.start();
    slack.ignoreFarewells = true;
    const since = Date.now();
    await slackApp.stop();
    assert(Date.now() - since < 3_000);
    assert.equal(slackApp.health().isConnected, false);
  });
});

describe('Socket Mode with local Slack', () => {
  let slack: LocalSlack;
  let slackApp: SlackApp;
  before(async () => {
    slack = await runLocalSlack(testWorkspace());
    slackApp = appAt(slack.apiUrl);
  });
  after(async () => {
    await slackApp.stop();
    await slack.stop();
  });

  it('hears events and answers commands over their response_url', async () => {
    const heard: string[] = [];
    slackApp.app.event('message', async ({ event }) => void heard.push('text' in event ? (event.text ?? '') : ''));
    slackApp.app.command('/recap', async ({ ack, respond }) => {
      await ack();
      await respond('here I am');
    });
    await slackApp.start();
    await slack.control.say({ channel: ROOM, user: ANN, text: 'hello' });
    assert.deepEqual(heard, ['hello']);
    await slack.control.command({ channel: ROOM, user: ANN, command: '/recap', text: '' });
    const deadline = Date.now() + 2000;
    while (!(await slack.control.messages(ROOM)).some(({ text }) => text === 'here I am')) {
      assert(Date.now() < deadline, 'no answer came');
      await sleep(10);
    }
    assert(slackApp.health().lastAnswerAt! <= Date.now());
  });
});
