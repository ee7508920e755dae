import type { CapturedNote } from '../domain/captured-note.ts';
import { noteKeys } from '../domain/publication.ts';
import type { TrackedConference } from '../domain/tracked-conference.ts';
import type { Asker } from './bot.ts';
import type { BotDependencies } from './bot-dependencies.ts';
import type { Stores } from './stores.ts';
import { withdrawPublication } from './withdraw-publication.ts';

/** Stands for who made a gesture and was forgotten: the note is another's and stays. */
const NOBODY = '';

/** What {@link forgetPerson} would remove, for the confirmation. */
export async function describeForgetting(
  { database }: Pick<BotDependencies, 'database'>,
  { teamId, userId }: Asker,
): Promise<{ notes: number; conferences: number }> {
  return countNotes(database, await database.conferences.ofTeam(teamId), userId);
}

/**
 * Removes the asker's notes and name from all conferences of the workspace: the notes and what shows them in Slack,
 * the gestures on others' notes, the place among organisers where others are there. Digests are made anew from what
 * is left. From then on nobody's gesture captures the asker.
 */
export async function forgetPerson(
  { database, wake }: Pick<BotDependencies, 'database' | 'wake'>,
  { teamId, userId }: Asker,
): Promise<{ notes: number; conferences: number }> {
  const forgotten = await database.atomically(async (stores) => {
    const conferences = await stores.conferences.ofTeam(teamId);
    const counted = await countNotes(stores, conferences, userId);
    for (const conference of conferences) {
      for (const note of await stores.notes.ofConference(conference.id)) {
        if (note.authorId === userId) await withdrawShown(stores, note);
        else await forgetGestures(stores, note, userId);
      }
      await leaveOrganisers(stores, conference, userId);
    }
    await stores.notes.eraseAuthor(teamId, userId);
    await stores.optOuts.add(teamId, userId);
    return counted;
  });
  wake();
  return forgotten;
}

async function countNotes(
  { notes }: Pick<Stores, 'notes'>,
  conferences: TrackedConference[],
  userId: string,
): Promise<{ notes: number; conferences: number }> {
  const counts: number[] = [];
  for (const { id } of conferences) counts.push((await notes.ofAuthor(id, userId)).length);
  return {
    notes: counts.reduce((sum, count) => sum + count, 0),
    conferences: counts.filter((count) => count > 0).length,
  };
}

async function withdrawShown(
  stores: Pick<Stores, 'publications'>,
  { channel, ts }: CapturedNote,
): Promise<void> {
  for (const shown of await stores.publications.withPrefix(noteKeys(channel, ts))) {
    await withdrawPublication(stores, shown);
  }
}

async function forgetGestures(
  { notes }: Pick<Stores, 'notes'>,
  note: CapturedNote,
  userId: string,
): Promise<void> {
  if (note.captures.every(({ by }) => by !== userId)) return;
  const captures = note.captures.map((capture) =>
    capture.by === userId ? { ...capture, by: NOBODY } : capture,
  );
  await notes.save({ ...note, captures });
}

async function leaveOrganisers(
  { conferences }: Pick<Stores, 'conferences'>,
  conference: TrackedConference,
  userId: string,
): Promise<void> {
  const others = conference.organisers.filter((id) => id !== userId);
  // Without any only administrators could end or delete it.
  if (others.length === 0 || others.length === conference.organisers.length) return;
  await conferences.save({ ...conference, organisers: others });
}
