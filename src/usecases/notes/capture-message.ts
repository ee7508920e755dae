import type { ConferenceId } from '#domain/conference/conference.ts';
import type { CaptureWay } from '#domain/notes/captured-note.ts';
import type { TakenNote, WhichConference } from '#usecases/bot-results.ts';
import { isThere } from '#usecases/conference/channel-access.ts';
import { findConference, requireConference } from '#usecases/conference/resolve-conference.ts';
import type { Asker } from '#usecases/ports/actor.ts';
import type { SlackMessage } from '#usecases/ports/chat.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { subjectOfThread } from './find-thread-subject.ts';
import type { Placers } from './placer-cache.ts';
import { keepMessage } from './save-message-note.ts';

/** Makes somebody's message a note, by the shortcut or a reaction of the asker's. */
export async function takeMessage(
  deps: BotDependencies,
  placers: Placers,
  asker: Asker,
  message: SlackMessage,
  way: Extract<CaptureWay, 'shortcut' | 'reaction'>,
  conferenceId?: ConferenceId,
): Promise<TakenNote | WhichConference | { refused: string }> {
  const conference = await findConference(deps, asker, conferenceId);
  if ('choices' in conference) {
    if (conference.choices.length === 0) await requireConference(deps, asker);
    return conference;
  }
  if (message.teamId !== asker.teamId || !(await isThere(deps, asker, message.channel))) {
    return { refused: 'You can’t read that message.' };
  }
  if (await isKeptOut(deps, asker, message)) {
    return { refused: 'Its author asked that others do not take notes of their messages.' };
  }
  if (message.source.trim() === '' && message.photos.length === 0) {
    return { refused: 'There are no words and no photo in that message.' };
  }
  const threadOf = await ownThread(deps, message);
  const taken = await keepMessage(deps, placers, conference, {
    message,
    capture: { way, by: asker.userId },
    ...(threadOf === undefined ? {} : { threadOf }),
  });
  return taken ?? { refused: 'That message was deleted.' };
}

/** Who opted out is captured by nobody's gestures but their own. */
export async function isKeptOut(
  { database }: Pick<BotDependencies, 'database'>,
  { teamId, userId }: Asker,
  { authorId }: Pick<SlackMessage, 'authorId'>,
): Promise<boolean> {
  return authorId !== userId && (await database.optOuts.has(teamId, authorId));
}

async function ownThread(deps: BotDependencies, message: SlackMessage): Promise<string | null | undefined> {
  if (message.threadTs === undefined) return undefined;
  return (await subjectOfThread(deps, { ...message, ts: message.threadTs }))?.talkId;
}
