import type { KeyValue } from '#usecases/ports/stores.ts';

/** How many tokens may go to and fro on a day (UTC). */
export interface DailyBudget {
  /** Takes tokens out of the day's; false, and nothing taken, where fewer are left. */
  take(tokens: number): Promise<boolean>;
  /** Gives back what was taken and not used; a negative number takes what was used beyond it. */
  giveBack(tokens: number): Promise<void>;
}

const KEPT_MS = 3 * 24 * 60 * 60 * 1000;

/**
 * Counts in the store, so that a restart forgets nothing, one call after the other. Replicas that ask at the same
 * instant may together spend a request or two more. Without a store it counts for this process.
 */
export function createDailyBudget(
  limit: number | undefined,
  keyValue: KeyValue | undefined,
  now: () => number,
): DailyBudget {
  const here = new Map<string, number>();
  let last: Promise<unknown> = Promise.resolve();
  const change = (by: number, atMost: number): Promise<boolean> => {
    const next = last.then(async () => {
      const key = `model-tokens:${new Date(now()).toISOString().slice(0, 10)}`;
      const spent = (keyValue === undefined ? here.get(key) : await keyValue.get<number>(key)) ?? 0;
      if (spent + by > atMost) return false;
      const left = Math.max(0, spent + by);
      if (keyValue === undefined) here.set(key, left);
      else await keyValue.set(key, left, KEPT_MS);
      return true;
    });
    last = next.catch(() => undefined);
    return next;
  };
  if (limit === undefined) return { take: async () => true, giveBack: async () => undefined };
  return {
    take: (tokens) => change(tokens, limit),
    async giveBack(tokens) {
      await change(-tokens, Number.POSITIVE_INFINITY);
    },
  };
}
