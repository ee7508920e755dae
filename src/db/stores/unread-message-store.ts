import type { ExpressionBuilder, Kysely } from 'kysely';
import type { Tables } from '#db/schema/tables.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { UnreadMessageStore } from '#usecases/ports/stores.ts';

export function createUnreadMessageStore(db: Kysely<Tables>): UnreadMessageStore {
  return {
    async save({ teamId, channel, ts, way, by, conferenceId, cursor = null }, dueAt) {
      const rest = { conference_id: conferenceId, cursor, due_at: dueAt };
      await db
        .insertInto('unread_messages')
        .values({ team_id: teamId, channel, ts, way, user_id: by, ...rest })
        .onConflict((conflict) => conflict.columns(['team_id', 'channel', 'ts', 'way', 'user_id']).doUpdateSet(rest))
        .execute();
    },

    async remove({ teamId, channel, ts, way, by }) {
      await db
        .deleteFrom('unread_messages')
        .where('team_id', '=', teamId)
        .where('channel', '=', channel)
        .where('ts', '=', ts)
        .where('way', '=', way)
        .where('user_id', '=', by)
        .execute();
    },

    async removeOf(teamId, userId) {
      await db.deleteFrom('unread_messages').where('team_id', '=', teamId).where('user_id', '=', userId).execute();
    },

    async dueTeams(now) {
      const rows = await db.selectFrom('unread_messages').select('team_id').distinct().where(isDue(now)).execute();
      return rows.map(({ team_id }) => team_id);
    },

    async postpone(teamId, dueAt) {
      await db
        .updateTable('unread_messages')
        .set({ due_at: dueAt })
        .where('team_id', '=', teamId)
        .where('due_at', '<', dueAt)
        .execute();
    },

    async nextDueAt(now) {
      const row = await db
        .selectFrom('unread_messages')
        .select(({ fn }) => fn.min('due_at').as('due_at'))
        .where('due_at', '>', now)
        .executeTakeFirst();
      return row?.due_at == null ? undefined : Number(row.due_at);
    },

    async due(teamId, now) {
      const rows = await db
        .selectFrom('unread_messages')
        .selectAll()
        .where('team_id', '=', teamId)
        .where(isDue(now))
        .orderBy('due_at')
        .orderBy('ts')
        .limit(PER_READ)
        .execute();
      return rows.map(({ channel, ts, way, user_id, conference_id, cursor }) => ({
        ...{ teamId, channel, ts, way, by: user_id, conferenceId: conference_id },
        ...omitUndefined({ cursor: cursor ?? undefined }),
      }));
    },
  };
}

const PER_READ = 50;
/** Slack puts nothing off for longer. */
const LONGEST_WAIT_MS = 60 * 60_000;

/** Condition: a message is due. A time far in the future comes from a clock that was wrong. */
function isDue(now: number) {
  return ({ eb, or }: ExpressionBuilder<Tables, 'unread_messages'>) =>
    or([eb('due_at', '<=', now), eb('due_at', '>', now + LONGEST_WAIT_MS)]);
}
