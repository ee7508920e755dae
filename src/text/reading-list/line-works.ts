import { findIsbns, isbnAfter } from '#domain/reading-list/isbn.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { addBareLinks, addLink, type PreviousLine } from '#text/book-links/line-links.ts';
import { parseWorkLink } from '#text/book-links/link-target.ts';
import { splitSentences } from '#text/sentences/split-sentences.ts';
import { type BookScore, type LineContext, scoreBook, type TitleCandidate, titleShapeScore } from './book-score.ts';
import { MENTIONS_BOOKS, MENTIONS_READING, YEAR_AFTER } from './cue-patterns.ts';
import { isTaken, type LineWork, type MarkedTitle, type NoteLine, type ParsedLine, parseLine } from './note-lines.ts';
import { parseAuthorsAfter, parseAuthorsBefore, splitNamedTitle } from './title-authors.ts';
import { announcedTitles, CONTEXT_LENGTH, itemTitle, sentenceBefore, type TitleRange } from './title-candidates.ts';

/** Finds the works that one line mentions, in order: marked titles, announced ones, the whole item, links, ISBNs. */
export function findLineWorks(line: NoteLine, previous: PreviousLine, context: LineContext): LineWork[] {
  const parsed = parseLine(line);
  for (const marked of parsed.marks) addMarkedTitle(parsed, marked, context);
  const announced = announcedTitles(parsed);
  for (let next = announced.next(false); !next.done; ) next = announced.next(addIfBook(parsed, next.value, context));
  addItem(parsed, context);
  addBareLinks(parsed, previous, context);
  addIsbns(parsed);
  const works = parsed.works.sort((a, b) => a.start - b.start);
  return works.map((work, index) => {
    const comment = work.comment ?? commentAfter(line.text, work.end, works[index + 1]?.start ?? line.text.length);
    return { ...work, ...omitUndefined({ comment }) };
  });
}

interface Scored extends BookScore {
  candidate: TitleCandidate;
  /** Behind the title and its author. */
  end: number;
}

/** Scores a range as the title of a book, by its surroundings. */
function score(parsed: ParsedLine, range: TitleRange, context: LineContext): Scored {
  const { line, text, plain, unlinked } = parsed;
  const { title, mark, start, url } = range;
  const afterTitle = text.slice(range.end);
  // A marked title after "by" is not a name, unless it is a link to somebody's page.
  const isMarkNext = /^\W{0,8}\p{L}{0,5}\s*\uFFFC/u.test(unlinked.slice(range.end, range.end + CONTEXT_LENGTH));
  const before = range.listLead ?? sentenceBefore(parsed, text, start);
  const authorsAfter = isMarkNext ? undefined : parseAuthorsAfter(afterTitle);
  const end = range.end + (range.authors === undefined ? (authorsAfter?.end ?? 0) : 0);
  const after = text.slice(end, end + CONTEXT_LENGTH);
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
    fillsLine: start < CONTEXT_LENGTH && /^\W*$/u.test(text.slice(0, start)) && /^[^\p{L}]*$/u.test(after),
  };
  return { ...scoreBook(candidate, context), candidate, end };
}

function addIfBook(parsed: ParsedLine, range: TitleRange, context: LineContext): boolean {
  const scored = score(parsed, range, context);
  if (scored.weight <= (range.threshold ?? 0)) return false;
  addBook(parsed, range, scored);
  return true;
}

function addBook({ works }: ParsedLine, { start, url }: TitleRange, { candidate, end }: Scored): void {
  const { title, authors, page, isbn13 = page?.isbn13, after, afterTitle } = candidate;
  const written = (YEAR_AFTER.exec(afterTitle) ?? YEAR_AFTER.exec(after))?.[1];
  const year = written === undefined ? undefined : Number(written);
  works.push({
    kind: 'book',
    title: tidyTitle(title),
    authors: authors?.names ?? [],
    ...omitUndefined({ year, isbn13, url }),
    start,
    end,
  });
}

/** Adds what is quoted, italic or linked as a book, an article, or what its link leads to. */
function addMarkedTitle(parsed: ParsedLine, marked: MarkedTitle, context: LineContext): void {
  const { mark, title, outerStart: start, outerEnd: end, url } = marked;
  const isAddress = url !== undefined && /^(?:https?:\/\/|www\.)\S+$/i.test(title);
  if (isAddress || isTaken(parsed, start, end)) return;
  let range: TitleRange = { mark, title, start, end, url };
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
    addBook(parsed, range, scored);
  } else if (url !== undefined) {
    addLink(parsed, marked, context);
  } else if (isArticle(range, scored, context)) {
    const authors = scored.candidate.authors?.names ?? [];
    parsed.works.push({ kind: 'article', title: tidyTitle(title), authors, start, end: scored.end });
  }
}

function isArticle({ mark, title }: TitleRange, { noun, candidate }: Scored, context: LineContext): boolean {
  const isCalledSo = noun === 'article' || (context.heading?.kind === 'article' && candidate.startsItem);
  return isCalledSo && mark !== 'bold' && titleShapeScore(title) > -1 && !context.talks.has(title);
}

/** Adds the title that starts the line, in plain text. */
function addItem(parsed: ParsedLine, context: LineContext): void {
  const item = itemTitle(parsed);
  if (item === undefined) return;
  if (context.heading?.kind !== 'article' || !parsed.line.isItem || titleShapeScore(item.title) < 0) {
    addIfBook(parsed, item, context);
    return;
  }
  const { title, start, authors = parseAuthorsAfter(parsed.plain.slice(item.end)) } = item;
  const end = item.end + (authors?.end ?? 0);
  parsed.works.push({ kind: 'article', title: tidyTitle(title), authors: authors?.names ?? [], start, end });
}

/** Adds ISBNs that belong to no title. */
function addIsbns({ text, works }: ParsedLine): void {
  for (const { written, isbn13, start, end } of findIsbns(text)) {
    const isKnown = works.some((work) => work.isbn13 === isbn13) || /https?:\S{0,2000}$/i.test(text.slice(0, start));
    if (!isKnown) works.push({ kind: 'book', title: `ISBN ${written}`, authors: [], isbn13, start, end });
  }
}

/** A title without punctuation at its ends; "the X book" is called X. */
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
/** Signs that the next sentence is about the work, and not about the talk's next topic. */
const ABOUT_WORK =
  /(?<!\p{L})(?:it|its|it's|it’s|that one|this one|chapters?|pages?|author|excellent|great|fantastic|brilliant|amazing|favou?rite|loved?|fascinating|changed|worth|es|ihn|kapitel|super|toll|chapitre|excellent|génial|capítulo|excelente|genial|lo|la|capitolo|ottimo)(?!\p{L})/iu;

/**
 * Returns what a line says about the work before `from`, in its own words: the rest of the sentence, else the next
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
  // Skip what remains of the title's own sentence, often only its full stop.
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
  // A closing bracket without its opening one.
  return /^[^([]*[)\]]$/u.test(bare) ? bare.slice(0, -1) : bare;
}

function isComment(comment: string): boolean {
  if (/^(?:and|also|as well|und|auch|et|aussi|y|también|e|também)(?!\p{L})/iu.test(comment)) return false;
  if (comment.length > LONGEST_COMMENT || /https?:|\uFFFC/i.test(comment)) return false;
  const words = comment.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*/gu) ?? [];
  return words.length >= 3 || /[\p{Lo}]{4}/u.test(comment);
}
