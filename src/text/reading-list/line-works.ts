import { splitSentences } from '#domain/language/split-sentences.ts';
import { findIsbns, isbnAfter } from '#domain/reading-list/isbn.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { addLink, bareAddresses } from '#text/book-links/line-links.ts';
import { parseWorkLink } from '#text/book-links/link-target.ts';
import {
  type BookScore,
  type LineContext,
  scoreBook,
  TITLE_CASE,
  type TitleCandidate,
  titleShapeScore,
} from './book-score.ts';
import {
  AUTHORED_BEFORE,
  MENTIONS_BOOKS,
  MENTIONS_READING,
  PAPER_AFTER,
  PAPER_BEFORE,
  PAPER_EARLIER,
  YEAR_AFTER,
} from './cue-patterns.ts';
import {
  CONTEXT_LENGTH,
  type LineWork,
  type MarkedTitle,
  type NoteLine,
  type ParsedLine,
  type PreviousLine,
  parseLine,
} from './note-lines.ts';
import {
  mayBePerson,
  parseAuthorsAfter,
  parseAuthorsBefore,
  parseNameAfterMark,
  splitNamedTitle,
} from './title-authors.ts';
import { plainTitles, type TitleRange } from './title-candidates.ts';

/** Finds the works that a line mentions, in order: marked or announced titles, the whole item, links, ISBNs. */
export function findLineWorks(line: NoteLine, previous: PreviousLine, context: LineContext): LineWork[] {
  const parsed = parseLine(line);
  const works: LineWork[] = [];
  const isTaken = ({ start, end }: { start: number; end: number }) =>
    works.some((work) => start < work.end && work.start < end);
  const unsure: LineWork[] = [];
  const at = { parsed, works, previous, context };
  let lead = '';
  for (const marked of parsed.marks) {
    const { title, outerStart: start, outerEnd: end, url } = marked;
    const isAddress = url !== undefined && /^(?:https?:\/\/|www\.)\S+$/i.test(title);
    if (isAddress || isTaken({ start, end })) continue;
    // Later titles in a list are announced by the text before the first.
    const last = works.at(-1);
    const isNext = last !== undefined && BETWEEN_TITLES.test(parsed.text.slice(last.end, start));
    lead = isNext ? lead : parsed.before(start);
    const work = markedWork(parsed, marked, { context, lead });
    if (work?.isUnsure) unsure.push(work);
    else if (work !== undefined) works.push(work);
    else if (url !== undefined) addLink(at, { start, end, url, label: title });
  }
  const scored = plainTitles(parsed, context.heading).map((range) => ({ range, book: score(parsed, range, context) }));
  scored.sort((a, b) => b.book.weight - a.book.weight || b.range.title.length - a.range.title.length);
  for (const { range, book } of scored) {
    if (isTaken({ start: range.start, end: book.end })) continue;
    if (isArticle(book, context)) works.push({ ...toBook(range, book), kind: 'article' });
    else if (book.weight > 0) works.push(toBook(range, book));
    else if (mayBeBook(book)) unsure.push({ ...toBook(range, book), isUnsure: true });
  }
  for (const address of bareAddresses(parsed)) if (!isTaken(address)) addLink(at, address);
  addIsbns(parsed, works);
  for (const work of unsure) if (!isTaken(work)) works.push(work);
  works.sort((a, b) => a.start - b.start);
  return works.map((work, index) => {
    const comment = work.comment ?? commentAfter(line.text, work.end, works[index + 1]?.start ?? line.text.length);
    return { ...work, ...omitUndefined({ comment }) };
  });
}

const BETWEEN_TITLES = /^[\s,;&/+)"”’»]*(?:(?:and|und|et|y|e|og|och|en|or)\s)?\s*$/iu;

interface Scored extends BookScore {
  candidate: TitleCandidate;
  /** Offset after the title and its author. */
  end: number;
}

/** Scores how likely a range is the title of a recommended book, given its surroundings. */
function score(parsed: ParsedLine, range: TitleRange, context: LineContext): Scored {
  const { line, text, plain, marks } = parsed;
  const { title, mark, start, url } = range;
  // What follows the next marked title is about that one.
  const next =
    mark === 'plain' ? marks.find((other) => other.mark !== 'bold' && other.outerStart >= range.end) : undefined;
  const limit = Math.min(range.limit ?? text.length, next?.outerStart ?? text.length);
  const afterTitle = text.slice(range.end, limit);
  const before = range.lead ?? parsed.before(start);
  const authorsAfter = parseAuthorsAfter(afterTitle) ?? (mark === 'plain' ? undefined : parseNameAfterMark(afterTitle));
  const end = range.end + (range.authors === undefined ? (authorsAfter?.end ?? 0) : 0);
  const after = text.slice(end, Math.min(limit, end + CONTEXT_LENGTH));
  const page = url === undefined ? undefined : parseWorkLink(url)?.book;
  const candidate: TitleCandidate = {
    title,
    mark,
    before,
    afterTitle,
    after,
    authors: range.authors ?? authorsAfter ?? parseAuthorsBefore(before),
    page,
    hasOtherPage: url !== undefined && page === undefined,
    isbn13: isbnAfter(plain.slice(end, end + CONTEXT_LENGTH)),
    startsItem: line.isItem && before.trim() === '',
    isItem: mark !== 'plain' || range.isItem === true,
    fillsLine: /^\W*$/u.test(text.slice(0, start)) && /^[^\p{L}]*$/u.test(after),
  };
  return { ...scoreBook(candidate, context), candidate, end };
}

function toBook({ start, url }: TitleRange, { candidate, end }: Scored): LineWork {
  const { title, authors, page, isbn13 = page?.isbn13, after, afterTitle } = candidate;
  const written = (YEAR_AFTER.exec(afterTitle) ?? YEAR_AFTER.exec(after))?.[1];
  const year = written === undefined ? authors?.year : Number(written);
  const names = authors?.names ?? [];
  return { kind: 'book', title: tidyTitle(title), authors: names, ...omitUndefined({ year, isbn13, url }), start, end };
}

/** Returns a marked title as a work if it is a book or an article; a link may lead to something else. */
function markedWork(
  parsed: ParsedLine,
  marked: MarkedTitle,
  { context, lead }: { context: LineContext; lead: string },
): LineWork | undefined {
  const { mark, title, outerStart: start, outerEnd: end, url } = marked;
  let range: TitleRange = { mark, title, start, end, url, lead };
  let scored = score(parsed, range, context);
  const named = scored.hasCue || context.heading !== undefined ? splitNamedTitle(title) : undefined;
  if (named !== undefined) {
    range = { ...range, ...named };
    scored = score(parsed, range, context);
  }
  const link = url === undefined ? undefined : parseWorkLink(url);
  const isOther = link?.kind === 'video' || link?.kind === 'slides' || (link?.kind === 'repository' && !scored.hasCue);
  // A label such as "here" or "this book" is not a title.
  const isEmptyLabel =
    link?.book?.slug !== undefined && /^\p{Ll}/u.test(range.title) && range.title.split(' ').length <= 3;
  if (scored.weight > 0 && !isOther && !isEmptyLabel && (url === undefined || link !== undefined)) {
    return toBook(range, scored);
  }
  if (url === undefined && mark !== 'bold' && isArticle(scored, context))
    return { ...toBook(range, scored), kind: 'article' };
  return url === undefined && mayBeBook(scored) ? { ...toBook(range, scored), isUnsure: true } : undefined;
}

/** Returns whether a title is called a paper, an essay or a post, or is in a list of such. */
function isArticle({ noun, candidate }: Scored, { heading, talks, isHeading }: LineContext): boolean {
  const { title, mark, before, afterTitle, startsItem } = candidate;
  if (isHeading || talks.has(title)) return false;
  const shape = titleShapeScore(title);
  const isListed = heading?.kind === 'article' && startsItem;
  if (mark !== 'plain')
    return shape > -1 && (isListed || noun === 'article' || PAPER_EARLIER.test(before) || PAPER_BEFORE.test(before));
  if (isListed) return shape >= 0;
  if (AUTHORED_BEFORE.test(before) || shape < TITLE_CASE || !title.includes(' ') || mayBePerson(title)) return false;
  return PAPER_BEFORE.test(before) || PAPER_AFTER.test(afterTitle);
}

/** Weight above which a catalog is asked whether a title with a cue or an author is a book's. */
const UNSURE = -1.75;

function mayBeBook({ weight, hasCue, candidate: { title, authors } }: Scored): boolean {
  return weight > UNSURE && title.includes(' ') && (hasCue || authors?.areFull === true);
}

/** Adds ISBNs that don't belong to a title. */
function addIsbns({ text }: ParsedLine, works: LineWork[]): void {
  for (const { written, isbn13, start, end } of findIsbns(text)) {
    const isKnown = works.some((work) => work.isbn13 === isbn13) || /https?:\S*$/i.test(text.slice(0, start));
    if (!isKnown) works.push({ kind: 'book', title: `ISBN ${written}`, authors: [], isbn13, start, end });
  }
}

/** Removes punctuation at the ends of a title, and "book" after it: "the X book" is called X. */
function tidyTitle(title: string): string {
  return title
    .replace(/\s+/gu, ' ')
    .replace(/^["“”„«»‘'\s,:–—-]+|["“”„«»\s,;:–—-]+$/gu, '')
    .replace(/(?<=\p{L}{2})\.$/u, '')
    .replace(/(?<=\S)\s+(?:e-?)?book$/u, '');
}

const LONGEST_COMMENT = 240;

/** How a comment continues the sentence after a title. */
const CONTINUES =
  /^\s*(?:[,;:]\s*|[–—-]+\s+|[([]\s*|(?=(?:is|was|has|covers|explains|describes|shows|changed|made|gives|helped|because|which|if|for|when|where|ist|war|hat|weil|est|était|es|fue|é|foi)\s))/iu;
const COPULA = /^(?:(?:it|which|that)['’]?s?\s+)?(?:is|was|ist|war|est|était|es|fue|é|foi)\s+(?=\S+\s+\S)/iu;
/** Signs that the next sentence is about the work rather than the talk's next topic. */
const ABOUT_WORK =
  /(?<!\p{L})(?:it|its|it's|it’s|that one|this one|chapters?|pages?|author|excellent|great|fantastic|brilliant|amazing|favou?rite|loved?|fascinating|changed|worth|es|ihn|kapitel|super|toll|chapitre|excellent|génial|capítulo|excelente|genial|lo|la|capitolo|ottimo)(?!\p{L})/iu;

/**
 * Returns what a line says about the work that ends at `from`, as written: the rest of the sentence, otherwise the next
 * sentence if it is about the work; undefined if there is nothing. `until` is where the next work is mentioned.
 */
export function commentAfter(line: string, from: number, until: number): string | undefined {
  const rest = line.slice(from, until);
  const sentences = splitSentences(rest);
  const first = sentences[0];
  if (first === undefined || until !== line.length) return undefined;
  const continues = CONTINUES.exec(rest);
  if (continues !== null) {
    const comment = tidyComment(rest.slice(continues[0].length, first.end));
    if (isComment(comment)) return comment;
  }
  // Skip the rest of the sentence with the title, often only its full stop.
  const isRest = /^\s*(?:[\p{Ll},;:)\]–—-]|["”’»]?[.!?])/u.test(rest);
  const next = sentences[isRest || !/\p{L}/u.test(first.text) ? 1 : 0];
  if (next === undefined) return undefined;
  const isAboutWork = [ABOUT_WORK, MENTIONS_BOOKS, MENTIONS_READING].some((pattern) => pattern.test(next.text));
  const comment = tidyComment(next.text);
  return isAboutWork && isComment(comment) ? comment : undefined;
}

function tidyComment(text: string): string {
  const bare = text
    .trim()
    .replace(COPULA, '')
    .replace(/^["”’»)\]\s,;:–—-]+/u, '')
    .replace(/[\s.,;:–—-]+$/u, '');
  // Remove a closing bracket without its opening one.
  return /^[^([]*[)\]]$/u.test(bare) ? bare.slice(0, -1) : bare;
}

function isComment(comment: string): boolean {
  if (/^(?:and|also|as well|und|auch|et|aussi|y|también|e|também)(?!\p{L})/iu.test(comment)) return false;
  if (comment.length > LONGEST_COMMENT || /https?:|\uFFFC/i.test(comment)) return false;
  const words = comment.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu) ?? [];
  return words.length >= 3 || /[\p{Lo}]{4}/u.test(comment);
}
