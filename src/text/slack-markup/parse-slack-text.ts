import type { RichText } from '#domain/notes/note.ts';
import { type Atom, parseSlackEscapes, type SlackNames, type TextRange } from './escapes.ts';
import { createMarkupFinder, markInline } from './inline-markup.ts';
import { createTextEdits, type TextEdits } from './text-edits.ts';

/** A text with none of these has no markup. */
const MAY_BE_MARKUP = /[<>&*_~`:#[]|https?:/i;

/**
 * Parses a Slack message's `text` (mrkdwn, and Markdown that people paste). Never throws; takes linear time. Mentions
 * and links become harmless text: names and URLs come only from `names` and the text itself.
 */
export function parseSlackText(source: string, names: SlackNames): RichText {
  const { text, atoms } = parseSlackEscapes(source, names);
  if (atoms.length === 0 && !MAY_BE_MARKUP.test(text)) return { text: text.trim(), spans: [] };
  const edits = createTextEdits(text);
  for (const { start, end, url } of atoms) if (url !== undefined) edits.addSpan('link', start, end, url);
  markBlocks(text, atoms, edits);
  return edits.finish();
}

/**
 * Parses block quotes, headings and code, and the rest of each line with {@link markInline}. Code comes first, because
 * nothing in it is markup.
 */
function markBlocks(text: string, atoms: Atom[], edits: TextEdits): void {
  const code = findCode(text, atoms);
  for (const { open, start, end, close } of code) {
    const isBlock = start - open >= FENCE;
    edits.replace(open, start, isBlock && !isLineStart(text, open) && !isLineEnd(text, start) ? '\n' : '');
    edits.replace(end, close, isBlock && !isLineEnd(text, close) && !isLineStart(text, end) ? '\n' : '');
    edits.addSpan('code', start, end);
  }
  const opaque = mergeInOrder(
    atoms,
    code.map(({ open, close }) => ({ start: open, end: close })),
  );
  const find = createMarkupFinder(text);
  let quoteFrom = -1;
  let quoteTo = -1;
  let quotesRest = false;
  const closeQuote = () => {
    if (quoteFrom >= 0) edits.addSpan('quote', quoteFrom, quoteTo);
    quoteFrom = -1;
  };
  for (const line of splitLines(text, opaque)) {
    const isQuoted = quotesRest || startsQuote(text, line);
    if (!isQuoted) closeQuote();
    else {
      if (!quotesRest) {
        const mark = /^>+[ \t]?/.exec(text.slice(line.start, Math.min(line.end, line.start + 16)))![0];
        quotesRest = mark.startsWith('>>>');
        edits.replace(line.start, line.start + mark.length, '');
        line.start += mark.length;
      }
      if (quoteFrom < 0) quoteFrom = line.start;
      quoteTo = line.end;
    }
    markHeading(text, line, edits);
    markInline(text, line, { opaque: line.opaque, edits, find });
  }
  closeQuote();
}

/** Returns whether a line starts a block quote. `>5` means "more than five", and `>=` isn't a quote either. */
function startsQuote(text: string, { start }: TextRange): boolean {
  return text.charAt(start) === '>' && !/[\d=]/.test(text.charAt(start + 1));
}

/** Removes the `#` marks of a heading from the text and from the line's range. */
function markHeading(text: string, line: TextRange, edits: TextEdits): void {
  if (text.charAt(line.start) !== '#') return;
  const mark = /^#{1,6}[ \t]+(?=\S)/.exec(text.slice(line.start, line.end))?.[0];
  if (mark === undefined) return;
  edits.replace(line.start, line.start + mark.length, '');
  line.start += mark.length;
  edits.addSpan('heading', line.start, line.end);
}

const FENCE = 3;

interface Code {
  open: number;
  start: number;
  end: number;
  close: number;
}

/**
 * Finds code between equal runs of backticks: one or two within a line, three or more (a fence) across lines. Visits
 * each run once.
 */
function findCode(text: string, atoms: Atom[]): Code[] {
  if (!text.includes('`')) return [];
  const found: Code[] = [];
  let waiting = new Map<number, TextRange>();
  let line = 0;
  let atom = 0;
  for (const match of text.matchAll(/`+|\n/g)) {
    const start = match.index;
    while (atom < atoms.length && atoms[atom]!.end <= start) atom++;
    if (atom < atoms.length && atoms[atom]!.start <= start) continue;
    if (match[0] === '\n') {
      line = start;
      continue;
    }
    const end = start + match[0].length;
    const length = Math.min(match[0].length, FENCE);
    const opener = waiting.get(length);
    if (opener !== undefined && (length === FENCE || opener.start >= line)) {
      if (text.slice(opener.end, start).trim() === '') waiting.set(length, { start, end });
      else {
        found.push({ open: opener.start, start: opener.end, end: start, close: end });
        waiting = new Map();
      }
    } else {
      waiting.set(length, { start, end });
    }
  }
  return found;
}

function isLineStart(text: string, at: number): boolean {
  return at === 0 || text.charAt(at - 1) === '\n';
}

function isLineEnd(text: string, at: number): boolean {
  return at === text.length || text.charAt(at) === '\n';
}

function mergeInOrder(atoms: Atom[], code: TextRange[]): Atom[] {
  if (code.length === 0) return atoms;
  const outside: Atom[] = [];
  let next = 0;
  for (const atom of atoms) {
    while (next < code.length && code[next]!.end <= atom.start) next++;
    if (code[next] === undefined || atom.end <= code[next]!.start) outside.push(atom);
  }
  return [...outside, ...code].sort((a, b) => a.start - b.start);
}

/** Splits a text into lines, each with its opaque ranges. A line break within such a range doesn't end the line. */
function* splitLines(text: string, opaque: Atom[]): Generator<TextRange & { opaque: Atom[] }> {
  let start = 0;
  let next = 0;
  while (start <= text.length) {
    const inside: Atom[] = [];
    let end = text.indexOf('\n', start);
    for (; next < opaque.length && (end < 0 || opaque[next]!.start < end); next++) {
      const stretch = opaque[next]!;
      inside.push(stretch);
      if (end >= 0 && stretch.end > end) end = text.indexOf('\n', stretch.end);
    }
    if (end < 0) end = text.length;
    yield { start, end, opaque: inside };
    start = end + 1;
  }
}
