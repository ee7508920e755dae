import type { Kysely } from 'kysely';
import type { Tables } from '#db/schema/tables.ts';
import type { RemovedWorkStore } from '#usecases/ports/stores.ts';

export function createRemovedWorkStore(db: Kysely<Tables>): RemovedWorkStore {
  return {
    async ofConference(id) {
      const rows = await db
        .selectFrom('removed_works')
        .select('work_key')
        .where('conference_id', '=', id)
        .orderBy('work_key')
        .execute();
      return rows.map((row) => row.work_key);
    },

    async add(id, workKey) {
      await db
        .insertInto('removed_works')
        .values({ conference_id: id, work_key: workKey })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    async remove(id, workKey) {
      await db.deleteFrom('removed_works').where('conference_id', '=', id).where('work_key', '=', workKey).execute();
    },
  };
}
