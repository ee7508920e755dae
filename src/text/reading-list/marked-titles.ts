import { readLinkWork } from '#text/book-links/line-links.ts';
import { readWorkLink } from '#text/book-links/link-target.ts';
import { addBook, isTaken, type LineReading, type Stretch, tidyTitle, type Weighed, weigh } from './line-parser.ts';
import { splitNamedTitle, type TiedAuthors } from './title-authors.ts';
import { weighTitleShape } from './title-likeness.ts';
import type { MarkedTitle } from './title-marks.ts';

/** Reads what is quoted, set in italics or linked as a book, an article, or whatever its link leads to. */
export function readMarked(reading: LineReading, marked: MarkedTitle): void {
  const { mark, title, outerStart, outerEnd, url } = marked;
  const isAddress = url !== undefined && /^(?:https?:\/\/|www\.)\S+$/i.test(title);
  if (isAddress || isTaken(reading, outerStart, outerEnd)) return;
  let stretch: Stretch = { mark, title, start: outerStart, end: outerEnd, url };
  let weighed = weigh(reading, stretch);
  const named = weighed.hasCue || reading.context.heading !== undefined ? splitNamedTitle(title) : undefined;
  if (named !== undefined) {
    const authors: TiedAuthors = {
      names: named.names,
      areFull: true,
      areSeveral: false,
      end: 0,
      tie: 'before',
    };
    stretch = { ...stretch, title: named.title, authors };
    weighed = weigh(reading, stretch);
  }
  const link = url === undefined ? undefined : readWorkLink(url);
  const isOther = link?.kind === 'video' || link?.kind === 'slides' || (link?.kind === 'repository' && !weighed.hasCue);
  if (weighed.weight > 0 && !isOther && (url === undefined || link !== undefined)) {
    if (isSaying(stretch.title, link?.book?.slug)) readLinkWork(reading, marked);
    else addBook(reading, stretch, weighed);
  } else if (url !== undefined) {
    readLinkWork(reading, marked);
  } else if (isArticle(reading, stretch, weighed)) {
    const { candidate, end } = weighed;
    reading.works.push({
      kind: 'article',
      title: tidyTitle(title),
      authors: candidate.authors?.names ?? [],
      start: outerStart,
      end,
    });
  }
}

/** A link's label such as "here" or "this book" says nothing of the title. */
function isSaying(title: string, slug: string | undefined): boolean {
  return slug !== undefined && /^\p{Ll}/u.test(title) && title.split(' ').length <= 3;
}

function isArticle({ context }: LineReading, { mark, title }: Stretch, { noun, candidate }: Weighed): boolean {
  const isCalledSo = noun === 'article' || (context.heading?.kind === 'article' && candidate.startsItem);
  return isCalledSo && mark !== 'bold' && weighTitleShape(title) > -1 && !context.talks.has(title);
}
