import { splitSentences } from '#domain/language/split-sentences.ts';
import { maskUrls } from '#domain/language/urls.ts';
import type { RichText, Span } from '#domain/notes/note.ts';
import type { NotedWork, WorkMention } from '#domain/reading-list/work.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { maskOtherSenses } from './cue-patterns.ts';

/** One line of a note without its indent and list mark. Offsets are relative to the line. */
export interface NoteLine extends RichText {
  /** Number of columns before the list mark or text. */
  indent: number;
  isItem: boolean;
  /** It is a heading, or entirely bold. */
  isHeading: boolean;
}

/** Placeholder for what must not be read as words: code, marked titles, URLs. */
const OBJECT = '\uFFFC';
const INDENT = /^[ \t>]*/;
/** One list mark; lines may have several, such as `1. [x]`. */
const LIST_MARK = /(?:[→•◦▪‣·●○■□*+–—-]|\p{N}{1,2}[.)]|\(?[a-z]\)|\[[ x]?\])[ \t]+/uy;
/** Longer lines are cut: nobody recommends anything that far into a line. */
const LONGEST_LINE = 4_000;
/** Code is not a title, unless it is a few words that start with a capital. */
const TITLE_IN_CODE = /^\p{Lu}[\p{L}\p{N}'’:-]*(?:\s[\p{L}\p{N}'’:&-]+){1,8}[!?]?$/u;

/** Splits a note into its non-blank lines, each with its own spans. Code is masked: it recommends nothing. */
export function splitNoteLines({ text, spans }: RichText): NoteLine[] {
  const isCode = ({ kind, start, end }: Span) => kind === 'code' && !TITLE_IN_CODE.test(text.slice(start, end));
  const masked = maskRanges(text, spans.filter(isCode), OBJECT);
  const rest = spans.filter(
    (span) => !isCode(span) && span.kind !== 'quote' && !masked.slice(span.start, span.end).includes(OBJECT),
  );
  const lines: NoteLine[] = [];
  let start = 0;
  let next = 0;
  for (const raw of masked.split('\n')) {
    const indent = INDENT.exec(raw)![0].length;
    let prefix = indent;
    for (LIST_MARK.lastIndex = prefix; LIST_MARK.test(raw); ) prefix = LIST_MARK.lastIndex;
    const content = raw.slice(prefix, prefix + LONGEST_LINE).trimEnd();
    // Spans are sorted by start; a long one may extend over several lines.
    while (next < rest.length && rest[next]!.end <= start) next++;
    if (content !== '') {
      const own = spansWithin(rest, next, { from: start + prefix, to: start + prefix + content.length });
      const words = content.replace(/[\s:.]{1,20}$/, '').length;
      const isBold = own.some((span) => span.kind === 'bold' && span.start === 0 && span.end >= words);
      lines.push({
        text: content,
        spans: own.filter(({ kind }) => kind !== 'heading'),
        indent,
        isItem: prefix > indent,
        isHeading: isBold || own.some(({ kind }) => kind === 'heading') || /^#{1,6}\s/.test(content),
      });
    }
    start += raw.length + 1;
  }
  return lines;
}

function spansWithin(spans: readonly Span[], first: number, { from, to }: { from: number; to: number }): Span[] {
  const own: Span[] = [];
  for (let index = first; index < spans.length && spans[index]!.start < to; index++) {
    const span = spans[index]!;
    const start = Math.max(span.start, from) - from;
    const end = Math.min(span.end, to) - from;
    if (start < end) own.push({ ...span, start, end });
  }
  return own;
}

/** Replaces ranges of a text (sorted by start) with a filler character, but keeps line breaks. */
function maskRanges(text: string, ranges: readonly { start: number; end: number }[], filler: string): string {
  let masked = '';
  for (const { start, end } of ranges) {
    if (start < masked.length) continue;
    masked += text.slice(masked.length, start) + text.slice(start, end).replace(/[^\n]/g, filler);
  }
  return masked + text.slice(masked.length);
}

/** How a title is marked in the text, from weak to strong. `bracketed` is 《…》 and 『…』. */
const MARKS = ['plain', 'bold', 'code', 'link', 'quoted', 'italic', 'bracketed'] as const;
export type TitleMark = (typeof MARKS)[number];

/** A range that may be a title: the words alone, and with the marks around them. */
export interface MarkedTitle {
  mark: TitleMark;
  title: string;
  start: number;
  end: number;
  outerStart: number;
  outerEnd: number;
  url?: string;
}

const LONGEST_TITLE = 200;
/** Longer quotations, in words, are sentences. */
const LONGEST_QUOTED = 8;
/** More titles than anybody recommends in one line. */
const MOST_TITLES = 100;

/** Pairs of quotation marks. A single mark inside is an apostrophe if a letter follows. */
const QUOTED = new RegExp(
  [
    String.raw`"([^"\n]{1,200})"`,
    String.raw`“([^“”"\n]{1,200})[”"]`,
    String.raw`„([^„“”"\n]{1,200})[“”"]`,
    String.raw`«\s?([^«»\n]{1,200}?)\s?»`,
    String.raw`»([^«»\n]{1,200})«`,
    String.raw`(?<![\p{L}\p{N}])['‘‚‹]((?:[^'‘’‹›"\n]|['’](?=\p{L})){2,200})['’‘›](?![\p{L}\p{N}])`,
    '[《『]([^《》『』\n]{1,200})[》』]',
  ].join('|'),
  'gu',
);

/** Finds text that is quoted, italic, bold, code or a link's label, outer before inner, in order. */
function findMarkedTitles({ text, spans }: RichText): MarkedTitle[] {
  const found: MarkedTitle[] = [];
  const addQuoted = (part: string, offset: number) => {
    for (const match of part.matchAll(QUOTED)) {
      const title = match.slice(1).find((group) => group !== undefined)!;
      const outerStart = offset + match.index;
      const start = outerStart + match[0].indexOf(title);
      const mark = /^[《『]/.test(match[0]) ? 'bracketed' : 'quoted';
      found.push({ mark, title, start, end: start + title.length, outerStart, outerEnd: outerStart + match[0].length });
      // In what somebody said, there may be a title in other quotation marks.
      if (title.split(' ').length > LONGEST_QUOTED) addQuoted(title, start);
    }
  };
  addQuoted(text, 0);
  for (const { kind, start, end, url } of spans) {
    if (!(MARKS as readonly string[]).includes(kind)) continue;
    const title = text.slice(start, end);
    // Italics and links may include the quotation marks.
    const quoted = /^["“„«‘'《『](.+)["”“»’'》』]$/u.exec(title)?.[1];
    const inner = quoted === undefined ? { title, start, end } : { title: quoted, start: start + 1, end: end - 1 };
    found.push({ mark: kind as TitleMark, ...inner, outerStart: start, outerEnd: end, ...omitUndefined({ url }) });
  }
  found.sort((a, b) => a.outerStart - b.outerStart || b.outerEnd - a.outerEnd);
  return joinNested(found)
    .filter(({ title }) => title.length <= LONGEST_TITLE && !title.includes('\n'))
    .slice(0, MOST_TITLES);
}

/** Merges marks of the same title ("_Release It!_" in quotes, a bold link) into one, with what each mark says. */
function joinNested(found: MarkedTitle[]): MarkedTitle[] {
  const joined: MarkedTitle[] = [];
  for (const marked of found) {
    const outer = joined.at(-1);
    if (outer === undefined || marked.outerStart >= outer.outerEnd) {
      joined.push(marked);
    } else if (marked.outerStart > outer.start + 1 || marked.outerEnd < outer.end - 1) {
      // Bold words around a mark, a quotation around a link, or a sentence around a title: the outer one isn't a title.
      if (outer.mark === 'bold' || marked.url !== undefined || outer.title.split(' ').length > LONGEST_QUOTED)
        joined.push(marked);
    } else {
      if (MARKS.indexOf(marked.mark) > MARKS.indexOf(outer.mark)) outer.mark = marked.mark;
      if (marked.end - marked.start < outer.end - outer.start) {
        Object.assign(outer, { title: marked.title, start: marked.start, end: marked.end });
      }
      if (marked.url !== undefined) outer.url = marked.url;
    }
  }
  return joined;
}

/** A work that a line mentions: offsets in the line, `end` after its author. */
export interface LineWork extends NotedWork, Pick<WorkMention, 'isUnsure'> {
  start: number;
  end: number;
}

/** The line above: its text, and the last work that it mentioned. */
export interface PreviousLine {
  text?: string | undefined;
  work?: LineWork | undefined;
}

/** A line in the forms that titles are searched in. */
export interface ParsedLine {
  line: NoteLine;
  /** The text with other senses of "book" masked. */
  text: string;
  /** {@link text} with marked titles and URLs masked as well. */
  plain: string;
  marks: readonly MarkedTitle[];
  /** Offsets where its sentences start. A full stop within a title doesn't end a sentence. */
  sentenceStarts: number[];
  /** Returns the sentence up to an offset, at most {@link CONTEXT_LENGTH} characters of it, in one of the forms. */
  before(offset: number, form?: string): string;
}

/** Number of characters before and after a title that are considered. */
export const CONTEXT_LENGTH = 200;

/** Between a label, a title and its author, an arrow or a bar is a dash. */
const ARROW = /(?<=\s)(?:[-=]>|→|\|)(?=\s)/gu;

export function parseLine(line: NoteLine): ParsedLine {
  const marks = findMarkedTitles(line);
  const text = maskOtherSenses(line.text).replace(ARROW, (arrow) => '–'.repeat(arrow.length));
  const titles = marks
    .filter(({ mark }) => mark !== 'bold')
    .map(({ outerStart, outerEnd }) => ({ start: outerStart, end: outerEnd }));
  const plain = maskUrls(maskRanges(text, titles, OBJECT), ({ length }) => OBJECT.repeat(length));
  // "Lesen! «‹title›»": a single word is a label.
  const sentenceStarts = splitSentences(maskRanges(text, titles, 'x'))
    .map(({ start }) => start)
    .filter((start, index) => index !== 1 || !/^\p{L}+!\s+$/u.test(text.slice(0, start)));
  const before = (offset: number, form = text) => {
    const from = sentenceStarts.findLast((start) => start <= offset) ?? 0;
    return form.slice(Math.max(from, offset - CONTEXT_LENGTH), offset);
  };
  return { line, text, plain, marks, sentenceStarts, before };
}
