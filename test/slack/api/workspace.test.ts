import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { type LocalSlack, runLocalSlack } from '#demo/local-slack/run.ts';
import { LOCAL_APP } from '#demo/local-slack/workspace-config.ts';
import { AppError } from '#errors.ts';
import { createWorkspace } from '#slack/api/workspace.ts';
import { createWebClients, webClientOptions } from '#slack/connection/web-clients.ts';
import { createMemoryDatabase } from '#test/fakes/memory-database.ts';
import { type FaultProxy, startFaultProxy } from '#test/slack/fault-proxy.ts';
import { ANN, ROOM, rememberingLog, TEAM, testWorkspace } from '#test/slack/stand-in.ts';
import type { Workspace } from '#usecases/ports/slack.ts';
import type { KeyValue } from '#usecases/ports/stores.ts';

const HOUR = 3600_000;

describe('the workspace', () => {
  let slack: LocalSlack;
  let proxy: FaultProxy;
  let workspace: Workspace;
  let keyValue: KeyValue;
  let now: number;
  before(async () => {
    slack = await runLocalSlack(testWorkspace());
  });
  after(() => slack.stop());
  beforeEach(async () => {
    proxy = await startFaultProxy(slack.apiUrl);
    keyValue = createMemoryDatabase().keyValue;
    now = Date.now();
    workspace = workspaceAt();
  });
  afterEach(() => proxy.stop());

  function workspaceAt(): Workspace {
    const options = webClientOptions({ apiUrl: proxy.apiUrl }, rememberingLog());
    const clients = createWebClients(async () => ({ botToken: LOCAL_APP.botToken }), options);
    return createWorkspace(clients, keyValue, () => now);
  }

  const answer = (body: object) => ({ status: 200, body: JSON.stringify({ ok: true, ...body }) });
  const refusal = (error: string) => ({ status: 200, body: JSON.stringify({ ok: false, error }) });

  it('knows a person, and asks again only after a day, also after a restart', async () => {
    assert.deepEqual(await workspace.person(TEAM, ANN), {
      id: ANN,
      name: 'Ann Lee',
      isBot: false,
      isAdmin: false,
      isGuest: false,
      timezone: 'America/Toronto',
    });
    await workspace.person(TEAM, ANN);
    now += 23 * HOUR;
    await workspaceAt().person(TEAM, ANN);
    assert.equal(proxy.calls('users.info').length, 1);
    now += 2 * HOUR;
    await workspace.person(TEAM, ANN);
    assert.equal(proxy.calls('users.info').length, 2);
    assert.equal(await workspace.person(TEAM, 'UNOBODY'), undefined);
  });

  it('asks once for what many want at the same time', async () => {
    await Promise.all(Array.from({ length: 10 }, () => workspace.person(TEAM, ANN)));
    assert.equal(proxy.calls('users.info').length, 1);
  });

  it('knows who is in a channel, for a few minutes, and asks again for who is not', async () => {
    assert.equal(await workspace.isMember(TEAM, ROOM, ANN), true);
    now += 4 * 60_000;
    assert.equal(await workspace.isMember(TEAM, ROOM, ANN), true);
    assert.equal(proxy.calls('conversations.members').length, 1);
    assert.equal(await workspace.isMember(TEAM, ROOM, 'UNEW'), false);
    assert.equal(await workspace.isMember(TEAM, ROOM, 'UNEW'), false);
    assert.equal(proxy.calls('conversations.members').length, 2);
    now += 11_000;
    const page = (members: string[], next_cursor: string) => answer({ members, response_metadata: { next_cursor } });
    proxy.failNext('conversations.members', page([ANN], 'more'));
    proxy.failNext('conversations.members', page(['UNEW'], ''));
    assert.equal(await workspace.isMember(TEAM, ROOM, 'UNEW'), true);
    now += 6 * 60_000;
    for (const code of ['channel_not_found', 'missing_scope']) {
      proxy.failNext('conversations.members', refusal(code));
      assert.equal(await workspace.isMember(TEAM, code, ANN), false);
    }
  });

  it('notices within seconds that the bot was invited to a channel', async () => {
    const invited = { channel: { id: 'C4', name: 'x', is_member: false } };
    proxy.failNext('conversations.info', answer(invited));
    assert.equal((await workspace.channel(TEAM, 'C4'))?.isMember, false);
    now += 3_000;
    proxy.failNext('conversations.info', answer({ channel: { ...invited.channel, is_member: true } }));
    assert.equal((await workspace.channel(TEAM, 'C4'))?.isMember, true);
  });

  it('knows guests, and people of other organisations', async () => {
    for (const fact of ['is_restricted', 'is_ultra_restricted', 'is_stranger']) {
      proxy.failNext('users.info', answer({ user: { id: fact, name: 'x', [fact]: true } }));
      assert.equal((await workspace.person(TEAM, fact))?.isGuest, true);
    }
  });

  it('knows the language of a person’s Slack if it is one that the bot speaks', async () => {
    for (const [locale, language] of [
      ['pt-BR', 'pt'],
      ['sv-SE', 'sv'],
      ['ja-JP', undefined],
      ['', undefined],
    ]) {
      proxy.failNext('users.info', answer({ user: { id: `U${locale}`, name: 'x', locale } }));
      assert.equal((await workspace.person(TEAM, `U${locale}`))?.language, language);
    }
  });

  it('knows who can read a channel', async () => {
    const open = await workspace.channel(TEAM, ROOM);
    assert.deepEqual(open, { id: ROOM, name: 'room', isPrivate: false, isShared: false, isMember: true });
    assert.equal((await workspace.channel(TEAM, 'CSECRET'))?.isPrivate, true);
    proxy.failNext('conversations.info', answer({ channel: { id: 'D1', is_im: true } }));
    assert.equal((await workspace.channel(TEAM, 'D1'))?.isPrivate, true);
    proxy.failNext('conversations.info', answer({ channel: { id: 'C2', name: 'x', is_ext_shared: true } }));
    assert.equal((await workspace.channel(TEAM, 'C2'))?.isShared, true);
    for (const code of ['channel_not_found', 'missing_scope']) {
      proxy.failNext('conversations.info', refusal(code));
      assert.equal(await workspace.channel(TEAM, 'C3'), undefined);
    }
  });

  it('reads a message, a reply with and without its thread, and none of the app’s own', async () => {
    const root = await slack.control.say({ channel: ROOM, user: ANN, text: 'root' });
    const reply = await slack.control.say({ channel: ROOM, user: ANN, text: 'reply', thread_ts: root.ts });
    const key = (ts: string) => ({ teamId: TEAM, channel: ROOM, ts });
    assert.equal((await workspace.message(key(root.ts)))?.source, 'root');
    const { latest, inclusive, limit } = proxy.calls('conversations.history')[0]!;
    assert.deepEqual({ latest, inclusive, limit }, { latest: root.ts, inclusive: 'true', limit: '1' });
    assert.equal((await workspace.message(key(reply.ts), root.ts))?.threadTs, root.ts);
    assert.equal((await workspace.message(key(reply.ts)))?.source, 'reply');
    assert.equal(await workspace.message(key('1600000000.000001')), undefined);
    proxy.failNext(
      'conversations.history',
      answer({ messages: [{ type: 'message', ts: root.ts, user: 'UBOT', bot_id: 'B1', text: 'mine' }] }),
    );
    assert.equal(await workspace.message(key(root.ts)), undefined);
  });

  it('reads a thread page by page, oldest first, each message once', async () => {
    const said = (ts: string, more = {}) => ({
      type: 'message',
      ts,
      user: ANN,
      text: ts,
      thread_ts: '1.000001',
      ...more,
    });
    proxy.failNext(
      'conversations.replies',
      answer({
        messages: [said('1.000001'), said('3.000001')],
        response_metadata: { next_cursor: 'more' },
      }),
      answer({ messages: [said('1.000001'), said('2.000001'), said('4.000001', { bot_id: 'B1' })] }),
    );
    const root = { teamId: TEAM, channel: ROOM, ts: '1.000001' };
    const first = await workspace.thread(root);
    const second = await workspace.thread(root, first.next);
    const timesOf = ({ messages }: typeof first) => messages.map(({ ts }) => ts);
    assert.deepEqual([timesOf(first), first.next], [['1.000001', '3.000001'], 'more']);
    assert.deepEqual([timesOf(second), second.next], [['2.000001'], undefined]);
  });

  it('starts a thread again from its beginning if Slack doesn’t take the cursor any more', async () => {
    const root = await slack.control.say({ channel: ROOM, user: ANN, text: 'on boats' });
    await slack.control.say({ channel: ROOM, user: ANN, text: 'they float', thread_ts: root.ts });
    proxy.failNext('conversations.replies', refusal('invalid_cursor'));
    const { messages } = await workspace.thread({ teamId: TEAM, channel: ROOM, ts: root.ts }, 'from-last-week');
    assert.deepEqual(
      messages.map(({ source }) => source),
      ['on boats', 'they float'],
    );
  });

  it('finds the names that a text mentions, and does without those that it can’t have', async () => {
    proxy.failNext('conversations.info', { status: 500 }, { status: 500 });
    const names = await workspace.namesFor(TEAM, { users: [ANN, ANN, 'UNOBODY'], channels: [ROOM] });
    assert.equal(names.user(ANN), 'Ann Lee');
    assert.equal(names.user('UNOBODY'), undefined);
    assert.equal(names.channel(ROOM), null);
    assert.equal(names.isComplete, false);
    assert.equal(proxy.calls('users.info').length, 2);
    const later = await workspace.namesFor(TEAM, { users: [ANN, 'UNOBODY'], channels: [ROOM] });
    assert.deepEqual([later.isComplete, later.channel(ROOM) === null], [true, false]);
  });

  it('lists people in pages if many are unknown, and looks up those that no page has', async () => {
    const ids = Array.from({ length: 300 }, (_, index) => `UMANY${index}`);
    const page = (listed: string[], next_cursor = '') =>
      answer({ members: listed.map((id) => ({ id, name: `name of ${id}` })), response_metadata: { next_cursor } });
    proxy.failNext('users.list', page(['UOTHER', ...ids.slice(0, 200)], 'more'), page(ids.slice(200)));
    const names = await workspace.namesFor(TEAM, { users: [...ids, ANN], channels: [] });
    assert.equal(names.isComplete, true);
    assert.deepEqual(
      ids.filter((id) => names.user(id) !== `name of ${id}`),
      [],
    );
    assert.equal(names.user(ANN), 'Ann Lee');
    assert.equal(proxy.calls('users.list').length, 2);
    assert.equal(proxy.calls('users.info').length, 1);
    await workspaceAt().namesFor(TEAM, { users: ids, channels: [] });
    assert.equal(proxy.calls('users.list').length, 2);
  });

  it('makes the address of a message itself', async () => {
    const key = { teamId: TEAM, channel: ROOM, ts: '1700000000.000001' };
    const link = 'http://test.slack.local/archives/CROOM/p1700000000000001';
    assert.equal(await workspace.permalink(key), link);
    assert.equal(await workspace.permalink(key, '1699999999.000001'), `${link}?thread_ts=1699999999.000001&cid=CROOM`);
    // Known from now on, also where Slack is away.
    await proxy.stop();
    assert.equal(await workspaceAt().permalink(key), link);
    proxy = await startFaultProxy(slack.apiUrl);
    keyValue = createMemoryDatabase().keyValue;
    proxy.failNext('auth.test', { status: 500 });
    assert.equal(await workspaceAt().permalink(key), undefined);
  });

  it('sends a file to a person', async () => {
    await workspace.sendFile(TEAM, ANN, {
      name: 'recap.md',
      content: '# Recap ☺',
      comment: { key: 'conference-ended', values: { conference: '<you> & me' } },
    });
    const direct = (await slack.control.channels()).find(({ is_im }) => is_im)!;
    const [sent] = await slack.control.messages(direct.id);
    assert.equal(sent?.files?.[0]?.name, 'recap.md');
    assert.equal(sent?.text, '&lt;you&gt; &amp; me has already ended.');
    const bytes = await fetch(sent!.files![0]!.url_private, {
      headers: { authorization: `Bearer ${LOCAL_APP.botToken}` },
    });
    assert.equal(await bytes.text(), '# Recap ☺');
  });

  it('retries once if no answer came, and says so if Slack is away', async () => {
    proxy.failNext('users.info', 'drop before');
    assert.equal((await workspace.person(TEAM, ANN))?.name, 'Ann Lee');
    proxy.failNext('conversations.info', 'drop before', { status: 503 });
    await assert.rejects(
      workspace.channel(TEAM, ROOM),
      (error) => error instanceof AppError && error.code === 'unreachable',
    );
    proxy.failNext('conversations.open', refusal('missing_scope'));
    await assert.rejects(
      workspace.sendFile(TEAM, ANN, { name: 'x', content: 'x', comment: { key: 'note-gone' } }),
      (error) => error instanceof AppError && error.code === 'refused',
    );
  });
});
