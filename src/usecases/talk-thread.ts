import type { MessageKey } from '../domain/captured-note.ts';
import { threadKey, threadKeys } from '../domain/publication.ts';
import type { TalkId } from '../domain/talk.ts';
import type { ConferenceId } from '../domain/tracked-conference.ts';
import type { BotDependencies } from './bot-dependencies.ts';

/** The conference, and the talk (null: the hallway), whose own thread begins at a message; undefined for any other. */
export async function subjectOfThread(
  { database }: Pick<BotDependencies, 'database'>,
  root: MessageKey,
): Promise<{ conferenceId: ConferenceId; talkId: TalkId | null } | undefined> {
  const posted = await database.publications.at(root);
  if (posted === undefined || !posted.key.startsWith(threadKeys(posted.conferenceId))) return undefined;
  const { conferenceId, key } = posted;
  const talks = await database.talks.ofConference(conferenceId);
  const talk = talks.find(({ id }) => threadKey(conferenceId, { talkId: id }) === key);
  return { conferenceId, talkId: talk?.id ?? null };
}
