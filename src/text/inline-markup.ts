import type { SpanKind } from '../domain/rich-text.ts';
import { emojiCharacter } from './emoji.ts';
import type { Atom } from './slack-escapes.ts';
import type { TextEdits } from './text-edits.ts';
import { webAddress } from './web-address.ts';

interface Stretch {
  start: number;
  end: number;
}

interface Opener extends Stretch {
  mark: string;
}

/** Slack's `*bold*`, `_italic_` and `~strike~`, and Markdown's doubled ones. */
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
/** Up to white space, quotes, brackets of other kinds and the punctuation of scripts that write without spaces. */
const BARE_ADDRESS = /https?:\/\/[^\s<>"`\u3000-\u303f\uff01-\uff0f\uff1a-\uff1f\u201c-\u201f]{1,2000}/iy;
const LABEL = /!?\[([^[\]\n]+)\]\(/y;
const ADDRESS_IN_BRACKETS = /https?:\/\/[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*(?=\))/iy;

/** Words are written without spaces in these scripts: a mark beside such a character isn't within a word. */
const WORD_CHARACTER = /[\p{L}\p{N}\p{M}]/u;
const SPACELESS =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/**
 * Finds bold, italic, struck text, emoji, bare addresses and Markdown links in one stretch of a line. `opaque`
 * stretches (in order, within the stretch) are passed over whole. Marks within words, such as in `snake_case`,
 * and marks that nothing answers stay as they are.
 */
export function markInline(text: string, { start, end }: Stretch, opaque: Atom[], edits: TextEdits): void {
  const openers: Opener[] = [];
  const open = new Map<string, number>();
  let next = 0;
  let at = start;
  while (at < end) {
    while (next < opaque.length && opaque[next]!.end <= at) next++;
    const limit = Math.min(end, opaque[next]?.start ?? end);
    if (at >= limit) {
      at = Math.max(at + 1, opaque[next]?.end ?? end);
      continue;
    }
    INTERESTING.lastIndex = at;
    const match = INTERESTING.exec(text);
    if (match === null || match.index >= end) return;
    if (match.index >= limit) {
      at = opaque[next]!.end;
      continue;
    }
    at = match.index;
    const found = match[0];
    switch (found.charAt(0)) {
      case ':':
        at = takeEmoji(text, at, start, limit, edits);
        break;
      case '!':
      case '[':
        at = takeLink(text, at, end, opaque, next, edits);
        break;
      case '*':
      case '_':
      case '~':
        takeMark(
          text,
          { start: at, end: at + found.length, mark: found },
          { start, end },
          openers,
          open,
          edits,
        );
        at += found.length;
        break;
      default:
        at = takeAddress(text, at, start, limit, edits);
    }
  }
}

function takeMark(
  text: string,
  opener: Opener,
  within: Stretch,
  openers: Opener[],
  open: Map<string, number>,
  edits: TextEdits,
): void {
  const { mark } = opener;
  const kinds = MARKS[mark];
  if (kinds === undefined) return;
  const before = opener.start > within.start ? characterBefore(text, opener.start) : ' ';
  const after = opener.end < within.end ? characterAt(text, opener.end) : ' ';
  if (
    !/\s/.test(before) &&
    !isWord(after) &&
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
  if (/\s/.test(after) || isWord(before)) return;
  openers.push(opener);
  open.set(mark, (open.get(mark) ?? 0) + 1);
}

/** `__init__.py`, `_build/html`: an underscore before punctuation that goes on in a word is part of a name. */
function continuesName(text: string, { end, mark }: Opener, within: Stretch): boolean {
  return (
    mark.startsWith('_') &&
    end + 1 < within.end &&
    /[./@\\-]/.test(text.charAt(end)) &&
    isWord(characterAt(text, end + 1))
  );
}

/** Replaces emoji, as many as follow one another; `10:30:15` and `std::key::value` hold none. */
function takeEmoji(text: string, at: number, start: number, limit: number, edits: TextEdits): number {
  const before = at > start ? characterBefore(text, at) : ' ';
  if (before === ':') return at + 1;
  let from = at;
  for (;;) {
    EMOJI.lastIndex = from;
    const match = EMOJI.exec(text);
    const end = from + (match?.[0].length ?? 0);
    if (match === null || end > limit) break;
    const isInWord = isWord(before) && end < limit && isWord(characterAt(text, end));
    if (isInWord || (isWord(before) && !/[a-z]/.test(match[1]!))) break;
    const character = emojiCharacter(match[1]!, match[2] === undefined ? undefined : Number(match[2]));
    if (character !== undefined) edits.replace(from, end, character);
    else if (!/[a-z]/.test(match[1]!)) break;
    from = end;
  }
  return Math.max(from, at + 1);
}

function takeAddress(text: string, at: number, start: number, limit: number, edits: TextEdits): number {
  BARE_ADDRESS.lastIndex = at;
  const match = BARE_ADDRESS.exec(text);
  if (match === null || (at > start && isWord(characterBefore(text, at)))) return at + 1;
  let end = Math.min(limit, at + match[0].length);
  end = at + trimAddress(text.slice(at, end), at > start ? text.charAt(at - 1) : '').length;
  const url = webAddress(text.slice(at, end));
  if (url === undefined) return at + 1;
  edits.addSpan('link', at, end, url);
  return end;
}

/** Without the punctuation of the sentence that it stands in, and the mark or bracket that it is set in. */
function trimAddress(address: string, before: string): string {
  let end = address.length;
  let brackets = 0;
  for (const character of address) brackets += character === '(' ? 1 : character === ')' ? -1 : 0;
  for (; end > 0; end--) {
    const last = address.charAt(end - 1);
    if (last === ')' && brackets < 0) brackets++;
    else if (!/[.,;:!?'\u2019\]}]/.test(last) && !(/[*_~]/.test(last) && last === before)) break;
  }
  return address.slice(0, end);
}

/** `[label](http…)`; the address may be one that Slack has already made a link of. */
function takeLink(
  text: string,
  at: number,
  end: number,
  opaque: Atom[],
  next: number,
  edits: TextEdits,
): number {
  LABEL.lastIndex = at;
  const match = LABEL.exec(text);
  if (match === null) return at + 1;
  const labelStart = at + match[0].indexOf('[') + 1;
  const labelEnd = labelStart + match[1]!.length;
  const addressStart = at + match[0].length;
  const inLabel: Atom[] = [];
  for (; next < opaque.length && opaque[next]!.start < labelEnd; next++) {
    if (opaque[next]!.end > labelStart) inLabel.push(opaque[next]!);
  }
  ADDRESS_IN_BRACKETS.lastIndex = addressStart;
  const addressEnd =
    opaque[next]?.start === addressStart
      ? opaque[next]!.end
      : addressStart + (ADDRESS_IN_BRACKETS.exec(text)?.[0].length ?? 0);
  const url = webAddress(text.slice(addressStart, addressEnd));
  const close = addressEnd + 1;
  if (url === undefined || close > end || text.charAt(addressEnd) !== ')' || inLabel.length > 0)
    return at + 1;
  edits.replace(at, labelStart, '');
  edits.replace(labelEnd, close, '');
  edits.addSpan('link', labelStart, labelEnd, url);
  markInline(text, { start: labelStart, end: labelEnd }, inLabel, edits);
  return close;
}

function isWord(character: string): boolean {
  return WORD_CHARACTER.test(character) && !SPACELESS.test(character);
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at)!);
}

function characterBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1);
  return low >= 0xdc00 && low <= 0xdfff && at > 1 ? characterAt(text, at - 2) : text.charAt(at - 1);
}
