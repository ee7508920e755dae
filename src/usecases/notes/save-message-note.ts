import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import type { Capture, CapturedNote, MessageKey } from '#domain/notes/captured-note.ts';
import { threadKey, threadKeyPrefix } from '#domain/publishing/publication.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { SlackMessage } from '#usecases/ports/slack.ts';
import { removeForgottenMentions } from '#usecases/privacy/forgotten-people.ts';
import { type AddressedTalk, placeAsAddressed, withTold } from './find-addressed-talk.ts';
import { moveEarlierNotes } from './move-earlier-notes.ts';
import { dayOfNote, foundSoon, placeNote, placeStored, type SavedNote, toSavedNote } from './place-note.ts';

/** A message to save as a note, and the gesture that caused it. */
export interface MessageToSave {
  message: SlackMessage;
  capture: Capture;
  /** The talk (null for the hallway) whose thread the message is in. */
  threadOf?: TalkId | null;
  /** Finds where its author's words put it. */
  findAddressed?: () => Promise<AddressedTalk>;
  /** Called as soon as the note can't be lost, without waiting for Slack. */
  onStored?: (() => void) | undefined;
}

/**
 * Saves a message as a note, or adds the gesture to the existing note. A deleted note comes back only through a
 * person's gesture, not through an event that arrives late.
 */
export async function saveMessageNote(
  deps: BotDependencies,
  conference: TrackedConference,
  { message, capture, threadOf, findAddressed, onStored }: MessageToSave,
): Promise<SavedNote | undefined> {
  const talks = await deps.placers.talks(conference);
  const at = deps.clock.instantOf(message.ts);
  const fresh: CapturedNote = {
    teamId: message.teamId,
    conferenceId: conference.id,
    channel: message.channel,
    ts: message.ts,
    at,
    ...omitUndefined({ threadTs: message.threadTs }),
    authorId: message.authorId,
    source: await removeForgottenMentions(deps, message.teamId, message.source),
    photos: message.photos,
    captures: [capture],
    ...omitUndefined({ reactions: message.reactions }),
    day: dayOfNote(conference, { at }, undefined),
    talkId: threadOf ?? null,
    placedBy: threadOf === undefined ? 'program' : 'thread',
    ...omitUndefined({ editedTs: message.editedTs }),
    fromPrivate: true,
  };
  const before = await deps.database.notes.find(message);
  if (before !== undefined && !isRevivable(before, capture)) return undefined;
  const known = before?.deletedAt === undefined ? before : undefined;
  const addressing = findAddressed?.();
  const lookUp = async () => {
    const audience = await audienceOf(deps, message);
    const note = placeAsAddressed(known ?? { ...fresh, ...audience }, await addressing, { conference, talks });
    return { audience, placed: await placeNote(deps.placers, conference, note) };
  };
  const lookingUp = lookUp();
  const [found, addressed] = await Promise.all([foundSoon(lookingUp), foundSoon(addressing)]);
  const asAddressed = (note: CapturedNote) => placeAsAddressed(note, addressed, { conference, talks });
  const kept = await deps.database.runTransaction(async ({ notes }) => {
    const stored = await notes.find(message);
    if (stored !== undefined && !isRevivable(stored, capture)) return undefined;
    const note =
      stored === undefined || stored.deletedAt !== undefined
        ? (found?.placed.note ?? { ...asAddressed(fresh), isAudienceUnknown: true })
        : asAddressed(withCapture(newerOf(stored, fresh), capture));
    await notes.save(note);
    return note;
  });
  if (kept === undefined) return undefined;
  onStored?.();
  if (known === undefined) deps.metrics?.noted(capture.way);
  const { placed, audience } = found ?? (await lookingUp);
  const isComplete = known !== undefined && placed.note.placedBy === kept.placedBy;
  const note = found !== undefined || isComplete ? kept : await complete();
  const movedEarlier = await moveEarlierNotes(deps, conference, { ...placed, note });
  const saved = toSavedNote(conference, { ...placed, note, movedEarlier }, known !== undefined);
  return withTold(saved, await addressing);

  /** Adds what was looked up after the note was stored. */
  async function complete(): Promise<CapturedNote> {
    return deps.database.runTransaction(async ({ notes }) => {
      const stored = await notes.find(message);
      if (stored === undefined || stored.deletedAt !== undefined) return kept!;
      const looked = placeStored(known ? stored : withAudience(stored, audience), kept!, placed);
      await notes.save(looked);
      return looked;
    });
  }
}

const GESTURES: ReadonlySet<Capture['way']> = new Set(['shortcut', 'reaction', 'mention']);

function isRevivable({ deletedAt }: CapturedNote, { way }: Capture): boolean {
  return deletedAt === undefined || GESTURES.has(way);
}

function withCapture(note: CapturedNote, capture: Capture): CapturedNote {
  const known = note.captures.some(({ way, by }) => way === capture.way && by === capture.by);
  return known ? note : { ...note, captures: [...note.captures, capture] };
}

/** Returns the stored note, with the text of the incoming version if that was edited later. */
function newerOf(stored: CapturedNote, incoming: CapturedNote): CapturedNote {
  if (!isNewer(incoming.editedTs, stored.editedTs)) return stored;
  const { source, photos, editedTs } = incoming;
  return { ...stored, source, photos, ...omitUndefined({ editedTs }) };
}

/** Compares `edited.ts` values; undefined stands for the original version. */
export function isNewer(edited: string | undefined, than: string | undefined): boolean {
  return Number(edited ?? 0) > Number(than ?? 0);
}

type NoteAudience = Pick<CapturedNote, 'fromPrivate' | 'fromShared' | 'isAudienceUnknown'>;

/** Returns who can read a channel now. If Slack can't be asked, that counts as only its members. */
async function audienceOf(
  { workspace }: Pick<BotDependencies, 'workspace'>,
  { teamId, channel }: MessageKey,
): Promise<NoteAudience> {
  try {
    const known = await workspace.channel(teamId, channel);
    return {
      fromPrivate: known === undefined || known.isPrivate,
      ...(known?.isShared === true && { fromShared: true }),
    };
  } catch {
    return { fromPrivate: true, isAudienceUnknown: true };
  }
}

function withAudience({ isAudienceUnknown: _, ...note }: CapturedNote, audience: NoteAudience): CapturedNote {
  return { ...note, ...audience };
}

/** Looks up again who can read the channels of notes that arrived while Slack couldn't be asked. */
export async function completeAudiences(
  deps: Pick<BotDependencies, 'database' | 'workspace'>,
  conferenceId: ConferenceId,
): Promise<void> {
  for (const note of await deps.database.notes.ofUnknownAudience(conferenceId)) {
    const audience = await audienceOf(deps, note);
    if (audience.isAudienceUnknown) continue;
    await deps.database.runTransaction(async ({ notes }) => {
      const stored = await notes.find(note);
      if (stored?.isAudienceUnknown) await notes.save(withAudience(stored, audience));
    });
  }
}

/** Returns what remains of a deleted note: its key, without its content. */
export function tombstone(note: CapturedNote, deletedAt: number): CapturedNote {
  const { statedKind: _kind, works: _works, reactions: _reactions, ...rest } = note;
  return { ...rest, source: '', photos: [], captures: [], deletedAt };
}

/** Returns the conference and talk (null for the hallway) whose thread starts at a message; undefined for other messages. */
export async function findThreadSubject(
  { database }: Pick<BotDependencies, 'database'>,
  root: MessageKey,
): Promise<{ conferenceId: ConferenceId; talkId: TalkId | null } | undefined> {
  const posted = await database.publications.at(root);
  if (posted === undefined || !posted.key.startsWith(threadKeyPrefix(posted.conferenceId))) return undefined;
  const { conferenceId, key } = posted;
  const talks = await database.talks.ofConference(conferenceId);
  const talk = talks.find(({ id }) => threadKey(conferenceId, { talkId: id }) === key);
  return { conferenceId, talkId: talk?.id ?? null };
}
