import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';
import { findUrls } from '#domain/language/urls.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { type LineContext, titleShapeScore } from '#text/reading-list/book-score.ts';
import { kindBeforeLink, MENTIONS_BOOKS, MENTIONS_READING, nounNextTo } from '#text/reading-list/cue-patterns.ts';
import { CONTEXT_LENGTH, type LineWork, type ParsedLine, type PreviousLine } from '#text/reading-list/note-lines.ts';
import { parseAuthorsAfter } from '#text/reading-list/title-authors.ts';
import { isOfKind, parseWorkLink, titleFromSlug, type WorkLink } from './link-target.ts';

const LONGEST_COMMENT = 240;

interface Range {
  start: number;
  end: number;
}

/** A link in a line, with its label if it has one. */
export interface LineLink extends Range {
  url: string;
  label?: string;
}

/** What is known about the surroundings of a link. */
interface Surroundings {
  parsed: ParsedLine;
  /** Works found in the line so far; the link's work is added to them. */
  works: LineWork[];
  previous: PreviousLine;
  context: LineContext;
}

/** Adds a link as a work to read or watch, or attaches it to a work that is mentioned just before it. */
export function addLink(at: Surroundings, { start, end, url, label }: LineLink): void {
  const { parsed, works, context } = at;
  const link = parseWorkLink(url);
  if (link === undefined || context.talks.isAddress(url)) return;
  const title = label !== undefined && isTitle(label, link) ? label : undefined;
  const owner = title === undefined ? findOwner(at, start, link) : undefined;
  const book = link.book ?? { isBook: undefined };
  const mentionsBook = () => context.heading?.kind === 'book' || MENTIONS_BOOKS.test(nearBefore(parsed, start));
  if (owner !== undefined) {
    owner.url = url;
    if (link.book?.isbn13 !== undefined) owner.isbn13 ??= link.book.isbn13;
    if (works.includes(owner)) owner.end = Math.max(owner.end, end);
  } else if (book.isBook === 'certain' || (label === undefined && link.book !== undefined && mentionsBook())) {
    addBookPage(at, link, { start, end });
  } else {
    works.push({
      kind: kindOf(parsed, link, { range: { start, end }, context }),
      title: title ?? link.name ?? url,
      authors: [],
      url,
      ...commentOn(parsed, { start, end }, label !== undefined),
      start,
      end,
    });
  }
}

function nearBefore({ text }: ParsedLine, offset: number): string {
  return text.slice(Math.max(0, offset - CONTEXT_LENGTH), offset);
}

/** Finds URLs without a label of their own. */
export function bareAddresses({ line }: ParsedLine): LineLink[] {
  const links = line.spans.flatMap(({ kind, url, start, end }) =>
    kind === 'link' && url !== undefined ? [{ start, end, url }] : [],
  );
  const written = findUrls(line.text).filter(
    ({ url, start, end }) => /^https?:/i.test(url) && !links.some((span) => start < span.end && span.start < end),
  );
  const isBare = ({ start, end }: Range) => /^(?:https?:\/\/|www\.)\S+$|^\S+\.\S+$/i.test(line.text.slice(start, end));
  return [...links.filter(isBare), ...written].sort((a, b) => a.start - b.start);
}

/** The few words that can come between a title and its URL. */
const LEADS_TO_ADDRESS =
  /^[\s.,;:!?()[\]"”’»*_–—>-]*(?:(?:see|at|here|via|on|link|amazon|url|available at|https)[\s:(]*){0,2}$/iu;

/**
 * Finds the work that a link belongs to: the one mentioned just before it, one in the line whose title the URL spells
 * out, or the one in the line above if the link is alone on its line.
 */
function findOwner({ parsed, works, previous }: Surroundings, start: number, link: WorkLink): LineWork | undefined {
  const { text } = parsed.line;
  const isFree = (work: LineWork) => work.url === undefined && isOfKind(link, work.kind);
  const last = works.findLast((work) => work.end <= start && isFree(work));
  if (last !== undefined && LEADS_TO_ADDRESS.test(text.slice(last.end, start))) return last;
  const slug = link.book?.slug;
  const named = slug && works.find((work) => isFree(work) && findTitleOfSlug(work.title, slug) !== undefined);
  if (named) return named;
  const isAlone = works.length === 0 && /^\W*$/u.test(text.slice(0, start));
  return isAlone && previous.work !== undefined && isFree(previous.work) ? previous.work : undefined;
}

/** Adds the book that a page is about, with its title as the note writes it, otherwise as the URL spells it. */
function addBookPage(at: Surroundings, { url, book }: WorkLink, range: Range): void {
  const { slug, isbn13 } = book ?? {};
  const written = findWrittenTitle(at, slug, range);
  const title = written?.title ?? (slug === undefined ? undefined : titleFromSlug(slug));
  const { authors = [], start = range.start } = written ?? {};
  at.works.push({
    kind: title === undefined && isbn13 === undefined ? 'link' : 'book',
    title: title ?? (isbn13 === undefined ? url : `ISBN ${isbn13}`),
    authors,
    ...omitUndefined({ isbn13 }),
    url,
    start,
    end: range.end,
  });
}

/** Finds the title of a linked book: marked before the link, in plain text before it, or in the line above. */
function findWrittenTitle(
  { parsed, works, previous, context }: Surroundings,
  slug: string | undefined,
  { start, end }: Range,
): { title: string; authors?: string[]; start?: number } | undefined {
  const { line, marks } = parsed;
  const from = Math.max(0, start - CONTEXT_LENGTH);
  const lead = line.text.slice(from, start);
  const run = slug === undefined ? undefined : findTitleOfSlug(lead, slug);
  const isFree = (range: Range) => !works.some((work) => range.start < work.end && work.start < range.end);
  const mark = marks.findLast(
    ({ mark, outerStart, outerEnd }) =>
      ['italic', 'quoted', 'bracketed'].includes(mark) &&
      outerEnd <= start &&
      outerStart >= from &&
      isFree({ start: outerStart, end: outerEnd }),
  );
  if (mark !== undefined && (run === undefined || from + run.start >= mark.outerStart)) {
    const authors = parseAuthorsAfter(line.text.slice(mark.outerEnd, start))?.names;
    return { title: mark.title, ...omitUndefined({ authors }), start: mark.outerStart };
  }
  if (run !== undefined) return { title: lead.slice(run.start, run.end), start: from + run.start };
  if (slug !== undefined) {
    const above = findTitleOfSlug(previous.text ?? '', slug);
    return above && { title: previous.text!.slice(above.start, above.end) };
  }
  const title = [lead, line.text.slice(end, end + CONTEXT_LENGTH)]
    .map((text) => text.replace(/^[\s:–—)-]+|[\s:–—(-]+$/gu, ''))
    .find((text) => titleShapeScore(text) > 0 && !context.talks.has(text));
  return title === undefined ? undefined : { title };
}

/**
 * Finds where a text spells out the title in a URL slug. Function words are ignored, because many URLs leave them out.
 * At least the first two words of the slug must appear in a row, or its only word.
 */
function findTitleOfSlug(text: string, slug: string): Range | undefined {
  const wanted = slugParts(slug).map(({ part }) => part);
  const written = slugParts(text);
  const runFrom = (from: number) => {
    const end = wanted.findIndex((part, index) => written[from + index]?.part !== part);
    return end === -1 ? wanted.length : end;
  };
  const lengths = written.map((_, from) => runFrom(from));
  const longest = Math.max(0, ...lengths);
  if (longest === 0 || longest < Math.min(2, wanted.length)) return undefined;
  const from = lengths.indexOf(longest);
  const { start } = written[from]!;
  const { end } = written[from + longest - 1]!;
  const article = /(?<![\p{L}\p{N}])(?:The|An?)[^\p{L}\p{N}]$/u.exec(text.slice(0, start))?.[0].length ?? 0;
  const mark = /^[!?]+/.exec(text.slice(end))?.[0].length ?? 0;
  return { start: start - article, end: end + mark };
}

/** Splits a text into folded content words; "Node.js" gives two, as in a URL. */
function slugParts(text: string): (Range & { part: string })[] {
  return tokenize(text).flatMap(({ text: word, start, end }) =>
    fold(word)
      .replace(/'/g, '')
      .split('.')
      .filter((part) => part !== '' && !isFunctionWord(part))
      .map((part) => ({ part, start, end })),
  );
}

function kindOf(
  parsed: ParsedLine,
  link: WorkLink,
  { range: { start, end }, context }: { range: Range; context: LineContext },
): LineWork['kind'] {
  if (link.kind !== 'link' && !(link.kind === 'article' && /\.pdf(?:$|[?#])/i.test(link.url))) return link.kind;
  const before = nearBefore(parsed, start);
  const noun = nounNextTo(before, parsed.text.slice(end, end + CONTEXT_LENGTH));
  if (noun === 'slides' || noun === 'video' || noun === 'article') return noun;
  const isArticle =
    link.kind === 'article' || context.heading?.kind === 'article' || MENTIONS_READING.test(before.slice(-60));
  return kindBeforeLink(before) ?? (isArticle ? 'article' : 'link');
}

/** Labels that say nothing about the link's target, such as "click here". */
const EMPTY_LABEL =
  /^(?:here|this|that|link|links?|url|website|site|page|source|more|details|docs?|slides?|video|repo|code|article|post|blog|paper|book|read|pdf|hier|ici|aquí|aqui|qui|\P{L}*)$/iu;

/** Returns whether a link's label is a title, rather than "here" or the name of the site. */
function isTitle(label: string, { kind, url }: WorkLink): boolean {
  const words = label.trim();
  if (EMPTY_LABEL.test(words)) return false;
  const name = words.toLowerCase().replace(/[^a-z]/g, '');
  const host = URL.parse(url)!.hostname.replace(/[^a-z]/g, '');
  return kind === 'link' || name === '' || !host.includes(name);
}

/** Returns what the line says about a link: the words before it, or the whole sentence that contains it. */
function commentOn(parsed: ParsedLine, { start, end }: Range, isLabel: boolean): { comment?: string } {
  const { line, sentenceStarts } = parsed;
  const from = sentenceStarts.findLast((offset) => offset <= start) ?? 0;
  const sentenceEnd = sentenceStarts.find((offset) => offset > start) ?? line.text.length;
  const rest = line.text.slice(end, sentenceEnd).replace(/[\s.)]+$/u, '');
  const isWhole = rest !== '' && (isLabel || /^[\s.,;:!?)]*$/.test(line.text.slice(end)));
  const comment = isWhole ? line.text.slice(from, end + rest.length) : line.text.slice(from, start);
  const bare = isWhole ? comment : comment.replace(/[\s:–—(-]+$/u, '');
  const isComment = bare.split(/\s+/).length >= 3 && bare.length <= LONGEST_COMMENT && !/https?:|\uFFFC/i.test(bare);
  return isComment ? { comment: bare } : {};
}
