import { isFunctionWord } from '#domain/language/stop-words.ts';
import { fold, tokenize } from '#domain/language/tokenize.ts';
import { findUrls } from '#domain/notes/find-urls.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { type LineContext, titleShapeScore } from '#text/reading-list/book-score.ts';
import { kindBeforeLink, MENTIONS_BOOKS, nounNextTo } from '#text/reading-list/cue-patterns.ts';
import { type LineWork, type MarkedTitle, type ParsedLine, sentenceStart } from '#text/reading-list/note-lines.ts';
import { parseAuthorsAfter } from '#text/reading-list/title-authors.ts';
import { titleFromSlug } from './bookstore-urls.ts';
import { isOfKind, parseWorkLink, type WorkLink } from './link-target.ts';

const LONGEST_COMMENT = 240;

/** Characters before and after a link that are considered. */
const NEAR = 200;

interface Range {
  start: number;
  end: number;
}

/** What is above a line: its text, and the last work that the note mentioned. */
export interface PreviousLine {
  text?: string | undefined;
  work?: LineWork | undefined;
  /** The line directly above mentions that work. */
  isWorkAbove?: boolean;
}

/** Adds a link with a label of its own as something to read or watch. */
export function addLink(parsed: ParsedLine, marked: MarkedTitle, context: LineContext): void {
  const { title, outerStart: start, outerEnd: end, url } = marked;
  const link = parseWorkLink(url!);
  if (link === undefined || context.talks.isAddress(url!)) return;
  const hasTitle = isTitle(title, link);
  const owner = hasTitle ? undefined : findOwner(parsed, {}, start, link);
  if (owner !== undefined) setLink(parsed, owner, link, end);
  else if (link.book?.isBook === 'certain') addBookPage(parsed, link, { start, end }, {}, context);
  else {
    parsed.works.push({
      kind: kindOf(parsed, link, { start, end }, context),
      title: hasTitle ? title : (link.name ?? link.url),
      authors: [],
      url: link.url,
      ...commentOn(parsed, { start, end }, true),
      start,
      end,
    });
  }
}

/** Adds addresses without a label; one that belongs to a work mentioned just before becomes that work's. */
export function addBareLinks(parsed: ParsedLine, previous: PreviousLine, context: LineContext): void {
  const { line, works } = parsed;
  for (const { start, end, url } of bareAddresses(parsed)) {
    if (works.some((work) => start < work.end && work.start < end)) continue;
    const link = parseWorkLink(url);
    if (link === undefined || context.talks.isAddress(url)) continue;
    const owner = findOwner(parsed, previous, start, link);
    if (owner !== undefined) setLink(parsed, owner, link, end);
    else if (isBookPage(parsed, link, start, context)) addBookPage(parsed, link, { start, end }, previous, context);
    else {
      works.push({
        kind: kindOf(parsed, link, { start, end }, context),
        title: link.kind === 'repository' ? link.name! : url,
        authors: [],
        url,
        ...commentOn(parsed, { start, end }, /^[\s.,;:!?)]*$/.test(line.text.slice(end, end + NEAR))),
        start,
        end,
      });
    }
  }
}

function isBookPage({ text }: ParsedLine, { book }: WorkLink, start: number, { heading }: LineContext): boolean {
  if (book === undefined || book.isBook === 'certain') return book !== undefined;
  return heading?.kind === 'book' || MENTIONS_BOOKS.test(text.slice(Math.max(0, start - NEAR), start));
}

function setLink({ works }: ParsedLine, owner: LineWork, { url, book }: WorkLink, end: number): void {
  owner.url = url;
  if (book?.isbn13 !== undefined) owner.isbn13 ??= book.isbn13;
  if (works.includes(owner)) owner.end = Math.max(owner.end, end);
}

function bareAddresses({ line }: ParsedLine): (Range & { url: string })[] {
  const links = line.spans.filter((span) => span.kind === 'link' && span.url !== undefined);
  const found = links
    .filter(({ start, end }) => /^(?:https?:\/\/|www\.)\S+$|^\S+\.\S+$/i.test(line.text.slice(start, end)))
    .map(({ start, end, url }) => ({ start, end, url: url! }));
  for (const { url, start, end } of findUrls(line.text)) {
    if (!/^https?:/i.test(url) || links.some((span) => start < span.end && span.start < end)) continue;
    found.push({ start, end, url });
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Only a few words lead from a title to its address. */
const LEADS_TO_ADDRESS =
  /^[\s.,;:!?()[\]"”’»*_–—>-]*(?:(?:see|at|here|via|on|link|amazon|url|available at|https)[\s:(]*){0,2}$/iu;

/**
 * Finds the work that a link belongs to: the one mentioned just before it, one of the line whose title the address
 * spells, or the one on the line above if the link is alone on its line.
 */
function findOwner(
  { works, line }: ParsedLine,
  previous: PreviousLine,
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
  return isAlone && previous.work !== undefined && previous.isWorkAbove && isFree(previous.work)
    ? previous.work
    : undefined;
}

/** Adds the book that a page is about, titled as the note writes it, else as the address spells it. */
function addBookPage(
  parsed: ParsedLine,
  { url, book }: WorkLink,
  range: Range,
  previous: PreviousLine,
  context: LineContext,
): void {
  const { slug, isbn13 } = book ?? {};
  const written = findWrittenTitle(parsed, slug, range, previous, context);
  const title = written?.title ?? (slug === undefined ? url : titleFromSlug(slug));
  const { authors = [], start = range.start } = written ?? {};
  parsed.works.push({ kind: 'book', title, authors, ...omitUndefined({ isbn13 }), url, start, end: range.end });
}

/** Finds the title of a linked book in a mark before the link, before it in plain text, or on the line above. */
function findWrittenTitle(
  { line, marks, works }: ParsedLine,
  slug: string | undefined,
  { start, end }: Range,
  previous: PreviousLine,
  context: LineContext,
): { title: string; authors?: string[]; start?: number } | undefined {
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
  if (mark !== undefined && (run === undefined || from + run.start >= mark.outerStart)) {
    const authors = parseAuthorsAfter(line.text.slice(mark.outerEnd, start))?.names;
    return { title: mark.title, ...omitUndefined({ authors }), start: mark.outerStart };
  }
  if (run !== undefined) return { title: lead.slice(run.start, run.end), start: from + run.start };
  if (slug !== undefined) {
    const above = findTitleOfSlug(previous.text ?? '', slug);
    return above === undefined ? undefined : { title: previous.text!.slice(above.start, above.end) };
  }
  const title = [lead, line.text.slice(end, end + NEAR)]
    .map((text) => text.replace(/^[\s:–—)-]+|[\s:–—(-]+$/gu, ''))
    .find((text) => titleShapeScore(text) > 0 && !context.talks.has(text));
  return title === undefined ? undefined : { title };
}

/**
 * Finds where a text spells out the title whose words `slug` has. Small words don't count, as many addresses leave them
 * out. At least the slug's first two words must be there in a row, or its only one.
 */
function findTitleOfSlug(text: string, slug: string): Range | undefined {
  const wanted = slugParts(slug).map(({ part }) => part);
  if (wanted.length === 0) return undefined;
  const written = slugParts(text);
  let best = { from: 0, length: 0 };
  for (let from = 0; from < written.length; from++) {
    let length = 0;
    while (length < wanted.length && written[from + length]?.part === wanted[length]) length++;
    if (length > best.length) best = { from, length };
  }
  if (best.length < Math.min(2, wanted.length)) return undefined;
  const { start } = written[best.from]!;
  const { end } = written[best.from + best.length - 1]!;
  const article = /(?<![\p{L}\p{N}])(?:The|An?)[^\p{L}\p{N}]$/u.exec(text.slice(0, start))?.[0].length ?? 0;
  const mark = /^[!?]+/.exec(text.slice(end))?.[0].length ?? 0;
  return { start: start - article, end: end + mark };
}

/** Content words, folded; "Node.js" is two, as in an address. */
function slugParts(text: string): (Range & { part: string })[] {
  return tokenize(text).flatMap(({ text: word, start, end }) =>
    fold(word)
      .replace(/'/g, '')
      .split('.')
      .filter((part) => part !== '' && !isFunctionWord(part))
      .map((part) => ({ part, start, end })),
  );
}

function kindOf({ text }: ParsedLine, link: WorkLink, { start, end }: Range, context: LineContext): LineWork['kind'] {
  if (link.kind !== 'link' && !(link.kind === 'article' && /\.pdf(?:$|[?#])/i.test(link.url))) return link.kind;
  const before = text.slice(Math.max(0, start - NEAR), start);
  const noun = nounNextTo(before, text.slice(end, end + NEAR));
  if (noun === 'slides' || noun === 'video' || noun === 'article') return noun;
  if (link.kind === 'article') return kindBeforeLink(before) ?? 'article';
  return context.heading?.kind === 'article' ? 'article' : (kindBeforeLink(before) ?? 'link');
}

/** Labels that only say "click here". */
const EMPTY_LABEL =
  /^(?:here|this|that|link|links?|url|website|site|page|source|more|details|docs?|slides?|video|repo|code|article|post|blog|paper|book|read|pdf|hier|ici|aquí|aqui|qui|\P{L}*)$/iu;

/** Whether a link's label is a title, rather than "here" or the name of the site. */
function isTitle(label: string, { kind, url }: WorkLink): boolean {
  const words = label.trim();
  if (EMPTY_LABEL.test(words)) return false;
  const name = words.toLowerCase().replace(/[^a-z]/g, '');
  return (
    kind === 'link' ||
    name === '' ||
    !URL.parse(url)!
      .hostname.replace(/[^a-z]/g, '')
      .includes(name)
  );
}

/** What the line says about a link: the words before it, or the whole sentence that it is part of. */
function commentOn(parsed: ParsedLine, { start, end }: Range, isWhole: boolean): { comment?: string } {
  const { line, sentenceStarts } = parsed;
  const from = sentenceStart(parsed, start);
  if (start - from > LONGEST_COMMENT) return {};
  const lead = line.text.slice(from, start).replace(/[\s:–—(-]+$/u, '');
  const sentenceEnd = sentenceStarts.find((offset) => offset > start) ?? line.text.length;
  const rest = line.text.slice(end, Math.min(sentenceEnd, end + LONGEST_COMMENT)).replace(/[\s.)]+$/u, '');
  const comment = rest === '' || !isWhole ? lead : line.text.slice(from, end + rest.length);
  const words = comment.split(/\s+/).length;
  return words < 3 || comment.length > LONGEST_COMMENT || /https?:|\uFFFC/i.test(comment) ? {} : { comment };
}
