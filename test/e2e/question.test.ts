import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LLMock } from '@copilotkit/aimock';
import { WebClient } from '@slack/web-api';
import { LOCAL_APP } from '#demo/local-slack/workspace-config.ts';
import { blocksToText } from '#render/slack/blocks/blocks-to-text.ts';
import { says } from '#test/fakes/model-server.ts';
import { type FaultProxy, startFaultProxy } from '#test/slack/fault-proxy.ts';
import { noLocalSlack } from './no-local-slack.ts';
import { ADA } from './sample-team.ts';
import { startWorkspace, type TestWorkspace } from './start-workspace.ts';
import { until } from './until.ts';

const NOTE = 'Hopper: boats float as they are lighter than the water that they displace, and the hold is empty';
const SENTENCES = ['Boats are lighter than the water that they displace.', 'The hold is empty.'];
const SAYS = [
  says('paragraph', SENTENCES[0]!, [1]),
  says('paragraph', 'There are 12 boats.', [1]),
  says('paragraph', SENTENCES[1]!, [1]),
];
/** After a second, a person sees that the bot is working; this takes longer. */
const CHUNKS = { chunkSize: 12, latency: 80 };

const skip = await noLocalSlack();

interface Asked extends TestWorkspace {
  proxy: FaultProxy;
  /** The conversation of Ada with the app. */
  channel: string;
}

/** The bot with a model that takes its time and a note that tells; Ada asks it. */
function asking(name: string, begin: (proxy: FaultProxy) => void, check: (asked: Asked) => Promise<void>): void {
  test(name, { skip }, async () => {
    const mock = new LLMock({ port: 0 });
    mock.addFixture({
      ...CHUNKS,
      match: { predicate: () => true },
      response: { content: JSON.stringify({ says: SAYS }) },
    });
    await mock.start();
    let proxy: FaultProxy | undefined;
    const workspace = await startWorkspace('http', {
      openai: { apiKey: 'any', baseUrl: `${mock.url}/v1`, model: 'm' },
      standBefore: async (apiUrl) => {
        proxy = await startFaultProxy(apiUrl);
        return proxy.apiUrl;
      },
    });
    try {
      const { control } = workspace;
      begin(proxy!);
      await workspace.startConference();
      await workspace.type(`/recap add ${NOTE}`);
      await workspace.post(/lighter than the water/);
      const slack = new WebClient(LOCAL_APP.botToken, { slackApiUrl: proxy!.apiUrl });
      const id = (await slack.conversations.open({ users: ADA })).channel!.id!;
      await control.say({ channel: id, user: ADA, text: 'Why do boats float?' });
      await check({ ...workspace, proxy: proxy!, channel: id });
    } finally {
      await workspace.stop();
      await proxy?.stop();
      await mock.stop();
    }
  });
}

asking(
  'a question to the app is acknowledged, then answered in one message where Slack doesn’t stream',
  () => undefined,
  async ({ control, channel, requestUrl }) => {
    const answers = async () => (await control.messages(channel)).filter(({ bot_id }) => bot_id !== undefined);
    assert.deepEqual(await answers(), [], 'the model is not done when Slack has its acknowledgement');
    const [answer] = await until('an answer', async () => {
      const found = await answers();
      return found.length > 0 && found;
    });
    assert.match(blocksToText(answer!.blocks!), new RegExp(`^${SENTENCES.join(' ')}\n\n• Ada, in Why boats float ↗`));
    const metrics = await (await fetch(new URL('/metrics', requestUrl))).text();
    assert.match(metrics, /^recap_model_tokens_total\{direction="sent"\} [1-9]\d+$/m);
    assert.equal((await answers()).length, 1);
  },
);

const ok = (more = {}) => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ ok: true, ...more }),
});

asking(
  'a question to the app is answered sentence by sentence where Slack streams',
  (proxy) => {
    proxy.failAlways('assistant.threads.setStatus', ok());
    proxy.failAlways('chat.startStream', ok({ ts: '1464290000.000100' }));
    proxy.failAlways('chat.appendStream', ok());
    proxy.failAlways('chat.stopStream', ok());
  },
  async ({ proxy, control, channel }) => {
    await until('the end of the answer', () => proxy.calls('chat.stopStream').length > 0);
    const calls = ['chat.startStream', 'chat.appendStream', 'chat.stopStream'].map(proxy.calls);
    const [starts, appends, [stop]] = calls as [Fields[], Fields[], Fields[]];
    assert.deepEqual(
      [...starts, ...appends].map(({ chunks }) => JSON.parse(chunks!)),
      SENTENCES.map((sentence) => [{ type: 'markdown_text', text: `${sentence} ` }]),
    );
    assert.equal(blocksToText(JSON.parse(stop!.blocks!)), '• Ada, in Why boats float ↗');
    assert.equal((await control.messages(channel)).filter(({ bot_id }) => bot_id !== undefined).length, 0);
  },
);

type Fields = Record<string, string>;
