import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { freePort, type LocalSlack, runLocalSlack } from '#demo/local-slack/run.ts';
import { LOCAL_APP } from '#demo/local-slack/workspace-config.ts';
import { writeNotice } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { createWebClients, webClientOptions } from '#slack/connection/web-clients.ts';
import { createPublisher } from '#slack/publishing/publisher.ts';
import { type FaultProxy, startFaultProxy } from '#test/slack/fault-proxy.ts';
import { ANN, ROOM, rememberingLog, TEAM, testWorkspace } from '#test/slack/stand-in.ts';
import { PostingError, type PostingProblem } from '#usecases/ports/slack.ts';

const PLACE = { teamId: TEAM, channel: ROOM };
const message = (text: string) => ({
  text,
  blocks: [{ type: 'section', text: { type: 'plain_text', text } }, { type: 'divider' }],
});

describe('the publisher', () => {
  let slack: LocalSlack;
  let proxy: FaultProxy;
  before(async () => {
    slack = await runLocalSlack(testWorkspace());
    proxy = await startFaultProxy(slack.apiUrl);
  });
  after(async () => {
    await proxy.stop();
    await slack.stop();
  });

  /** One that answers each test alone; time passes as it is told to sleep. */
  function publisherAt(apiUrl: string, timeout?: number) {
    let now = Date.now();
    const slept: number[] = [];
    const options = {
      ...webClientOptions({ apiUrl }, rememberingLog()),
      ...omitUndefined({ timeout }),
    };
    const clients = createWebClients(async () => ({ botToken: LOCAL_APP.botToken }), options);
    const clock = {
      now: () => now,
      sleep: async (milliseconds: number) => {
        slept.push(milliseconds);
        now += milliseconds;
      },
    };
    return {
      publisher: createPublisher(clients, { clock }),
      slept,
      pass: (milliseconds: number) => (now += milliseconds),
    };
  }

  async function problemOf(work: Promise<unknown>): Promise<PostingProblem> {
    try {
      await work;
    } catch (error) {
      assert(error instanceof PostingError, String(error));
      return error.problem;
    }
    return assert.fail('it was done');
  }

  const posted = async (text: string) => (await slack.control.messages(ROOM)).filter((one) => one.text === text);

  it('posts, changes and removes a message that carries its key', async () => {
    const { publisher } = publisherAt(slack.apiUrl);
    const ts = await publisher.post(PLACE, 'digest:1', message('first'));
    const [found] = await posted('first');
    assert.equal(found?.ts, ts);
    assert.equal(found?.blocks?.[0].block_id, 'digest:1');
    await publisher.update({ ...PLACE, ts }, 'digest:1', message('changed'));
    assert.equal((await posted('changed'))[0]?.blocks?.[0].block_id, 'digest:1');
    await publisher.remove({ ...PLACE, ts });
    assert.deepEqual(await posted('changed'), []);
  });

  it('leaves pictures out that Slack does not take, and nothing else', async () => {
    const { publisher } = publisherAt(proxy.apiUrl);
    const picture = { type: 'image', slack_file: { id: 'F0GONE' }, alt_text: 'a slide' };
    const { text, blocks } = message('with a picture');
    const illustrated = { text, blocks: [blocks[0], picture, blocks[1]] };
    const refusal = {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"ok":false,"error":"invalid_blocks","errors":["invalid slack file [json-pointer:/blocks/1/slack_file]"]}',
    };
    const typesSent = (method: string) =>
      proxy.calls(method).map((call) => JSON.parse(call.blocks!).map(({ type }: { type: string }) => type));
    proxy.failNext('chat.postMessage', refusal);
    let leases = 0;
    const ts = await publisher.post(PLACE, 'digest:picture', illustrated, async () => {
      leases += 1;
    });
    assert.equal(leases, 2, 'the lease is renewed for the second call');
    assert.deepEqual(typesSent('chat.postMessage').slice(-2), [
      ['section', 'image', 'divider'],
      ['section', 'divider'],
    ]);
    assert.equal((await posted('with a picture')).length, 1);
    proxy.failNext('chat.update', refusal);
    await publisher.update({ ...PLACE, ts }, 'digest:picture', illustrated);
    assert.deepEqual(typesSent('chat.update').at(-1), ['section', 'divider']);
    proxy.failNext('chat.postMessage', refusal);
    const { kind } = await problemOf(publisher.post(PLACE, 'digest:plain', message('no picture')));
    assert.equal(kind, 'refused');
  });

  it('asks Slack neither to unfurl nor to read names into a text', async () => {
    const { publisher } = publisherAt(proxy.apiUrl);
    await publisher.post({ ...PLACE, threadTs: '1700000000.000001' }, 'k', message('plain'));
    const { unfurl_links, unfurl_media, parse, link_names, thread_ts } = proxy.calls('chat.postMessage').at(-1)!;
    assert.deepEqual(
      { unfurl_links, unfurl_media, parse, link_names, thread_ts },
      {
        unfurl_links: 'false',
        unfurl_media: 'false',
        parse: 'none',
        link_names: undefined,
        thread_ts: '1700000000.000001',
      },
    );
  });

  it('keeps to one message a second in a channel, in order, and lets other channels go on', async () => {
    const { publisher, slept } = publisherAt(slack.apiUrl);
    const order: string[] = [];
    const post = (channel: string, text: string) =>
      publisher.post({ teamId: TEAM, channel }, text, message(text)).then(() => order.push(text));
    await Promise.all([post(ROOM, 'one'), post(ROOM, 'two'), post(ROOM, 'three')]);
    assert.deepEqual(order, ['one', 'two', 'three']);
    assert.deepEqual(slept, [1000, 1000]);
    slept.length = 0;
    await post('CSECRET', 'elsewhere');
    assert.deepEqual(slept, []);
  });

  it('waits as long as Slack says, and does not ask for other messages of the channel until then', async () => {
    const { publisher, pass } = publisherAt(proxy.apiUrl);
    proxy.failNext('chat.postMessage', { status: 429, headers: { 'retry-after': '7' } });
    const asked = proxy.calls('chat.postMessage').length;
    const [first, second] = [1, 2].map((n) => publisher.post(PLACE, `limited ${n}`, message('limited')));
    assert.deepEqual(await problemOf(first!), { kind: 'later', retryAfterMs: 7000 });
    assert.deepEqual(await problemOf(second!), { kind: 'later', retryAfterMs: 7000 });
    assert.equal(proxy.calls('chat.postMessage').length, asked + 1);
    await publisher.post({ ...PLACE, channel: 'CSECRET' }, 'other', message('other'));
    pass(7000);
    await publisher.post(PLACE, 'limited 1', message('limited'));
    assert.equal((await posted('limited')).length, 1);
  });

  it('waits half a minute if Slack rate-limits it without saying for how long', async () => {
    const { publisher } = publisherAt(proxy.apiUrl);
    proxy.failNext('chat.postMessage', { status: 429 });
    assert.deepEqual(await problemOf(publisher.post(PLACE, 'k', message('x'))), {
      kind: 'later',
      retryAfterMs: 30_000,
    });
  });

  it('reports an unknown outcome if no answer came, and doesn’t resend', async () => {
    for (const fault of [
      'drop before',
      'drop after',
      { status: 500 },
      { status: 503, body: 'busy' },
      { status: 200, body: '<html>a proxy</html>' },
      { status: 200, body: '{"ok":false,"error":"internal_error"}' },
    ] as const) {
      const { publisher } = publisherAt(proxy.apiUrl);
      const asked = proxy.calls('chat.postMessage').length;
      proxy.failNext('chat.postMessage', fault);
      assert.deepEqual(await problemOf(publisher.post(PLACE, 'k', message('unsure'))), { kind: 'unknown' });
      assert.equal(proxy.calls('chat.postMessage').length, asked + 1);
    }
    const { publisher } = publisherAt(proxy.apiUrl, 50);
    proxy.failNext('chat.postMessage', 'silence');
    assert.deepEqual(await problemOf(publisher.post(PLACE, 'k', message('unsure'))), { kind: 'unknown' });
  });

  it('knows that nothing was posted if Slack could not be reached', async () => {
    for (const apiUrl of [`http://localhost:${await freePort()}/api/`, 'http://nowhere.invalid/api/']) {
      const { publisher } = publisherAt(apiUrl);
      assert.equal((await problemOf(publisher.post(PLACE, 'k', message('x')))).kind, 'later');
    }
  });

  it("says what to do if Slack won't", async () => {
    const { publisher } = publisherAt(proxy.apiUrl);
    const refuse = async (answer: object) => {
      proxy.failNext('chat.postMessage', { status: 200, body: JSON.stringify({ ok: false, ...answer }) });
      const problem = await problemOf(publisher.post(PLACE, 'k', message('x')));
      assert.equal(problem.kind, 'refused');
      return problem.kind === 'refused' ? writeNotice(problem.reason) : '';
    };
    assert.match(await refuse({ error: 'not_in_channel' }), /Invite me there with \/invite/);
    assert.match(await refuse({ error: 'missing_scope', needed: 'chat:write' }), /chat:write permission/);
    assert.match(await refuse({ error: 'token_revoked' }), /Install the app again/);
    assert.match(await refuse({ error: 'something_new' }), /something_new/);
    const invalid = { messages: ['[ERROR] must be less than 51 items [json-pointer:/blocks]'] };
    assert.match(
      await refuse({ error: 'invalid_blocks', response_metadata: invalid }),
      /must be less than 51 items \[json-pointer:\/blocks\]/,
    );
  });

  it('says that a message or thread is gone', async () => {
    const { publisher } = publisherAt(proxy.apiUrl);
    const nowhere = { ...PLACE, ts: '1700000000.000009' };
    assert.deepEqual(await problemOf(publisher.update(nowhere, 'k', message('x'))), { kind: 'gone' });
    assert.deepEqual(await problemOf(publisher.remove(nowhere)), { kind: 'gone' });
    proxy.failNext('chat.postMessage', { status: 200, body: '{"ok":false,"error":"thread_not_found"}' });
    assert.deepEqual(await problemOf(publisher.post(PLACE, 'k', message('x'))), { kind: 'gone' });
  });

  it('finds a message by its key in the channel and in a thread', async () => {
    const { publisher } = publisherAt(slack.apiUrl);
    const since = Date.now();
    const root = await publisher.post(PLACE, 'root', message('root'));
    const reply = await publisher.post({ ...PLACE, threadTs: root }, 'reply', message('reply'));
    assert.deepEqual(await publisher.findPosted(PLACE, 'root', since), [root]);
    assert.deepEqual(await publisher.findPosted({ ...PLACE, threadTs: root }, 'reply', since), [reply]);
    assert.deepEqual(await publisher.findPosted(PLACE, 'roo', since), []);
  });

  it('finds what it posted to a person in the conversation with them', async () => {
    const { publisher } = publisherAt(proxy.apiUrl);
    const since = Date.now();
    const own = { teamId: TEAM, channel: ANN };
    const ts = await publisher.post(own, 'reminder', message('reminder'));
    assert.deepEqual(await publisher.findPosted(own, 'reminder', since), [ts]);
    assert.match(String(proxy.calls('conversations.history').at(-1)!.channel), /^D/);
  });

  it('looks through all pages since then', async () => {
    const { publisher } = publisherAt(proxy.apiUrl);
    const page = (messages: object[], next_cursor: string) => ({
      status: 200,
      body: JSON.stringify({ ok: true, messages, response_metadata: { next_cursor } }),
    });
    const wanted = { ts: '1700000001.000000', blocks: [{ block_id: 'wanted' }] };
    proxy.failNext('conversations.history', page([{ ts: '1', text: 'no blocks' }], 'more'), page([wanted], ''));
    assert.deepEqual(await publisher.findPosted(PLACE, 'wanted', 1_700_000_000_000), ['1700000001.000000']);
    const [first, second] = proxy.calls('conversations.history').slice(-2);
    assert.equal(first!.oldest, '1700000000.000000');
    assert.equal(second!.cursor, 'more');
  });

  it('finds after an unknown outcome what was done after all', async () => {
    const { publisher } = publisherAt(proxy.apiUrl);
    const since = Date.now();
    proxy.failNext('chat.postMessage', 'drop after', 'drop before');
    await problemOf(publisher.post(PLACE, 'done', message('done after all')));
    await problemOf(publisher.post(PLACE, 'not done', message('not done')));
    assert.deepEqual(await publisher.findPosted(PLACE, 'done', since), [(await posted('done after all'))[0]!.ts]);
    assert.deepEqual(await publisher.findPosted(PLACE, 'not done', since), []);
  });

  it('keeps the text next to the blocks within what Slack accepts for an update', async () => {
    const { publisher } = publisherAt(proxy.apiUrl);
    await publisher.post(PLACE, 'long', { ...message('x'), text: `${'a'.repeat(3997)}&amp;&amp;` });
    const { text } = proxy.calls('chat.postMessage').at(-1)!;
    assert.equal(text, `${'a'.repeat(3997)}…`);
  });
});
