import { addressesIn } from '#domain/notes/find-urls.ts';
import { kindBeforeLink, nounBeside, SPEAKS_OF_BOOKS } from '#text/reading-list/cue-patterns.ts';
import { type LineReading, type LineWork, sentenceStart } from '#text/reading-list/line-parser.ts';
import type { MarkedTitle } from '#text/reading-list/title-marks.ts';
import { addBookPage, findOwner, type LineBefore } from './book-page-title.ts';
import { readWorkLink, type WorkLink } from './link-target.ts';

const LONGEST_COMMENT = 240;

/** How much of what stands round a link is looked at, in characters. */
const NEAR = 200;

/** Reads a link that has a label of its own as something to read or watch. */
export function readLinkWork(reading: LineReading, { title, outerStart, outerEnd, url }: MarkedTitle): void {
  const link = readWorkLink(url!);
  if (link === undefined || reading.context.talks.isAddress(url!)) return;
  const owner = isTelling(title, link) ? undefined : findOwner(reading, {}, outerStart, link);
  if (owner !== undefined) {
    giveAddress(reading, owner, link, outerEnd);
    return;
  }
  if (link.book?.isBook === 'certain') {
    addBookPage(reading, link, { start: outerStart, end: outerEnd }, {});
    return;
  }
  reading.works.push({
    kind: kindOf(reading, link, outerStart, outerEnd),
    title: isTelling(title, link) ? title : (link.name ?? link.url),
    authors: [],
    url: link.url,
    ...commentOn(reading, outerStart, outerEnd, true),
    start: outerStart,
    end: outerEnd,
  });
}

/** Reads addresses that stand as they are; one that belongs to a work named just before is that work's. */
export function readBareLinks(reading: LineReading, before: LineBefore): void {
  const { line, works, context } = reading;
  for (const { start, end, url } of bareAddresses(reading)) {
    if (works.some((work) => start < work.end && work.start < end)) continue;
    const link = readWorkLink(url);
    if (link === undefined || context.talks.isAddress(url)) continue;
    const owner = findOwner(reading, before, start, link);
    if (owner !== undefined) {
      giveAddress(reading, owner, link, end);
      continue;
    }
    const isBook = link.book?.isBook === 'certain' || (link.book !== undefined && isCalledBook(reading, start));
    if (isBook) {
      addBookPage(reading, link, { start, end }, before);
      continue;
    }
    works.push({
      kind: kindOf(reading, link, start, end),
      title: link.kind === 'repository' ? link.name! : url,
      authors: [],
      url,
      ...commentOn(reading, start, end, /^[\s.,;:!?)]*$/.test(line.text.slice(end, end + NEAR))),
      start,
      end,
    });
  }
}

function giveAddress({ works }: LineReading, owner: LineWork, { url, book }: WorkLink, end: number): void {
  owner.url = url;
  if (book?.isbn13 !== undefined) owner.isbn13 ??= book.isbn13;
  if (works.includes(owner)) owner.end = Math.max(owner.end, end);
}

function bareAddresses({ line }: LineReading): { start: number; end: number; url: string }[] {
  const links = line.spans.filter((span) => span.kind === 'link' && span.url !== undefined);
  const found = links
    .filter(({ start, end }) => /^(?:https?:\/\/|www\.)\S+$|^\S+\.\S+$/i.test(line.text.slice(start, end)))
    .map(({ start, end, url }) => ({ start, end, url: url! }));
  let from = 0;
  for (const url of addressesIn(line.text)) {
    const start = line.text.indexOf(url, from);
    from = start + url.length;
    if (!/^https?:/i.test(url) || links.some((span) => start < span.end && span.start < from)) continue;
    found.push({ start, end: from, url });
  }
  return found.sort((a, b) => a.start - b.start);
}

function isCalledBook({ text, context }: LineReading, start: number): boolean {
  return context.heading?.kind === 'book' || SPEAKS_OF_BOOKS.test(text.slice(Math.max(0, start - NEAR), start));
}

function kindOf({ text, context }: LineReading, link: WorkLink, start: number, end: number): LineWork['kind'] {
  if (link.kind !== 'link' && !(link.kind === 'article' && /\.pdf(?:$|[?#])/i.test(link.url))) return link.kind;
  const before = text.slice(Math.max(0, start - NEAR), start);
  const noun = nounBeside(before, text.slice(end, end + NEAR));
  if (noun === 'slides' || noun === 'video' || noun === 'article') return noun;
  if (link.kind === 'article') return kindBeforeLink(before) ?? 'article';
  if (context.heading?.kind === 'article') return 'article';
  return kindBeforeLink(before) ?? 'link';
}

/** Labels that only say "click here". */
const EMPTY_LABEL =
  /^(?:here|this|that|link|links?|url|website|site|page|source|more|details|docs?|slides?|video|repo|code|article|post|blog|paper|book|read|pdf|hier|ici|aquí|aqui|qui|\P{L}*)$/iu;

function isTelling(label: string, { kind, url }: WorkLink): boolean {
  const words = label.trim();
  if (EMPTY_LABEL.test(words)) return false;
  // "GitHub", "Wikipedia": where it is, not what it is.
  const place = words.toLowerCase().replace(/[^a-z]/g, '');
  return (
    kind === 'link' ||
    place === '' ||
    !URL.parse(url)!
      .hostname.replace(/[^a-z]/g, '')
      .includes(place)
  );
}

/** What the line says of a link: the words that lead up to it, or the whole sentence that it is part of. */
function commentOn(
  { line, sentenceStarts }: LineReading,
  start: number,
  end: number,
  isWhole: boolean,
): { comment?: string } {
  const from = sentenceStart(sentenceStarts, start);
  if (start - from > LONGEST_COMMENT) return {};
  const lead = line.text.slice(from, start).replace(/[\s:–—(-]+$/u, '');
  const sentenceEnd = sentenceStarts.find((at) => at > start) ?? line.text.length;
  const rest = line.text.slice(end, Math.min(sentenceEnd, end + LONGEST_COMMENT)).replace(/[\s.)]+$/u, '');
  const comment = rest === '' || !isWhole ? lead : line.text.slice(from, end + rest.length);
  const words = comment.split(/\s+/).length;
  return words < 3 || comment.length > LONGEST_COMMENT || /https?:|\uFFFC/i.test(comment) ? {} : { comment };
}
