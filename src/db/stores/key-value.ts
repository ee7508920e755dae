import type Keyv from 'keyv';
import type { KeyValue } from '#usecases/ports/stores.ts';
import type { KeyvStorage } from './keyv-storage.ts';

/** Values with a life time on a Keyv, which `storage` is of. One that has none left (`ttlMs` is not above 0) is not kept. */
export function createKeyValue(keyv: Keyv, storage: Pick<KeyvStorage, 'deletePrefix'>): KeyValue {
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
    deletePrefix: (prefix) => storage.deletePrefix(prefix),
  };
}
