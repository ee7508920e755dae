import type { Kysely } from 'kysely';
import { excluded } from '#db/connection/prepared-queries.ts';
import type { Tables } from '#db/schema/tables.ts';
import type { ConferenceId } from '#domain/conference/conference.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { DigestState, DigestStateStore } from '#usecases/ports/stores.ts';

interface Row {
  body: string;
  checked_at: number;
}

const parse = ({ body, checked_at }: Row): DigestState => ({ ...JSON.parse(body), checkedAt: checked_at });

export function createDigestStateStore(db: Kysely<Tables>): DigestStateStore {
  const states = db.selectFrom('digest_states').select(['scope', 'body', 'checked_at']);

  /** With `now`, a state stays whose input was read later. */
  function upsert(
    id: ConferenceId,
    scope: string,
    { state: { checkedAt = 0, ...state }, now }: { state: DigestState; now?: number | undefined },
  ) {
    const due = Object.values(omitUndefined({ retryAt: state.retryAt, recomposeAt: state.recomposeAt })) as number[];
    const row = {
      conference_id: id,
      scope,
      checked_at: checkedAt,
      retry_at: due.length === 0 ? null : Math.min(...due),
      body: JSON.stringify(state),
    };
    return db
      .insertInto('digest_states')
      .values(row)
      .onConflict((conflict) => {
        const update = conflict
          .columns(['conference_id', 'scope'])
          .doUpdateSet(excluded(['checked_at', 'retry_at', 'body']));
        if (now === undefined) return update;
        return update.where(({ or, eb }) =>
          or([eb('digest_states.checked_at', '<=', checkedAt), eb('digest_states.checked_at', '>', now)]),
        );
      });
  }

  return {
    async find(id, scope) {
      const row = await states.where('conference_id', '=', id).where('scope', '=', scope).executeTakeFirst();
      return row && parse(row);
    },

    async ofConference(id) {
      const rows = await states.where('conference_id', '=', id).orderBy('scope').execute();
      return new Map(rows.map((row) => [row.scope, parse(row)]));
    },

    async save(id, scope, state) {
      await upsert(id, scope, { state }).execute();
    },

    async saveUnlessLater(id, scope, state) {
      const { numInsertedOrUpdatedRows = 0n } = await upsert(id, scope, { state, now: Date.now() }).executeTakeFirst();
      return numInsertedOrUpdatedRows > 0n;
    },

    async retry(id, scope, at) {
      await db
        .updateTable('digest_states')
        .set({ retry_at: at })
        .where('conference_id', '=', id)
        .where('scope', '=', scope)
        .where(({ or, eb }) => or([eb('retry_at', 'is', null), eb('retry_at', '>', at)]))
        .execute();
    },

    async toRetry(now, lastDay) {
      const rows = await db
        .selectFrom('digest_states')
        .innerJoin('conferences', 'conferences.id', 'digest_states.conference_id')
        .select(['conference_id', 'scope'])
        .where('retry_at', '<=', now)
        .where('last_day', '>=', lastDay)
        .execute();
      return rows.map((row) => ({ conferenceId: row.conference_id, scope: row.scope }));
    },

    async nextRetryAt(now) {
      const row = await db
        .selectFrom('digest_states')
        .select(({ fn }) => fn.min('retry_at').as('at'))
        .where('retry_at', '>', now)
        .executeTakeFirst();
      return row?.at ?? undefined;
    },
  };
}
