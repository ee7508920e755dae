import pLimit from 'p-limit';
import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import type { CaptureMethod, MessageKey } from '#domain/notes/captured-note.ts';
import { AppError, LocalizedError, type Notice } from '#errors.ts';
import { errorLogFields } from '#shared/error-log-fields.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { isOnlyMention } from '#text/requests/bot-mention.ts';
import { canProbablyRead } from '#usecases/conference/permissions.ts';
import {
  type ConferenceChoices,
  isWhichConference,
  requireConference,
  resolveConference,
  resolveInTime,
} from '#usecases/conference/resolve-conference.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor, SlackMessage } from '#usecases/ports/slack.ts';
import type { UnreadMessage } from '#usecases/ports/stores.ts';
import type { TalkChoice } from '#usecases/schedule/talk-choices.ts';
import { findAddressedTalk } from './find-addressed-talk.ts';
import type { SavedNote } from './place-note.ts';
import { findThreadSubject, saveMessageNote } from './save-message-note.ts';

/** Saves a message as a note because of the actor's shortcut or reaction, or because it mentions the bot. */
export async function captureMessage(
  deps: BotDependencies,
  actor: Actor,
  {
    message,
    way,
    conferenceId,
    onStored,
  }: {
    message: SlackMessage;
    way: Extract<CaptureMethod, 'shortcut' | 'reaction' | 'mention'>;
    conferenceId?: ConferenceId | undefined;
    onStored?: (() => void) | undefined;
  },
): Promise<SavedNote | ConferenceChoices | { refused: Notice }> {
  if (message.teamId !== actor.teamId || !(await canProbablyRead(deps, actor, message.channel))) {
    return { refused: { key: 'message-unreadable' } };
  }
  if (await hasOptedOut(deps, actor, message)) {
    return { refused: { key: 'message-opted-out' } };
  }
  if (message.source.trim() === '' && message.photos.length === 0) {
    return { refused: { key: 'message-empty' } };
  }
  const conference = await resolveInTime(resolveConference(deps, actor, conferenceId));
  if (isWhichConference(conference)) return conference;
  const threadOf = await ownThread(deps, message);
  const isOwnMention = way === 'mention' && message.authorId === actor.userId && threadOf === undefined;
  const addressed = { conference, text: message.source, at: deps.clock.instantOf(message.ts) };
  const taken = await saveMessageNote(deps, conference, {
    message,
    onStored,
    capture: { way, by: actor.userId },
    ...(isOwnMention && { findAddressed: () => findAddressedTalk(deps, actor, addressed) }),
    ...omitUndefined({ threadOf }),
  });
  if (taken === undefined) return { refused: { key: 'message-deleted' } };
  if (!isOwnMention) return taken;
  deps.wake();
  // In a channel that the bot listens to, the message was saved a moment ago; its author doesn't know that.
  return { ...taken, again: false };
}

/** Returns whether the message's author asked that other people don't save their messages. */
export async function hasOptedOut(
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
  /** Slack hasn't returned the whole thread yet; the rest is read later. */
  isUnfinished: boolean;
}

/**
 * Saves all messages of a thread in which the bot was mentioned, except those that only mention the bot. `onStored` is
 * called once the request can't be lost.
 */
export async function captureThread(
  deps: BotDependencies,
  actor: Actor,
  root: MessageKey,
  onStored?: () => void,
): Promise<CapturedThread> {
  if (root.teamId !== actor.teamId || !(await canProbablyRead(deps, actor, root.channel))) {
    throw new LocalizedError('refused', 'thread-unreadable');
  }
  const subject = await findThreadSubject(deps, root);
  const conference = await resolveInTime(requireConference(deps, actor, subject?.conferenceId));
  let isStored = false;
  const saving = saveThread(deps, actor, {
    conference,
    root,
    onStored: () => {
      isStored = true;
      onStored?.();
    },
  });
  const { notes, found, isUnfinished } = await saving.catch((error: unknown) => {
    if (!isStored || (error instanceof AppError && error.code === 'refused')) throw error;
    deps.log.warn({ team: root.teamId, ...errorLogFields(error) }, 'a thread could not be read');
    return { notes: [], found: 0, isUnfinished: true };
  });
  if (found === 0 && !isUnfinished) throw new LocalizedError('refused', 'nothing-in-thread');
  const talks = new Set(notes.map(({ talk }) => talk?.id));
  const talk = talks.size === 1 ? notes[0]?.talk : undefined;
  return {
    conference,
    taken: notes.filter(({ again }) => !again).length,
    known: notes.filter(({ again }) => again).length,
    ...omitUndefined({ talk }),
    isUnfinished,
  };
}

const SAVED_AT_ONCE = 8;
/** Longer than reading a page of a thread takes: then the process that read it was stopped. */
const READING_MS = 60_000;

/**
 * Saves a thread's messages, starting at the page `from`. Until it is read, the store knows where to continue if Slack
 * doesn't return the rest now, or the bot is stopped.
 */
async function saveThread(
  deps: BotDependencies,
  actor: Actor,
  {
    conference,
    root,
    from,
    onStored,
  }: {
    conference: TrackedConference;
    root: MessageKey;
    from?: string | undefined;
    onStored?: (() => void) | undefined;
  },
): Promise<{ notes: SavedNote[]; found: number; isUnfinished: boolean }> {
  const capture = { way: 'mention', by: actor.userId } as const;
  const unread = { ...root, ...capture, conferenceId: conference.id };
  const threadOf = (await findThreadSubject(deps, root))?.talkId;
  const notes: SavedNote[] = [];
  // SQLite writes what is saved at the same time in one transaction.
  const together = pLimit(SAVED_AT_ONCE);
  let found = 0;
  let cursor = from;
  do {
    await deps.database.unreadMessages.save({ ...unread, ...omitUndefined({ cursor }) }, deps.clock.now() + READING_MS);
    onStored?.();
    const read = await readOrRemember(deps, { ...unread, cursor }, () => deps.workspace.thread(root, cursor));
    if (read === 'later') return { notes, found, isUnfinished: true };
    const messages = read.messages.filter((message) => !isOnlyMention(message));
    found += messages.length;
    const saved = messages.map((message) =>
      together(async () => {
        if (await hasOptedOut(deps, actor, message)) return undefined;
        return saveMessageNote(deps, conference, { message, capture, ...omitUndefined({ threadOf }) });
      }),
    );
    notes.push(...(await Promise.all(saved)).filter((note) => note !== undefined));
    cursor = read.next;
  } while (cursor !== undefined);
  await deps.database.unreadMessages.remove(unread);
  return { notes, found, isUnfinished: false };
}

/** How long to wait if Slack doesn't say how long. */
const RETRY_MS = 30_000;
/** Others come first after a failure. */
const RETRY_AFTER_FAILURE_MS = 5 * 60_000;

/** Reads from Slack. If Slack doesn't answer or limits the rate, remembers what has to be read later. */
export async function readOrRemember<Read>(
  deps: BotDependencies,
  { cursor, ...unread }: Omit<UnreadMessage, 'cursor'> & { cursor?: string | undefined },
  read: () => Promise<Read>,
): Promise<Read | 'later'> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'unreachable') throw error;
    const dueAt = deps.clock.now() + (error.retryAfterMs ?? RETRY_MS);
    await deps.database.unreadMessages.save({ ...unread, ...omitUndefined({ cursor }) }, dueAt);
    return 'later';
  }
}

/**
 * Saves a workspace's messages that Slack didn't return before. Those that it still doesn't return are kept for later.
 */
export async function readUnreadMessages(deps: BotDependencies, teamId: string): Promise<void> {
  const { unreadMessages, conferences } = deps.database;
  const now = deps.clock.now();
  for (;;) {
    // Read again each time: somebody may have taken a reaction away meanwhile.
    const [unread] = await unreadMessages.due(teamId, now);
    if (unread === undefined) return;
    const conference = await conferences.find(unread.conferenceId);
    const isUnfinished = conference !== undefined && (await saveUnread(deps, unread, conference)).isUnfinished;
    // Slack will refuse the other requests, too.
    if (isUnfinished) return unreadMessages.postpone(teamId, deps.clock.now() + RETRY_MS);
    await unreadMessages.remove(unread);
  }
}

async function saveUnread(
  deps: BotDependencies,
  unread: UnreadMessage,
  conference: TrackedConference,
): Promise<{ isUnfinished: boolean }> {
  const { teamId, channel, ts, by, way, cursor } = unread;
  const key = { teamId, channel, ts };
  const actor = { teamId, userId: by };
  try {
    if (way === 'mention') return await saveThread(deps, actor, { conference, root: key, from: cursor });
    const message = await readOrRemember(deps, unread, () => deps.workspace.message(key));
    if (message === 'later') return { isUnfinished: true };
    if (message !== undefined)
      await captureMessage(deps, actor, { message, way: 'reaction', conferenceId: conference.id });
  } catch (error) {
    // Nobody waits for an answer to a refusal.
    if (error instanceof AppError && error.code === 'refused') return { isUnfinished: false };
    deps.log.warn({ team: teamId, ...errorLogFields(error) }, 'failed to read a message');
    await deps.database.unreadMessages.save(unread, deps.clock.now() + RETRY_AFTER_FAILURE_MS);
    return { isUnfinished: true };
  }
  return { isUnfinished: false };
}
