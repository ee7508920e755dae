import type { ConferenceId } from '#domain/conference/conference.ts';
import type { CaptureWay } from '#domain/notes/captured-note.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { SavedNote, WhichConference } from '#usecases/bot-results.ts';
import { isThere } from '#usecases/conference/channel-access.ts';
import { requireConference, resolveConference } from '#usecases/conference/resolve-conference.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { SlackMessage } from '#usecases/ports/chat.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { subjectOfThread } from './find-thread-subject.ts';
import type { Placers } from './placer-cache.ts';
import { keepMessage } from './save-message-note.ts';

/** Makes somebody's message a note, by the shortcut or a reaction of the actor's. */
export async function captureMessage(
  deps: BotDependencies,
  placers: Placers,
  actor: Actor,
  message: SlackMessage,
  way: Extract<CaptureWay, 'shortcut' | 'reaction'>,
  conferenceId?: ConferenceId,
): Promise<SavedNote | WhichConference | { refused: string }> {
  const conference = await resolveConference(deps, actor, conferenceId);
  if ('choices' in conference) {
    if (conference.choices.length === 0) await requireConference(deps, actor);
    return conference;
  }
  if (message.teamId !== actor.teamId || !(await isThere(deps, actor, message.channel))) {
    return { refused: 'You can’t read that message.' };
  }
  if (await isKeptOut(deps, actor, message)) {
    return { refused: 'Its author asked that others do not take notes of their messages.' };
  }
  if (message.source.trim() === '' && message.photos.length === 0) {
    return { refused: 'There are no words and no photo in that message.' };
  }
  const threadOf = await ownThread(deps, message);
  const taken = await keepMessage(deps, placers, conference, {
    message,
    capture: { way, by: actor.userId },
    ...omitUndefined({ threadOf }),
  });
  return taken ?? { refused: 'That message was deleted.' };
}

/** Who opted out is captured by nobody's gestures but their own. */
export async function isKeptOut(
  { database }: Pick<BotDependencies, 'database'>,
  { teamId, userId }: Actor,
  { authorId }: Pick<SlackMessage, 'authorId'>,
): Promise<boolean> {
  return authorId !== userId && (await database.optOuts.has(teamId, authorId));
}

async function ownThread(deps: BotDependencies, message: SlackMessage): Promise<string | null | undefined> {
  if (message.threadTs === undefined) return undefined;
  return (await subjectOfThread(deps, { ...message, ts: message.threadTs }))?.talkId;
}
