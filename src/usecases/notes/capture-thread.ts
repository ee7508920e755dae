import type { TrackedConference } from '#domain/conference/conference.ts';
import type { MessageKey } from '#domain/notes/captured-note.ts';
import { AppError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { SavedNote, TalkChoice } from '#usecases/bot-results.ts';
import { isThere } from '#usecases/conference/channel-access.ts';
import { requireConference } from '#usecases/conference/resolve-conference.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { SlackMessage } from '#usecases/ports/chat.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { isKeptOut } from './capture-message.ts';
import { subjectOfThread } from './find-thread-subject.ts';
import type { Placers } from './placer-cache.ts';
import { keepMessage } from './save-message-note.ts';

export interface TakenThread {
  conference: TrackedConference;
  /** Messages that became notes now. */
  taken: number;
  /** Messages that were notes before. */
  known: number;
  /** The talk that all of them belong to, where it is one. */
  talk?: TalkChoice;
}

/** `@recap` in a thread: all that people wrote in it becomes notes, but for what only calls the bot. */
export async function captureThread(
  deps: BotDependencies,
  placers: Placers,
  actor: Actor,
  root: MessageKey,
): Promise<TakenThread> {
  if (root.teamId !== actor.teamId || !(await isThere(deps, actor, root.channel))) {
    throw new AppError('refused', 'You can’t read that thread.');
  }
  const subject = await subjectOfThread(deps, root);
  const conference = await requireConference(deps, actor, subject?.conferenceId);
  const messages = (await deps.workspace.thread(root)).filter((message) => !onlyCalls(message));
  if (messages.length === 0) throw new AppError('refused', 'There is nothing in this thread to take yet.');
  const all: SavedNote[] = [];
  for (const message of messages) {
    if (await isKeptOut(deps, actor, message)) continue;
    const note = await keepMessage(deps, placers, conference, {
      message,
      capture: { way: 'mention', by: actor.userId },
      ...(subject === undefined ? {} : { threadOf: subject.talkId }),
    });
    if (note !== undefined) all.push(note);
  }
  const talks = new Set(all.map(({ talk }) => talk?.id));
  const talk = talks.size === 1 ? all[0]?.talk : undefined;
  return {
    conference,
    taken: all.filter(({ again }) => !again).length,
    known: all.filter(({ again }) => again).length,
    ...omitUndefined({ talk }),
  };
}

/** Nothing but mentions and a word or two: "@recap", "@recap please". */
export function onlyCalls({ source, photos }: SlackMessage): boolean {
  const mentions = /<@[A-Z0-9]+(?:\|[^>]*)?>/g;
  return photos.length === 0 && mentions.test(source) && source.replace(mentions, '').trim().length < 10;
}
