import { errorLogFields } from '#shared/error-log-fields.ts';
import type { Log } from '#usecases/ports/dependencies.ts';

/** A piece of work that is independent of all others, such as a digest of a conference or the posts of a channel. */
export interface Job {
  kind: 'prepare-digest' | 'ask-model' | 'publish-digest' | 'post' | 'read-messages' | 'clean-up';
  /** Only one job with the same kind and key runs at a time. */
  key: string;
  /** A workspace runs only some of its jobs at once, so that one that hangs doesn't delay the others. */
  teamId: string;
  data: Record<string, string>;
}

/** What the bot does in the background. */
export interface JobWork {
  /** Finds what is due now, by queries alone. */
  findDue(): Promise<Job[]>;
  /** Returns when the next work that is already known becomes due, in milliseconds since the epoch. */
  nextDueAt(): Promise<number | undefined>;
  /** Runs a job. Returns true if more of it is due. */
  run(job: Job): Promise<boolean>;
}

/** Runs the bot's jobs when they are due. */
export interface JobRunner {
  /** Looks for due jobs immediately, then every 30 seconds. */
  start(): Promise<void>;
  /** Looks for due jobs soon. Returns at once; several calls in a row lead to one look. */
  wake(): void;
  /** Starts no more jobs, and waits a few seconds for those that are running. */
  stop(): Promise<void>;
  /** When due jobs were last looked for, successfully or not; milliseconds since the epoch. */
  lastTickAt(): number | undefined;
}

/** The clock and its timers, replaceable so that tests don't have to wait. In milliseconds. */
export interface Timer {
  now(): number;
  /** Calls `work` later, unless the returned function is called first. */
  after(milliseconds: number, work: () => void): () => void;
}

export const systemTimer: Timer = {
  now: () => Date.now(),
  after(milliseconds, work) {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
};

/**
 * For each kind of job: how many a process starts at once, how many run for one workspace, and when one times out. One
 * that takes longer than {@link PLACE_MS} counts only for its workspace, since it mostly waits for Slack.
 */
export const LIMITS: Record<Job['kind'], { atOnce: number; perTeam: number; timeoutMs: number }> = {
  'publish-digest': { atOnce: 64, perTeam: 4, timeoutMs: 5 * 60_000 },
  'prepare-digest': { atOnce: 16, perTeam: 1, timeoutMs: 5 * 60_000 },
  // A model that hangs delays no digest.
  'ask-model': { atOnce: 64, perTeam: 2, timeoutMs: 10 * 60_000 },
  post: { atOnce: 256, perTeam: 16, timeoutMs: 5 * 60_000 },
  'read-messages': { atOnce: 16, perTeam: 1, timeoutMs: 5 * 60_000 },
  'clean-up': { atOnce: 1, perTeam: 1, timeoutMs: 30 * 60_000 },
};

/** For how long a job keeps others from starting. Workspaces that hang, however many, delay the rest by no more. */
export const PLACE_MS = 2_000;

/** How long running jobs may take when the bot stops. What they leave undone is found again after the next start. */
export const STOP_WITHIN_MS = 8_000;

/** Runs a job. Never throws: a failure is logged, and what is still due is found again. Returns true if more is due. */
export async function runJob(
  work: JobWork,
  job: Job,
  { log, timer = systemTimer }: { log: Log; timer?: Timer },
): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const cancel = timer.after(LIMITS[job.kind].timeoutMs, () => {
    log.error({ job: job.kind, team: job.teamId }, 'a job is taking too long; other jobs continue');
    late.resolve(false);
  });
  try {
    return await Promise.race([work.run(job), late.promise]);
  } catch (error) {
    log.error({ job: job.kind, team: job.teamId, ...errorLogFields(error) }, 'a job failed');
    return false;
  } finally {
    cancel();
  }
}
