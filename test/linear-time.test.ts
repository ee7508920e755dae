import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type HostileText, hostileTexts } from './hostile-texts.ts';
import { engines } from './text-engines.ts';

/** The length of the longest note that Slack takes. */
const LONGEST = 40_000;
/** The length that most texts are tried with, to save time. */
const SHORTER = 5_000;
/** CPU milliseconds for a text, on a machine that is as fast as {@link YARDSTICK} says. */
const LIMIT = 100;
/** CPU milliseconds for {@link yardstick}. */
const YARDSTICK = 50;
/** How often a text of four times the length may take the time: 4 times is linear, 16 times quadratic. */
const MOST_GROWTH = 9;

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

const words = new Intl.Segmenter('en', { granularity: 'word' });

/** Returns how many times slower this machine is now than the one for which the limit was set. */
function slowness(): number {
  const taken = cpuMilliseconds(() => Array.from(words.segment('中'.repeat(4 * LONGEST))).length, 1);
  return Math.max(1, taken / YARDSTICK);
}

/** Returns how long a text takes if that is too long: over the limit and more than linearly, or far over the limit. */
function excess(engine: (text: string) => unknown, { isHardest, take }: HostileText): number | undefined {
  const length = isHardest ? LONGEST : SHORTER;
  const text = take(length);
  const taken = cpuMilliseconds(() => engine(text), 3);
  if (taken <= LIMIT) return undefined;
  const limit = LIMIT * slowness();
  if (taken <= limit) return undefined;
  const quarter = take(length / 4);
  // Once, as engines cache what they have read.
  const growth = taken / cpuMilliseconds(() => engine(quarter), 1);
  return growth > MOST_GROWTH || taken > 4 * limit ? taken : undefined;
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
