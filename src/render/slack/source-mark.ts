import type { NoteId } from '../../domain/note.ts';
import type { RecapView } from '../recap-view.ts';
import { MOST_SOURCES } from './limits.ts';
import { type Inline, linkTo, words } from './rich-text.ts';

/** What leads to the message that something rests on. */
export const SOURCE_MARK = '↗';

/** A permalink is much shorter; a longer address is none. */
const LONGEST_PERMALINK = 300;

/** ` ↗ ↗`: a link to each message that something rests on, as far as its address is known. */
export function sourceMarks(noteIds: readonly NoteId[], view: Pick<RecapView, 'sourcesOf'>): Inline[] {
  const permalinks = view
    .sourcesOf(noteIds.slice(0, 4 * MOST_SOURCES))
    .flatMap(({ permalink }) => permalink ?? []);
  return [...new Set(permalinks)]
    .filter((permalink) => permalink.length <= LONGEST_PERMALINK)
    .slice(0, MOST_SOURCES)
    .flatMap((permalink) => [...words(' '), ...linkTo(permalink, SOURCE_MARK)]);
}
