/**
 * The bot that `npm run soak` lasts on, in a process of its own so that nothing else uses its event loop. A number
 * from its parent is the instant that it is from then on; `measure` is answered with what was used since it was asked
 * last. Run with `--expose-gc`.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startBot } from '#app/start-bot.ts';
import { readConfig } from '#config/config.ts';
import { createDemoClock } from '#demo/demo-clock.ts';

/** What the bot's process used. Sizes in bytes, times in milliseconds. */
export interface Use {
  rss: number;
  /** What the heap has taken of it, in use or not: it keeps what a busy moment needed. */
  committed: number;
  /** After everything that nobody holds is gone. */
  heap: number;
  /** How late the event loop was, since the last time. */
  delayP99: number;
  delayMax: number;
}

const RESOLUTION_MS = 5;
const NANOSECONDS = 1e6;

const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
process.on('disconnect', () => process.exit());
const clock = createDemoClock();
process.on('message', (message) => {
  if (typeof message === 'number') return clock.travelTo(message);
  const [delayP99, delayMax] = [delays.percentile(99), delays.max].map((each) => each / NANOSECONDS);
  // The collection is ours, and not the bot's.
  delays.disable();
  globalThis.gc!();
  const { rss, heapTotal, heapUsed } = process.memoryUsage();
  process.send!({ rss, committed: heapTotal, heap: heapUsed, delayP99, delayMax } as Use);
  delays.reset();
  setImmediate(() => delays.enable());
});

await startBot(readConfig(process.env), {
  clock,
  minPostIntervalMs: 10,
});
delays.enable();
process.send!('ready');
