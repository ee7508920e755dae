import type { Kysely } from 'kysely';
import { excluded } from '#db/connection/prepared-queries.ts';
import type { Tables } from '#db/schema/tables.ts';
import { type Decision, decisionKey } from '#domain/editing/editorial-decision.ts';
import type { DecisionStore, RemovedWorkStore } from '#usecases/ports/stores.ts';
import { touchConference } from './conference-store.ts';

export function createDecisionStore(db: Kysely<Tables>): DecisionStore {
  return {
    async ofConference(id) {
      const rows = await db
        .selectFrom('decisions')
        .select('body')
        .where('conference_id', '=', id)
        .orderBy('key')
        .execute();
      return rows.map(({ body }): Decision => JSON.parse(body));
    },

    async save(id, decision) {
      await db
        .insertInto('decisions')
        .values({ conference_id: id, key: decisionKey(decision), body: JSON.stringify(decision) })
        .onConflict((conflict) => conflict.columns(['conference_id', 'key']).doUpdateSet(excluded(['body'])))
        .execute();
      await touchConference(db, id);
    },

    async remove(id, decision) {
      await db
        .deleteFrom('decisions')
        .where('conference_id', '=', id)
        .where('key', '=', decisionKey(decision))
        .execute();
      await touchConference(db, id);
    },
  };
}

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
      await touchConference(db, id);
    },

    async remove(id, workKey) {
      const { numDeletedRows } = await db
        .deleteFrom('removed_works')
        .where('conference_id', '=', id)
        .where('work_key', '=', workKey)
        .executeTakeFirst();
      if (numDeletedRows > 0n) await touchConference(db, id);
    },
  };
}
