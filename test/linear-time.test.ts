import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cpuMilliseconds, slowness } from './cpu-time.ts';
import { type HostileText, hostileTexts } from './hostile-texts.ts';
import { engines } from './text-engines.ts';

/** The length of the longest note that Slack takes. */
const LONGEST = 40_000;
/** The length that most texts are tried with, to save time. */
const SHORTER = 5_000;
/** CPU milliseconds for a text, more on a slower machine. */
const LIMIT = 100;
/** How often a text of four times the length may take the time: 4 times is linear, 16 times quadratic. */
const MOST_GROWTH = 9;

/** Returns the CPU milliseconds of the fastest of up to three attempts. */
function fastest(work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3 && best > LIMIT; attempt++) best = Math.min(best, cpuMilliseconds(work));
  return best;
}

/** Returns how long a text takes if that is too long: over the limit and more than linearly, or far over the limit. */
function excess(engine: (text: string) => unknown, { isHardest, take }: HostileText): number | undefined {
  const length = isHardest ? LONGEST : SHORTER;
  const text = take(length);
  const taken = fastest(() => engine(text));
  if (taken <= LIMIT) return undefined;
  const limit = LIMIT * slowness();
  if (taken <= limit) return undefined;
  const quarter = take(length / 4);
  // Once, as engines cache what they have read.
  const growth = taken / cpuMilliseconds(() => engine(quarter));
  return growth > MOST_GROWTH || taken > 4 * limit ? taken : undefined;
}

/** Output is made of whole texts, so the hardest of them are enough; anything else looks for patterns in each. */
const OUTPUT = /^(?:web page|Markdown|canvas|digest|recap|reading list files)/;

for (const [name, engine] of Object.entries(engines)) {
  const texts = OUTPUT.test(name) ? hostileTexts.filter(({ isHardest }) => isHardest) : hostileTexts;
  test(`${name}: takes linear time for any of ${texts.length} hostile texts`, () => {
    const slow = texts.flatMap((hostile) => {
      const taken = excess(engine, hostile);
      return taken === undefined ? [] : [`${hostile.name}: ${Math.round(taken)} ms`];
    });
    assert.deepEqual(slow, []);
  });
}
