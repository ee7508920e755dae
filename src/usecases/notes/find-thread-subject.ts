import type { ConferenceId } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import type { MessageKey } from '#domain/notes/captured-note.ts';
import { threadKey, threadKeys } from '#domain/publishing/publication.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';

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
