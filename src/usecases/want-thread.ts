import { contentHash } from '../domain/content-hash.ts';
import { type PublicationKey, threadKey } from '../domain/publication.ts';
import type { Talk } from '../domain/talk.ts';
import type { TrackedConference } from '../domain/tracked-conference.ts';
import type { BotDependencies } from './bot-dependencies.ts';
import type { Stores } from './stores.ts';

/**
 * Says that a talk's thread should stand in Slack, in the conference's first channel, or where it stands already.
 * Asking again changes nothing, unless the talk was changed: then the thread's first message follows. Whoever asks
 * wakes the poster once the stores have it.
 */
export async function wantThread(
  { publications }: Pick<Stores, 'publications'>,
  { forms }: Pick<BotDependencies, 'forms'>,
  conference: TrackedConference,
  talk: Talk,
): Promise<PublicationKey> {
  const key = threadKey(conference.id, { talkId: talk.id });
  const known = await publications.find(key);
  const wanted = forms.talkThread(talk, conference);
  await publications.want({
    key,
    teamId: conference.teamId,
    conferenceId: conference.id,
    channel: known?.channel ?? conference.channels[0]!,
    wanted,
    wantedHash: contentHash(wanted),
  });
  return key;
}
