import type { Kysely } from 'kysely';
import { excluded } from '#db/connection/prepared-queries.ts';
import { inTransaction } from '#db/connection/run-transaction.ts';
import { toStorableText } from '#db/schema/column-types.ts';
import type { Tables } from '#db/schema/tables.ts';
import type { StoredTalk, TalkStore } from '#usecases/ports/stores.ts';
import { touchConference } from './conference-store.ts';

/** Rows per statement: with four parameters each far below the limit of either database. */
const MOST_AT_ONCE = 500;

export function createTalkStore(db: Kysely<Tables>): TalkStore {
  return {
    async ofConference(id) {
      const rows = await db
        .selectFrom('talks')
        .select('body')
        .where('conference_id', '=', id)
        .orderBy('starts_at')
        .orderBy('id')
        .execute();
      return rows.map(({ body }): StoredTalk => JSON.parse(body));
    },

    async save(conferenceId, talks) {
      // A statement may not write a row twice: the later of two talks with the same id wins.
      const rows = [...new Map(talks.map((talk) => [toStorableText(talk.id), talk])).values()].map((talk) => ({
        conference_id: conferenceId,
        id: talk.id,
        // Not as text, because offsets differ if the clocks change during the conference.
        starts_at: Date.parse(talk.startsAt),
        body: JSON.stringify(talk),
      }));
      if (rows.length === 0) return;
      await inTransaction(db, async (transaction) => {
        for (let from = 0; from < rows.length; from += MOST_AT_ONCE) {
          await transaction
            .insertInto('talks')
            .values(rows.slice(from, from + MOST_AT_ONCE))
            .onConflict((conflict) =>
              conflict.columns(['conference_id', 'id']).doUpdateSet(excluded(['starts_at', 'body'])),
            )
            .execute();
        }
        await touchConference(transaction, conferenceId);
      });
    },

    async remove(conferenceId, talkIds) {
      await inTransaction(db, async (transaction) => {
        for (let from = 0; from < talkIds.length; from += MOST_AT_ONCE) {
          await transaction
            .deleteFrom('talks')
            .where('conference_id', '=', conferenceId)
            .where('id', 'in', talkIds.slice(from, from + MOST_AT_ONCE))
            .execute();
        }
        if (talkIds.length > 0) await touchConference(transaction, conferenceId);
      });
    },
  };
}
