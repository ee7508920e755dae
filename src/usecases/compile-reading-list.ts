import { mergeWorks, workKey } from '../domain/reading-list.ts';
import type { NotedConference } from '../domain/sections.ts';
import type { ReadingItem, WorkMention } from '../domain/work.ts';
import { findWorks } from '../text/work-mentions.ts';
import type { BookLookup } from './ports.ts';

export interface ReadingListOptions {
  /** Put on the list by hand; their notes are not searched for others. */
  works?: readonly WorkMention[];
  /** Taken off by hand: {@link workKey}s. */
  removedWorks?: ReadonlySet<string> | undefined;
  lookup?: BookLookup | undefined;
}

/**
 * The reading list of a conference: what its notes recommend, small talk too, one entry a work. A look-up, where
 * there is one, completes the books; without it the list is just as long.
 */
export async function compileReadingList(
  { notes, talks }: Pick<NotedConference, 'notes' | 'talks'>,
  { works = [], removedWorks, lookup }: ReadingListOptions = {},
): Promise<ReadingItem[]> {
  const credits = new Map(
    notes.map(({ note, talkId }) => [
      note.id,
      { author: note.author, ...(talkId === null ? {} : { talkId }) },
    ]),
  );
  const byHand = Map.groupBy(works, ({ noteId }) => noteId);
  const found = Map.groupBy(
    findWorks(
      notes.flatMap(({ note }) => (byHand.has(note.id) ? [] : [note])),
      talks,
    ),
    ({ noteId }) => noteId,
  );
  const mentions = notes.flatMap(({ note: { id } }) => byHand.get(id) ?? found.get(id) ?? []);
  const items = mergeWorks(mentions, (id) => credits.get(id)).filter(
    (item) => removedWorks?.has(workKey(item)) !== true,
  );
  if (lookup === undefined) return items;
  return Promise.all(items.map((item) => (item.kind === 'book' ? lookup.complete(item) : item)));
}
