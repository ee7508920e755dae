import { DEFAULT_REACTION } from '#domain/conference/conference.ts';
import { type GivenReaction, type MessageKey, withoutSkinTone } from '#domain/notes/captured-note.ts';
import { parseNoteKey } from '#domain/publishing/publication.ts';
import { AppError } from '#errors.ts';
import {
  currentOrLast,
  isWhichConference,
  resolveConference,
  resolveInTime,
} from '#usecases/conference/resolve-conference.ts';
import { removeRewordings } from '#usecases/editing/edit-recap.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor, SlackMessage } from '#usecases/ports/slack.ts';
import { waitingKeys } from '#usecases/privacy/remove-stored-data.ts';
import { captureMessage, hasOptedOut, readOrRemember } from './capture-message.ts';
import type { SavedNote } from './place-note.ts';
import { tombstone } from './save-message-note.ts';

/** How often a person is told that a reaction can't save a message, as many use the same emoji for other things. */
const BETWEEN_HINTS_MS = 24 * 60 * 60_000;

/** A reaction to a message. `eventTs` tells which of two events about it came later, if it is known. */
interface ReactionEvent {
  reaction: string;
  key: MessageKey;
  eventTs?: string;
}

/** Longer than saving a message takes. */
const REMOVAL_KNOWN_MS = 10 * 60_000;

function removalKey({ teamId, userId }: Actor, { reaction, key }: ReactionEvent): string {
  return `${waitingKeys(teamId, userId)}taken-back:${key.channel}:${key.ts}:${withoutSkinTone(reaction)}`;
}

/**
 * Counts a reaction to a note, and saves a message that got the conference's reaction. Returns the message if there is no
 * conference and this person hasn't been told so today, and undefined for any other reaction.
 */
export async function reactionAdded(
  deps: BotDependencies,
  actor: Actor,
  added: ReactionEvent,
): Promise<SavedNote | { unsaved: SlackMessage } | undefined> {
  const { reaction, key, eventTs } = added;
  await changeReactions(deps, key, (reactions) => {
    const given = { name: withoutSkinTone(reaction), by: actor.userId };
    return [...withoutReaction(reactions, given), given];
  });
  const conference = await resolveInTime(resolveConference(deps, actor)).catch(async (error: unknown) => {
    // Slack gives up after sending an event three times. Whether the actor may is checked once Slack says so.
    const here = await deps.database.conferences.ofChannel(actor.teamId, key.channel);
    const meant = currentOrLast(here, deps.clock.now());
    if (meant === undefined || !(error instanceof AppError) || error.code !== 'unreachable') throw error;
    return meant;
  });
  if (isWhichConference(conference)) {
    const mayMeanToSave = conference.choices.length === 0 && isSameReaction(DEFAULT_REACTION, reaction);
    return mayMeanToSave ? findUnsaved(deps, actor, key) : undefined;
  }
  if (!isSameReaction(conference.reaction, reaction)) return undefined;
  const unread = { ...key, way: 'reaction', by: actor.userId, conferenceId: conference.id } as const;
  const taken = await readOrRemember(deps, unread, async () => {
    const message = await deps.workspace.message(key);
    return message && captureMessage(deps, actor, { message, way: 'reaction', conferenceId: conference.id });
  });
  if (taken === undefined || taken === 'later' || !('note' in taken)) return undefined;
  // It may have been taken back while Slack was asked for the message.
  const removedTs = await deps.keyValue.get<string>(removalKey(actor, added));
  if (removedTs === undefined || eventTs === undefined || Number(removedTs) < Number(eventTs)) return taken;
  await reactionRemoved(deps, actor, { ...added, eventTs: removedTs });
  return undefined;
}

async function findUnsaved(
  deps: BotDependencies,
  actor: Actor,
  key: MessageKey,
): Promise<{ unsaved: SlackMessage } | undefined> {
  const told = `${waitingKeys(actor.teamId, actor.userId)}reaction`;
  if ((await deps.keyValue.get(told)) !== undefined) return undefined;
  const unsaved = await deps.workspace.message(key).catch(() => undefined);
  if (unsaved === undefined || (await hasOptedOut(deps, actor, unsaved))) return undefined;
  await deps.keyValue.set(told, true, BETWEEN_HINTS_MS);
  return { unsaved };
}

/** Removes the note if the actor's reaction was the only thing that made the message a note. */
export async function reactionRemoved(deps: BotDependencies, actor: Actor, removed: ReactionEvent): Promise<void> {
  const { userId } = actor;
  const { reaction, key, eventTs } = removed;
  if (eventTs !== undefined) await deps.keyValue.set(removalKey(actor, removed), eventTs, REMOVAL_KNOWN_MS);
  await deps.database.unreadMessages.remove({ ...key, way: 'reaction', by: userId });
  const taken = { name: withoutSkinTone(reaction), by: userId };
  await changeReactions(deps, key, (reactions) => withoutReaction(reactions, taken));
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

function isSameReaction(one: string, other: string): boolean {
  return withoutSkinTone(one) === withoutSkinTone(other);
}

/** Changes the reactions of the note that a message is, or that a message of the bot shows. */
async function changeReactions(
  deps: BotDependencies,
  key: MessageKey,
  change: (reactions: GivenReaction[]) => GivenReaction[],
): Promise<void> {
  const changed = await deps.database.runTransaction(async ({ notes, publications }) => {
    const shown = parseNoteKey((await publications.at(key))?.key ?? '');
    const note = await notes.find({ ...key, ...shown });
    if (note === undefined || note.deletedAt !== undefined) return false;
    const reactions = change(note.reactions ?? []);
    if (reactions.length === (note.reactions ?? []).length) return false;
    await notes.save({ ...note, reactions });
    return true;
  });
  if (changed) deps.wake();
}

function withoutReaction(reactions: readonly GivenReaction[], { name, by }: GivenReaction): GivenReaction[] {
  return reactions.filter((one) => one.name !== name || one.by !== by);
}
