import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileTexts } from './hostile-texts.ts';
import { engines } from './text-engines.ts';

/** An eighth of the longest note, to keep this quick. */
const LENGTH = 5_000;
/** CPU time, best of three, with room for a busy machine; linear engines take a tenth of it. */
const LIMIT = 100;

function cpuMilliseconds(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

const texts = hostileTexts(LENGTH);

for (const [name, engine] of Object.entries(engines)) {
  test(`${name}: takes linear time for any of ${texts.size} hostile texts`, () => {
    const slow: string[] = [];
    for (const [unit, text] of texts) {
      let best = Number.POSITIVE_INFINITY;
      for (let attempt = 0; attempt < 3 && best > LIMIT; attempt++) {
        best = Math.min(
          best,
          cpuMilliseconds(() => engine(text)),
        );
      }
      if (best > LIMIT) slow.push(`${unit}: ${Math.round(best)} ms`);
    }
    assert.deepEqual(slow, []);
  });
}
