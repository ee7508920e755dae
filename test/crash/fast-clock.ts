import type { Clock } from '#usecases/ports/chat.ts';

/** The time of a run: the same in all of its processes. */
export interface FastTime {
  /** When the run began, milliseconds since the epoch. */
  realStart: number;
  /** What time it was in the run then. */
  start: number;
  /** How much faster time goes in it. */
  speed: number;
}

/** A clock that goes faster than the machine's, so that days end while a test runs. */
export function createFastClock({ realStart, start, speed }: FastTime): Clock {
  const fast = (real: number) => Math.floor(start + (real - realStart) * speed);
  return { now: () => fast(Date.now()), instantOf: (ts) => fast(Number(ts) * 1000) };
}
