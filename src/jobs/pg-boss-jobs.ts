import { PgBoss } from 'pg-boss';
import { errorLogFields } from '#shared/error-log-fields.ts';
import type { Log } from '#usecases/ports/dependencies.ts';
import { createDispatcher } from './dispatcher.ts';
import { createJobPool } from './in-process-jobs.ts';
import { type Job, type JobRunner, type JobWork, LIMITS, STOP_WITHIN_MS, systemTimer, type Timer } from './jobs.ts';

const KINDS = Object.keys(LIMITS) as Job['kind'][];
const queueOf = (kind: Job['kind']) => `recap-${kind}`;

/** A replica that has sent no heartbeat for this long counts as dead, and another one takes over its jobs (seconds). */
const SILENT_S = 10;
const HEARTBEAT_MS = 3_000;
const SUPERVISE_S = 2;
/** How often a replica looks for jobs that others have found. */
const POLL_MS = 500;
/** A replica takes only some jobs at a time, so that the others get their share. */
const MAX_FETCHED = 16;
/** How long finished jobs stay in the queue (seconds). */
const KEEP_FINISHED_S = 60;

/**
 * Creates the runner that shares jobs among replicas on the same Postgres. Every replica finds what is due. The queues
 * hold each job at most twice (pg-boss's policy `stately`: one that waits and one that runs), and every replica fetches
 * jobs while it can run more.
 */
export function createPostgresJobRunner(
  databaseUrl: string,
  work: JobWork,
  log: Log,
  timer: Timer = systemTimer,
): JobRunner {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: 'recap-jobs',
    max: 4,
    schedule: false,
    superviseIntervalSeconds: SUPERVISE_S,
    monitorIntervalSeconds: SUPERVISE_S,
  });
  boss.on('error', (error) => log.error(errorLogFields(error), 'job queue error'));
  /** Running jobs by their ids in the queue. */
  const active = new Map<string, Job>();
  const idOf = new WeakMap<Job, string>();
  let isStopping = false;
  let polling: Promise<void> = Promise.resolve();
  let isPollAsked = false;
  /** Ids in the queue of jobs that have ended since the last time the queue was told. */
  const ended = new Map<Job['kind'], string[]>();
  let completing: Promise<void> = Promise.resolve();
  const intervals: NodeJS.Timeout[] = [];

  /** Tells the queue that a job has ended, together with those that end while it is being told of others. */
  async function complete(kind: Job['kind'], id: string): Promise<void> {
    active.delete(id);
    ended.set(kind, [...(ended.get(kind) ?? []), id]);
    completing = completing.then(completeAll);
    await completing;
  }

  async function completeAll(): Promise<void> {
    for (const [kind, ids] of ended) {
      ended.delete(kind);
      await boss
        .complete(queueOf(kind), ids)
        .catch((error) => log.warn(errorLogFields(error), 'failed to mark jobs as done'));
    }
  }

  const pool = createJobPool(
    { work, log, timer },
    {
      onMore: () => dispatcher.wake(),
      async onEnd(job) {
        await complete(job.kind, idOf.get(job)!);
        poll();
      },
    },
  );

  const dispatcher = createDispatcher(
    work,
    async (jobs) => {
      for (const [kind, found] of Map.groupBy(jobs, (job) => job.kind)) {
        await boss.insert(
          queueOf(kind),
          found.map((job) => ({ data: job, singletonKey: job.key })),
        );
      }
      poll();
    },
    { log, timer },
  );

  /** Fetches waiting jobs, one round at a time. One round that hasn't started is enough for all who ask. */
  function poll(): void {
    if (isPollAsked) return;
    isPollAsked = true;
    polling = polling
      .then(() => {
        isPollAsked = false;
        return fetchAll();
      })
      .catch((error) => log.error(errorLogFields(error), 'failed to fetch jobs'));
  }

  async function fetchAll(): Promise<void> {
    for (const kind of KINDS) {
      const batchSize = Math.min(MAX_FETCHED, pool.free(kind));
      if (isStopping || batchSize <= 0) continue;
      for (const { id, data } of await boss.fetch<Job>(queueOf(kind), { batchSize })) {
        active.set(id, data);
        idOf.set(data, id);
        // This replica was taken for dead, but is still running the job.
        if (!pool.add(data)) await complete(kind, id);
      }
    }
  }

  async function sendHeartbeats(): Promise<void> {
    for (const [kind, entries] of Map.groupBy(active, ([, job]) => job.kind)) {
      await boss.touch(
        queueOf(kind),
        entries.map(([id]) => id),
      );
    }
  }

  return {
    async start() {
      await boss.start();
      for (const kind of KINDS) {
        await boss.createQueue(queueOf(kind), {
          policy: 'stately',
          // The queue doesn't retry: whatever is still due is found again.
          retryLimit: 0,
          heartbeatSeconds: SILENT_S,
          expireInSeconds: Math.ceil(LIMITS[kind].timeoutMs / 1000) + SILENT_S,
          deleteAfterSeconds: KEEP_FINISHED_S,
        });
      }
      intervals.push(
        setInterval(poll, POLL_MS),
        setInterval(() => {
          sendHeartbeats().catch((error) => log.warn(errorLogFields(error), 'failed to send heartbeats of jobs'));
        }, HEARTBEAT_MS),
      );
      dispatcher.start();
    },
    wake: () => dispatcher.wake(),
    async stop() {
      isStopping = true;
      await dispatcher.stop();
      for (const interval of intervals) clearInterval(interval);
      await polling;
      await pool.stop();
      await completing;
      await boss.stop({ graceful: true, timeout: STOP_WITHIN_MS });
    },
    lastTickAt: () => dispatcher.lastTickAt(),
  };
}
