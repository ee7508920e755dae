import type Keyv from 'keyv';
import type { KeyValue } from '../usecases/stores.ts';

/** Values with a life time on a Keyv. One that has none left (`ttlMs` is not above 0) is not kept. */
export function createKeyValue(keyv: Keyv): KeyValue {
  return {
    get: (key) => keyv.get(key),
    async set(key, value, ttlMs) {
      // Keyv keeps what has no life time for ever.
      if (ttlMs > 0) await keyv.set(key, value, ttlMs);
      else await keyv.delete(key);
    },
    async delete(key) {
      await keyv.delete(key);
    },
  };
}
