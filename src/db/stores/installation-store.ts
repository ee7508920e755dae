import type { Kysely } from 'kysely';
import { excluded } from '#db/connection/prepared-queries.ts';
import type { Tables } from '#db/schema/tables.ts';
import type { RecordStore } from '#usecases/ports/stores.ts';

/** Creates the store of what workspaces gave the app when it was installed. */
export function createInstallationRecords(db: Kysely<Tables>): RecordStore {
  return {
    async get(key) {
      const row = await db.selectFrom('installations').select('value').where('key', '=', key).executeTakeFirst();
      return row && JSON.parse(row.value);
    },

    async set(key, value) {
      await db
        .insertInto('installations')
        .values({ key, value: JSON.stringify(value) })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(excluded(['value'])))
        .execute();
    },

    async delete(key) {
      await db.deleteFrom('installations').where('key', '=', key).execute();
    },

    async keysOf(prefix, value) {
      const found = db.selectFrom('installations').select('key').where('value', '=', JSON.stringify(value));
      return (await found.execute()).map(({ key }) => key).filter((key) => key.startsWith(prefix));
    },
  };
}
