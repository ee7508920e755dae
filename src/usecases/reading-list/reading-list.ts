import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import { canBeShownIn } from '#domain/notes/audience.ts';
import { workKey } from '#domain/reading-list/merge-mentions.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import { AppError } from '#errors.ts';
import { audienceOfActor, isOrganizer } from '#usecases/conference/permissions.ts';
import { requireConference } from '#usecases/conference/resolve-conference.ts';
import { resolveNotes } from '#usecases/notes/resolve-notes.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { compileReadingList } from '#usecases/recap/compile-reading-list.ts';

export interface ReadingListPage {
  conference: TrackedConference;
  items: { number: number; item: ReadingItem }[];
  /** From 1. */
  page: number;
  pages: number;
  total: number;
}

const PER_PAGE = 10;

/**
 * Returns the works on a conference's reading list in the order of their numbers.
 *
 * @param but the key of a removed work to include
 */
export async function compileListItems(
  deps: BotDependencies,
  conference: TrackedConference,
  actor: Actor,
  but?: string,
): Promise<ReadingItem[]> {
  const { database } = deps;
  const [captured, talks, removed] = await Promise.all([
    database.notes.ofConference(conference.id),
    database.talks.ofConference(conference.id),
    database.removedWorks.ofConference(conference.id),
  ]);
  const place = await audienceOfActor(deps, actor);
  const shown = captured.filter((note) => canBeShownIn(note, place));
  const { notes, works } = await resolveNotes(deps, conference, shown);
  const noted = notes.map((note, index) => ({
    note,
    day: shown[index]!.day,
    talkId: shown[index]!.talkId,
    isUnsure: false,
    smallTalk: false,
  }));
  return compileReadingList(
    { notes: noted, talks },
    { works, removedWorks: new Set(removed.filter((key) => key !== but)), lookup: deps.lookup },
  );
}

/** Returns one page of the reading list, or the nearest one that exists. */
export async function showReadingList(
  deps: BotDependencies,
  actor: Actor,
  page = 1,
  conferenceId?: ConferenceId,
): Promise<ReadingListPage> {
  const conference = await requireConference(deps, actor, conferenceId);
  const items = await compileListItems(deps, conference, actor);
  const pages = Math.max(1, Math.ceil(items.length / PER_PAGE));
  const shown = Math.min(pages, Math.max(1, Number.isFinite(page) ? Math.trunc(page) : 1));
  const first = (shown - 1) * PER_PAGE;
  return {
    conference,
    items: items.slice(first, first + PER_PAGE).map((item, index) => ({ number: first + index + 1, item })),
    page: shown,
    pages,
    total: items.length,
  };
}

/** Removes a work from the reading list. Organizers may, and a person who is the only one to recommend it. */
export async function removeWork(
  deps: BotDependencies,
  actor: Actor,
  number: number,
): Promise<{ conference: TrackedConference; item: ReadingItem; workKey: string }> {
  const conference = await requireConference(deps, actor);
  const items = await compileListItems(deps, conference, actor);
  const item = items[number - 1];
  if (item === undefined) {
    throw new AppError(
      'wrong-usage',
      items.length === 0
        ? 'The reading list is empty, so there is nothing to remove.'
        : `The reading list goes from 1 to ${items.length}. Type /readinglist to see the numbers.`,
    );
  }
  await requireOwn(deps, actor, conference, item, 'remove it');
  const key = workKey(item);
  await deps.database.removedWorks.add(conference.id, key);
  deps.wake();
  return { conference, item, workKey: key };
}

/** Restores a removed work; the same people may. */
export async function restoreWork(
  deps: BotDependencies,
  actor: Actor,
  conferenceId: ConferenceId,
  key: string,
): Promise<void> {
  const conference = await requireConference(deps, actor, conferenceId);
  const items = await compileListItems(deps, conference, actor, key);
  const item = items.find((one) => workKey(one) === key);
  if (item === undefined) throw new AppError('refused', 'Nobody recommends that any more.');
  await requireOwn(deps, actor, conference, item, 'put it back');
  await deps.database.removedWorks.remove(conference.id, key);
  deps.wake();
}

async function requireOwn(
  deps: BotDependencies,
  actor: Actor,
  conference: TrackedConference,
  item: ReadingItem,
  doWhat: string,
): Promise<void> {
  if ((await isOwn(deps, actor, item)) || (await isOrganizer(deps, actor, conference))) return;
  throw new AppError('refused', `Only who recommended it, or an organizer of ${conference.name}, can ${doWhat}.`);
}

async function isOwn(
  { database }: Pick<BotDependencies, 'database'>,
  { teamId, userId }: Actor,
  { recommendedBy }: ReadingItem,
): Promise<boolean> {
  for (const { noteId } of recommendedBy) {
    const [channel, ts] = noteId.split(':') as [string, string];
    const note = await database.notes.find({ teamId, channel, ts });
    if (note?.authorId !== userId) return false;
  }
  return true;
}
