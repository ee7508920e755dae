import { after, describe, type TestContext, test } from 'node:test';
import { createDemoClock } from '#demo/demo-clock.ts';
import type { LocalMessage } from '#demo/local-slack/control-api.ts';
import { noLocalSlack } from '#test/e2e/no-local-slack.ts';
import { TEAM } from '#test/e2e/sample-team.ts';
import { startWorkspace, type TestWorkspace } from '#test/e2e/start-workspace.ts';
import { startPostgres, type TestPostgres, whyNoPostgres } from '#test/fakes/postgres.ts';
import { type FaultProxy, startFaultProxy } from '#test/slack/fault-proxy.ts';

/** Local Slack behind a proxy that fails on demand, and the bot in it over signed HTTP. */
export interface FaultyWorkspace extends TestWorkspace {
  proxy: FaultProxy;
  /** The server that the bot's database is on, in a test on Postgres. */
  postgres: TestPostgres | undefined;
  /** Removes everything and starts the conference again, as if nothing had happened. */
  startOver(): Promise<void>;
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
const skipPostgres = skip || (whyNoPostgres() ?? false);

/** What a file's tests share, since starting it takes longer than most of them. */
const started: { sqlite?: Promise<FaultyWorkspace>; postgres?: Promise<FaultyWorkspace> } = {};
after(async () => {
  for (const workspace of await Promise.all(Object.values(started))) {
    await workspace.stop();
    await workspace.postgres?.stop();
  }
});

type Run = (workspace: FaultyWorkspace, context: TestContext) => Promise<void>;

/** Tests in a workspace in which the sample conference has begun and nothing else has happened, on SQLite. */
export function underFaults(name: string, run: Run): void {
  test(name, { skip }, async (context) => {
    started.sqlite ??= startFaulty(undefined);
    const workspace = await started.sqlite;
    await workspace.startOver();
    await run(workspace, context);
  });
}

/** As {@link underFaults}, on SQLite and on Postgres, both at once: much of it is waiting. */
export function underFaultsOnBoth(name: string, run: Run): void {
  describe(name, { concurrency: true }, () => {
    underFaults('on SQLite', run);
    onPostgres('on Postgres', run);
  });
}

/** As {@link underFaults}, on Postgres. */
export function onPostgres(name: string, run: Run): void {
  test(name, { skip: skipPostgres }, async (context) => {
    started.postgres ??= startPostgres().then(startFaulty);
    const workspace = await started.postgres;
    await workspace.startOver();
    await run(workspace, context);
  });
}

async function startFaulty(server: TestPostgres | undefined): Promise<FaultyWorkspace> {
  const clock = createDemoClock();
  let proxy: FaultProxy | undefined;
  /** How far the clock of the rate limiter is: never back, as the system's. */
  let paced = 0;
  const workspace = await startWorkspace('http', {
    clock,
    ...(server !== undefined && { databaseUrl: await server.createDatabase() }),
    slackTimeoutMs: SLACK_TIMEOUT_MS,
    runsJobs: false,
    // A channel that Slack is too busy for waits by the same clock as everything else.
    paceClock: { now: () => paced, sleep: async () => undefined },
    standBefore: async (apiUrl) => {
      proxy = await startFaultProxy(apiUrl);
      return proxy.apiUrl;
    },
  });
  const { bot, control, posts } = workspace;

  function travel(move: () => void): void {
    const from = clock.now();
    move();
    paced += Math.max(0, clock.now() - from);
  }

  return {
    ...workspace,
    proxy: proxy!,
    postgres: server,
    setTime: (local) => travel(() => workspace.setTime(local)),
    async startOver() {
      proxy!.reset();
      await bot.removeWorkspace(TEAM);
      await control.reset();
      paced += 60 * 60_000;
      await workspace.startConference();
    },
    async pass(minutes) {
      for (let minute = 0; minute < minutes; minute += 1) {
        travel(() => clock.travelTo(clock.now() + 60_000));
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
