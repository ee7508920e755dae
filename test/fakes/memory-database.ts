import { AsyncLocalStorage } from 'node:async_hooks';
import { storable } from '#db/schema/strip-nul.ts';
import type { Database, KeyValue, Stores } from '#usecases/ports/stores.ts';
import { copyState, createMemoryStores, emptyState } from './memory-stores.ts';

/**
 * The stores in memory, with the behaviour of those in `src/db` (`test/contracts` holds them to it). Misuse that
 * would wait for ever on SQLite throws here.
 */
export function createMemoryDatabase(): { database: Database; keyValue: KeyValue } {
  let state = emptyState();
  let closed = false;
  let last: Promise<unknown> = Promise.resolve();
  const inFlight = new AsyncLocalStorage<{ over: boolean }>();

  /** One after the other: nobody sees the middle of another's work. */
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (inFlight.getStore()?.over === false) {
      throw new Error('Work that runs runTransaction may touch nothing but the stores that it is given.');
    }
    const turn = last.then(() => {
      if (closed) throw new Error('The database is closed.');
      return work();
    });
    last = turn.catch(() => {});
    return turn;
  };

  const plain = inTurnEach(
    createMemoryStores(() => state),
    inTurn,
  );
  const values = new Map<string, { json: string; expires: number }>();
  return {
    database: {
      ...plain,
      runTransaction: async (work) =>
        inTurn(async () => {
          const draft = copyState(state);
          const mark = { over: false };
          try {
            const result = await inFlight.run(
              mark,
              work,
              createMemoryStores(() => draft),
            );
            state = draft;
            return result;
          } finally {
            mark.over = true;
          }
        }),
      ping: async () => inTurn(async () => {}),
      close: async () => {
        await last;
        closed = true;
      },
    },
    keyValue: {
      get: async <Value>(key: string) =>
        inTurn(async () => {
          const kept = values.get(storable(key));
          return kept !== undefined && kept.expires > Date.now() ? (JSON.parse(kept.json) as Value) : undefined;
        }),
      set: async (key, value, ttlMs) =>
        inTurn(async () => {
          values.set(storable(key), { json: JSON.stringify(value), expires: Date.now() + ttlMs });
        }),
      delete: async (key) =>
        inTurn(async () => {
          values.delete(storable(key));
        }),
      deletePrefix: async (prefix) =>
        inTurn(async () => {
          for (const key of values.keys()) if (key.startsWith(storable(prefix))) values.delete(key);
        }),
    },
  };
}

function inTurnEach(stores: Stores, inTurn: <Result>(work: () => Promise<Result>) => Promise<Result>): Stores {
  type Methods = Record<string, (...given: unknown[]) => Promise<unknown>>;
  return Object.fromEntries(
    Object.entries(stores as unknown as Record<string, Methods>).map(([name, store]) => [
      name,
      Object.fromEntries(
        Object.entries(store).map(([verb, method]) => [
          verb,
          async (...given: unknown[]) => inTurn(() => method(...given)),
        ]),
      ),
    ]),
  ) as unknown as Stores;
}
