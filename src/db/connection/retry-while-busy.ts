import { setTimeout } from 'node:timers/promises';

const SQLITE_BUSY = 5;
const PATIENCE_MS = 5_000;
const PAUSE_MS = 5;

/**
 * Does `work` on SQLite again while another connection keeps it locked, for five seconds. What was refused so had no
 * effect. SQLite's own waiting would stop everything else that this process does.
 */
export async function retryWhileBusy<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
    }
    await setTimeout(PAUSE_MS);
  }
}

function isBusy(error: unknown): boolean {
  // The low byte is the result code, the others say more of it.
  return (((error as { errcode?: number }).errcode ?? 0) & 0xff) === SQLITE_BUSY;
}
