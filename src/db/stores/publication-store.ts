import { type Insertable, type Kysely, type Selectable, sql, type Updateable } from 'kysely';
import { excluded, preparedInsert, preparedSelect } from '#db/connection/prepared-queries.ts';
import type { PublicationRow, Tables } from '#db/schema/tables.ts';
import type { Publication } from '#domain/publishing/publication.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { PublicationStore } from '#usecases/ports/stores.ts';

const insertWish = preparedInsert<Insertable<PublicationRow>>((db, row) =>
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

const findByKey = preparedSelect((db, key: string) => db.selectFrom('publications').selectAll().where('key', '=', key));

const findByPlace = preparedSelect((db, channel: string, ts: string, teamId: string) =>
  db
    .selectFrom('publications')
    .selectAll()
    .where('channel', '=', channel)
    .where('ts', '=', ts)
    .where('team_id', '=', teamId),
);

const findBetween = preparedSelect((db, from: string, to: string) =>
  db.selectFrom('publications').selectAll().where('key', '>=', from).where('key', '<', to).orderBy('sequence'),
);

export function createPublicationStore(db: Kysely<Tables>): PublicationStore {
  return {
    async find(key) {
      const [row] = await findByKey(db, key);
      return row && parsePublicationRow(row);
    },

    async at({ teamId, channel, ts }) {
      const [row] = await findByPlace(db, channel, ts, teamId);
      return row && parsePublicationRow(row);
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
        // A literal, because SQLite only uses the partial index if it can see the condition.
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
      // U+10FFFF is not a character, so every key with the prefix sorts before this bound.
      const rows = await findBetween(db, prefix, `${prefix}\u{10FFFF}`);
      return rows.map(parsePublicationRow);
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

function parsePublicationRow(row: Selectable<PublicationRow>): Publication {
  return {
    key: row.key,
    teamId: row.team_id,
    conferenceId: row.conference_id,
    channel: row.channel,
    ...(row.parent_key !== null && { parentKey: row.parent_key }),
    wanted: row.wanted === null ? null : JSON.parse(row.wanted),
    wantedHash: row.wanted_hash,
    ...(row.ts !== null && { ts: row.ts }),
    ...(row.posted_hash !== null && { postedHash: row.posted_hash }),
    ...(row.started_at !== null && { startedAt: row.started_at }),
    attempts: row.attempts,
    retryAt: row.retry_at,
    ...(row.failure !== null && { failure: row.failure }),
  };
}
