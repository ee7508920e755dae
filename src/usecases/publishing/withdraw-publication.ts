import type { Publication } from '#domain/publishing/publication.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { Stores } from '#usecases/ports/stores.ts';

/** Says that a message should not stand in Slack any more. Whoever asks wakes the poster once the stores have it. */
export async function withdrawPublication(
  { publications }: Pick<Stores, 'publications'>,
  { key, teamId, conferenceId, channel, parentKey }: Publication,
): Promise<void> {
  await publications.want({
    key,
    teamId,
    conferenceId,
    channel,
    ...omitUndefined({ parentKey }),
    wanted: null,
    wantedHash: contentHash(null),
  });
}
