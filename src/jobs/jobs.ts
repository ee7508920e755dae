import { errorLogFields } from '#shared/error-log-fields.ts';
import type { Log } from '#usecases/ports/dependencies.ts';

/** A piece of work that doesn't wait for any other, such as a digest of a conference or the posts of a channel. */
export interface Job {
  kind: 'digest' | 'channel' | 'reading' | 'cleanup';
  /** Of two jobs with the same kind and key one runs at a time. */
  key: string;
  /** A workspace runs only some of its jobs at once, so that one that hangs doesn't delay the others. */
  teamId: string;
  data: Record<string, string>;
}

/** What the bot does in the background. */
export interface JobWork {
  /** Finds what is due now, by queries alone. */
  findDue(): Promise<Job[]>;
  /** When more will be due that is known already, milliseconds since the epoch. */
  nextDueAt(): Promise<number | undefined>;
  /** Runs a job. Returns true if more of it is due. */
  run(job: Job): Promise<boolean>;
}

/** Runs the bot's jobs when they are due. */
export interface JobRunner {
  /** Looks for due jobs now and then every half a minute. */
  start(): Promise<void>;
  /** Looks for due jobs soon. Returns at once; many calls are one look. */
  wake(): void;
  /** Starts no further job, and waits some seconds for those that are running. */
  stop(): Promise<void>;
  /** When due jobs were last looked for, successfully or not; milliseconds since the epoch. */
  lastTickAt(): number | undefined;
}

/** Time, so that tests need not wait. Milliseconds. */
export interface Timer {
  now(): number;
  /** Calls `work` later, unless the returned function is called before. */
  after(milliseconds: number, work: () => void): () => void;
}

export const systemTimer: Timer = {
  now: () => Date.now(),
  after(milliseconds, work) {
    const timer = setTimeout(work, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** How many jobs of a kind a process runs at once, of one workspace, and for how long it waits for one. */
export const LIMITS: Record<Job['kind'], { atOnce: number; perTeam: number; timeoutMs: number }> = {
  digest: { atOnce: 64, perTeam: 4, timeoutMs: 5 * 60_000 },
  channel: { atOnce: 256, perTeam: 64, timeoutMs: 5 * 60_000 },
  reading: { atOnce: 16, perTeam: 1, timeoutMs: 5 * 60_000 },
  cleanup: { atOnce: 1, perTeam: 1, timeoutMs: 30 * 60_000 },
};

/** How long running jobs have when the bot stops. The next start does what they leave. */
export const STOP_WITHIN_MS = 8_000;

/** Runs a job. Never throws: a failure is logged, and what is still due is found again. Returns true if more is due. */
export async function runJob(work: JobWork, job: Job, log: Log, timer: Timer = systemTimer): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const cancel = timer.after(LIMITS[job.kind].timeoutMs, () => {
    log.error({ job: job.kind, team: job.teamId }, 'a job takes too long; others go on');
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
