import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import type { Capture, CapturedNote, MessageKey } from '#domain/notes/captured-note.ts';
import { threadKey, threadKeys } from '#domain/publishing/publication.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { SavedNote } from '#usecases/bot-results.ts';
import type { SlackMessage } from '#usecases/ports/chat.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { withoutForgotten } from '#usecases/privacy/forgotten-people.ts';
import type { Placers } from './place-note.ts';
import { placeCaptured, savedNote } from './place-note.ts';

/** A message that is to be a note, and why. */
export interface MessageToKeep {
  message: SlackMessage;
  capture: Capture;
  /** The talk, or null for the hallway, in whose own thread it stands. */
  threadOf?: TalkId | null;
}

/**
 * Makes a message of somebody's a note, or adds the gesture to the note that it is. What was deleted, or taken back,
 * comes back only by a gesture of a person's, not by a message that arrives late.
 */
export async function keepMessage(
  deps: BotDependencies,
  placers: Placers,
  conference: TrackedConference,
  { message, capture, threadOf }: MessageToKeep,
): Promise<SavedNote | undefined> {
  const fresh: CapturedNote = {
    teamId: message.teamId,
    conferenceId: conference.id,
    channel: message.channel,
    ts: message.ts,
    at: deps.clock.instantOf(message.ts),
    ...omitUndefined({ threadTs: message.threadTs }),
    authorId: message.authorId,
    source: await withoutForgotten(deps, message.teamId, message.source),
    photos: message.photos,
    captures: [capture],
    day: conference.from,
    talkId: threadOf ?? null,
    placedBy: threadOf === undefined ? 'program' : 'thread',
    ...omitUndefined({ editedTs: message.editedTs }),
    ...(await audienceOf(deps, message)),
  };
  const before = await deps.database.notes.find(message);
  if (before !== undefined && !isRevivable(before, capture)) return undefined;
  const known = before?.deletedAt === undefined ? before : undefined;
  const placed = await placeCaptured(placers, conference, known ?? fresh);
  const kept = await deps.database.runTransaction(async ({ notes }) => {
    const stored = await notes.find(message);
    if (stored !== undefined && !isRevivable(stored, capture)) return undefined;
    const note =
      stored === undefined || stored.deletedAt !== undefined
        ? placed.note
        : withCapture(newerOf(stored, fresh), capture);
    await notes.save(note);
    return note;
  });
  if (kept === undefined) return undefined;
  if (known === undefined) deps.metrics?.noted(capture.way);
  return savedNote(conference, { ...placed, note: kept }, known !== undefined);
}

const GESTURES: ReadonlySet<Capture['way']> = new Set(['shortcut', 'reaction', 'mention']);

function isRevivable({ deletedAt }: CapturedNote, { way }: Capture): boolean {
  return deletedAt === undefined || GESTURES.has(way);
}

function withCapture(note: CapturedNote, capture: Capture): CapturedNote {
  const known = note.captures.some(({ way, by }) => way === capture.way && by === capture.by);
  return known ? note : { ...note, captures: [...note.captures, capture] };
}

/** Of two versions of a message the one that was edited last; what a person decided of the stored one stays. */
function newerOf(stored: CapturedNote, incoming: CapturedNote): CapturedNote {
  if (!isNewer(incoming.editedTs, stored.editedTs)) return stored;
  const { source, photos, editedTs } = incoming;
  return { ...stored, source, photos, ...omitUndefined({ editedTs }) };
}

/** Was a version edited after another? An absent time stamp is that of the message as it was first written. */
export function isNewer(edited: string | undefined, than: string | undefined): boolean {
  return Number(edited ?? 0) > Number(than ?? 0);
}

/** Who can read a channel now. Where Slack can't be asked its members alone: nothing may be shown too widely. */
async function audienceOf(
  { workspace }: BotDependencies,
  { teamId, channel }: MessageKey,
): Promise<Pick<CapturedNote, 'fromPrivate' | 'fromShared'>> {
  const known = await workspace.channel(teamId, channel).catch(() => undefined);
  return {
    fromPrivate: known === undefined || known.isPrivate,
    ...(known?.isShared === true && { fromShared: true }),
  };
}

/** What stays of a note that was deleted or taken back: that it was there, and none of its words. */
export function tombstone(note: CapturedNote, deletedAt: number): CapturedNote {
  const { statedKind: _kind, work: _work, ...rest } = note;
  return { ...rest, source: '', photos: [], captures: [], deletedAt };
}

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
