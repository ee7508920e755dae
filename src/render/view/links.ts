import { findUrls, toSafeUrl } from '#domain/language/urls.ts';
import { plainLine } from './plain-text.ts';

/** Returns the relative URL of a photo's file. It can't be absolute or lead to a parent folder. */
export function photoUrl(file: string): string {
  return file
    .toWellFormed()
    .split(/[/\\]+/)
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .map(encodeURIComponent)
    .join('/');
}

/** A stretch of a text; with `url` it is a link as the text has it. */
export interface TextPart {
  text: string;
  url?: string;
}

/** A text as one line, cut around its web addresses. Together the parts are the line. */
export function splitUrls(text: string): TextPart[] {
  const line = plainLine(text);
  const parts: TextPart[] = [];
  let from = 0;
  for (const { url: written, start, end } of findUrls(line)) {
    const url = /^https?:/i.test(written) ? written : `https://${written}`;
    if (toSafeUrl(url) === undefined) continue;
    if (start > from) parts.push({ text: line.slice(from, start) });
    parts.push({ text: written, url });
    from = end;
  }
  if (from < line.length) parts.push({ text: line.slice(from) });
  return parts;
}

/** The label of a link: its words and the host that it leads to, so that the words can't disguise it. */
export interface LinkLabel {
  text: string;
  /** Absent if `text` is the URL itself. */
  host?: string;
}

/** Words for a link to `url` (as {@link toSafeUrl} gives it), which `title` may name. */
export function linkLabel(url: string, title?: string): LinkLabel {
  const words = plainLine(title ?? '');
  const { host, pathname, search } = new URL(url);
  const shownHost = host.replace(/^www\./, '');
  if (words !== '' && findUrls(words).length === 0) return { text: words, host: shownHost };
  return { text: `${shownHost}${pathname.replace(/\/$/, '')}${search}` };
}
