import { fold } from '#domain/language/tokenize.ts';
import { findUrls, normalizeUrl } from '#domain/notes/find-urls.ts';
import type { Note } from '#domain/notes/note.ts';

/** Links and quoted words stand in whatever language as they were written. */
export function checkCopies(text: string, notes: readonly Note[], source: string): 'link' | 'quote' | null {
  if (!linksOccur(text, notes)) return 'link';
  const foldedSource = collapseBlanks(fold(source));
  const isQuoted = (quoted: string) => foldedSource.includes(collapseBlanks(fold(quoted)));
  return quotedIn(text).every(isQuoted) ? null : 'quote';
}

/** What reads as an address without `http` or `www`: `docker.io`, `github.com/acme`; not `e.g.`, and no number. */
const BARE_ADDRESS = /(?<![@\p{L}\p{N}./_-])(?:[\p{L}\p{N}_-]+\.)+\p{L}{2,}(?:\/[^\s"'<>()]*)?/gu;

function linksOccur(text: string, notes: readonly Note[]): boolean {
  const spelt = findUrls(text).map(({ url }) => url);
  const bare = text.includes('.') ? (text.match(BARE_ADDRESS) ?? []) : [];
  if (spelt.length === 0 && bare.length === 0) return true;
  const given = new Set(notes.flatMap(linksOf).map(normalizeUrl));
  const isGiven = (address: string) => given.has(normalizeUrl(address.replace(/[.,;:!?]+$/, '')));
  return (
    spelt.every(isGiven) &&
    // Names of files and libraries look the same: they stand in the notes' words.
    bare.every((address) => isGiven(address) || notes.some((note) => fold(note.text).includes(fold(address))))
  );
}

/** All addresses that a note links to or spells out. */
export function linksOf(note: Pick<Note, 'text' | 'spans'>): string[] {
  const linked = note.spans.flatMap((span) => (span.url === undefined ? [] : [span.url]));
  const seen = new Set(linked.map(normalizeUrl));
  const written = findUrls(note.text).map(({ url }) => url);
  return [...linked, ...written.filter((url) => !seen.has(normalizeUrl(url)))];
}

/** Each kind of quotation marks by itself, as one may stand within another. */
const QUOTED = [
  /"([^"]{2,})"/gu,
  /\u201c([^\u201d]{2,})\u201d/gu,
  /\u201e([^\u201c\u201d]{2,})[\u201c\u201d]/gu,
  /\u00ab([^\u00bb]{2,})\u00bb/gu,
  /\u00bb([^\u00ab\u00bb]{2,})\u00ab/gu,
  /\u300c([^\u300d]{2,})\u300d/gu,
  /[\u201c\u201e]([^"\u201c\u201d]{2,})"/gu,
];

function quotedIn(text: string): string[] {
  return QUOTED.flatMap((marks) => Array.from(text.matchAll(marks), ([, inner]) => inner!.replace(/[.,;:!?\s]+$/, '')));
}

export function collapseBlanks(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
