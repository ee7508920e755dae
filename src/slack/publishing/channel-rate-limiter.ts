import { setTimeout as sleep } from 'node:timers/promises';
import { postingError } from '#slack/api/slack-errors.ts';
import { PostingError } from '#usecases/ports/chat.ts';

/** Time, so that tests need not wait. Milliseconds since any instant. */
export interface RateLimiterClock {
  /** Never goes back. */
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/** Whose turn it is, and how far apart turns must be. */
interface Turn {
  /** One at a time. */
  queue: string;
  /** Turns with the same pace start at least `intervalMs` apart. */
  pace: string;
  intervalMs: number;
}

export interface ChannelRateLimiter {
  /**
   * Does `work` when its turn comes. Where Slack says "too many", what else is in the queue is put off until then as
   * well, without asking Slack. @throws PostingError
   */
  run<Result>(turn: Turn, work: () => Promise<Result>): Promise<Result>;
}

/** Not the time of day: a clock that is set back would keep a channel waiting as long. */
export const systemRateLimiterClock: RateLimiterClock = {
  now: () => performance.now(),
  sleep: (milliseconds) => sleep(milliseconds),
};

/** Keeps the calls in a channel one after the other, and no faster than Slack allows. */
export function createChannelRateLimiter(clock: RateLimiterClock): ChannelRateLimiter {
  const last = new Map<string, Promise<unknown>>();
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
      const before = last.get(turn.queue) ?? Promise.resolve();
      const mine = before.then(() => take(turn, work));
      const settled = mine.catch(() => undefined);
      last.set(turn.queue, settled);
      settled.then(() => {
        // Nothing is kept of a channel that has been quiet.
        if (last.get(turn.queue) === settled) last.delete(turn.queue);
        if ((nextStart.get(turn.pace) ?? 0) <= clock.now()) nextStart.delete(turn.pace);
      });
      return mine;
    },
  };
}
