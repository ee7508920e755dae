import type { TrackedConference } from '#domain/conference/conference.ts';
import { threadKey, threadKeys } from '#domain/publishing/publication.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { StoredTalk, Stores } from '#usecases/ports/stores.ts';
import { ensureThread } from './ensure-thread.ts';
import { withdrawPublication } from './withdraw-publication.ts';

/**
 * Makes the threads that stand in Slack say what their talks and the conference say now; the thread of a talk that is
 * not there any more goes.
 */
export async function refreshThreads(
  stores: Pick<Stores, 'publications'>,
  deps: Pick<BotDependencies, 'forms'>,
  conference: TrackedConference,
  talks: StoredTalk[],
): Promise<void> {
  const { publications } = stores;
  const byKey = new Map(talks.map((talk) => [threadKey(conference.id, { talkId: talk.id }), talk]));
  for (const standing of await publications.withPrefix(`${threadKeys(conference.id)}talk:`)) {
    if (standing.wanted === null) continue;
    const talk = byKey.get(standing.key);
    if (talk === undefined) await withdrawPublication(stores, standing);
    else await ensureThread(stores, deps, conference, talk);
  }
  const hallways = threadKey(conference.id, { day: '' });
  for (const { key, teamId, channel, wanted } of await publications.withPrefix(hallways)) {
    if (wanted === null) continue;
    const form = deps.forms.hallwayThread(key.slice(hallways.length), conference);
    const wish = { key, teamId, conferenceId: conference.id, channel };
    await publications.want({ ...wish, wanted: form, wantedHash: contentHash(form) });
  }
}
