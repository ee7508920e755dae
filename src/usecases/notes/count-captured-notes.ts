import type { ConferenceId } from '#domain/conference/conference.ts';
import { canBeShownIn, type Place } from '#domain/notes/audience.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { NoteCount } from '#usecases/ports/stores.ts';

/**
 * How many notes of each day and talk may be shown in a place. Counted by the store, but for those of which each
 * has to be looked at.
 */
export async function countNotes(
  { database }: Pick<BotDependencies, 'database'>,
  id: ConferenceId,
  place: Place,
): Promise<Pick<NoteCount, 'day' | 'talkId' | 'notes'>[]> {
  const counts = await database.notes.count(id);
  const isPlain = ({ fromPrivate }: Pick<NoteCount, 'fromPrivate'>) => place.readsWorkspace && !fromPrivate;
  if (counts.every(isPlain)) return counts;
  const others = (await database.notes.ofConference(id)).filter((note) => !isPlain(note));
  const shown = others.filter((note) => canBeShownIn(note, place));
  return [...counts.filter(isPlain), ...shown.map(({ day, talkId }) => ({ day, talkId, notes: 1 }))];
}
