import type { WorkMention } from '#domain/reading-list/work.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { isbnAfter } from '#text/book-links/isbn-mentions.ts';
import { readWorkLink } from '#text/book-links/link-target.ts';
import { splitSentences } from '#text/sentences/split-sentences.ts';
import { type LineContext, type TitleCandidate, type Verdict, weighBook } from './book-score.ts';
import { maskOtherSenses, YEAR_AFTER } from './cue-patterns.ts';
import type { NoteLine } from './note-lines.ts';
import { readAuthorsAfter, readAuthorsBefore, type TiedAuthors } from './title-authors.ts';
import type { MarkedTitle, TitleMark } from './title-marks.ts';

/** A work that a line names, and where (offsets in the line, `end` behind its author). */
export interface LineWork extends Omit<WorkMention, 'noteId' | 'role'> {
  start: number;
  end: number;
}

/** A line while its works are looked for. */
export interface LineReading {
  line: NoteLine;
  /** The line's text with other senses of "book" blanked out, and also with marked titles and addresses so. */
  text: string;
  plain: string;
  /** The text with what is quoted or in italics blanked out. */
  unlinked: string;
  /** What is quoted, in italics, bold or linked. */
  marks: readonly MarkedTitle[];
  sentenceStarts: number[];
  context: LineContext;
  works: LineWork[];
}

const OBJECT = '\uFFFC';

/** Prepares a line; `marks` are its {@link MarkedTitle}s in order. */
export function readLine(line: NoteLine, marks: readonly MarkedTitle[], context: LineContext): LineReading {
  const text = maskOtherSenses(line.text);
  const hidden = marks.filter(({ mark }) => mark !== 'bold');
  const plain = fillStretches(text, hidden, OBJECT).replace(/https?:\S+/gi, (address) => OBJECT.repeat(address.length));
  // A full stop within a title ends no sentence.
  const sentences = splitSentences(fillStretches(text, hidden, 'x'));
  const unlinked = fillStretches(
    text,
    marks.filter(({ mark }) => mark !== 'bold' && mark !== 'link'),
    OBJECT,
  );
  return {
    line,
    text,
    plain,
    unlinked,
    marks,
    sentenceStarts: sentences.map(({ start }) => start),
    context,
    works: [],
  };
}

function fillStretches(text: string, marks: readonly MarkedTitle[], filler: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { outerStart, outerEnd } of marks) {
    if (outerStart < from) continue;
    pieces.push(text.slice(from, outerStart), filler.repeat(outerEnd - outerStart));
    from = outerEnd;
  }
  return pieces.length === 0 ? text : pieces.join('') + text.slice(from);
}

/** A stretch of the line that may be a title, and what is known of it. */
export interface Stretch {
  mark: TitleMark;
  title: string;
  start: number;
  /** With the marks round it. */
  end: number;
  authors?: TiedAuthors | undefined;
  url?: string | undefined;
  /** What stands before the list of titles that this one goes on with. */
  listLead?: string | undefined;
}

export interface Weighed extends Verdict {
  candidate: TitleCandidate;
  /** Behind title and author. */
  end: number;
}

/** How much of what stands before and behind a title is looked at, in characters. */
const CONTEXT = 200;

/** The sentence up to a place, as far as it counts. */
export function leadOf(text: string, sentenceStarts: readonly number[], place: number): string {
  return text.slice(Math.max(sentenceStart(sentenceStarts, place), place - CONTEXT), place);
}

/** Where the sentence of a place starts. */
export function sentenceStart(sentenceStarts: readonly number[], place: number): number {
  let low = 0;
  let high = sentenceStarts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sentenceStarts[middle]! <= place) low = middle + 1;
    else high = middle;
  }
  return sentenceStarts[low - 1] ?? 0;
}

/** Weighs a stretch as a book's title by what stands round it. */
export function weigh(
  { line, text, plain, unlinked, sentenceStarts, context }: LineReading,
  stretch: Stretch,
): Weighed {
  const { mark, start, url } = stretch;
  const afterTitle = text.slice(stretch.end);
  // What is set off by itself behind "by" is no name, unless it is a link to somebody's page.
  const isMarkBehind = /^\W{0,8}\p{L}{0,5}\s*\uFFFC/u.test(unlinked.slice(stretch.end, stretch.end + CONTEXT));
  const before = stretch.listLead ?? leadOf(text, sentenceStarts, start);
  const behind = isMarkBehind ? undefined : readAuthorsAfter(afterTitle);
  const authors = stretch.authors ?? behind ?? readAuthorsBefore(before);
  const end = stretch.end + (behind === undefined || stretch.authors !== undefined ? 0 : behind.end);
  const after = text.slice(end, end + CONTEXT);
  const page = url === undefined ? undefined : readWorkLink(url)?.book;
  const candidate: TitleCandidate = {
    title: stretch.title,
    mark,
    before,
    afterTitle,
    after,
    authors,
    page,
    hasOtherPage: url !== undefined && page === undefined,
    isbn13: isbnAfter(plain.slice(end, end + CONTEXT)),
    startsItem: line.isItem && before.trim() === '',
    fillsLine: /^\W*$/u.test(text.slice(0, start)) && /^[^\p{L}]*$/u.test(after),
  };
  return { ...weighBook(candidate, context), candidate, end };
}

/** Adds what was weighed to the line's works. */
export function addBook({ works }: LineReading, { start, url }: Stretch, { candidate, end }: Weighed): void {
  const { authors, page, isbn13, after, afterTitle } = candidate;
  const year = (YEAR_AFTER.exec(afterTitle) ?? YEAR_AFTER.exec(after))?.[1];
  const isbn = isbn13 ?? page?.isbn13;
  works.push({
    kind: 'book',
    title: tidyTitle(candidate.title),
    authors: authors?.names ?? [],
    ...(year === undefined ? {} : { year: Number(year) }),
    ...omitUndefined({ isbn13: isbn, url }),
    start,
    end,
  });
}

/** A title without what stuck to its ends; "the X book" is called X. */
export function tidyTitle(title: string): string {
  return title
    .replace(/\s+/gu, ' ')
    .replace(/^["“”„«»‘'\s,:–—-]+|["“”„«»\s,;:–—-]+$/gu, '')
    .replace(/(?<=\p{L}{2})\.$/u, '')
    .replace(/(?<=\S)\s+(?:e-?)?book$/u, '');
}

/** Does a stretch belong to a work that was found already? */
export function isTaken({ works }: LineReading, start: number, end: number): boolean {
  return works.some((work) => start < work.end && work.start < end);
}
