import type { TrackedConference } from '#domain/conference/conference.ts';
import { isDeliberate } from '#domain/notes/audience.ts';
import { type CapturedNote, isTyped } from '#domain/notes/captured-note.ts';
import { errorLogFields } from '#shared/error-log-fields.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { toChoice } from '#usecases/schedule/talk-choices.ts';
import { echoTypedNote } from './echo-typed-note.ts';
import { dayOfNote, type Placed, type SavedNote } from './place-note.ts';
import { resolveNoteText } from './resolve-notes.ts';

/**
 * Moves earlier notes that turned out to belong elsewhere, and returns how many of the note's author went where for the
 * reply. A note whose author was told its talk is only moved if that author gets the reply; otherwise the digest
 * tells them. A failure is only logged: the note itself is saved.
 */
export async function moveEarlierNotes(
  deps: BotDependencies,
  conference: TrackedConference,
  { note, talks, moved = [] }: Placed,
): Promise<NonNullable<SavedNote['movedEarlier']>> {
  const found: NonNullable<SavedNote['movedEarlier']> = [];
  for (const { channel, ts, talkId } of moved) {
    try {
      const key = { teamId: note.teamId, channel, ts };
      const earlier = await deps.database.notes.find(key);
      if (earlier === undefined) continue;
      const isAnswered = earlier.authorId === note.authorId && isToldToAuthor(note);
      if (isToldToAuthor(earlier) && !isAnswered) continue;
      const talk = talks.find(({ id }) => id === talkId);
      const words = isTyped(earlier) ? await resolveNoteText(deps, earlier, conference.channels[0]) : undefined;
      const day = dayOfNote(conference, earlier, talk);
      const isMoved = await deps.database.runTransaction(async (stores) => {
        const stored = await stores.notes.find(key);
        if (stored?.placedBy !== 'program' || stored.deletedAt !== undefined || stored.talkId === talkId) return false;
        const now = { ...stored, talkId, day };
        await stores.notes.save(now);
        if (day !== stored.day) await stores.conferences.touch(conference.id);
        if (words !== undefined)
          await echoTypedNote(stores, deps, { conference, note: now, talk, words, isMoved: true });
        return true;
      });
      if (!isMoved) continue;
      if (words !== undefined) deps.wake();
      if (!isAnswered) continue;
      const there = found.find((one) => one.talk?.id === talk?.id && one.day === day);
      if (there !== undefined) there.notes++;
      else found.push({ ...omitUndefined({ talk: talk && toChoice(talk) }), day, notes: 1 });
    } catch (error) {
      deps.log.error(errorLogFields(error), 'failed to move an earlier note');
    }
  }
  return found;
}

/** Returns whether the author saved it, so that a reply told them its talk. */
function isToldToAuthor(note: CapturedNote): boolean {
  return isDeliberate(note) && note.captures.some(({ by }) => by === note.authorId);
}
