import pLimit, { type LimitFunction } from 'p-limit';
import type { Log } from '#usecases/ports/dependencies.ts';
import { createDispatcher } from './dispatcher.ts';
import {
  type Job,
  type JobRunner,
  type JobWork,
  LIMITS,
  PLACE_MS,
  runJob,
  STOP_WITHIN_MS,
  systemTimer,
  type Timer,
} from './jobs.ts';

/** Runs the jobs in this process, for a bot without replicas. */
export function createInProcessJobRunner(work: JobWork, log: Log, timer: Timer = systemTimer): JobRunner {
  const pool = createJobPool({ work, log, timer }, { onMore: () => dispatcher.wake() });
  const dispatcher = createDispatcher(
    work,
    async (jobs) => {
      for (const job of jobs) pool.add(job);
    },
    { log, timer },
  );
  return {
    start: async () => dispatcher.start(),
    wake: () => dispatcher.wake(),
    async stop() {
      await dispatcher.stop();
      await pool.stop();
    },
    lastTickAt: () => dispatcher.lastTickAt(),
  };
}

export interface JobPool {
  /**
   * Runs a job when its turn comes. Returns false if the same job is already waiting or running; it will then be looked
   * for again.
   */
  add(job: Job): boolean;
  /** How many more jobs of a kind could run now. */
  free(kind: Job['kind']): number;
  /** Starts no more jobs, and waits a few seconds for those that are running. */
  stop(): Promise<void>;
}

/** Runs jobs within {@link LIMITS}. Calls `onMore` after a job of which more is due, and `onEnd` after every job. */
export function createJobPool(
  { work, log, timer }: { work: JobWork; log: Log; timer: Timer },
  { onMore, onEnd }: { onMore(): void; onEnd?(job: Job): Promise<void> },
): JobPool {
  const limits = Object.fromEntries(
    Object.entries(LIMITS).map(([kind, { atOnce }]) => [kind, pLimit(atOnce)]),
  ) as Record<Job['kind'], LimitFunction>;
  const teams = new Map<string, LimitFunction>();
  const running = new Map<string, Promise<void>>();
  /** Jobs that became due again while they ran. */
  const again = new Set<string>();
  let isStopping = false;

  function limitOf({ kind, teamId }: Job): LimitFunction {
    const key = `${kind} ${teamId}`;
    const limit = teams.get(key) ?? pLimit(LIMITS[kind].perTeam);
    teams.set(key, limit);
    return limit;
  }

  async function run(job: Job, key: string): Promise<void> {
    const team = limitOf(job);
    const isMoreDue = await team(async () => {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      void limits[job.kind](async () => {
        // Whatever becomes due from now on needs another run.
        again.delete(key);
        const left = Promise.withResolvers<void>();
        const cancel = timer.after(PLACE_MS, left.resolve);
        const result = isStopping ? Promise.resolve(false) : runJob(work, job, { log, timer });
        resolve(result);
        await Promise.race([result, left.promise]);
        cancel();
      });
      return promise;
    });
    await onEnd?.(job);
    running.delete(key);
    const teamKey = `${job.kind} ${job.teamId}`;
    if (team.activeCount + team.pendingCount === 0 && teams.get(teamKey) === team) teams.delete(teamKey);
    if (isMoreDue || again.delete(key)) onMore();
  }

  return {
    add(job) {
      const key = `${job.kind} ${job.key}`;
      if (isStopping) return false;
      if (running.has(key)) again.add(key);
      else running.set(key, run(job, key));
      return !again.has(key);
    },
    free: (kind) => LIMITS[kind].atOnce - limits[kind].activeCount - limits[kind].pendingCount,
    async stop() {
      isStopping = true;
      const late = Promise.withResolvers<void>();
      const cancel = timer.after(STOP_WITHIN_MS, late.resolve);
      await Promise.race([Promise.all(running.values()), late.promise]);
      cancel();
    },
  };
}
