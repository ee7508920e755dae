import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type HostileText, hostileTexts } from './hostile-texts.ts';
import { engines } from './text-engines.ts';

/** The length of the longest note that Slack takes. */
const LONGEST = 40_000;
const SHORT = 5_000;
/** CPU milliseconds for the longest note. */
const LIMIT = 100;
/** On a busy machine everything takes longer: only what grows faster than linearly (8 times) exceeds this, too. */
const MOST_GROWTH = 20;
const BUSY_LIMIT = 3 * LIMIT;

function cpuMilliseconds(work: () => unknown, attempts: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < attempts && best > LIMIT; attempt++) {
    const start = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

/** Returns how long a text takes if that is too long. */
function excess(engine: (text: string) => unknown, { isHardest, take }: HostileText): number | undefined {
  const text = take(isHardest ? LONGEST : SHORT);
  const taken = cpuMilliseconds(() => engine(text), 3);
  if (taken <= LIMIT) return undefined;
  if (!isHardest || taken > BUSY_LIMIT) return taken;
  const short = take(SHORT);
  // Once, as engines cache what they have read.
  return taken > MOST_GROWTH * cpuMilliseconds(() => engine(short), 1) ? taken : undefined;
}

for (const [name, engine] of Object.entries(engines)) {
  test(`${name}: takes linear time for any of ${hostileTexts.length} hostile texts`, () => {
    const slow = hostileTexts.flatMap((hostile) => {
      const taken = excess(engine, hostile);
      return taken === undefined ? [] : [`${hostile.name}: ${Math.round(taken)} ms`];
    });
    assert.deepEqual(slow, []);
  });
}
