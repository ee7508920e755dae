import { isWordCharacter } from './tokenize.ts';

/** A URL in a text: UTF-16 offsets, `end` exclusive. */
export interface FoundUrl {
  url: string;
  start: number;
  end: number;
}

/** A URL ends before white space, quotation marks, angle brackets and the punctuation of scripts without spaces. */
const URL_CHARACTERS = String.raw`[^\s<>"\`\u3000-\u303f\uff01-\uff0f\uff1a-\uff1f\u201c-\u201f\u00ab\u00bb]{1,2000}`;
const URL_ANYWHERE = new RegExp(String.raw`(?:https?:\/\/|www\.)${URL_CHARACTERS}`, 'gi');
const URL_HERE = new RegExp(String.raw`https?:\/\/${URL_CHARACTERS}`, 'iy');
const MAY_HAVE_URL = /https?:|www\./i;

/** Finds the URLs written out in a text (http, https, `www.`), without the punctuation after them. */
export function findUrls(text: string): FoundUrl[] {
  if (!MAY_HAVE_URL.test(text)) return [];
  return Array.from(text.matchAll(URL_ANYWHERE)).flatMap(({ 0: written, index: start }) => {
    if (start > 0 && isWordCharacter(text.charAt(start - 1))) return [];
    const url = trimUrl(written);
    return [{ url, start, end: start + url.length }];
  });
}

/** Replaces each URL in a text with a filler, once or for each of its UTF-16 units if the offsets must stay right. */
export function maskUrls(text: string, filler: (url: string) => string = () => ' '): string {
  let masked = '';
  let from = 0;
  for (const { url, start, end } of findUrls(text)) {
    masked += text.slice(from, start) + filler(url);
    from = end;
  }
  return masked + text.slice(from);
}

/** Returns the http(s) URL at an offset, up to `end` at most. `mark` is a formatting mark around it, such as `*`. */
export function urlAt(text: string, { start, end }: { start: number; end: number }, mark = ''): string | undefined {
  URL_HERE.lastIndex = start;
  const written = URL_HERE.exec(text)?.[0].slice(0, end - start);
  return written === undefined ? undefined : trimUrl(written, mark);
}

/** Removes punctuation after a URL that belongs to the sentence, and the bracket or mark that encloses it. */
function trimUrl(written: string, mark = ''): string {
  let end = written.length;
  let brackets = 0;
  for (const character of written) brackets += character === '(' ? 1 : character === ')' ? -1 : 0;
  for (; end > 0; end--) {
    const last = written.charAt(end - 1);
    if (last === ')' && brackets < 0) brackets++;
    else if (!/[.,;:!?'\u2019\u2026\]}]/.test(last) && !(/[*_~]/.test(last) && last === mark)) break;
  }
  return written.slice(0, end);
}

/** Normalizes a URL for comparing: without scheme, `www.` and trailing slashes, host in lower case. */
export function normalizeUrl(url: string): string {
  const bare = url.replace(/^https?:\/\//i, '').replace(/^www\./i, '');
  const [host = '', ...path] = bare.split('/');
  const joined = [host.toLowerCase(), ...path].join('/');
  let end = joined.length;
  while (joined.charAt(end - 1) === '/') end--;
  return joined.slice(0, end);
}

/** Parses an absolute http(s) URL. Returns undefined for anything else, such as `javascript:` or a relative URL. */
export function parseWebUrl(address: string | undefined): URL | undefined {
  const url = URL.parse(address?.trim() ?? '');
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url : undefined;
}

/** Returns an absolute http(s) URL in its serialized form, or undefined for anything else. */
export function toSafeUrl(address: string | undefined): string | undefined {
  return parseWebUrl(address)?.href;
}

/** Like {@link toSafeUrl}, but as written, unless it has characters that could break out of a link. */
export function safeUrlAsWritten(address: string): string | undefined {
  if (!/^https?:\/\//i.test(address)) return undefined;
  const url = parseWebUrl(address);
  return url !== undefined && /[\s"<>\\^`{|}]/.test(address) ? url.href : url && address;
}
