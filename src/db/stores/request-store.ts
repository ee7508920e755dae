import type { Kysely } from 'kysely';
import type { Tables } from '#db/schema/tables.ts';
import type { RequestStore } from '#usecases/ports/stores.ts';

export function createRequestStore(db: Kysely<Tables>): RequestStore {
  return {
    async find(teamId, requestId) {
      const row = await db
        .selectFrom('requests')
        .select(['channel', 'ts'])
        .where('team_id', '=', teamId)
        .where('request_id', '=', requestId)
        .executeTakeFirst();
      return row === undefined ? undefined : { teamId, channel: row.channel, ts: row.ts };
    },

    async save(requestId, { teamId, channel, ts, conferenceId, at }) {
      await db
        .insertInto('requests')
        .values({ team_id: teamId, request_id: requestId, conference_id: conferenceId, channel, ts, at })
        .execute();
    },

    async removeBefore(instant) {
      await db.deleteFrom('requests').where('at', '<', instant).execute();
    },
  };
}
