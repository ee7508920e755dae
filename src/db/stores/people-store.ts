import type { Kysely } from 'kysely';
import type { Tables } from '#db/schema/tables.ts';
import type { PeopleStore } from '#usecases/ports/stores.ts';

export function createPeopleStore(db: Kysely<Tables>, table: 'opt_outs' | 'forgotten_people'): PeopleStore {
  return {
    async has(teamId, userId) {
      const row = await db
        .selectFrom(table)
        .select('user_id')
        .where('team_id', '=', teamId)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      return row !== undefined;
    },

    async ofTeam(teamId) {
      const rows = await db
        .selectFrom(table)
        .select('user_id')
        .where('team_id', '=', teamId)
        .orderBy('user_id')
        .execute();
      return rows.map((row) => row.user_id);
    },

    async add(teamId, userId) {
      await db
        .insertInto(table)
        .values({ team_id: teamId, user_id: userId })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    async remove(teamId, userId) {
      await db.deleteFrom(table).where('team_id', '=', teamId).where('user_id', '=', userId).execute();
    },
  };
}
