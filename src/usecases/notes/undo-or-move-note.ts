import type { TrackedConference } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import type { CapturedNote, MessageKey } from '#domain/notes/captured-note.ts';
import { LocalizedError } from '#errors.ts';
import { canSeeConference, isOrganizer } from '#usecases/conference/permissions.ts';
import { removeRewordings } from '#usecases/editing/edit-recap.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { echoTypedNote, removeEchoes } from './echo-typed-note.ts';
import { dayOfNote, type SavedNote, toSavedNote } from './place-note.ts';
import { resolveNoteText } from './resolve-notes.ts';
import { tombstone } from './save-message-note.ts';

/** Removes a note. @throws AppError if it is gone, or the actor may not change it */
export async function undoNote(deps: BotDependencies, actor: Actor, key: MessageKey): Promise<void> {
  const { note } = await requireNote(deps, actor, { key, action: 'undo' });
  await deps.database.runTransaction(async (stores) => {
    const stored = (await stores.notes.find(note)) ?? note;
    await stores.notes.save(tombstone(stored, deps.clock.now()));
    await removeRewordings(stores, stored);
    await removeEchoes(stores, note);
  });
  if (note.photos.length > 0) deps.photoSweep.request();
  deps.wake();
}

/** Moves a note to a talk, or to the hallway (null). @throws AppError as {@link undoNote} */
export async function moveNote(
  deps: BotDependencies,
  actor: Actor,
  { key, talkId }: { key: MessageKey; talkId: TalkId | null },
): Promise<SavedNote> {
  const { note, conference } = await requireNote(deps, actor, { key, action: 'move' });
  const talks = await deps.database.talks.ofConference(conference.id);
  const talk = talks.find(({ id }) => id === talkId);
  if (talkId !== null && talk === undefined) {
    throw new LocalizedError('refused', 'talk-gone');
  }
  const words = await resolveNoteText(deps, note, conference.channels[0]);
  const moved = await deps.database.runTransaction(async (stores) => {
    const stored = await stores.notes.find(note);
    if (stored === undefined || stored.deletedAt !== undefined) throw new LocalizedError('refused', 'note-gone');
    const now: CapturedNote = {
      ...stored,
      talkId,
      placedBy: 'person',
      day: dayOfNote(conference, stored, talk),
    };
    await stores.notes.save(now);
    // The digest of the day that it leaves has to be composed again, too.
    if (now.day !== stored.day) await stores.conferences.touch(conference.id);
    await echoTypedNote(stores, deps, { conference, note: now, talk, words, isMoved: true });
    return now;
  });
  deps.wake();
  return toSavedNote(conference, { note: moved, talks, isUnsure: false });
}

/** Finds a note that the actor may change. @throws AppError as {@link undoNote} */
export async function requireNote(
  deps: BotDependencies,
  actor: Actor,
  { key, action }: { key: MessageKey; action: 'undo' | 'move' | 'edit' },
): Promise<{ note: CapturedNote; conference: TrackedConference }> {
  const note = await deps.database.notes.find({ ...key, teamId: actor.teamId });
  const conference = note && (await deps.database.conferences.find(note.conferenceId));
  const gone = new LocalizedError('refused', 'note-gone');
  if (note === undefined || note.deletedAt !== undefined || conference === undefined) throw gone;
  const own = note.authorId === actor.userId || note.captures.some(({ by }) => by === actor.userId);
  if (own || (await isOrganizer(deps, actor, conference))) return { note, conference };
  if (!(await canSeeConference(deps, actor, conference))) throw gone;
  if (action === 'edit') throw new LocalizedError('refused', 'edit-only-author');
  throw new LocalizedError('refused', 'note-not-yours', { conference: conference.name, action });
}
