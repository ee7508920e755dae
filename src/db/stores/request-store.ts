import type { Kysely } from 'kysely';
import type { Tables } from '#db/schema/tables.ts';
import type { RequestStore } from '#usecases/ports/stores.ts';

/** Slack repeats a request for an hour at most. */
const MAX_AGE_MS = 24 * 60 * 60_000;

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
        .deleteFrom('requests')
        .where('at', '<', at - MAX_AGE_MS)
        .execute();
      await db
        .insertInto('requests')
        .values({ team_id: teamId, request_id: requestId, conference_id: conferenceId, channel, ts, at })
        .execute();
    },
  };
}
