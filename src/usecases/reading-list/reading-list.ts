import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import { canBeShownIn } from '#domain/notes/audience.ts';
import { type MergedWork, workKey } from '#domain/reading-list/merge-mentions.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import { mainTitle, normalizeTitle } from '#domain/reading-list/work-title.ts';
import { LocalizedError } from '#errors.ts';
import { audienceOfActor, isOrganizer } from '#usecases/conference/permissions.ts';
import { reloadConference, requireConference } from '#usecases/conference/resolve-conference.ts';
import { resolveNotes } from '#usecases/notes/resolve-notes.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { waitingKeys } from '#usecases/privacy/remove-stored-data.ts';
import { compileWorks } from '#usecases/recap/compile-reading-list.ts';

export interface ReadingListPage {
  conference: TrackedConference;
  items: { number: number; key: string; item: ReadingItem }[];
  /** From 1. */
  page: number;
  pages: number;
  total: number;
}

/** An entry of a conference's reading list. */
export interface ListEntry extends MergedWork {
  conference: TrackedConference;
  /** See {@link workKey}. */
  key: string;
}

const PER_PAGE = 10;

/** How long the numbers that a person saw stay valid. */
const SEEN_FOR_MS = 30 * 24 * 60 * 60_000;

/** Returns the reading list that the actor sees, in order. `but` is the key of a removed work to include. */
export async function compileEntries(
  deps: BotDependencies,
  conference: TrackedConference,
  { actor, but }: { actor: Actor; but?: string | undefined },
): Promise<ListEntry[]> {
  const { database } = deps;
  const [captured, talks, removed] = await Promise.all([
    database.notes.ofConference(conference.id),
    database.talks.ofConference(conference.id),
    database.removedWorks.ofConference(conference.id),
  ]);
  const place = await audienceOfActor(deps, actor);
  const shown = captured.filter((note) => canBeShownIn(note, place));
  const { notes, works } = await resolveNotes(deps, conference, { captured: shown, place });
  const noted = notes.map((note, index) => {
    const { day, talkId } = shown[index]!;
    return { note, day, talkId, isUnsure: false, smallTalk: false };
  });
  const removedWorks = new Set(removed.filter((key) => key !== but));
  const merged = await compileWorks({ notes: noted, talks }, { works, removedWorks, lookup: deps.lookup });
  return merged.map(({ item, mentions }) => ({ item, mentions, conference, key: workKey(item) }));
}

/** Completes an entry from a catalog, if one is used. */
export function completeItem({ lookup }: Pick<BotDependencies, 'lookup'>, item: ReadingItem): Promise<ReadingItem> {
  return lookup === undefined || item.kind !== 'book' ? Promise.resolve(item) : lookup.complete(item);
}

/** Returns one page of the reading list, or the nearest one that exists. */
export async function showReadingList(
  deps: BotDependencies,
  actor: Actor,
  { page = 1, conferenceId }: { page?: number; conferenceId?: ConferenceId | undefined } = {},
): Promise<ReadingListPage> {
  const conference = await requireConference(deps, actor, conferenceId);
  const entries = await compileEntries(deps, conference, { actor });
  const pages = Math.max(1, Math.ceil(entries.length / PER_PAGE));
  const shown = Math.min(pages, Math.max(1, Number.isFinite(page) ? Math.trunc(page) : 1));
  const first = (shown - 1) * PER_PAGE;
  await rememberNumbers(deps, actor, { entries });
  const items = await Promise.all(
    entries
      .slice(first, first + PER_PAGE)
      .map(async ({ key, item }, index) => ({ number: first + index + 1, key, item: await completeItem(deps, item) })),
  );
  return { conference, items, page: shown, pages, total: entries.length };
}

function seenKey({ teamId, userId }: Actor, conferenceId: ConferenceId): string {
  return `${waitingKeys(teamId, userId)}reading-list:${conferenceId}`;
}

/**
 * Remembers which entries the actor was shown with which numbers: the list may change before one is typed. If only some
 * entries were shown, the other numbers keep their meaning.
 */
export async function rememberNumbers(
  { keyValue }: Pick<BotDependencies, 'keyValue'>,
  actor: Actor,
  { entries, shown }: { entries: readonly ListEntry[]; shown?: readonly number[] },
): Promise<void> {
  const [first] = entries;
  if (first === undefined) return;
  const key = seenKey(actor, first.conference.id);
  const known = shown === undefined ? [] : ((await keyValue.get<SeenEntry[]>(key)) ?? []);
  const seen = entries.map((entry, index): SeenEntry => {
    const isShown = shown === undefined || shown.includes(index + 1);
    return (isShown ? undefined : known[index]) ?? [entry.key, mainKey(entry.item)];
  });
  await keyValue.set(key, [...seen, ...known.slice(seen.length)], SEEN_FOR_MS);
}

/** The {@link workKey} of an entry, and its {@link mainKey}. */
type SeenEntry = [key: string, main: string];

/** Returns a key that stays the same when a work's subtitle becomes known. */
function mainKey({ title }: ReadingItem): string {
  return normalizeTitle(mainTitle(title));
}

/** Finds the entry that had a number when the actor last saw the list. @throws AppError if it is gone */
export async function findNumberedEntry(deps: BotDependencies, actor: Actor, number: number): Promise<ListEntry> {
  const conference = await requireConference(deps, actor);
  const entries = await compileEntries(deps, conference, { actor });
  if (entries.length === 0) throw new LocalizedError('wrong-usage', 'reading-list-empty');
  const seen =
    (await deps.keyValue.get<SeenEntry[]>(seenKey(actor, conference.id))) ??
    entries.map(({ key, item }) => [key, mainKey(item)]);
  const [key, main] = seen[number - 1] ?? [];
  if (key === undefined) {
    throw new LocalizedError('wrong-usage', 'reading-number-unknown', { last: seen.length });
  }
  const alike = entries.filter(({ item }) => mainKey(item) === main);
  const entry = entries.find((one) => one.key === key) ?? (alike.length === 1 ? alike[0] : undefined);
  if (entry === undefined) throw new LocalizedError('refused', 'reading-number-gone', { number });
  return entry;
}

type EntryAction = 'edit' | 'remove' | 'restore';

/** Finds an entry that the actor may change. @throws AppError if it is gone or someone else's */
export async function requireOwnEntry(
  deps: BotDependencies,
  actor: Actor,
  { conferenceId, key, action, but }: { conferenceId: ConferenceId; key: string; action: EntryAction; but?: string },
): Promise<ListEntry> {
  const conference = await requireConference(deps, actor, conferenceId);
  const entry = (await compileEntries(deps, conference, { actor, but })).find((one) => one.key === key);
  if (entry === undefined) throw new LocalizedError('refused', 'reading-entry-gone');
  await requireOwn(deps, actor, { entry, action });
  return entry;
}

/** Removes a work from the reading list. Organizers may, and a person who is the only one to recommend it. */
export async function removeWork(deps: BotDependencies, actor: Actor, number: number): Promise<ListEntry> {
  const entry = await findNumberedEntry(deps, actor, number);
  await requireOwn(deps, actor, { entry, action: 'remove' });
  await deps.database.runTransaction(async (stores) => {
    const { id } = await reloadConference(stores, entry.conference.id);
    await stores.removedWorks.add(id, entry.key);
  });
  deps.wake();
  return entry;
}

/** Restores a removed work; the same people may. */
export async function restoreWork(
  deps: BotDependencies,
  actor: Actor,
  { conferenceId, key }: { conferenceId: ConferenceId; key: string },
): Promise<void> {
  await requireOwnEntry(deps, actor, { conferenceId, key, action: 'restore', but: key });
  await deps.database.removedWorks.remove(conferenceId, key);
  deps.wake();
}

/** Checks that nobody but the actor recommends a work, or that the actor is an organizer. @throws AppError */
export async function requireOwn(
  deps: BotDependencies,
  actor: Actor,
  {
    entry: { conference, mentions },
    action,
  }: { entry: Pick<ListEntry, 'conference' | 'mentions'>; action: EntryAction },
): Promise<void> {
  const notes = await notesOf(deps, actor, mentions);
  if (notes.every((note) => note?.authorId === actor.userId) || (await isOrganizer(deps, actor, conference))) return;
  throw new LocalizedError('refused', 'reading-not-yours', { conference: conference.name, action });
}

/** Finds the notes of mentions, each once. */
export function notesOf(
  { database }: Pick<BotDependencies, 'database'>,
  { teamId }: Actor,
  mentions: ListEntry['mentions'],
) {
  const ids = [...new Set(mentions.map(({ noteId }) => noteId))];
  return Promise.all(
    ids.map((id) => {
      const [channel, ts] = id.split(':') as [string, string];
      return database.notes.find({ teamId, channel, ts });
    }),
  );
}
