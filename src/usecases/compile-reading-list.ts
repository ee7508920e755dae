import { mergeWorks } from '../domain/reading-list.ts';
import type { NotedConference } from '../domain/sections.ts';
import type { ReadingItem } from '../domain/work.ts';
import { findWorks } from '../text/work-mentions.ts';
import type { BookLookup } from './ports.ts';

/**
 * The reading list of a conference: what its notes recommend, small talk too, one entry a work. A look-up, where
 * there is one, completes the books; without it the list is just as long.
 */
export async function compileReadingList(
  { notes, talks }: NotedConference,
  lookup: BookLookup | undefined,
): Promise<ReadingItem[]> {
  const credits = new Map(
    notes.map(({ note, talkId }) => [
      note.id,
      { author: note.author, ...(talkId === null ? {} : { talkId }) },
    ]),
  );
  const mentions = findWorks(
    notes.map(({ note }) => note),
    talks,
  );
  const items = mergeWorks(mentions, (id) => credits.get(id));
  if (lookup === undefined) return items;
  return Promise.all(items.map((item) => (item.kind === 'book' ? lookup.complete(item) : item)));
}
