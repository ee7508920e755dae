import type { NoteId } from '#domain/notes/note.ts';
import type { RecapView } from '#render/view/recap-view.ts';
import { MOST_SOURCES } from './limits.ts';
import { type Inline, linkTo, words } from './rich-text.ts';

/** What leads to the message that something rests on. */
export const SOURCE_MARK = '↗';

/** A permalink is much shorter; a longer address is none. */
const LONGEST_PERMALINK = 300;

/** ` ↗ ↗`: links to the first messages that something rests on, as far as their addresses are known. */
export function sourceMarks(
  noteIds: readonly NoteId[],
  view: Pick<RecapView, 'sourcesOf'>,
  most: number = MOST_SOURCES,
): Inline[] {
  const permalinks = view.sourcesOf(noteIds).flatMap(({ permalink }) => permalink ?? []);
  return [...new Set(permalinks)]
    .filter((permalink) => permalink.length <= LONGEST_PERMALINK)
    .slice(0, most)
    .flatMap((permalink) => [...words(' '), ...linkTo(permalink, SOURCE_MARK)]);
}
