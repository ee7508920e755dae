import type { Note } from '#domain/notes/note.ts';
import { tokenizeCached } from '#text/sentences/cached-tokens.ts';
import { hasFiniteVerb } from '#text/sentences/statement-score.ts';
import { joinSentences } from './join-sentences.ts';

/** A block of a note: a heading, a paragraph, a list item, a quote or code. */
export interface Block {
  kind: 'heading' | 'prose' | 'item' | 'quote' | 'code';
  /** Text as written, without heading and list marks. */
  text: string;
  /** Nesting depth of an item; 0 for the outermost list. */
  depth: number;
  /** Whether it is an item of a numbered list. */
  isNumbered: boolean;
}

const MARK = /^(\s*)(?:([•◦▪▫‣·○●■*+–—-])|(\p{N}{1,2}|[a-zA-Z])[.)])\s+(?=\S)/u;
/** Nesting depth by list mark, as Slack uses them in nested lists. */
const DEPTH_OF_MARK = new Map([
  ['◦', 1],
  ['○', 1],
  ['▪', 2],
  ['■', 2],
  ['▫', 2],
]);
const INDENT = 2;
const DEEPEST = 4;

/** In hard-wrapped text, such as mail, most lines are so long, none much longer, and many begin within a sentence. */
const WRAPPED = { least: 50, most: 90, fewestLines: 3, share: 0.5, begunBefore: 0.25 };
/** A shorter line may end a thought even without a full stop. */
const MAY_GO_ON = 30;
/** A shorter line names something, and the indented text below it explains it. */
const WORDS_OF_CLAUSE = 5;
const WORDS_OF_NAME = 7;
const ENDS_STATEMENT = /[.!?…:;。！？：][)\]"'”’»]*$/u;
const SAYS_ANYTHING = /[\p{L}\p{N}]/u;
const LINK_ALONE = /^[\s•*–—-]*(?:\p{L}{0,12}:\s*)?https?:\/\/\S+$/u;
/** Starts an email signature in a text of several lines. */
const SIGNATURE = /^(?:-- ?|_{3,}|sent from my .{1,30})$/iu;
const REPLY_HEADER = /^.{0,80}\b(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu)\s*:$/u;

/**
 * Parses a note into blocks, in order. `text` contains the lines of the note to parse, without a beginning that only
 * names the talk. Lines that continue the one before are joined to it.
 */
export function parseBlocks(note: Pick<Note, 'text' | 'spans'>, text: string = note.text): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  let isNewParagraph = true;
  let repliesTo = false;
  let lastLine = '';
  let opensParagraph = false;
  const hasLines = text.trim().includes('\n');
  const isWrapped = hasLines && isHardWrapped(text);
  const spansAt = createSpanCursor(note);
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    if (line === '') {
      isNewParagraph = true;
      continue;
    }
    const start = note.text.indexOf(line, at);
    if (start !== -1) at = start + line.length;
    const kind = start === -1 ? undefined : kindOfSpans(spansAt(start, at), start, at);
    if (kind !== 'code') {
      if (hasLines && SIGNATURE.test(line)) break;
      if (REPLY_HEADER.test(line)) {
        repliesTo = true;
        continue;
      }
      if (repliesTo && (kind === 'quote' || line.startsWith('>'))) continue;
      // Bare links are listed elsewhere, unless they are among other items.
      if (LINK_ALONE.test(line) && !(MARK.test(raw) && blocks.at(-1)?.kind === 'item')) {
        isNewParagraph = true;
        continue;
      }
      if (!SAYS_ANYTHING.test(line)) {
        const above = blocks.at(-1);
        if (/^(?:={3,}|-{3,})$/.test(line) && above?.kind === 'prose' && above.text === lastLine)
          above.kind = 'heading';
        isNewParagraph = true;
        continue;
      }
    }
    const last = blocks.at(-1);
    if (last?.kind === 'item' && opensParagraph && !isNewParagraph && kind === undefined && goesWith(raw)) {
      last.text = isNamed(last.text) ? `${last.text}: ${line}` : continueText(last.text, line);
    } else {
      addLine(blocks, { raw, line, kind, isNewParagraph, lastLine, isWrapped });
      opensParagraph = isNewParagraph;
    }
    isNewParagraph = false;
    lastLine = line;
  }
  return blocks;
}

/** Returns whether a line belongs to the item right above it that begins their paragraph; Markdown needs no indent. */
function goesWith(raw: string): boolean {
  return !/^\s/u.test(raw) && !MARK.test(raw) && !/[:：]\s*$/u.test(raw);
}

function continueText(text: string, line: string): string {
  return /^\p{Ll}/u.test(line) && !ENDS_STATEMENT.test(text) ? `${text} ${line}` : joinSentences(text, line);
}

/** Returns whether an item only names something, which the line below it explains. */
function isNamed(text: string): boolean {
  return (
    !ENDS_STATEMENT.test(text) &&
    !text.includes(': ') &&
    !hasFiniteVerb(text) &&
    tokenizeCached(text).written.length <= WORDS_OF_NAME
  );
}

interface Line {
  raw: string;
  line: string;
  kind: 'heading' | 'quote' | 'code' | 'bold' | undefined;
  isNewParagraph: boolean;
  lastLine: string;
  isWrapped: boolean;
}

function addLine(blocks: Block[], { raw, line, kind, isNewParagraph, lastLine, isWrapped }: Line): void {
  const last = blocks.at(-1);
  const add = (block: Pick<Block, 'kind' | 'text'> & Partial<Block>) =>
    blocks.push({ depth: 0, isNumbered: false, ...block });
  if (kind === 'code' || kind === 'quote') {
    if (last?.kind === kind && !(kind === 'quote' && isNewParagraph)) last.text += `\n${kind === 'code' ? raw : line}`;
    else add({ kind, text: kind === 'code' ? raw : line });
    return;
  }
  const mark = MARK.exec(raw);
  if (mark !== null) {
    const [all, indent = '', bullet = '', number] = mark;
    const width = indent.replaceAll('\t', '    ').length;
    const depth = Math.min(DEEPEST, Math.max(Math.floor(width / INDENT), DEPTH_OF_MARK.get(bullet) ?? 0));
    const text = raw.slice(all.length).trim();
    // "A) …" at the start of a line is an item; "I. e." and other initials aren't, nor is a lone dash before a name.
    if (number === undefined || /^\p{N}/u.test(number) || last?.kind === 'item') {
      add({ kind: 'item', text, depth, isNumbered: number !== undefined });
      return;
    }
  }
  if (kind === 'heading' || (kind === 'bold' && isHeadingLength(line))) {
    add({ kind: 'heading', text: line });
    return;
  }
  if (last?.kind === 'item' && !isNewParagraph && /^\s/.test(raw)) {
    // Indented text below an item continues it, or is nested below it without a list mark.
    const isLong = last.text.length >= MAY_GO_ON || tokenizeCached(last.text).written.length >= WORDS_OF_CLAUSE;
    const isContinued = /[,;(–—-]$/u.test(lastLine) || (isLong && (isWrapped || /^[\p{Ll}\p{N}"“'‘(]/u.test(line)));
    if (isContinued && !ENDS_STATEMENT.test(lastLine)) last.text += ` ${line}`;
    else add({ kind: 'item', text: line, depth: last.depth + 1 });
    return;
  }
  if (last !== undefined && !isNewParagraph && continues(last, lastLine, { line, isWrapped })) {
    last.text += ` ${line}`;
    return;
  }
  add({ kind: 'prose', text: line });
}

/** Returns whether a line clearly continues the sentence of the line before; otherwise each line is one sentence. */
function continues(last: Block, lastLine: string, { line, isWrapped }: { line: string; isWrapped: boolean }): boolean {
  if ((last.kind !== 'prose' && last.kind !== 'item') || ENDS_STATEMENT.test(lastLine)) return false;
  if (isWrapped && lastLine.length >= WRAPPED.least) return true;
  return lastLine.length >= MAY_GO_ON && /^\p{Ll}/u.test(line);
}

function isHardWrapped(text: string): boolean {
  let lines = 0;
  let long = 0;
  let begunBefore = 0;
  for (const line of text.split('\n')) {
    const { length } = line.trimEnd();
    if (length > WRAPPED.most) return false;
    if (length === 0) continue;
    lines++;
    if (length >= WRAPPED.least) long++;
    if (!/^\s*[\p{Lu}\p{N}]/u.test(line)) begunBefore++;
  }
  return (
    lines >= WRAPPED.fewestLines && long >= WRAPPED.share * lines && begunBefore >= WRAPPED.begunBefore * (lines - 1)
  );
}

/** Maximum number of words in a heading; longer ones are only headings of lists, see `parsePassages`. */
const LONGEST_HEADING = 20;

function isHeadingLength(line: string): boolean {
  return tokenizeCached(line).written.length <= LONGEST_HEADING && !/(?<!\betc)[.!…][)"”’]*$/u.test(line);
}

/** How much of a bold heading its author may leave out: a number before it, a colon after it. */
const UNSET = 4;

/** Returns a function that finds the spans that overlap a line. Lines must be requested in order. */
function createSpanCursor({
  text,
  spans,
}: Pick<Note, 'text' | 'spans'>): (start: number, end: number) => Note['spans'] {
  // Multi-line spans overlap many short ones, so each kind has its own cursor.
  const groups = [true, false].map((isLong) => ({
    spans: spans.filter((span) => (text.indexOf('\n', span.start) + 1 || Infinity) <= span.end === isLong),
    next: 0,
  }));
  return (start, end) =>
    groups.flatMap((group) => {
      while (group.next < group.spans.length && group.spans[group.next]!.end <= start) group.next++;
      const found: Note['spans'] = [];
      for (let at = group.next; at < group.spans.length && group.spans[at]!.start < end; at++) {
        found.push(group.spans[at]!);
      }
      return found;
    });
}

/** Returns the formatting of a whole line. Code or bold words within a line don't count. */
function kindOfSpans(spans: Note['spans'], start: number, end: number): Line['kind'] {
  let found: Line['kind'];
  for (const { kind, start: from, end: to } of spans) {
    const isWhole = from <= start && to >= end;
    if (isWhole && (kind === 'code' || kind === 'quote' || kind === 'heading')) return kind;
    const isNearly = to > from && from <= start + UNSET && to >= end - UNSET && to > start && from < end;
    if (kind === 'bold' && isNearly) found = 'bold';
  }
  return found;
}
