import type { TrackedConference } from '#domain/conference/conference.ts';
import { conferenceDay, phaseOf } from '#domain/conference/conference-day.ts';
import type { CapturedNote, MessageKey } from '#domain/notes/captured-note.ts';
import { isWithin } from '#domain/recap/sections.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { isOnlyMention } from '#text/requests/bot-mention.ts';
import { removeRewordings } from '#usecases/editing/edit-recap.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { SlackMessage } from '#usecases/ports/slack.ts';
import { removeForgottenMentions } from '#usecases/privacy/forgotten-people.ts';
import type { SavedNote } from './place-note.ts';
import { findThreadSubject, isNewer, saveMessageNote, tombstone } from './save-message-note.ts';

/** Saves a message as a note if it is in a talk's thread, or the bot listens to its channel. */
export async function messagePosted(
  deps: BotDependencies,
  message: SlackMessage,
  onStored?: () => void,
): Promise<SavedNote | undefined> {
  const { teamId, authorId, threadTs } = message;
  if (isOnlyMention(message)) return undefined;
  const subject = threadTs === undefined ? undefined : await findThreadSubject(deps, { ...message, ts: threadTs });
  const conference =
    subject === undefined
      ? await listeningConference(deps, message)
      : await deps.database.conferences.find(subject.conferenceId);
  if (conference === undefined) return undefined;
  if (await deps.database.optOuts.has(teamId, authorId)) return undefined;
  return saveMessageNote(deps, conference, {
    message,
    onStored,
    capture: { way: subject === undefined ? 'listen' : 'thread', by: authorId },
    ...omitUndefined({ threadOf: subject?.talkId }),
  });
}

/**
 * Updates a note after its message was edited. An unknown message is treated as posted, in case that event was lost,
 * unless it is a question or request to the bot.
 */
export async function messageEdited(
  deps: BotDependencies,
  message: SlackMessage,
  { isForBot = false }: { isForBot?: boolean } = {},
): Promise<void> {
  const stored = await deps.database.notes.find(message);
  if (stored === undefined) {
    if (!isForBot) await messagePosted(deps, message);
    return;
  }
  const source = await removeForgottenMentions(deps, message.teamId, message.source);
  await deps.database.runTransaction(async ({ notes }) => {
    const note = await notes.find(message);
    if (note === undefined || note.deletedAt !== undefined) return;
    if (!isNewer(message.editedTs, note.editedTs)) return;
    const { photos, editedTs } = message;
    await notes.save({ ...note, source, photos, ...omitUndefined({ editedTs }) });
  });
  if (stored.photos.length > 0) deps.photoSweep.request();
  deps.wake();
}

/** Removes a note after its message was deleted. An unknown message gets a tombstone, so that a late event can't save it. */
export async function messageDeleted(deps: BotDependencies, key: MessageKey): Promise<void> {
  const at = deps.clock.now();
  const changed = await deps.database.runTransaction(async (stores) => {
    const { notes, conferences } = stores;
    const note = await notes.find(key);
    if (note?.deletedAt !== undefined) return undefined;
    if (note !== undefined) {
      await notes.save(tombstone(note, at));
      await removeRewordings(stores, note);
      return note;
    }
    const [conference] = (await conferences.ofChannel(key.teamId, key.channel)).filter(
      (one) => phaseOf(one, at) === 'during',
    );
    if (conference === undefined) return undefined;
    await notes.save(tombstone(draftUnknownNote(key, conference, deps.clock.instantOf(key.ts)), at));
    return undefined;
  });
  if (changed === undefined) return;
  if (changed.photos.length > 0) deps.photoSweep.request();
  deps.wake();
}

/** Returns the conference that listens to a channel on the day of a message. */
async function listeningConference(
  { database, clock }: BotDependencies,
  { teamId, channel, ts }: MessageKey,
): Promise<TrackedConference | undefined> {
  const here = await database.conferences.ofChannel(teamId, channel);
  return here.find(
    (conference) =>
      conference.listens.includes(channel) &&
      conference.endedAt === undefined &&
      isWithin(conference, conferenceDay(clock.instantOf(ts), conference.timezone)),
  );
}

function draftUnknownNote(key: MessageKey, conference: TrackedConference, at: number): CapturedNote {
  const { teamId, channel, ts } = key;
  return {
    teamId,
    channel,
    ts,
    at,
    conferenceId: conference.id,
    authorId: '',
    source: '',
    photos: [],
    captures: [],
    day: conferenceDay(at, conference.timezone),
    talkId: null,
    placedBy: 'program',
    fromPrivate: true,
  };
}
