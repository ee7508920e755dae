import { loadGivenNames } from '#domain/language/person-names.ts';
import type { NoteId } from '#domain/notes/note.ts';
import { type MergedWork, mergeWorks, workKey } from '#domain/reading-list/merge-mentions.ts';
import type { ReadingItem, WorkMention } from '#domain/reading-list/work.ts';
import { normalizeTitle } from '#domain/reading-list/work-title.ts';
import type { NotedConference } from '#domain/recap/sections.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { findWorks } from '#text/reading-list/find-works.ts';
import type { BookLookup } from '#usecases/ports/summarizer.ts';

export interface ReadingListOptions {
  /** Recommendations that a summarizer found, in addition to those found in the notes' text. */
  alsoFound?: readonly WorkMention[];
  /** Works found in the notes, from {@link findNotedWorks}; by default they are searched for. */
  found?: readonly WorkMention[];
  /** Added or edited by hand; their notes are not searched for other works. */
  works?: readonly WorkMention[];
  /** {@link workKey}s of works removed by hand. */
  removedWorks?: ReadonlySet<string> | undefined;
  lookup?: BookLookup | undefined;
}

/**
 * Compiles a conference's reading list: the works that its notes recommend (small talk included), one entry per work.
 * `lookup` adds what a catalog knows about the books.
 */
export async function compileReadingList(
  noted: Pick<NotedConference, 'notes' | 'talks'>,
  options: ReadingListOptions = {},
): Promise<ReadingItem[]> {
  const { lookup } = options;
  const works = await compileWorks(noted, options);
  return Promise.all(works.map(({ item }) => (lookup && item.kind === 'book' ? lookup.complete(item) : item)));
}

/**
 * Finds the works that notes recommend. What may be a work is included with `lookup`, because a catalog can tell. Notes
 * with `works` that were added or edited by hand are not searched.
 */
export async function findNotedWorks(
  { notes, talks }: Pick<NotedConference, 'notes' | 'talks'>,
  works: readonly WorkMention[] = [],
  lookup?: BookLookup,
): Promise<WorkMention[]> {
  await loadGivenNames();
  const byHand = new Set(works.map(({ noteId }) => noteId));
  const searched = notes.flatMap(({ note }) => (byHand.has(note.id) ? [] : [note]));
  return findWorks(searched, talks, { known: works, withUnsure: lookup !== undefined });
}

/**
 * Compiles a reading list, each entry with its mentions. With `lookup`, what may be a book is an entry if the catalog
 * has a book of that title and author; nothing else is completed.
 */
export async function compileWorks(
  noted: Pick<NotedConference, 'notes' | 'talks'>,
  { lookup, works, found, alsoFound, removedWorks }: ReadingListOptions = {},
): Promise<MergedWork[]> {
  const credits = new Map(
    noted.notes.map(({ note, talkId, isUnsure }) => [
      note.id,
      { author: note.author, ...omitUndefined({ talkId: isUnsure ? undefined : (talkId ?? undefined) }) },
    ]),
  );
  const inNotes = found ?? (await findNotedWorks(noted, works, lookup));
  const [byHand, inNote, also] = [works, inNotes, alsoFound].map((mentions = []) =>
    Map.groupBy(mentions, ({ noteId }) => noteId),
  ) as [WorksByNote, WorksByNote, WorksByNote];
  const mentions = noted.notes.flatMap(
    ({ note: { id } }) => byHand.get(id) ?? joinMentions(inNote.get(id) ?? [], also.get(id) ?? []),
  );
  const merged = mergeWorks(mentions, (id) => credits.get(id)).filter(
    ({ item }) => removedWorks?.has(workKey(item)) !== true,
  );
  if (lookup === undefined) return merged;
  const isKnown = async ({ item, mentions }: MergedWork) =>
    mentions.some(({ isUnsure, role }) => !isUnsure && role === 'recommendation') ||
    (await lookup.complete(item)) !== item;
  const known = await Promise.all(merged.map(isKnown));
  return merged.filter((_, index) => known[index]);
}

type WorksByNote = Map<NoteId, WorkMention[]>;

/** Merges the works of one note: those found in the text win, but take the summarizer's comment if they have none. */
function joinMentions(marked: readonly WorkMention[], also: readonly WorkMention[]): WorkMention[] {
  return [
    ...marked.map((mention) => {
      const comment = also.find((other) => namesSame(mention, other))?.comment;
      return mention.comment !== undefined || comment === undefined ? mention : { ...mention, comment };
    }),
    ...also.filter((other) => !marked.some((mention) => namesSame(mention, other))),
  ];
}

/** Returns whether two mentions in one note name the same work; one may omit the subtitle. */
function namesSame(one: WorkMention, other: WorkMention): boolean {
  const [title, otherTitle] = [normalizeTitle(one.title), normalizeTitle(other.title)];
  return title.includes(otherTitle) || otherTitle.includes(title);
}
