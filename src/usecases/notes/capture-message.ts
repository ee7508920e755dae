import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import type { CaptureWay, MessageKey } from '#domain/notes/captured-note.ts';
import { AppError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { canProbablyRead } from '#usecases/conference/permissions.ts';
import { requireConference, resolveConference, type WhichConference } from '#usecases/conference/resolve-conference.ts';
import { removeRewordings } from '#usecases/editing/edit-recap.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { SlackMessage } from '#usecases/ports/chat.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { TalkChoice } from '#usecases/schedule/choose-talk.ts';
import type { SavedNote } from './place-note.ts';
import { findThreadSubject, saveMessageNote, tombstone } from './save-message-note.ts';

/** Saves somebody's message as a note because of the actor's shortcut or reaction. */
export async function captureMessage(
  deps: BotDependencies,
  actor: Actor,
  message: SlackMessage,
  way: Extract<CaptureWay, 'shortcut' | 'reaction'>,
  conferenceId?: ConferenceId,
  onStored?: () => void,
): Promise<SavedNote | WhichConference | { refused: string }> {
  const conference = await resolveConference(deps, actor, conferenceId);
  if ('choices' in conference) {
    if (conference.choices.length === 0) await requireConference(deps, actor);
    return conference;
  }
  if (message.teamId !== actor.teamId || !(await canProbablyRead(deps, actor, message.channel))) {
    return { refused: 'You can’t read that message.' };
  }
  if (await hasOptedOut(deps, actor, message)) {
    return { refused: 'Its author asked that others do not take notes of their messages.' };
  }
  if (message.source.trim() === '' && message.photos.length === 0) {
    return { refused: 'There are no words and no photo in that message.' };
  }
  const threadOf = await ownThread(deps, message);
  const taken = await saveMessageNote(deps, conference, {
    message,
    onStored,
    capture: { way, by: actor.userId },
    ...omitUndefined({ threadOf }),
  });
  return taken ?? { refused: 'That message was deleted.' };
}

/** Did the message's author ask that other people don't save their messages? */
async function hasOptedOut(
  { database }: Pick<BotDependencies, 'database'>,
  { teamId, userId }: Actor,
  { authorId }: Pick<SlackMessage, 'authorId'>,
): Promise<boolean> {
  return authorId !== userId && (await database.optOuts.has(teamId, authorId));
}

async function ownThread(deps: BotDependencies, message: SlackMessage): Promise<string | null | undefined> {
  if (message.threadTs === undefined) return undefined;
  return (await findThreadSubject(deps, { ...message, ts: message.threadTs }))?.talkId;
}

export interface CapturedThread {
  conference: TrackedConference;
  /** The number of messages that became notes now. */
  taken: number;
  /** The number of messages that were notes already. */
  known: number;
  /** Set if all of them belong to the same talk. */
  talk?: TalkChoice;
}

/** Saves all messages of a thread in which the bot was mentioned, except those that only mention the bot. */
export async function captureThread(deps: BotDependencies, actor: Actor, root: MessageKey): Promise<CapturedThread> {
  if (root.teamId !== actor.teamId || !(await canProbablyRead(deps, actor, root.channel))) {
    throw new AppError('refused', 'You can’t read that thread.');
  }
  const subject = await findThreadSubject(deps, root);
  const conference = await requireConference(deps, actor, subject?.conferenceId);
  const messages = (await deps.workspace.thread(root)).filter((message) => !isOnlyMention(message));
  if (messages.length === 0) throw new AppError('refused', 'There is nothing in this thread to take yet.');
  const all: SavedNote[] = [];
  for (const message of messages) {
    if (await hasOptedOut(deps, actor, message)) continue;
    const note = await saveMessageNote(deps, conference, {
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

/** Does a message only call the bot, such as "@recap" or "@recap please"? */
export function isOnlyMention({ source, photos }: SlackMessage): boolean {
  const mentions = /<@[A-Z0-9]+(?:\|[^>]*)?>/g;
  return photos.length === 0 && mentions.test(source) && source.replace(mentions, '').trim().length < 10;
}

/** Saves a message that got the conference's reaction. Returns undefined for any other reaction. */
export async function reactionAdded(
  deps: BotDependencies,
  actor: Actor,
  reaction: string,
  key: MessageKey,
): Promise<SavedNote | undefined> {
  const conference = await resolveConference(deps, actor);
  if ('choices' in conference || !isSameReaction(conference.reaction, reaction)) return undefined;
  const message = await deps.workspace.message(key);
  if (message === undefined) return undefined;
  const taken = await captureMessage(deps, actor, message, 'reaction', conference.id);
  return 'note' in taken ? taken : undefined;
}

/** Removes the note again if nothing but the actor's reaction made the message a note. */
export async function reactionRemoved(
  deps: BotDependencies,
  { userId }: Actor,
  reaction: string,
  key: MessageKey,
): Promise<void> {
  const changed = await deps.database.runTransaction(async (stores) => {
    const { notes, conferences } = stores;
    const note = await notes.find(key);
    if (note === undefined || note.deletedAt !== undefined) return false;
    const conference = await conferences.find(note.conferenceId);
    if (conference === undefined || !isSameReaction(conference.reaction, reaction)) return false;
    const captures = note.captures.filter(({ way, by }) => way !== 'reaction' || by !== userId);
    if (captures.length === note.captures.length) return false;
    await notes.save(captures.length === 0 ? tombstone(note, deps.clock.now()) : { ...note, captures });
    if (captures.length === 0) await removeRewordings(stores, note);
    return note;
  });
  if (changed === false) return;
  if (changed.photos.length > 0) deps.photoSweep.request();
  deps.wake();
}

/** Ignores skin tones. */
function isSameReaction(one: string, other: string): boolean {
  const bare = (name: string) => name.replace(/::skin-tone-\d.*$/, '');
  return bare(one) === bare(other);
}
