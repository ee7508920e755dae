import { type Insertable, type Kysely, sql, type Updateable } from 'kysely';
import { insertOften, selectOften } from '#db/connection/prepared-queries.ts';
import { excluded } from '#db/connection/upsert-columns.ts';
import type { PublicationRow, Tables } from '#db/schema/tables.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { PublicationStore } from '#usecases/ports/stores.ts';
import { fromPublicationRow } from './publication-row.ts';

const insertWish = insertOften<Insertable<PublicationRow>>((db, row) =>
  db
    .insertInto('publications')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet(excluded(['wanted', 'wanted_hash', 'attempts', 'retry_at', 'failure']))
        .whereRef('publications.wanted_hash', '!=', sql.ref('excluded.wanted_hash')),
    ),
);

const findByKey = selectOften((db, key: string) => db.selectFrom('publications').selectAll().where('key', '=', key));

const findByPlace = selectOften((db, channel: string, ts: string, teamId: string) =>
  db
    .selectFrom('publications')
    .selectAll()
    .where('channel', '=', channel)
    .where('ts', '=', ts)
    .where('team_id', '=', teamId),
);

const findBetween = selectOften((db, from: string, to: string) =>
  db.selectFrom('publications').selectAll().where('key', '>=', from).where('key', '<', to).orderBy('sequence'),
);

export function createPublicationStore(db: Kysely<Tables>): PublicationStore {
  return {
    async find(key) {
      const [row] = await findByKey(db, key);
      return row && fromPublicationRow(row);
    },

    async at({ teamId, channel, ts }) {
      const [row] = await findByPlace(db, channel, ts, teamId);
      return row && fromPublicationRow(row);
    },

    want: (wish) =>
      insertWish(db, {
        key: wish.key,
        team_id: wish.teamId,
        conference_id: wish.conferenceId,
        channel: wish.channel,
        parent_key: wish.parentKey ?? null,
        wanted: wish.wanted === null ? null : JSON.stringify(wish.wanted),
        wanted_hash: wish.wantedHash,
        attempts: 0,
        retry_at: 0,
        failure: null,
      }),

    async due(now, perChannel) {
      const inTurn = db
        .selectFrom('publications')
        .select(['key', 'team_id', 'channel', 'sequence'])
        .select(({ fn }) =>
          fn
            .agg<number>('row_number')
            .over((over) => over.partitionBy(['team_id', 'channel']).orderBy('sequence'))
            .as('turn'),
        )
        // Written out, not a parameter: so SQLite knows that the index of those pending will do.
        .where('pending', '=', sql.lit(1))
        .where('retry_at', '<=', now)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('publications as parent')
                .select('parent.key')
                .whereRef('parent.key', '=', 'publications.parent_key')
                .where('parent.failure', 'is not', null)
                .where('parent.ts', 'is', null),
            ),
          ),
        );
      const rows = await db
        .selectFrom(inTurn.as('in_turn'))
        .select(['key', 'team_id', 'channel'])
        .where('turn', '<=', perChannel)
        .orderBy('sequence')
        .execute();
      return rows.map(({ key, team_id, channel }) => ({ key, teamId: team_id, channel }));
    },

    async withPrefix(prefix) {
      // No text that begins so comes after it with the last of all code points, which is no character.
      const rows = await findBetween(db, prefix, `${prefix}\u{10FFFF}`);
      return rows.map(fromPublicationRow);
    },

    async note(key, outcome) {
      const changes: Updateable<PublicationRow> = {
        ...('ts' in outcome && { ts: outcome.ts ?? null }),
        ...('postedHash' in outcome && { posted_hash: outcome.postedHash ?? null }),
        ...('startedAt' in outcome && { started_at: outcome.startedAt ?? null }),
        ...('failure' in outcome && { failure: outcome.failure ?? null }),
        ...omitUndefined({ attempts: outcome.attempts, retry_at: outcome.retryAt }),
      };
      if (Object.keys(changes).length === 0) return;
      await db.updateTable('publications').set(changes).where('key', '=', key).execute();
    },

    async retryRefused(id, now) {
      const { numUpdatedRows } = await db
        .updateTable('publications')
        .set({ failure: null })
        .where('conference_id', '=', id)
        .where('failure', 'is not', null)
        .where('retry_at', '<=', now)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async remove(key) {
      await db.deleteFrom('publications').where('key', '=', key).execute();
    },
  };
}
