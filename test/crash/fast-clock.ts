import type { DemoClock } from '../../src/demo/demo-clock.ts';

/** How a run's time goes: the same in every process of it, so that a restart is no journey in time. */
export interface FastTime {
  /** When the run began, milliseconds since the epoch. */
  realStart: number;
  /** What time it was in the run then. */
  start: number;
  /** How much faster time goes in it. */
  speed: number;
}

/** A clock that goes faster than the machine's, so that days come to their end while a test runs. */
export function createFastClock({ realStart, start, speed }: FastTime): DemoClock {
  let skipped = 0;
  const at = (real: number) => start + skipped + (real - realStart) * speed;
  const written = new Map<string, number>();
  return {
    now: () => Math.floor(at(Date.now())),
    instantOf: (ts) => written.get(ts) ?? Math.floor(at(Number(ts) * 1000) - skipped),
    travelTo: (instant) => {
      skipped += instant - at(Date.now());
    },
    remember: (ts, instant) => void written.set(ts, instant),
  };
}
