import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import { workKey } from '#domain/reading-list/merge-mentions.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import { AppError } from '#errors.ts';
import { isOrganiser } from '#usecases/conference/permissions.ts';
import { requireConference } from '#usecases/conference/resolve-conference.ts';
import type { Asker } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { compileListItems } from './show-reading-list.ts';

/** Takes a work off the reading list: whoever alone recommended it may, and the organisers. */
export async function removeWork(
  deps: BotDependencies,
  asker: Asker,
  number: number,
): Promise<{ conference: TrackedConference; item: ReadingItem; workKey: string }> {
  const conference = await requireConference(deps, asker);
  const items = await compileListItems(deps, conference, asker);
  const item = items[number - 1];
  if (item === undefined) {
    throw new AppError(
      'wrong-usage',
      items.length === 0
        ? 'The reading list is empty, so there is nothing to remove.'
        : `The reading list goes from 1 to ${items.length}. Type /readinglist to see the numbers.`,
    );
  }
  await requireOwn(deps, asker, conference, item, 'remove it');
  const key = workKey(item);
  await deps.database.removedWorks.add(conference.id, key);
  deps.wake();
  return { conference, item, workKey: key };
}

/** Puts a work back that was taken off: who may take it off. */
export async function restoreWork(
  deps: BotDependencies,
  asker: Asker,
  conferenceId: ConferenceId,
  key: string,
): Promise<void> {
  const conference = await requireConference(deps, asker, conferenceId);
  const items = await compileListItems(deps, conference, asker, key);
  const item = items.find((one) => workKey(one) === key);
  if (item === undefined) throw new AppError('refused', 'Nobody recommends that any more.');
  await requireOwn(deps, asker, conference, item, 'put it back');
  await deps.database.removedWorks.remove(conference.id, key);
  deps.wake();
}

async function requireOwn(
  deps: BotDependencies,
  asker: Asker,
  conference: TrackedConference,
  item: ReadingItem,
  doWhat: string,
): Promise<void> {
  if ((await isOwn(deps, asker, item)) || (await isOrganiser(deps, asker, conference))) return;
  throw new AppError(
    'refused',
    `Only who recommended it, or an organiser of ${conference.name}, can ${doWhat}.`,
  );
}

async function isOwn(
  { database }: Pick<BotDependencies, 'database'>,
  { teamId, userId }: Asker,
  { recommendedBy }: ReadingItem,
): Promise<boolean> {
  for (const { noteId } of recommendedBy) {
    const [channel, ts] = noteId.split(':') as [string, string];
    const note = await database.notes.find({ teamId, channel, ts });
    if (note?.authorId !== userId) return false;
  }
  return true;
}
