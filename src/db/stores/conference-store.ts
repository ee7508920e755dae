import { type Kysely, sql } from 'kysely';
import { excluded, isPostgres, preparedSelect } from '#db/connection/prepared-queries.ts';
import { inTransaction } from '#db/connection/run-transaction.ts';
import type { Tables } from '#db/schema/tables.ts';
import { type ConferenceId, dueUntil, type TrackedConference } from '#domain/conference/conference.ts';
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

/** Returns a time after the last change, even if both are in the same millisecond. */
function laterChange(now: number) {
  return sql<number>`case when conferences.changed_at >= ${now} then conferences.changed_at + 1 else ${now} end`;
}

/** Marks a conference as changed, because something that its digests show has changed. */
export async function touchConference(db: Kysely<Tables>, id: ConferenceId): Promise<void> {
  await db
    .updateTable('conferences')
    .set({ changed_at: laterChange(Date.now()), due_at: 0 })
    .where('id', '=', id)
    .execute();
}

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

    async claimDue(now, leaseMs, most) {
      const due = db
        .selectFrom('conferences')
        .select('id')
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(most)
        .$if(isPostgres(db), (query) => query.forUpdate().skipLocked());
      const rows = await db
        .updateTable('conferences')
        .set({ due_at: now + leaseMs })
        .where('id', 'in', due)
        .returning(['body', 'changed_at'])
        .execute();
      return rows.map((row) => ({ conference: parse(row), changedAt: row.changed_at }));
    },

    async planned(id, dueAt, changedAt) {
      await db
        .updateTable('conferences')
        .set({ due_at: dueAt })
        .where('id', '=', id)
        .where('changed_at', '=', changedAt)
        .execute();
    },

    touch: (id) => touchConference(db, id),

    async makeDue(id) {
      await db.updateTable('conferences').set({ due_at: 0 }).where('id', '=', id).execute();
    },

    async makeAllDue(lastDay, now, stepMs) {
      // Spread by when they were last changed. Each step is a look at the database.
      const dueAt = sql<number>`${now} + changed_at % 60 * cast(${stepMs} as bigint)`;
      await db
        .updateTable('conferences')
        .set({ due_at: dueAt })
        .where('last_day', '>=', lastDay)
        .where(({ or, eb }) => or([eb('due_at', 'is', null), eb('due_at', '>', dueAt)]))
        .execute();
    },

    async nextDueAt() {
      const row = await db
        .selectFrom('conferences')
        .select(({ fn }) => fn.min('due_at').as('at'))
        .where('due_at', 'is not', null)
        .executeTakeFirst();
      return row?.at ?? undefined;
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
        changed_at: Date.now(),
        due_at: 0,
        body: JSON.stringify(conference),
      };
      await inTransaction(db, async (transaction) => {
        await transaction
          .insertInto('conferences')
          .values(row)
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet({
              ...excluded(['team_id', 'last_day', 'created_at', 'due_at', 'body']),
              changed_at: laterChange(row.changed_at),
            }),
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
