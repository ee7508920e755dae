import { setTimeout as sleep } from 'node:timers/promises';
import pLimit, { type LimitFunction } from 'p-limit';
import { postingError } from '#slack/api/slack-errors.ts';
import { PostingError } from '#usecases/ports/slack.ts';

/** The clock of a rate limiter, replaceable so that tests don't have to wait. Milliseconds since any instant. */
export interface RateLimiterClock {
  /** Monotonic. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** The queue that a call waits in, and how far apart calls must be. */
interface Turn {
  /** Calls in the same queue run one at a time. */
  queue: string;
  /** Calls with the same pace start at least `intervalMs` apart. */
  pace: string;
  intervalMs: number;
}

export interface ChannelRateLimiter {
  /**
   * Runs `work` when its turn comes. If Slack limits the rate, the other calls in the queue are rejected as `later`
   * until the limit ends, without calling Slack. @throws PostingError
   */
  run<Result>(turn: Turn, work: () => Promise<Result>): Promise<Result>;
}

/** Not the time of day: setting that back would make a channel wait as long. */
export const systemRateLimiterClock: RateLimiterClock = {
  now: () => performance.now(),
  sleep: (milliseconds) => sleep(milliseconds),
};

/** Creates a limiter that runs the calls in a channel one after another, and no faster than Slack allows. */
export function createChannelRateLimiter(clock: RateLimiterClock): ChannelRateLimiter {
  const queues = new Map<string, LimitFunction>();
  const nextStart = new Map<string, number>();
  const pausedUntil = new Map<string, number>();

  async function take<Result>({ queue, pace, intervalMs }: Turn, work: () => Promise<Result>): Promise<Result> {
    const paused = (pausedUntil.get(queue) ?? 0) - clock.now();
    if (paused > 0) throw new PostingError({ kind: 'later', retryAfterMs: paused });
    pausedUntil.delete(queue);
    const start = Math.max(clock.now(), nextStart.get(pace) ?? 0);
    nextStart.set(pace, start + intervalMs);
    if (start > clock.now()) await clock.sleep(start - clock.now());
    try {
      return await work();
    } catch (cause) {
      const error = postingError(cause);
      if (error.problem.kind === 'later') pausedUntil.set(queue, clock.now() + error.problem.retryAfterMs);
      throw error;
    }
  }

  return {
    run(turn, work) {
      const oneByOne = queues.get(turn.queue) ?? pLimit(1);
      queues.set(turn.queue, oneByOne);
      const result = oneByOne(() => take(turn, work));
      const dropQuiet = () => {
        const isQuiet = oneByOne.activeCount + oneByOne.pendingCount === 0;
        if (isQuiet && queues.get(turn.queue) === oneByOne) queues.delete(turn.queue);
        if ((nextStart.get(turn.pace) ?? 0) <= clock.now()) nextStart.delete(turn.pace);
        for (const [queue, until] of pausedUntil) if (until <= clock.now()) pausedUntil.delete(queue);
      };
      // Once p-limit has counted that this call ended.
      const later = () => setImmediate(dropQuiet);
      result.then(later, later);
      return result;
    },
  };
}
