import { isWordCharacter } from '#domain/language/tokenize.ts';
import { safeUrlAsWritten, urlAt } from '#domain/language/urls.ts';
import type { SpanKind } from '#domain/notes/note.ts';
import { emojiCharacter } from './emoji.ts';
import type { Atom, TextRange } from './escapes.ts';
import type { TextEdits } from './text-edits.ts';

interface Opener extends TextRange {
  mark: string;
}

/** Slack's `*bold*`, `_italic_` and `~strike~`, and the doubled marks of Markdown. */
const MARKS: Record<string, SpanKind[]> = {
  '*': ['bold'],
  '**': ['bold'],
  '***': ['bold', 'italic'],
  _: ['italic'],
  __: ['bold'],
  '~': ['strike'],
  '~~': ['strike'],
};

const INTERESTING = /https?:\/\/|\*+|_+|~+|:|!?\[/gi;
const EMOJI = /:([a-z0-9_+'-]{1,80}):(?::skin-tone-([2-6])(?:-[2-6])?:)?/y;
/** Finds the first possible markup at or after an offset. */
export type MarkupFinder = (from: number) => RegExpExecArray | null;

/**
 * Creates the search for a text. Call it with increasing offsets: a match far ahead is cached, so that a text with many
 * lines is searched once and not once per line.
 */
export function createMarkupFinder(text: string): MarkupFinder {
  let found: RegExpExecArray | null | undefined;
  return (from) => {
    if (found === undefined || (found !== null && found.index < from)) {
      INTERESTING.lastIndex = from;
      found = INTERESTING.exec(text);
    }
    return found;
  };
}

/**
 * Parses bold, italic, strikethrough, emoji, bare URLs and Markdown links in a range of a line. `opaque` ranges (in
 * order, within the range) are skipped. Marks within words, as in `snake_case`, and unmatched marks are left alone.
 */
export function markInline(
  text: string,
  { start, end }: TextRange,
  { opaque, edits, find }: { opaque: Atom[]; edits: TextEdits; find: MarkupFinder },
): void {
  const openers: Opener[] = [];
  const open = new Map<string, number>();
  let next = 0;
  let at = start;
  for (let match = find(at); match !== null && match.index < end; match = find(at)) {
    while (next < opaque.length && opaque[next]!.end <= match.index) next++;
    if (next < opaque.length && opaque[next]!.start <= match.index) {
      at = opaque[next]!.end;
      continue;
    }
    at = match.index;
    const limit = Math.min(end, opaque[next]?.start ?? end);
    const found = match[0];
    switch (found.charAt(0)) {
      case ':':
        at = takeEmoji(text, at, { start, limit, edits });
        break;
      case '!':
      case '[':
        at = takeLink(text, { start: at, end }, { opaque, next, edits, find });
        break;
      case '*':
      case '_':
      case '~':
        takeMark(
          text,
          { start: at, end: at + found.length, mark: found },
          { within: { start, end }, openers, open, edits },
        );
        at += found.length;
        break;
      default:
        at = takeAddress(
          text,
          { start: at, end: limit },
          { before: at > start ? characterBefore(text, at) : '', edits },
        );
    }
  }
}

function takeMark(
  text: string,
  opener: Opener,
  {
    within,
    openers,
    open,
    edits,
  }: { within: TextRange; openers: Opener[]; open: Map<string, number>; edits: TextEdits },
): void {
  const { mark } = opener;
  const kinds = MARKS[mark];
  if (kinds === undefined) return;
  const before = opener.start > within.start ? characterBefore(text, opener.start) : ' ';
  const after = opener.end < within.end ? characterAt(text, opener.end) : ' ';
  if (
    !/\s/.test(before) &&
    !isWordCharacter(after) &&
    !continuesName(text, opener, within) &&
    (open.get(mark) ?? 0) > 0
  ) {
    for (let last = openers.pop(); last !== undefined; last = openers.pop()) {
      open.set(last.mark, open.get(last.mark)! - 1);
      if (last.mark !== mark) continue;
      if (last.end === opener.start) return;
      edits.replace(last.start, last.end, '');
      edits.replace(opener.start, opener.end, '');
      for (const kind of kinds) edits.addSpan(kind, last.end, opener.start);
      return;
    }
  }
  if (/\s/.test(after) || isWordCharacter(before)) return;
  openers.push(opener);
  open.set(mark, (open.get(mark) ?? 0) + 1);
}

/** Returns whether an underscore is part of a name, as in `__init__.py` or `_build/html`. */
function continuesName(text: string, { end, mark }: Opener, within: TextRange): boolean {
  return (
    mark.startsWith('_') &&
    end + 1 < within.end &&
    /[./@\\-]/.test(text.charAt(end)) &&
    isWordCharacter(characterAt(text, end + 1))
  );
}

/** Replaces consecutive emoji names with characters. `10:30:15` and `std::key::value` contain none. */
function takeEmoji(
  text: string,
  at: number,
  { start, limit, edits }: { start: number; limit: number; edits: TextEdits },
): number {
  const before = at > start ? characterBefore(text, at) : ' ';
  if (before === ':') return at + 1;
  let from = at;
  for (;;) {
    EMOJI.lastIndex = from;
    const match = EMOJI.exec(text);
    const end = from + (match?.[0].length ?? 0);
    if (match === null || end > limit) break;
    const isInWord = isWordCharacter(before) && end < limit && isWordCharacter(characterAt(text, end));
    if (isInWord || (isWordCharacter(before) && !/[a-z]/.test(match[1]!))) break;
    const character = emojiCharacter(match[1]!, match[2] === undefined ? undefined : Number(match[2]));
    if (character !== undefined) edits.replace(from, end, character);
    else if (!/[a-z]/.test(match[1]!)) break;
    from = end;
  }
  return Math.max(from, at + 1);
}

function takeAddress(text: string, within: TextRange, { before, edits }: { before: string; edits: TextEdits }): number {
  const written = isWordCharacter(before) ? undefined : urlAt(text, within, before);
  const url = written === undefined ? undefined : safeUrlAsWritten(written);
  if (url === undefined) return within.start + 1;
  edits.addSpan('link', within.start, within.start + written!.length, url);
  return within.start + written!.length;
}

function takeLink(
  text: string,
  within: TextRange,
  { opaque, next, edits, find }: { opaque: Atom[]; next: number; edits: TextEdits; find: MarkupFinder },
): number {
  const link = findMarkdownLink(text, within, { opaque, next });
  if (link === undefined) return within.start + 1;
  edits.replace(within.start, link.label.start, '');
  edits.replace(link.label.end, link.end, '');
  edits.addSpan('link', link.label.start, link.label.end, link.url);
  markInline(text, link.label, { opaque: link.opaque, edits, find });
  return link.end;
}

const LABEL = /!?\[([^[\]\n]+)\]\(/y;
const ADDRESS_IN_BRACKETS = /https?:\/\/[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*(?=\))/iy;

/** The parts of a Markdown link in the text. */
interface MarkdownLink {
  label: TextRange;
  /** After the closing bracket. */
  end: number;
  url: string;
  /** The opaque ranges in the label. */
  opaque: Atom[];
}

/**
 * Finds the link `[label](http…)` or image that starts at an offset. Returns undefined if there is none, if it isn't an
 * http(s) URL, or if its label contains another link. Slack may have turned the URL into a link of its own.
 */
function findMarkdownLink(
  text: string,
  { start, end }: TextRange,
  { opaque, next }: { opaque: Atom[]; next: number },
): MarkdownLink | undefined {
  LABEL.lastIndex = start;
  const match = LABEL.exec(text);
  if (match === null) return undefined;
  const labelStart = start + match[0].indexOf('[') + 1;
  const label = { start: labelStart, end: labelStart + match[1]!.length };
  const inLabel: Atom[] = [];
  let following = next;
  for (; following < opaque.length && opaque[following]!.start < label.end; following++) {
    if (opaque[following]!.end > label.start) inLabel.push(opaque[following]!);
  }
  const addressStart = start + match[0].length;
  ADDRESS_IN_BRACKETS.lastIndex = addressStart;
  const addressEnd =
    opaque[following]?.start === addressStart
      ? opaque[following]!.end
      : addressStart + (ADDRESS_IN_BRACKETS.exec(text)?.[0].length ?? 0);
  const url = safeUrlAsWritten(text.slice(addressStart, addressEnd));
  if (url === undefined || text.charAt(addressEnd) !== ')' || addressEnd >= end) return undefined;
  if (inLabel.some((atom) => atom.url !== undefined)) return undefined;
  return { label, end: addressEnd + 1, url, opaque: inLabel };
}

/** Returns the character at an offset, which may be two UTF-16 units. */
function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at)!);
}

/** Returns the character that ends at an offset greater than 0. */
function characterBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff && at > 1 ? characterAt(text, at - 2) : text.charAt(at - 1);
}
