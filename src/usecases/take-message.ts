import type { CaptureWay } from '../domain/captured-note.ts';
import type { ConferenceId } from '../domain/tracked-conference.ts';
import type { Asker } from './asker.ts';
import type { TakenNote, WhichConference } from './bot-answers.ts';
import type { BotDependencies } from './bot-dependencies.ts';
import { findConference, requireConference } from './find-conference.ts';
import { keepMessage } from './keep-message.ts';
import type { Placers } from './placers.ts';
import { isThere } from './places.ts';
import type { SlackMessage } from './slack-ports.ts';
import { subjectOfThread } from './talk-thread.ts';

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
