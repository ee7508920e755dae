import type { EventEmitter } from 'node:events';
import { type KeyvStorageAdapter, type KeyvStorageEntry, keyvStorageCapability } from 'keyv';
import type { Kysely } from 'kysely';
import { excluded } from '#db/connection/upsert-columns.ts';
import { storable } from '#db/schema/strip-nul.ts';
import type { Tables } from '#db/schema/tables.ts';

const SWEEP_EVERY_MS = 10 * 60_000;
/** In one statement. */
const MOST_AT_ONCE = 500;

/**
 * Where Keyv keeps its values in the database. One a Keyv: it carries that one's namespace. What has expired is not
 * answered, and is swept away by later writes. Values are the texts that Keyv's serialiser makes.
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
    return keys.map((key) => found.get(storable(key)) as Value | undefined);
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
    // A statement may not write a row twice; the later of two entries with one key wins.
    const rows = [...new Map(entries.map((entry) => [storable(entry.key), entry])).values()].map((entry) => ({
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
    return keys.map((key) => gone.has(storable(key)));
  }

  /** All keys that begin so. */
  async deletePrefix(prefix: string): Promise<void> {
    // No text that begins so comes after it with the last of all code points, which is no character.
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
