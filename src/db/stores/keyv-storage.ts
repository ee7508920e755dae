import type { EventEmitter } from 'node:events';
import type Keyv from 'keyv';
import { type KeyvStorageAdapter, type KeyvStorageEntry, keyvStorageCapability } from 'keyv';
import { type Kysely, sql } from 'kysely';
import { excluded } from '#db/connection/prepared-queries.ts';
import { toStorableText } from '#db/schema/column-types.ts';
import type { Tables } from '#db/schema/tables.ts';
import type { KeyValue } from '#usecases/ports/stores.ts';

const SWEEP_EVERY_MS = 10 * 60_000;
/** Keys per statement. */
const MOST_AT_ONCE = 500;

/**
 * Keyv's storage adapter on the database, one per namespace. Expired values are not returned, and later writes delete
 * them.
 */
export class KeyvStorage implements Omit<KeyvStorageAdapter, keyof EventEmitter> {
  namespace: string | undefined;
  readonly #db: Kysely<Tables>;
  #sweptAt = 0;

  constructor(db: Kysely<Tables>, namespace: string) {
    this.#db = db;
    this.namespace = namespace;
  }

  get capabilities(): ReturnType<typeof keyvStorageCapability> {
    return keyvStorageCapability(this);
  }

  async get<Value>(key: string): Promise<Value | undefined> {
    return (await this.getMany<Value>([key]))[0];
  }

  async getMany<Value>(keys: string[]): Promise<(Value | undefined)[]> {
    const found = new Map<string, string>();
    for (const some of inPieces(keys)) {
      const rows = await this.#living().select(['key', 'value']).where('key', 'in', some).execute();
      for (const row of rows) found.set(row.key, row.value);
    }
    return keys.map((key) => found.get(toStorableText(key)) as Value | undefined);
  }

  async has(key: string): Promise<boolean> {
    return (await this.hasMany([key]))[0]!;
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    const found = await this.getMany(keys);
    return found.map((value) => value !== undefined);
  }

  async set(key: string, value: unknown, expires?: number): Promise<boolean> {
    await this.setMany([expires === undefined ? { key, value } : { key, value, expires }]);
    return true;
  }

  async setMany<Value>(entries: KeyvStorageEntry<Value>[]): Promise<boolean[]> {
    // A statement may not write a row twice: the later of two entries with the same key wins.
    const rows = [...new Map(entries.map((entry) => [toStorableText(entry.key), entry])).values()].map((entry) => ({
      namespace: this.#namespace(),
      key: entry.key,
      value: String(entry.value),
      expires_at: entry.expires ?? null,
    }));
    for (const some of inPieces(rows)) {
      await this.#db
        .insertInto('key_values')
        .values(some)
        .onConflict((conflict) => conflict.columns(['namespace', 'key']).doUpdateSet(excluded(['value', 'expires_at'])))
        .execute();
    }
    await this.#sweepNowAndThen();
    return entries.map(() => true);
  }

  async delete(key: string): Promise<boolean> {
    return (await this.deleteMany([key]))[0]!;
  }

  async deleteMany(keys: string[]): Promise<boolean[]> {
    const gone = new Set<string>();
    for (const some of inPieces(keys)) {
      const rows = await this.#db
        .deleteFrom('key_values')
        .where('namespace', '=', this.#namespace())
        .where('key', 'in', some)
        .returning('key')
        .execute();
      for (const row of rows) gone.add(row.key);
    }
    return keys.map((key) => gone.has(toStorableText(key)));
  }

  async deletePrefix(prefix: string): Promise<void> {
    // U+10FFFF is not a character, so every key with the prefix sorts before this bound.
    await this.#db
      .deleteFrom('key_values')
      .where('namespace', '=', this.#namespace())
      .where('key', '>=', prefix)
      .where('key', '<', `${prefix}\u{10FFFF}`)
      .execute();
  }

  async clear(): Promise<void> {
    await this.#db.deleteFrom('key_values').where('namespace', '=', this.#namespace()).execute();
  }

  /** See {@link KeyValue}. Keyv has no such operation, and doesn't know these keys. */
  async count(key: string, by: number, { most, ttlMs }: { most: number; ttlMs: number }): Promise<boolean> {
    if (by > most) return false;
    const now = Date.now();
    const before = sql`case when key_values.expires_at <= ${now} then 0 else cast(key_values.value as bigint) end`;
    const after = sql`${before} + cast(${by} as bigint)`;
    const { numAffectedRows } = await sql`
      insert into key_values (namespace, key, value, expires_at)
      values (${this.#namespace()}, ${`count:${key}`}, ${String(Math.max(0, by))}, ${now + ttlMs})
      on conflict (namespace, key) do update
      set value = cast(case when ${after} < 0 then 0 else ${after} end as text), expires_at = excluded.expires_at
      where ${after} <= ${most}`.execute(this.#db);
    return numAffectedRows === 1n;
  }

  #namespace(): string {
    return this.namespace ?? '';
  }

  #living() {
    return this.#db
      .selectFrom('key_values')
      .where('namespace', '=', this.#namespace())
      .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', Date.now())]));
  }

  async #sweepNowAndThen(): Promise<void> {
    const now = Date.now();
    if (now - this.#sweptAt < SWEEP_EVERY_MS) return;
    this.#sweptAt = now;
    await this.#db.deleteFrom('key_values').where('expires_at', '<=', now).execute();
  }
}

function* inPieces<Item>(items: Item[]): Generator<Item[]> {
  for (let from = 0; from < items.length; from += MOST_AT_ONCE) yield items.slice(from, from + MOST_AT_ONCE);
}

/** Creates the key-value store on a Keyv and its storage. A value whose `ttlMs` isn't positive is deleted. */
export function createKeyValue(keyv: Keyv, storage: Pick<KeyvStorage, 'deletePrefix' | 'count'>): KeyValue {
  return {
    get: (key) => keyv.get(key),
    async set(key, value, ttlMs) {
      // Keyv never expires a value without a lifetime.
      if (ttlMs > 0) await keyv.set(key, value, ttlMs);
      else await keyv.delete(key);
    },
    delete: (key) => keyv.delete(key),
    deletePrefix: (prefix) => storage.deletePrefix(prefix),
    count: (key, by, limit) => storage.count(key, by, limit),
  };
}
