/** How long work takes, as far as a test may depend on it: in CPU time, and compared with how fast the machine is now. */
import assert from 'node:assert/strict';

/** CPU milliseconds for {@link slowness}'s work on the machine for which the limits were set. */
const YARDSTICK = 50;
const words = new Intl.Segmenter('en', { granularity: 'word' });

/** Returns the CPU milliseconds of this thread for some work. */
export function cpuMilliseconds(work: () => unknown): number {
  const start = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1000;
}

/** Returns how many times slower this machine is now than the one for which the limits were set, at least 1. */
export function slowness(): number {
  const taken = cpuMilliseconds(() => Array.from(words.segment('中'.repeat(160_000))).length);
  return Math.max(1, taken / YARDSTICK);
}

/** Fails if work takes more CPU milliseconds than a limit, or, on a slower machine, more than it would take there. */
export function assertCpuTime(limit: number, work: () => unknown, message = 'it'): void {
  const taken = cpuMilliseconds(work);
  if (taken <= limit) return;
  const most = limit * slowness();
  assert.ok(taken <= most, `${message} takes ${Math.round(taken)} ms, at most ${Math.round(most)} allowed`);
}
