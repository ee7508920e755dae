import type { Clock } from '#usecases/ports/slack.ts';

/** The time of a run: the same in all of its processes. */
export interface FastTime {
  /** When the run began, milliseconds since the epoch. */
  realStart: number;
  /** What time it was in the run then. */
  start: number;
  /** How much faster time goes in it. */
  speed: number;
}

/** In the conference's last days time goes this slowly, so that a run on a busy machine doesn't outlast it. */
const LAST_DAYS_FROM = Date.parse('2026-06-18T08:00:00+02:00');
const SLOW = 100;

/** What time it is in a run at an instant. */
export function fastInstant({ realStart, start, speed }: FastTime, real: number): number {
  const fast = start + (real - realStart) * speed;
  const beyond = fast - Math.max(start, LAST_DAYS_FROM);
  return Math.floor(beyond <= 0 ? fast : fast - beyond + (beyond / speed) * Math.min(speed, SLOW));
}

/** A clock that goes faster than the machine's, so that days end while a test runs. */
export function createFastClock(time: FastTime): Clock {
  return { now: () => fastInstant(time, Date.now()), instantOf: (ts) => fastInstant(time, Number(ts) * 1000) };
}
