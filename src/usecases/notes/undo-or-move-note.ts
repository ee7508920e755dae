import type { TrackedConference } from '#domain/conference/conference.ts';
import type { TalkId } from '#domain/conference/talk.ts';
import type { CapturedNote, MessageKey } from '#domain/notes/captured-note.ts';
import { AppError } from '#errors.ts';
import type { TakenNote } from '#usecases/bot-results.ts';
import { mayKnow } from '#usecases/conference/channel-access.ts';
import { isOrganiser } from '#usecases/conference/permissions.ts';
import { dropWordings } from '#usecases/editing/remove-rewordings.ts';
import type { Asker } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { hideTypedNote, showTypedNote } from './echo-typed-note.ts';
import { dayFor, takenNote } from './place-note.ts';
import { readWords } from './resolve-notes.ts';
import { tombstone } from './tombstone.ts';

/** Takes a note back. @throws AppError where it is gone, or not the asker's to change */
export async function undoNote(deps: BotDependencies, asker: Asker, key: MessageKey): Promise<void> {
  const { note } = await requireNote(deps, asker, key, 'take it back');
  await deps.database.atomically(async (stores) => {
    const stored = (await stores.notes.find(note)) ?? note;
    await stores.notes.save(tombstone(stored, deps.clock.now()));
    await dropWordings(stores, stored);
    await hideTypedNote(stores, note);
  });
  deps.wake();
}

/** Puts a note with a talk, or with the hallway (null): from now on that is certain. */
export async function moveNote(
  deps: BotDependencies,
  asker: Asker,
  key: MessageKey,
  talkId: TalkId | null,
): Promise<TakenNote> {
  const { note, conference } = await requireNote(deps, asker, key, 'move it');
  const talks = await deps.database.talks.ofConference(conference.id);
  const talk = talks.find(({ id }) => id === talkId);
  if (talkId !== null && talk === undefined) {
    throw new AppError('refused', 'That talk is not on the schedule any more. Choose another.');
  }
  const words = await readWords(deps, note);
  const moved = await deps.database.atomically(async (stores) => {
    const stored = (await stores.notes.find(note)) ?? note;
    const now: CapturedNote = {
      ...stored,
      talkId,
      placedBy: 'person',
      day: dayFor(conference, stored, talk),
    };
    await stores.notes.save(now);
    await showTypedNote(stores, deps, conference, now, talk, words, true);
    return now;
  });
  deps.wake();
  return takenNote(conference, {
    note: moved,
    ...(talk === undefined ? {} : { talk }),
    alternatives: [],
    isUnsure: false,
  });
}

async function requireNote(
  deps: BotDependencies,
  asker: Asker,
  key: MessageKey,
  doWhat: string,
): Promise<{ note: CapturedNote; conference: TrackedConference }> {
  const note = await deps.database.notes.find({ ...key, teamId: asker.teamId });
  const conference = note && (await deps.database.conferences.find(note.conferenceId));
  const gone = new AppError('refused', 'That note is not there any more.');
  if (note === undefined || note.deletedAt !== undefined || conference === undefined) throw gone;
  const own = note.authorId === asker.userId || note.captures.some(({ by }) => by === asker.userId);
  if (own || (await isOrganiser(deps, asker, conference))) return { note, conference };
  if (!(await mayKnow(deps, asker, conference))) throw gone;
  throw new AppError(
    'refused',
    `Only who wrote or took a note can ${doWhat}, or an organiser of ${conference.name}.`,
  );
}
