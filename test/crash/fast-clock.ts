import type { DemoClock } from '#demo/demo-clock.ts';

/** How a run's time goes: the same in every process of it, so that a restart is no journey in time. */
export interface FastTime {
  /** When the run began, milliseconds since the epoch. */
  realStart: number;
  /** What time it was in the run then. */
  start: number;
  /** How much faster time goes in it. */
  speed: number;
}

export interface FastClock extends DemoClock {
  /** From now on it goes as fast as the machine's. */
  slowDown(): void;
}

/** A clock that goes faster than the machine's, so that days come to their end while a test runs. */
export function createFastClock({ realStart, start, speed }: FastTime): FastClock {
  const written = new Map<string, number>();
  const fast = (real: number) => start + (real - realStart) * speed;
  /** Where it is, and since when it goes at the machine's own pace. */
  let slow: { since: number; at: number } | undefined;
  let skipped = 0;
  const now = () => {
    const real = Date.now();
    return Math.floor((slow === undefined ? fast(real) : slow.at + real - slow.since) + skipped);
  };
  return {
    now,
    instantOf: (ts) => written.get(ts) ?? Math.floor(fast(Number(ts) * 1000)),
    travelTo: (instant) => {
      skipped += instant - now();
    },
    remember: (ts, instant) => void written.set(ts, instant),
    slowDown: () => {
      const since = Date.now();
      slow ??= { since, at: fast(since) };
    },
  };
}
