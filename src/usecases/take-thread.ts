import type { MessageKey } from '../domain/captured-note.ts';
import type { TrackedConference } from '../domain/tracked-conference.ts';
import { AppError } from '../errors.ts';
import type { Asker } from './asker.ts';
import type { TakenNote, TalkChoice } from './bot-answers.ts';
import type { BotDependencies } from './bot-dependencies.ts';
import { requireConference } from './find-conference.ts';
import { keepMessage } from './keep-message.ts';
import type { Placers } from './placers.ts';
import { isThere } from './places.ts';
import type { SlackMessage } from './slack-ports.ts';
import { isKeptOut } from './take-message.ts';
import { subjectOfThread } from './talk-thread.ts';

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
export async function takeThread(
  deps: BotDependencies,
  placers: Placers,
  asker: Asker,
  root: MessageKey,
): Promise<TakenThread> {
  if (root.teamId !== asker.teamId || !(await isThere(deps, asker, root.channel))) {
    throw new AppError('refused', 'You can’t read that thread.');
  }
  const subject = await subjectOfThread(deps, root);
  const conference = await requireConference(deps, asker, subject?.conferenceId);
  const messages = (await deps.workspace.thread(root)).filter((message) => !onlyCalls(message));
  if (messages.length === 0) throw new AppError('refused', 'There is nothing in this thread to take yet.');
  const all: TakenNote[] = [];
  for (const message of messages) {
    if (await isKeptOut(deps, asker, message)) continue;
    const note = await keepMessage(deps, placers, conference, {
      message,
      capture: { way: 'mention', by: asker.userId },
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
    ...(talk === undefined ? {} : { talk }),
  };
}

/** Nothing but mentions and a word or two: "@recap", "@recap please". */
export function onlyCalls({ source, photos }: SlackMessage): boolean {
  const mentions = /<@[A-Z0-9]+(?:\|[^>]*)?>/g;
  return photos.length === 0 && mentions.test(source) && source.replace(mentions, '').trim().length < 10;
}
