import { after, type TestContext, test } from 'node:test';
import { createDemoClock } from '#demo/demo-clock.ts';
import type { LocalMessage } from '#demo/local-slack/control-api.ts';
import { noLocalSlack } from '#test/e2e/no-local-slack.ts';
import { startWorkspace, type TestWorkspace } from '#test/e2e/start-workspace.ts';
import { startPostgres, type TestPostgres, whyNoPostgres } from '#test/fakes/postgres.ts';
import { type FaultProxy, startFaultProxy } from '#test/slack/fault-proxy.ts';

/** Local Slack behind a proxy that fails on demand, and the bot in it over signed HTTP. */
export interface FaultyWorkspace extends TestWorkspace {
  proxy: FaultProxy;
  /** The server that the bot's database is on, in a test on Postgres. */
  postgres: TestPostgres | undefined;
  /** Advances the clock minute by minute, and lets the bot do what is due after each. */
  pass(minutes: number): Promise<void>;
  /** Messages in Slack whose key starts with a prefix. */
  posted(prefix: string): Promise<(LocalMessage & { shown: string })[]>;
  /** The answer to `/recap help`, which lists troubles. */
  help(): Promise<string>;
}

/** Slack may take this long for an answer: short, so that an answer that never comes doesn't keep a test. */
export const SLACK_TIMEOUT_MS = 1_000;

const skip = await noLocalSlack();
let postgres: Promise<TestPostgres> | undefined;
after(async () => (await postgres)?.stop());

/** Tests with a workspace of its own, in which the sample conference has begun, on SQLite. */
export function underFaults(
  name: string,
  run: (workspace: FaultyWorkspace, context: TestContext) => Promise<void>,
  options: { todo?: string } = {},
): void {
  test(name, { skip, ...options }, (context) => runIn(context, undefined, run));
}

/** As {@link underFaults}, on SQLite and on Postgres. */
export function underFaultsOnBoth(
  name: string,
  run: (workspace: FaultyWorkspace) => Promise<void>,
  options: { todo?: string } = {},
): void {
  underFaults(name, run, options);
  onPostgres(name, run, options);
}

/** As {@link underFaults}, on Postgres. */
export function onPostgres(
  name: string,
  run: (workspace: FaultyWorkspace) => Promise<void>,
  options: { todo?: string } = {},
): void {
  test(`${name}, on Postgres`, { skip: skip || (whyNoPostgres() ?? false), ...options }, async (context) => {
    postgres ??= startPostgres();
    await runIn(context, await postgres, run);
  });
}

async function runIn(
  context: TestContext,
  server: TestPostgres | undefined,
  run: (workspace: FaultyWorkspace, context: TestContext) => Promise<void>,
): Promise<void> {
  const workspace = await startFaulty(server);
  try {
    await workspace.startConference();
    await run(workspace, context);
  } finally {
    await workspace.stop();
  }
}

async function startFaulty(server: TestPostgres | undefined): Promise<FaultyWorkspace> {
  const clock = createDemoClock();
  let proxy: FaultProxy | undefined;
  const workspace = await startWorkspace('http', {
    clock,
    ...(server !== undefined && { databaseUrl: await server.createDatabase() }),
    slackTimeoutMs: SLACK_TIMEOUT_MS,
    runsJobs: false,
    // A channel that Slack is too busy for waits by the same clock as everything else.
    paceClock: { now: clock.now, sleep: async () => undefined },
    standBefore: async (apiUrl) => {
      proxy = await startFaultProxy(apiUrl);
      return proxy.apiUrl;
    },
  });
  const { bot, posts } = workspace;
  return {
    ...workspace,
    proxy: proxy!,
    postgres: server,
    async pass(minutes) {
      for (let minute = 0; minute < minutes; minute += 1) {
        clock.travelTo(clock.now() + 60_000);
        await bot.runDueWork();
        while ((await bot.flushOutbox()).posted > 0);
      }
    },
    posted: async (prefix) => (await posts()).filter(({ blocks }) => blocks?.[0]?.block_id?.startsWith(prefix)),
    help: async () => (await workspace.type('/recap help')).text,
    async stop() {
      await workspace.stop();
      await proxy!.stop();
    },
  };
}
