import type { Log } from '#usecases/ports/dependencies.ts';
import { runTick } from './run-tick.ts';
import { createTickTimes } from './tick-times.ts';
import { STOP_WITHIN_MS, systemTimer, type Ticker, type TickWork, type Timer } from './ticker.ts';

/** Ticks in this process, one at a time: for a bot that runs once. */
export function createInProcessTicker(work: TickWork, log: Log, timer: Timer = systemTimer): Ticker {
  let running: Promise<void> | undefined;
  /** What was asked for during a tick comes after it: `all`, or only what is left to be posted. */
  let next: 'all' | 'send' | undefined;
  let isStopping = false;
  let lastTickAt: number | undefined;

  const times = createTickTimes(timer, (reason) => {
    next = reason === 'follow-up' ? (next ?? 'send') : 'all';
    running ??= runAsked().finally(() => {
      running = undefined;
    });
  });

  async function runAsked(): Promise<void> {
    while (next !== undefined && !isStopping) {
      const sendOnly = next === 'send';
      next = undefined;
      const { isLeft } = await runTick(work, log, sendOnly);
      lastTickAt = timer.now();
      if (isLeft) times.followUp();
    }
  }

  return {
    start: async () => times.start(),
    wake: () => times.wake(),
    async stop() {
      isStopping = true;
      times.stop();
      const { promise: tooLong, resolve } = Promise.withResolvers<void>();
      const cancel = timer.after(STOP_WITHIN_MS, resolve);
      await Promise.race([running, tooLong]);
      cancel();
    },
    lastTickAt: () => lastTickAt,
  };
}
