import { decodeNamedCharacterReference } from 'decode-named-character-reference';
import { cleanCharacters } from '#shared/clean-characters.ts';

const BLOCKS = new Set(
  'blockquote br center dd div dl dt figure figcaption h1 h2 h3 h4 h5 h6 hr li ol p pre table td th tr ul'.split(' '),
);
const INLINE = new Set(
  (
    'a abbr b big body cite code del em font head html i iframe img ins kbd link mark meta object q s samp script ' +
    'small span strike strong style sub sup svg tbody tfoot thead tt u'
  ).split(' '),
);
const HIDDEN = new Set(['script', 'style']);

// Angle brackets around anything but HTML elements are kept: `List<T>` is text.
const TAG = /<!--|<(\/?)([a-z][a-z0-9]*)(?:[\s/][^<>]*)?>/gi;

/** Removes HTML markup in linear time. */
function stripTags(html: string): string {
  if (!html.includes('<')) return html;
  let text = '';
  let from = 0;
  let hidden: { element: string; lengthBefore: number } | undefined;
  let commentsMayEnd = true;
  TAG.lastIndex = 0;
  for (let match = TAG.exec(html); match !== null; match = TAG.exec(html)) {
    const [, slash, name] = match;
    let end = TAG.lastIndex;
    if (name === undefined) {
      const closing: number = commentsMayEnd ? html.indexOf('-->', end) : -1;
      commentsMayEnd = closing >= 0;
      if (closing < 0) continue;
      end = closing + '-->'.length;
      TAG.lastIndex = end;
    } else if (!BLOCKS.has(name.toLowerCase()) && !INLINE.has(name.toLowerCase())) {
      continue;
    }
    text += html.slice(from, match.index);
    from = end;
    const element = name?.toLowerCase() ?? '';
    if (BLOCKS.has(element)) text += '\n';
    if (!HIDDEN.has(element)) continue;
    if (slash === '') hidden ??= { element, lengthBefore: text.length };
    else if (hidden?.element === element) {
      text = text.slice(0, hidden.lengthBefore);
      hidden = undefined;
    }
  }
  return text + html.slice(from);
}

function decodeCodePoint(digits: string, radix: 10 | 16): string {
  const point = Number.parseInt(digits, radix);
  const isCharacter = point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  return isCharacter ? String.fromCodePoint(point) : '\ufffd';
}

/** Decodes `&#252;`, `&#xFC;` and named references. */
function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));/g,
    (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
      if (decimal !== undefined) return decodeCodePoint(decimal, 10);
      if (hex !== undefined) return decodeCodePoint(hex, 16);
      return decodeNamedCharacterReference(name!) || whole;
    },
  );
}

function htmlToText(html: string): string {
  const decoded = decodeReferences(stripTags(html));
  // If the whole text is a tag, the tag is the text.
  return cleanCharacters(decoded.trim() === '' ? decodeReferences(html) : decoded);
}

/** Longer titles, names and other one-line texts are cut. */
export const MAX_LINE_LENGTH = 1_000;
/** Longer abstracts are cut. */
export const MAX_TEXT_LENGTH = 20_000;

// Matches only white space that must change: replacing every space of a large schedule is slow.

/** Converts HTML to one line of plain text. */
export function plainLine(html: string): string {
  return truncate(
    htmlToText(truncate(html, 10 * MAX_LINE_LENGTH))
      .replace(/[^\S ]\s*| \s+/g, ' ')
      .trim(),
    MAX_LINE_LENGTH,
  );
}

function truncate(text: string, length: number): string {
  return text.length > length ? text.slice(0, length).toWellFormed() : text;
}

/** Converts HTML or Markdown to paragraphs of plain text; links become their labels. */
export function plainText(markup: string): string {
  const text = removeMarkdown(htmlToText(truncate(markup, 10 * MAX_TEXT_LENGTH)))
    .replace(/[\t\u00a0][ \t\u00a0]*| [ \t\u00a0]+/g, ' ')
    .replace(/ \n ?|\n /g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return truncate(text, MAX_TEXT_LENGTH);
}

function removeMarkdown(text: string): string {
  // Most texts have no Markdown, and large schedules have megabytes of text.
  if (!/[[#>`*_\\]/.test(text)) return text;
  return text
    .replace(/!?\[([^[\]\n]*)\]\([^()\s]*(?:[ \t]"[^"\n]*")?\)/g, '$1')
    .replace(/^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?)/gm, '')
    .replace(/`+|\*\*/g, '')
    .replace(/(?<![\p{L}\p{N}_*])[*_]{1,3}(?=[^\s*_])/gu, '')
    .replace(/(?<=[^\s*_])[*_]{1,3}(?![\p{L}\p{N}_*])/gu, '')
    .replace(/\\([\\`*_{}[\]()#+\-.!~>|])/g, '$1');
}

/** Shortens a text to one line of at most `length` characters. */
export function excerpt(text: string, length: number): string {
  // Cut first: the text may be a whole file.
  const line = plainLine(text.slice(0, 4 * length));
  return line.length > length ? `${line.slice(0, length - 1).trimEnd()}…`.toWellFormed() : line;
}
