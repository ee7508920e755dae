import { LRUCache } from 'lru-cache';
import type { KeyValue } from '#usecases/ports/stores.ts';

/** The most values in memory; those that were used least recently are dropped first. */
const MAX_IN_MEMORY = 5_000;

export interface TwoLevelCache<Value> {
  /** Returns the cached value, or else what `ask` returns. Undefined isn't cached. */
  get(key: string, ask: () => Promise<Value | undefined>): Promise<Value | undefined>;
  /** Returns the cached value without asking. */
  peek(key: string): Promise<Value | undefined>;
  keep(key: string, value: Value): Promise<void>;
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
  { lifeTimeOf, now }: { lifeTimeOf: (value: Value) => number; now: () => number },
): TwoLevelCache<Value> {
  const inMemory = new LRUCache<string, { value: Value; until: number }>({ max: MAX_IN_MEMORY });
  const asked = new Map<string, Promise<Value | undefined>>();

  async function peek(key: string): Promise<Value | undefined> {
    const known = inMemory.get(key);
    if (known !== undefined && known.until > now()) return known.value;
    const stored = await keyValue.get<{ value: Value; until: number }>(prefix + key).catch(() => undefined);
    if (stored !== undefined && stored.until > now()) {
      inMemory.set(key, stored);
      return stored.value;
    }
    return undefined;
  }

  async function find(key: string, ask: () => Promise<Value | undefined>): Promise<Value | undefined> {
    const known = await peek(key);
    if (known !== undefined) return known;
    const value = await ask();
    if (value !== undefined) await store(key, value);
    return value;
  }

  async function store(key: string, value: Value): Promise<void> {
    const answer = { value, until: now() + lifeTimeOf(value) };
    inMemory.set(key, answer);
    await keyValue.set(prefix + key, answer, lifeTimeOf(value)).catch(() => undefined);
  }

  return {
    get(key, ask) {
      const known = inMemory.get(key);
      if (known !== undefined && known.until > now()) return Promise.resolve(known.value);
      const running = asked.get(key) ?? find(key, ask).finally(() => asked.delete(key));
      asked.set(key, running);
      return running;
    },
    peek,
    keep: store,
    async forget(start) {
      for (const key of inMemory.keys()) if (key.startsWith(start)) inMemory.delete(key);
      await keyValue.deletePrefix(prefix + start);
    },
  };
}
