import type { RichText, Span } from '#domain/notes/note.ts';
import type { WorkMention } from '#domain/reading-list/work.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { splitSentences } from '#text/sentences/split-sentences.ts';
import { maskOtherSenses } from './cue-patterns.ts';

/** One line of a note without its indent and list mark. Offsets are relative to the line. */
export interface NoteLine extends RichText {
  /** Columns before the list mark or text. */
  indent: number;
  isItem: boolean;
  isHeading: boolean;
  /** The whole line is bold. */
  isBold: boolean;
}

/** Stands for what must not be read as words: code, marked titles, addresses. */
const OBJECT = '\uFFFC';
const INDENT = /^[ \t>]*/;
/** One mark; lines may have several, such as `1. [x]`. */
const LIST_MARK = /(?:[•◦▪‣·●○■□*+–—-]|\p{N}{1,2}[.)]|\(?[a-z]\)|\[[ x]?\])[ \t]+/uy;

/** Splits a note into its non-blank lines, each with its own spans. Code is masked: nothing in it is recommended. */
export function splitNoteLines({ text, spans }: RichText): NoteLine[] {
  const code = spans.filter(({ kind }) => kind === 'code');
  const masked = maskRanges(text, code, OBJECT);
  const rest = spans.filter(
    ({ kind, start, end }) =>
      kind !== 'code' && kind !== 'quote' && (code.length === 0 || !masked.slice(start, end).includes(OBJECT)),
  );
  const lines: NoteLine[] = [];
  let start = 0;
  let next = 0;
  for (const raw of masked.split('\n')) {
    const indent = INDENT.exec(raw)![0].length;
    let prefix = indent;
    for (;;) {
      LIST_MARK.lastIndex = prefix;
      const mark = LIST_MARK.exec(raw);
      if (mark === null) break;
      prefix += mark[0].length;
    }
    const from = start + prefix;
    const content = raw.slice(prefix).trimEnd();
    // Spans are in order of their starts; a long one may reach into several lines.
    while (next < rest.length && rest[next]!.end <= start) next++;
    if (content !== '') {
      const own = spansWithin(rest, next, from, from + content.length);
      const words = content.replace(/[\s:.]{1,20}$/, '').length;
      lines.push({
        text: content,
        spans: own.filter(({ kind }) => kind !== 'heading'),
        indent,
        isItem: prefix > indent,
        isHeading: own.some(({ kind }) => kind === 'heading') || /^#{1,6}\s/.test(content),
        isBold: own.some(({ kind, start, end }) => kind === 'bold' && start === 0 && end >= words),
      });
    }
    start += raw.length + 1;
  }
  return lines;
}

function spansWithin(spans: readonly Span[], first: number, from: number, to: number): Span[] {
  const own: Span[] = [];
  for (let index = first; index < spans.length && spans[index]!.start < to; index++) {
    const span = spans[index]!;
    const start = Math.max(span.start, from) - from;
    const end = Math.min(span.end, to) - from;
    if (start < end) own.push({ ...span, start, end });
  }
  return own;
}

/** The text with ranges (in order of their starts) filled, line breaks kept. */
function maskRanges(text: string, ranges: readonly { start: number; end: number }[], filler: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of ranges) {
    if (start < from) continue;
    parts.push(text.slice(from, start), text.slice(start, end).replace(/[^\n]/g, filler));
    from = end;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(from);
}

/** How a title is set off from the text around it. `bracketed` is 《…》 and 『…』, which set off titles only. */
export type TitleMark = 'italic' | 'quoted' | 'bracketed' | 'link' | 'bold' | 'plain';

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
/** Nobody recommends more in one line. */
const MOST_TITLES = 100;
const MARK_RANK: Record<TitleMark, number> = { plain: 0, bold: 1, link: 2, quoted: 3, italic: 4, bracketed: 5 };

/** Pairs of quotation marks. A single one within is an apostrophe if a letter follows. */
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

/** Finds what is quoted, italic, bold or a link's label, outer before inner, in order. */
function findMarkedTitles({ text, spans }: RichText): MarkedTitle[] {
  const found: MarkedTitle[] = [];
  for (const match of text.matchAll(QUOTED)) {
    const title = match.slice(1).find((group) => group !== undefined)!;
    const start = match.index + match[0].indexOf(title);
    const mark = /^[《『]/.test(match[0]) ? 'bracketed' : 'quoted';
    const outer = { outerStart: match.index, outerEnd: match.index + match[0].length };
    found.push({ mark, title, start, end: start + title.length, ...outer });
  }
  for (const { kind, start, end, url } of spans) {
    if (kind !== 'italic' && kind !== 'bold' && kind !== 'link') continue;
    const title = text.slice(start, end);
    // Italics and links may include the quotation marks.
    const quoted = /^["“„«‘'《『](.+)["”“»’'》』]$/u.exec(title)?.[1];
    const inner = quoted === undefined ? { title, start, end } : { title: quoted, start: start + 1, end: end - 1 };
    found.push({ mark: kind, ...inner, outerStart: start, outerEnd: end, ...omitUndefined({ url }) });
  }
  found.sort((a, b) => a.outerStart - b.outerStart || b.outerEnd - a.outerEnd);
  return joinNested(found)
    .filter(({ title }) => title.length <= LONGEST_TITLE && !title.includes('\n'))
    .slice(0, MOST_TITLES);
}

/** Counts a title that is marked twice ("_Release It!_" in quotes, a bold link) once, with what each mark says. */
function joinNested(found: MarkedTitle[]): MarkedTitle[] {
  const joined: MarkedTitle[] = [];
  for (const marked of found) {
    const outer = joined.at(-1);
    if (outer === undefined || marked.outerStart >= outer.outerEnd) {
      joined.push(marked);
      continue;
    }
    const fills = marked.outerStart <= outer.start + 1 && marked.outerEnd >= outer.end - 1;
    if (!fills) {
      // "*Book: _Title_*": the inner mark is the title, the outer one only emphasizes the line.
      if (outer.mark === 'bold' || (outer.mark === 'quoted' && marked.url !== undefined)) joined.push(marked);
      continue;
    }
    if (MARK_RANK[marked.mark] > MARK_RANK[outer.mark]) outer.mark = marked.mark;
    if (marked.end - marked.start < outer.end - outer.start) {
      outer.title = marked.title;
      outer.start = marked.start;
      outer.end = marked.end;
    }
    if (marked.url !== undefined) outer.url = marked.url;
  }
  return joined;
}

/** A work that a line mentions: offsets in the line, `end` behind its author. */
export interface LineWork extends Omit<WorkMention, 'noteId' | 'role'> {
  start: number;
  end: number;
}

/** A line while its works are being looked for. */
export interface ParsedLine {
  line: NoteLine;
  /** The text with other senses of "book" masked. */
  text: string;
  /** {@link text} with marked titles and addresses masked, too. */
  plain: string;
  /** {@link text} with quoted and italic titles masked. */
  unlinked: string;
  marks: readonly MarkedTitle[];
  sentenceStarts: number[];
  works: LineWork[];
}

export function parseLine(line: NoteLine): ParsedLine {
  const marks = findMarkedTitles(line);
  const text = maskOtherSenses(line.text);
  const outer = marks.map(({ mark, outerStart, outerEnd }) => ({ mark, start: outerStart, end: outerEnd }));
  const titles = outer.filter(({ mark }) => mark !== 'bold');
  const unlinked = titles.filter(({ mark }) => mark !== 'link');
  return {
    line,
    text,
    plain: maskRanges(text, titles, OBJECT).replace(/https?:\S+/gi, (address) => OBJECT.repeat(address.length)),
    unlinked: maskRanges(text, unlinked, OBJECT),
    marks,
    // A full stop within a title ends no sentence.
    sentenceStarts: splitSentences(maskRanges(text, titles, 'x')).map(({ start }) => start),
    works: [],
  };
}

/** Where the sentence at an offset starts. */
export function sentenceStart({ sentenceStarts }: Pick<ParsedLine, 'sentenceStarts'>, offset: number): number {
  let low = 0;
  let high = sentenceStarts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sentenceStarts[middle]! <= offset) low = middle + 1;
    else high = middle;
  }
  return sentenceStarts[low - 1] ?? 0;
}

/** Whether a range belongs to a work that was found already. */
export function isTaken({ works }: Pick<ParsedLine, 'works'>, start: number, end: number): boolean {
  return works.some((work) => start < work.end && work.start < end);
}
