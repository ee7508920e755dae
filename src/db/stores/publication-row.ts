import type { Selectable } from 'kysely';
import type { PublicationRow } from '#db/schema/tables.ts';
import type { Publication } from '#domain/publishing/publication.ts';

export function fromPublicationRow(row: Selectable<PublicationRow>): Publication {
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
