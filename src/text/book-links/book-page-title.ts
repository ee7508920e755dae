import { omitUndefined } from '#shared/omit-undefined.ts';
import type { LineReading, LineWork } from '#text/reading-list/line-parser.ts';
import { readAuthorsAfter } from '#text/reading-list/title-authors.ts';
import { findTitleOfSlug } from '#text/reading-list/title-in-text.ts';
import { weighTitleShape } from '#text/reading-list/title-likeness.ts';
import { titleFromSlug } from './bookstore-urls.ts';
import { isOfKind, type WorkLink } from './link-target.ts';

/** How much of what stands round a link is looked at, in characters. */
const NEAR = 200;

/** What stands above a line: its text, and the last work that the note named. */
export interface LineBefore {
  text?: string | undefined;
  work?: LineWork | undefined;
  /** Does the line directly above name that work? */
  isWorkAbove?: boolean;
}

/** Few words lead from a title to its address. */
const LEADS_TO_ADDRESS =
  /^[\s.,;:!?()[\]"”’»*_–—>-]*(?:(?:see|at|here|via|on|link|amazon|url|available at|https)[\s:(]*){0,2}$/iu;

/**
 * The work that a link at `start` belongs to: the one named just before it, one of the line whose title the address
 * spells, or the one on the line above where the link stands alone.
 */
export function findOwner(
  { works, line }: LineReading,
  before: LineBefore,
  start: number,
  link: WorkLink,
): LineWork | undefined {
  const isFree = (work: LineWork) => work.url === undefined && isOfKind(link, work.kind);
  const last = works.findLast((work) => work.end <= start && isFree(work));
  if (last !== undefined && start - last.end < NEAR && LEADS_TO_ADDRESS.test(line.text.slice(last.end, start))) {
    return last;
  }
  const slug = link.book?.slug;
  const named = slug && works.find((work) => isFree(work) && findTitleOfSlug(work.title, slug) !== undefined);
  if (named) return named;
  const isAlone = works.length === 0 && /^\W*$/u.test(line.text.slice(0, Math.min(start, NEAR)));
  return isAlone && before.work !== undefined && before.isWorkAbove && isFree(before.work) ? before.work : undefined;
}

/** Adds the book that a page is about, with the title as the note writes it, else as the address spells it. */
export function addBookPage(
  reading: LineReading,
  { url, book }: WorkLink,
  place: { start: number; end: number },
  before: LineBefore,
): void {
  const isbn = book?.isbn13 === undefined ? {} : { isbn13: book.isbn13 };
  const written = findWritten(reading, book?.slug, place, before);
  const title = written?.title ?? (book?.slug === undefined ? url : titleFromSlug(book.slug));
  const { authors = [], start = place.start } = written ?? {};
  reading.works.push({ kind: 'book', title, authors, ...isbn, url, start, end: place.end });
}

interface WrittenTitle {
  title: string;
  authors?: string[];
  start?: number;
}

function findWritten(
  { line, marks, works, context }: LineReading,
  slug: string | undefined,
  { start, end }: { start: number; end: number },
  before: LineBefore,
): WrittenTitle | undefined {
  const from = Math.max(0, start - NEAR);
  const lead = line.text.slice(from, start);
  const run = slug === undefined ? undefined : findTitleOfSlug(lead, slug);
  const mark = marks.findLast(
    ({ mark, outerStart, outerEnd }) =>
      (mark === 'italic' || mark === 'quoted' || mark === 'bracketed') &&
      outerEnd <= start &&
      outerStart >= from &&
      !works.some((work) => outerStart < work.end && work.start < outerEnd),
  );
  const isRunInMark = run !== undefined && mark !== undefined && from + run.start >= mark.outerStart;
  if (mark !== undefined && (run === undefined || isRunInMark)) {
    const authors = readAuthorsAfter(line.text.slice(mark.outerEnd, start))?.names;
    return { title: mark.title, ...omitUndefined({ authors }), start: mark.outerStart };
  }
  if (run !== undefined) return { title: lead.slice(run.start, run.end), start: from + run.start };
  const above = slug === undefined ? undefined : findTitleOfSlug(before.text ?? '', slug);
  if (above !== undefined) return { title: before.text!.slice(above.start, above.end) };
  if (slug !== undefined) return undefined;
  const title = [lead, line.text.slice(end, end + NEAR)]
    .map((text) => text.replace(/^[\s:–—)-]+|[\s:–—(-]+$/gu, ''))
    .find((text) => weighTitleShape(text) > 0 && !context.talks.has(text));
  return title === undefined ? undefined : { title };
}
