import type { TrackedConference } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import {
  type OutgoingMessage,
  type Publication,
  type ThreadSubject,
  threadKey,
  threadKeyPrefix,
} from '#domain/publishing/publication.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { StoredTalk, Stores } from '#usecases/ports/stores.ts';

/** The publication that starts a thread, and its channel. */
type Thread = Pick<Publication, 'key' | 'channel'>;

/**
 * Puts the first message of a talk's thread into the outbox, or updates it if the talk has changed. It is posted in the
 * conference's first channel. The caller wakes the poster after the transaction.
 */
export function ensureTalkThread(
  stores: Pick<Stores, 'publications'>,
  { forms }: Pick<BotDependencies, 'forms'>,
  { conference, talk }: { conference: TrackedConference; talk: Talk },
): Promise<Thread> {
  return want(stores, conference, { subject: { talkId: talk.id }, compose: () => forms.talkThread(talk, conference) });
}

/**
 * {@link ensureTalkThread} without updating an existing thread, for a talk or a day's hallway. {@link refreshThreads}
 * does that when talks change.
 */
export function ensureThreadExists(
  stores: Pick<Stores, 'publications'>,
  { forms }: Pick<BotDependencies, 'forms'>,
  { conference, about }: { conference: TrackedConference; about: Talk | { day: string } },
): Promise<Thread> {
  return 'day' in about
    ? want(stores, conference, {
        subject: about,
        compose: () => forms.hallwayThread(about.day, conference),
        isEnough: true,
      })
    : want(stores, conference, {
        subject: { talkId: about.id },
        compose: () => forms.talkThread(about, conference),
        isEnough: true,
      });
}

async function want(
  { publications }: Pick<Stores, 'publications'>,
  conference: TrackedConference,
  {
    subject,
    compose,
    isEnough = false,
  }: { subject: ThreadSubject; compose: () => OutgoingMessage; isEnough?: boolean },
): Promise<Thread> {
  const key = threadKey(conference.id, subject);
  const known = await publications.find(key);
  if (isEnough && known !== undefined && known.wanted !== null) return { key, channel: known.channel };
  const channel = known?.channel ?? conference.channels[0]!;
  const wanted = compose();
  await publications.want({
    key,
    teamId: conference.teamId,
    conferenceId: conference.id,
    channel,
    wanted,
    wantedHash: contentHash(wanted),
  });
  return { key, channel };
}

/**
 * Updates the first messages of all threads after talks or settings have changed, and removes the threads of removed
 * talks.
 */
export async function refreshThreads(
  stores: Pick<Stores, 'publications'>,
  deps: Pick<BotDependencies, 'forms'>,
  { conference, talks }: { conference: TrackedConference; talks: StoredTalk[] },
): Promise<void> {
  const { publications } = stores;
  const byKey = new Map(talks.map((talk) => [threadKey(conference.id, { talkId: talk.id }), talk]));
  for (const standing of await publications.withPrefix(`${threadKeyPrefix(conference.id)}talk:`)) {
    if (standing.wanted === null) continue;
    const talk = byKey.get(standing.key);
    if (talk === undefined) await withdrawPublication(stores, standing);
    else await ensureTalkThread(stores, deps, { conference, talk });
  }
  const hallways = threadKey(conference.id, { day: '' });
  for (const { key, teamId, channel, wanted } of await publications.withPrefix(hallways)) {
    if (wanted === null) continue;
    const form = deps.forms.hallwayThread(key.slice(hallways.length), conference);
    const wish = { key, teamId, conferenceId: conference.id, channel };
    await publications.want({ ...wish, wanted: form, wantedHash: contentHash(form) });
  }
}

/** Requests the removal of a message from Slack. The caller wakes the poster after the transaction. */
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
