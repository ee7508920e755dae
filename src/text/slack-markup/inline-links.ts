import type { Atom, Stretch } from './escapes.ts';
import { webAddress } from './safe-url.ts';
import { isWord } from './word-boundaries.ts';

/** Up to white space, quotes, brackets of other kinds and the punctuation of scripts that write without spaces. */
const BARE_ADDRESS = /https?:\/\/[^\s<>"`\u3000-\u303f\uff01-\uff0f\uff1a-\uff1f\u201c-\u201f]{1,2000}/iy;
const LABEL = /!?\[([^[\]\n]+)\]\(/y;
const ADDRESS_IN_BRACKETS = /https?:\/\/[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*(?=\))/iy;

/** Where the bare address that begins at `start` ends, and what it is; undefined where none does. */
export function findBareAddress(
  text: string,
  { start, end }: Stretch,
  before: string,
): { end: number; url: string } | undefined {
  BARE_ADDRESS.lastIndex = start;
  const match = BARE_ADDRESS.exec(text);
  if (match === null || isWord(before)) return undefined;
  const written = text.slice(start, Math.min(end, start + match[0].length));
  const address = trimAddress(written, before);
  const url = webAddress(address);
  return url === undefined ? undefined : { end: start + address.length, url };
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

/** A Markdown link's parts in the text. */
export interface MarkdownLink {
  label: Stretch;
  /** Behind the closing bracket. */
  end: number;
  url: string;
  /** What in the label is passed over. */
  opaque: Atom[];
}

/**
 * The link `[label](http…)` or image that begins at an offset; undefined where there is none, it doesn't lead to an
 * http(s) address, or its label holds another link. The address may be one that Slack has made a link of.
 */
export function findMarkdownLink(
  text: string,
  { start, end }: Stretch,
  opaque: Atom[],
  next: number,
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
  const url = webAddress(text.slice(addressStart, addressEnd));
  if (url === undefined || text.charAt(addressEnd) !== ')' || addressEnd >= end) return undefined;
  if (inLabel.some((atom) => atom.url !== undefined)) return undefined;
  return { label, end: addressEnd + 1, url, opaque: inLabel };
}
