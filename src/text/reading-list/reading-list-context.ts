import type { Note } from '#domain/notes/note.ts';
import type { LineWork } from './line-parser.ts';
import type { NoteLine } from './note-lines.ts';
import type { ReadingHeading } from './reading-headings.ts';
import { weighTitleShape } from './title-likeness.ts';

/** A list under a heading. */
export interface OpenList {
  heading: ReadingHeading;
  /** Who wrote the heading. */
  authorId: string;
  /** When its heading or last item was written, in milliseconds since the epoch. */
  at: number;
  /** Indent of the heading, if it is an item of a list itself: the list holds what is indented deeper. */
  indent: number | undefined;
  /** Has it no item yet? */
  isFresh: boolean;
}

/** A list whose heading is older than this has ended, in milliseconds. */
const LIST_LASTS = 30 * 60_000;

export function openList(heading: ReadingHeading, line: NoteLine, { at, authorId }: Note): OpenList {
  return { heading, authorId, at, indent: line.isItem ? line.indent : undefined, isFresh: true };
}

export function hasLapsed(list: OpenList, note: Note): boolean {
  return note.at - list.at >= LIST_LASTS;
}

/** What an item without a mark, an author or the look of a title takes from the trust in its list. */
const DOUBT = 0.25;

/**
 * What the heading says for a line: less for one without a list mark, which may be about something else, and least
 * where somebody else wrote it.
 */
export function headingFor(list: OpenList, { isItem, text }: NoteLine, { authorId }: Note): ReadingHeading {
  const { heading, isFresh } = list;
  const isOwn = authorId === list.authorId;
  if (isItem || (isOwn && isFresh && !/^\p{Ll}/u.test(text))) return heading;
  return { ...heading, weight: heading.weight - (isOwn ? 2 : 4) * DOUBT };
}

/** The list behind one more line; undefined where the line shows that it has ended. */
export function continueList(
  list: OpenList,
  line: NoteLine,
  found: readonly LineWork[],
  note: Note,
): OpenList | undefined {
  const { weight } = list.heading;
  const trust = (left: number) => ({
    ...list,
    heading: { ...list.heading, weight: left },
    at: note.at,
    isFresh: false,
  });
  if (found.length === 0) {
    // What somebody else says in between doesn't end it.
    if (note.authorId !== list.authorId) return list;
    if (line.indent > 0 || /^https?:\S+$/i.test(line.text)) return list;
    return line.isItem && weight > 4 * DOUBT ? trust(weight - 2 * DOUBT) : undefined;
  }
  const isPlain = found.every(
    ({ title, authors, url }) => authors.length === 0 && url === undefined && weighTitleShape(title) <= 0,
  );
  return trust(isPlain ? weight - DOUBT : weight);
}
