import type { Kysely } from 'kysely';
import { excluded, preparedSelect } from '#db/connection/prepared-queries.ts';
import { inTransaction } from '#db/connection/run-transaction.ts';
import type { Tables } from '#db/schema/tables.ts';
import { dueUntil, type TrackedConference } from '#domain/conference/conference.ts';
import type { ConferenceStore } from '#usecases/ports/stores.ts';

const parse = ({ body }: { body: string }): TrackedConference => JSON.parse(body);

const findOfChannel = preparedSelect((db, teamId: string, channel: string) =>
  db
    .selectFrom('conferences')
    .select('body')
    .where('id', 'in', (inside) =>
      inside
        .selectFrom('conference_channels')
        .select('conference_id')
        .where('team_id', '=', teamId)
        .where('channel', '=', channel),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc'),
);

export function createConferenceStore(db: Kysely<Tables>): ConferenceStore {
  const newestFirst = db.selectFrom('conferences').select('body').orderBy('created_at', 'desc').orderBy('id', 'desc');
  return {
    async find(id) {
      const row = await db.selectFrom('conferences').select('body').where('id', '=', id).executeTakeFirst();
      return row && parse(row);
    },

    async ofTeam(teamId) {
      return (await newestFirst.where('team_id', '=', teamId).execute()).map(parse);
    },

    ofChannel: async (teamId, channel) => (await findOfChannel(db, teamId, channel)).map(parse),

    async notOverBefore(day) {
      return (await newestFirst.where('last_day', '>=', day).execute()).map(parse);
    },

    async overBefore(day) {
      return (await newestFirst.where('last_day', '<', day).execute()).map(parse);
    },

    async save(conference) {
      const { id, teamId, channels, createdAt } = conference;
      const row = {
        id,
        team_id: teamId,
        last_day: dueUntil(conference),
        created_at: createdAt,
        body: JSON.stringify(conference),
      };
      await inTransaction(db, async (transaction) => {
        await transaction
          .insertInto('conferences')
          .values(row)
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet(excluded(['team_id', 'last_day', 'created_at', 'body'])),
          )
          .execute();
        await transaction.deleteFrom('conference_channels').where('conference_id', '=', id).execute();
        const rows = [...new Set(channels)].map((channel) => ({
          team_id: teamId,
          channel,
          conference_id: id,
        }));
        if (rows.length > 0) await transaction.insertInto('conference_channels').values(rows).execute();
      });
    },

    async remove(id) {
      await db.deleteFrom('conferences').where('id', '=', id).execute();
    },
  };
}
