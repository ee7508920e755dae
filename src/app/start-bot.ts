import { randomBytes, randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import type { Config } from '#config/config.ts';
import { openDatabase } from '#db/open-database.ts';
import { WEB_ROOT } from '#domain/conference/web-link.ts';
import { loadNameDictionaries } from '#domain/talk-mentions/addressed-talk.ts';
import { createPhotoStore, openFilesFolder } from '#files/photo-store.ts';
import type { JobRunner, JobWork } from '#jobs/jobs.ts';
import { createLog, withRequestId } from '#log.ts';
import { createMessageRenderer } from '#render/slack/digest/render-messages.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { createWorkspace } from '#slack/api/workspace.ts';
import { createSlackApp } from '#slack/connection/create-app.ts';
import { registerListeners } from '#slack/listeners/index.ts';
import { createCanvases, withCanvases } from '#slack/publishing/canvases.ts';
import type { RateLimiterClock } from '#slack/publishing/channel-rate-limiter.ts';
import { createPublisher } from '#slack/publishing/publisher.ts';
import { createBotDependencies } from '#usecases/create-bot-dependencies.ts';
import type { BotDependencies, Log } from '#usecases/ports/dependencies.ts';
import type { Clock, FetchSchedule, Publisher } from '#usecases/ports/slack.ts';
import { flushOutbox } from '#usecases/publishing/flush-outbox.ts';
import { findWebRecap } from '#usecases/recap/web-recap.ts';
import { createHealthRoute } from '#web/health.ts';
import { createMetrics } from '#web/metrics.ts';
import { createRecapRoute } from '#web/recap-route.ts';
import { createJobWork, runDueWork } from './create-job-work.ts';
import { createLanguageModel } from './create-language-model.ts';
import { createScheduleParser, fetchSchedule } from './load-schedule.ts';
import { createRecapCompiler, createThreads } from './threads.ts';

/** Replacements for parts of the bot, for the demo and tests. */
export interface BotOptions {
  clock?: Clock;
  minPostIntervalMs?: number;
  paceClock?: RateLimiterClock;
  slackTimeoutMs?: number;
  fetchSchedule?: FetchSchedule;
  /** If false, schedules and recaps are computed in the main thread, since starting another takes some time. */
  usesThreads?: boolean;
  log?: Log;
  /** Where canvases are written, for a Slack that has none. */
  canvases?: Publisher;
  /** If false, nothing runs in the background, only what is started through `RunningBot.work`. */
  runsJobs?: boolean;
}

export interface RunningBot {
  deps: BotDependencies;
  /** Does everything that is due now, for the demo and tests. */
  work: { runDueWork(): Promise<void>; flushOutbox(): Promise<{ posted: number; waiting: number }> };
  /** Stops accepting work, waits up to ten seconds for what is running, and closes the store. */
  stop(): Promise<void>;
}

const MAX_POINTS = 80;

const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  instantOf: (ts) => Math.floor(Number(ts) * 1000),
};

/**
 * Starts the bot: opens the store, connects to Slack and begins due work. Resolves when it is ready.
 * @throws AppError if the store can't be opened, a token is refused or a port is taken
 */
export async function startBot(config: Config, options: BotOptions = {}): Promise<RunningBot> {
  const log = options.log ?? createLog(config.logLevel);
  const { database, keyValue, installations } = await openDatabase(config.databaseUrl, { isExclusive: true });
  await using undo = new AsyncDisposableStack();
  undo.defer(() => database.close());
  const stopping = new AbortController();
  const health = createHealthRoute({
    slack: () => slack.health(),
    pingStore: () => database.ping(),
    lastTickAt: () => jobs.lastTickAt(),
    now: Date.now,
  });
  const recaps = createRecapRoute({
    find: (key, day) => findWebRecap(deps, key, day),
    openPhoto: (teamId, photo) => photos.open(teamId, photo),
    publicUrl: config.publicUrl,
    now: Date.now,
    log,
  });
  const metrics = createMetrics({
    isConnected: () => slack.health().isConnected,
    lastTickAt: () => jobs.lastTickAt(),
    now: Date.now,
  });
  const routes = { '/health': health, '/metrics': metrics.route, [`${WEB_ROOT}*`]: recaps };
  const { minPostIntervalMs, paceClock, slackTimeoutMs } = options;
  const slack = createSlackApp(config, {
    log,
    installations,
    keyValue,
    routes,
    withRequestId,
    onError: metrics.countSlackError,
    ...omitUndefined({ timeoutMs: slackTimeoutMs }),
  });
  const { clients } = slack;
  const workspace = createWorkspace(clients, keyValue);
  const { folder, close } = openFilesFolder(config.databaseUrl);
  undo.defer(close);
  const photos = createPhotoStore({ folder, keyValue, workspace, log, stopping: stopping.signal });
  undo.defer(() => photos.settled());
  const clock = options.clock ?? SYSTEM_CLOCK;
  const { usesThreads = true } = options;
  const threads = createThreads();
  undo.defer(() => threads.stop());
  const { summarizer, answerer } = await createLanguageModel(config.openai, { keyValue, now: () => clock.now() });
  const deps = createBotDependencies({
    database,
    keyValue,
    clock,
    workspace,
    publisher: metrics.countPosts(
      withCanvases(
        createPublisher(clients, {
          ...omitUndefined({ minIntervalMs: minPostIntervalMs, clock: paceClock }),
        }),
        options.canvases ?? createCanvases(clients),
      ),
    ),
    forms: createMessageRenderer(),
    photos,
    renderFile: async (format, recap, photos) =>
      (await import('#files/pack-recap.ts')).packRecap(format, recap, photos),
    fetchSchedule: options.fetchSchedule ?? ((url) => fetchSchedule(url, false)),
    parseSchedule: usesThreads
      ? createScheduleParser(threads)
      : async (...asked) => (await import('#schedule/parse-schedule.ts')).parseSchedule(...asked),
    compileRecap: usesThreads ? createRecapCompiler(threads, log) : undefined,
    summarizer: metrics.countSummaries(summarizer),
    metrics: metrics.events,
    answerer: answerer && metrics.countAnswers(answerer),
    maxPoints: MAX_POINTS,
    newId: () => randomUUID().replaceAll('-', ''),
    newSecret: () => randomBytes(18).toString('base64url'),
    publicUrl: config.publicUrl,
    retentionDays: config.retentionDays,
    wake: () => jobs.wake(),
    stopping: stopping.signal,
    log,
  });
  const work: RunningBot['work'] = {
    runDueWork: oneAtATime(() => runDueWork(deps)),
    flushOutbox: oneAtATime(() => flushOutbox(deps)),
  };
  const jobs = await createJobRunner(config, createJobWork(deps), log);
  registerListeners(slack.app, { ...deps, removeInstallation: slack.removeInstallation, inFlight: slack.inFlight });
  // Now, since the first note may not wait for it: Slack gives three seconds.
  await loadNameDictionaries();
  await slack.start();
  undo.defer(() => slack.stop());
  if (config.slack.connection.mode === 'socket' && config.slack.connection.healthPort !== undefined) {
    const { serveRoutes } = await import('#web/router.ts');
    const server = await serveRoutes(config.slack.connection.healthPort, routes);
    undo.defer(() => server.stop());
  }
  if (options.runsJobs !== false) await jobs.start();
  log.info({ mode: config.slack.connection.mode }, 'ready');
  const running = undo.move();
  return {
    deps,
    work,
    async stop() {
      stopping.abort();
      await Promise.all([jobs.stop(), slack.stop()]);
      await running.disposeAsync();
    },
  };
}

/** Creates the job runner for a database. On Postgres, several replicas can share the jobs. */
async function createJobRunner(
  { databaseUrl }: Pick<Config, 'databaseUrl'>,
  work: JobWork,
  log: Log,
): Promise<JobRunner> {
  if (/^postgres(?:ql)?:/.test(databaseUrl)) {
    const { createPostgresJobRunner } = await import('#jobs/pg-boss-jobs.ts');
    return createPostgresJobRunner(databaseUrl, work, log);
  }
  const { createInProcessJobRunner } = await import('#jobs/in-process-jobs.ts');
  return createInProcessJobRunner(work, log);
}

/** Returns a function whose calls run one after another. */
function oneAtATime<Result>(act: () => Promise<Result>): () => Promise<Result> {
  const limit = pLimit(1);
  return () => limit(act);
}
