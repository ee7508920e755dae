import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import { recapInstant } from '#domain/conference/digest-times.ts';
import {
  announcementKey,
  type OutgoingMessage,
  type PublicationKey,
  recapKey,
} from '#domain/publishing/publication.ts';
import { contentHash } from '#domain/recap/content-hash.ts';
import { requireOrganizer } from '#usecases/conference/permissions.ts';
import { requireConference } from '#usecases/conference/resolve-conference.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import type { DigestState } from '#usecases/ports/stores.ts';

/** Posts once, in the actor's channel or the conference's first, what the bot does there. @throws AppError */
export async function announceConference(
  deps: BotDependencies,
  actor: Actor,
  conferenceId: ConferenceId,
): Promise<TrackedConference> {
  const conference = await requireConference(deps, actor, conferenceId);
  await requireOrganizer(deps, actor, conference, 'announce');
  const here = conference.channels.find((channel) => channel === actor.channel);
  const channel = here ?? conference.channels[0]!;
  await post(deps, conference, {
    key: announcementKey(conference.id, 'start', channel),
    channel,
    wanted: deps.forms.announcement(conference),
  });
  return conference;
}

/** A recap is announced for this long after it is due. */
const NEWS_MS = 24 * 60 * 60_000;

/** Announces in its channel that a recap is complete, if it was posted before the end, when fewer people looked at it. */
export async function announceCompleteRecap(
  deps: BotDependencies,
  conference: TrackedConference,
  state: Pick<DigestState, 'publishedAt'>,
): Promise<void> {
  const dueAt = recapInstant(conference);
  const now = deps.clock.now();
  if (dueAt === undefined || state.publishedAt >= dueAt || now < dueAt || now - dueAt > NEWS_MS) return;
  const posted = await deps.database.publications.find(recapKey(conference.id, 'main'));
  if (posted?.ts === undefined) return;
  const key = announcementKey(conference.id, 'recap', posted.channel);
  if ((await deps.database.publications.find(key)) !== undefined) return;
  const permalink = await deps.workspace.permalink({ ...posted, ts: posted.ts });
  await post(deps, conference, {
    key,
    channel: posted.channel,
    wanted: deps.forms.recapComplete(conference, permalink),
  });
}

async function post(
  { database, wake }: BotDependencies,
  { id: conferenceId, teamId }: TrackedConference,
  { key, channel, wanted }: { key: PublicationKey; channel: string; wanted: OutgoingMessage },
): Promise<void> {
  await database.runTransaction(({ publications }) =>
    publications.want({ key, teamId, conferenceId, channel, wanted, wantedHash: contentHash(wanted) }),
  );
  wake();
}
