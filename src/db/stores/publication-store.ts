import { type ExpressionBuilder, type Insertable, type Kysely, type Selectable, sql, type Updateable } from 'kysely';
import { excluded, isPostgres, preparedInsert, preparedSelect } from '#db/connection/prepared-queries.ts';
import type { PublicationRow, Tables } from '#db/schema/tables.ts';
import { type Publication, publicationPriority } from '#domain/publishing/publication.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { PublicationStore } from '#usecases/ports/stores.ts';

/** No retry is postponed further, see flush-outbox.ts. */
const LONGEST_RETRY_MS = 60 * 60_000;
/** No lease lasts longer. */
const LONGEST_LEASE_MS = 60_000;

const insertWish = preparedInsert<Insertable<PublicationRow>>((db, row) =>
  db
    .insertInto('publications')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet(excluded(['wanted', 'wanted_hash', 'attempts', 'refusals', 'retry_at', 'failure']))
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

type Where = ExpressionBuilder<Tables, 'publications'>;

/** Condition: something is to be done in Slack now. A reply waits until its parent is posted. */
function isDue(now: number) {
  return ({ eb, and, or, exists, selectFrom }: Where) =>
    and([
      // A literal, because SQLite only uses the partial index if it can see the condition.
      eb('pending', '=', sql.lit(1)),
      // A time far in the future comes from a clock that was wrong.
      or([eb('retry_at', '<=', now), eb('retry_at', '>', now + LONGEST_RETRY_MS)]),
      or([
        eb('parent_key', 'is', null),
        eb('wanted', 'is', null),
        eb('ts', 'is not', null),
        exists(
          selectFrom('publications as parent')
            .select('parent.key')
            .whereRef('parent.key', '=', 'publications.parent_key')
            .where('parent.ts', 'is not', null),
        ),
      ]),
    ]);
}

/**
 * Condition: nobody works in the publication's channel. A lease far in the future comes from a wrong clock; one that is
 * a little longer than ours comes from a replica whose clock is ahead.
 */
function isChannelFree(now: number) {
  return ({ not, exists, selectFrom }: Where) =>
    not(
      exists(
        selectFrom('publications as other')
          .select('other.key')
          .where('other.pending', '=', sql.lit(1))
          .whereRef('other.team_id', '=', 'publications.team_id')
          .whereRef('other.channel', '=', 'publications.channel')
          .where('other.lease_until', '>', now)
          .where('other.lease_until', '<=', now + LONGEST_LEASE_MS),
      ),
    );
}

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
        refusals: 0,
        retry_at: 0,
        failure: null,
        priority: publicationPriority(wish.key),
      }),

    async dueChannels(now, withLeased = false) {
      const rows = await db
        .selectFrom('publications')
        .select(['team_id', 'channel'])
        .distinct()
        .where(isDue(now))
        .$if(!withLeased, (query) => query.where(isChannelFree(Date.now())))
        .execute();
      return rows.map(({ team_id, channel }) => ({ teamId: team_id, channel }));
    },

    async nextRetryAt(now) {
      const pending = db.selectFrom('publications').where('pending', '=', sql.lit(1));
      const [retry, lease] = await Promise.all([
        pending
          .select(({ fn }) => fn.min('retry_at').as('at'))
          .where('retry_at', '>', now)
          .executeTakeFirst(),
        pending
          .select(({ fn }) => fn.min('lease_until').as('at'))
          .where('lease_until', '>', Date.now())
          .executeTakeFirst(),
      ]);
      const times = [retry?.at ?? undefined, lease?.at == null ? undefined : now + lease.at - Date.now()];
      const known = times.filter((time) => time !== undefined);
      return known.length === 0 ? undefined : Math.min(...known);
    },

    async claim({ teamId, channel }, now, { owner, leaseMs }) {
      const from = Date.now();
      const next = db
        .selectFrom('publications')
        .select('key')
        .where('team_id', '=', teamId)
        .where('channel', '=', channel)
        .where(isDue(now))
        .where(isChannelFree(from))
        // Postgres checks only the row's own values again if another worker took it after this query began.
        .where(({ or, eb, not }) =>
          or([eb('lease_until', 'is', null), not(eb.between('lease_until', from + 1, from + LONGEST_LEASE_MS))]),
        )
        .orderBy('priority')
        .orderBy('sequence')
        .limit(1)
        .$if(isPostgres(db), (query) => query.forUpdate().skipLocked());
      const row = await db
        .updateTable('publications')
        .set({ lease_owner: owner, lease_until: from + leaseMs })
        .where('key', '=', next)
        .returningAll()
        .executeTakeFirst();
      return row && parsePublicationRow(row);
    },

    async renew(key, { owner, leaseMs }, { startedAt, attempts } = {}) {
      const now = Date.now();
      const { numUpdatedRows } = await db
        .updateTable('publications')
        .set({ lease_until: now + leaseMs, ...omitUndefined({ started_at: startedAt, attempts }) })
        .where('key', '=', key)
        .where('lease_owner', '=', owner)
        .where('lease_until', '>', now)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async postpone({ teamId, channel }, until) {
      await db
        .updateTable('publications')
        .set({ retry_at: until })
        .where('pending', '=', sql.lit(1))
        .where('team_id', '=', teamId)
        .where('channel', '=', channel)
        .where('retry_at', '<', until)
        .execute();
    },

    async withPrefix(prefix) {
      // U+10FFFF is not a character, so every key with the prefix sorts before this bound.
      const rows = await findBetween(db, prefix, `${prefix}\u{10FFFF}`);
      return rows.map(parsePublicationRow);
    },

    async record(key, outcome, owner) {
      const changes: Updateable<PublicationRow> = {
        ...('ts' in outcome && { ts: outcome.ts ?? null }),
        ...('postedHash' in outcome && { posted_hash: outcome.postedHash ?? null }),
        ...('startedAt' in outcome && { started_at: outcome.startedAt ?? null }),
        ...('failure' in outcome && { failure: outcome.failure ?? null }),
        ...omitUndefined({ attempts: outcome.attempts, refusals: outcome.refusals, retry_at: outcome.retryAt }),
        ...(owner !== undefined && { lease_owner: null, lease_until: null }),
      };
      if (Object.keys(changes).length === 0) return;
      await db
        .updateTable('publications')
        .set(changes)
        .where('key', '=', key)
        .$if(owner !== undefined, (query) => query.where('lease_owner', '=', owner!))
        .execute();
    },

    async endLeases() {
      await db
        .updateTable('publications')
        .set({ lease_owner: null, lease_until: null })
        .where('pending', '=', sql.lit(1))
        .where('lease_owner', 'is not', null)
        .execute();
    },

    async retryRefused(now, lastDay) {
      const { numUpdatedRows } = await db
        .updateTable('publications')
        .set({ failure: null })
        .where('failure', 'is not', null)
        .where(({ or, eb }) => or([eb('retry_at', '<=', now), eb('retry_at', '>', now + LONGEST_RETRY_MS)]))
        .where('conference_id', 'in', (inside) =>
          inside.selectFrom('conferences').select('id').where('last_day', '>=', lastDay),
        )
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async remove(key, owner) {
      const { numDeletedRows } = await db
        .deleteFrom('publications')
        .where('key', '=', key)
        .$if(owner !== undefined, (query) => query.where('wanted', 'is', null).where('lease_owner', '=', owner!))
        .executeTakeFirst();
      return numDeletedRows > 0n;
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
    ...(row.refusals > 0 && { refusals: row.refusals }),
    retryAt: row.retry_at,
    ...(row.failure !== null && { failure: row.failure }),
  };
}
