import { type TestContext, test } from 'node:test';
import { createDemoClock } from '#demo/demo-clock.ts';
import type { LocalMessage } from '#demo/local-slack/control-api.ts';
import { noLocalSlack } from '#test/e2e/no-local-slack.ts';
import { startWorkspace, type TestWorkspace } from '#test/e2e/start-workspace.ts';
import { type FaultProxy, startFaultProxy } from '#test/slack/fault-proxy.ts';

/** Local Slack behind a proxy that fails as it is told, and the bot in it over signed HTTP. */
export interface FaultyWorkspace extends TestWorkspace {
  proxy: FaultProxy;
  /** Time goes on, minute by minute, and at each the bot does what is due. */
  pass(minutes: number): Promise<void>;
  /** What stands in Slack whose key begins so. */
  standing(prefix: string): Promise<(LocalMessage & { shown: string })[]>;
  /** What `/recap help` says of troubles, and all else. */
  help(): Promise<string>;
}

/** Slack may take this long for an answer: an answer that never comes should not keep a test. */
const SLACK_TIMEOUT_MS = 400;

async function startFaulty(): Promise<FaultyWorkspace> {
  const clock = createDemoClock();
  let proxy: FaultProxy | undefined;
  const workspace = await startWorkspace('http', {
    clock,
    slackTimeoutMs: SLACK_TIMEOUT_MS,
    // A channel that Slack is too busy for waits by the same clock as all else.
    paceClock: { now: clock.now, sleep: async () => undefined },
    standBefore: async (apiUrl) => {
      proxy = await startFaultProxy(apiUrl);
      return proxy.apiUrl;
    },
  });
  const { bot, posts } = workspace;

  async function postWhatGoes(): Promise<void> {
    while ((await bot.flushOutbox()).posted > 0);
  }

  return {
    ...workspace,
    proxy: proxy!,
    async pass(minutes) {
      for (let minute = 0; minute < minutes; minute += 1) {
        clock.travelTo(clock.now() + 60_000);
        await bot.runDueWork();
        await postWhatGoes();
      }
    },
    standing: async (prefix) => (await posts()).filter(({ blocks }) => blocks?.[0]?.block_id?.startsWith(prefix)),
    help: async () => (await workspace.type('/recap help')).text,
    async stop() {
      await workspace.stop();
      await proxy!.stop();
    },
  };
}

const skip = await noLocalSlack();

/** A test with a workspace of its own, in which the sample conference has begun. */
export function underFaults(
  name: string,
  run: (workspace: FaultyWorkspace, context: TestContext) => Promise<void>,
): void {
  test(name, { skip }, async (context) => {
    const workspace = await startFaulty();
    try {
      await workspace.startConference();
      await run(workspace, context);
    } finally {
      await workspace.stop();
    }
  });
}
