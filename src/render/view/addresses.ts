import { findUrls, toSafeUrl } from '#domain/language/urls.ts';
import { plainLine } from './plain-text.ts';

/** Returns the relative URL of a photo's file. It can't be absolute or lead to a parent folder. */
export function photoAddress(file: string): string {
  return file
    .toWellFormed()
    .split(/[/\\]+/)
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .map(encodeURIComponent)
    .join('/');
}

/** A stretch of a text; with `address` it is a web address as the text has it. */
export interface TextPart {
  text: string;
  address?: string;
}

/** A text as one line, cut around its web addresses. Together the parts are the line. */
export function splitAddresses(text: string): TextPart[] {
  const line = plainLine(text);
  const parts: TextPart[] = [];
  let from = 0;
  for (const { url: written, start, end } of findUrls(line)) {
    const address = /^https?:/i.test(written) ? written : `https://${written}`;
    if (toSafeUrl(address) === undefined) continue;
    if (start > from) parts.push({ text: line.slice(from, start) });
    parts.push({ text: written, address });
    from = end;
  }
  if (from < line.length) parts.push({ text: line.slice(from) });
  return parts;
}

/** The label of a link: its words and the host that it leads to, so that the words can't disguise it. */
export interface LinkLabel {
  text: string;
  /** Absent if `text` is the address itself. */
  host?: string;
}

/** Words for a link to `address` (as {@link toSafeUrl} gives it), which `title` may name. */
export function linkLabel(address: string, title?: string): LinkLabel {
  const words = plainLine(title ?? '');
  const { host, pathname, search } = new URL(address);
  const shownHost = host.replace(/^www\./, '');
  if (words !== '' && findUrls(words).length === 0) return { text: words, host: shownHost };
  return { text: `${shownHost}${pathname.replace(/\/$/, '')}${search}` };
}
