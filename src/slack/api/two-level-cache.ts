import type { KeyValue } from '#usecases/ports/stores.ts';

/** The most values in memory; the oldest are dropped first. */
const MAX_IN_MEMORY = 5_000;

export interface TwoLevelCache<Value> {
  /** Returns the cached value, or else what `ask` returns. Undefined isn't cached. */
  get(key: string, ask: () => Promise<Value | undefined>): Promise<Value | undefined>;
  /** Drops all keys with a prefix. */
  forget(prefix: string): Promise<void>;
}

/**
 * Caches values in memory and, across restarts, in the store, both for `lifeTimeOf` milliseconds. Concurrent requests
 * for a key share one call of `ask`. A store that fails counts as empty.
 */
export function createTwoLevelCache<Value>(
  keyValue: KeyValue,
  prefix: string,
  lifeTimeOf: (value: Value) => number,
  now: () => number,
): TwoLevelCache<Value> {
  const inMemory = new Map<string, { value: Value; until: number }>();
  const asked = new Map<string, Promise<Value | undefined>>();

  function remember(key: string, answer: { value: Value; until: number }): void {
    inMemory.delete(key);
    inMemory.set(key, answer);
    if (inMemory.size > MAX_IN_MEMORY) inMemory.delete(inMemory.keys().next().value!);
  }

  async function find(key: string, ask: () => Promise<Value | undefined>): Promise<Value | undefined> {
    const stored = await keyValue.get<{ value: Value; until: number }>(prefix + key).catch(() => undefined);
    if (stored !== undefined && stored.until > now()) {
      remember(key, stored);
      return stored.value;
    }
    const value = await ask();
    if (value === undefined) return undefined;
    const answer = { value, until: now() + lifeTimeOf(value) };
    remember(key, answer);
    await keyValue.set(prefix + key, answer, lifeTimeOf(value)).catch(() => undefined);
    return value;
  }

  return {
    get(key, ask) {
      const known = inMemory.get(key);
      if (known !== undefined && known.until > now()) return Promise.resolve(known.value);
      const running = asked.get(key) ?? find(key, ask).finally(() => asked.delete(key));
      asked.set(key, running);
      return running;
    },
    async forget(start) {
      for (const key of inMemory.keys()) if (key.startsWith(start)) inMemory.delete(key);
      await keyValue.deletePrefix(prefix + start);
    },
  };
}
