import { NAMED, SAYS } from '#domain/language/person-names.ts';
import { fold } from '#domain/language/tokenize.ts';
import { findUrls, normalizeUrl } from '#domain/language/urls.ts';
import type { Note } from '#domain/notes/note.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';

/** Checks what must be copied exactly in any language: links and quoted words. Returns what is wrong, or null. */
export function checkCopies(text: string, notes: readonly Note[], source: string): 'link' | 'quote' | null {
  if (!linksOccur(text, notes)) return 'link';
  const foldedSource = collapseSpace(fold(source));
  const isGivenQuote = (quoted: string) => foldedSource.includes(collapseSpace(fold(quoted)));
  return quotedIn(text).every(isGivenQuote) ? null : 'quote';
}

/** A URL without `http` or `www`, such as `docker.io` or `github.com/acme`, but not `e.g.` or a number. */
const BARE_ADDRESS = /(?<![@\p{L}\p{N}./_-])(?:[\p{L}\p{N}_-]+\.)+\p{L}{2,}(?:\/[^\s"'<>()]*)?/gu;

function linksOccur(text: string, notes: readonly Note[]): boolean {
  const addresses = findUrls(text).map(({ url }) => url);
  const bare = text.includes('.') ? (text.match(BARE_ADDRESS) ?? []) : [];
  if (addresses.length === 0 && bare.length === 0) return true;
  const given = new Set(notes.flatMap(linksOf).map(normalizeUrl));
  const isGiven = (address: string) => given.has(normalizeUrl(address.replace(/[.,;:!?]+$/, '')));
  return (
    addresses.every(isGiven) &&
    // File and library names look the same, so it is enough if they are in a note's text.
    bare.every((address) => isGiven(address) || notes.some((note) => fold(note.text).includes(fold(address))))
  );
}

/** Returns all URLs in a note, linked or written out. */
export function linksOf(note: Pick<Note, 'text' | 'spans'>): string[] {
  const linked = note.spans.flatMap((span) => (span.url === undefined ? [] : [span.url]));
  const seen = new Set(linked.map(normalizeUrl));
  const written = findUrls(note.text).map(({ url }) => url);
  return [...linked, ...written.filter((url) => !seen.has(normalizeUrl(url)))];
}

/** One pattern for each kind of quotation marks, because they may be nested, with the marks that close it. */
const QUOTED: readonly (readonly [RegExp, string])[] = [
  [/"([^"]{2,})"/gu, '"'],
  [/\u201c([^\u201d]{2,})\u201d/gu, '\u201d'],
  [/\u201e([^\u201c\u201d]{2,})[\u201c\u201d]/gu, '\u201c\u201d'],
  [/\u00ab([^\u00bb]{2,})\u00bb/gu, '\u00bb'],
  [/\u00bb([^\u00ab\u00bb]{2,})\u00ab/gu, '\u00ab'],
  [/\u300c([^\u300d]{2,})\u300d/gu, '\u300d'],
  [/[\u201c\u201e]([^"\u201c-\u201e]{2,})"/gu, '"'],
];

function quotedIn(text: string): string[] {
  return QUOTED.flatMap(([marks, closing]) => {
    // Stops at the last closing mark; after it, each opening mark would be searched to the end of the text.
    const closed = text.slice(0, lastIndexOfAny(text, closing) + 1);
    return Array.from(closed.matchAll(marks), ([, inner]) => inner!.replace(/[.,;:!?\s]+$/, ''));
  });
}

export function collapseSpace(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Text before a quote that attributes it: `Ann said: …`, `Ann says, …`, `Key quote: …`; but not `As I said before, …` or `That said, …`. */
const SPEECH_LEAD = new RegExp(
  String.raw`(?<!\p{L}|(?:^|\s)(?:i|we|as|that|to|without)(?:\s\p{L}+)?\s)(?:${SAYS}|quot(?:e[ds]?|ing)|zitat|citation)(?!\p{L})(?:[^\n:,]{0,40}:|,)\s*$`,
  'iu',
);
/** A name after a quote, and nothing else: `-- Werner Vogels`, `— Ann, CTO`; but not `– They cut builds`. */
const ATTRIBUTION = new RegExp(
  String.raw`^[\s.!?"\u201d\u2019\u00ab\u00bb]*(?:--|[\u2014\u2013~]|-\s)\s*(${NAMED})(?=\s*(?:$|[,.;:()*]))`,
  'u',
);
/** A name before a quote: `Mara: "…"`, `Ann said: "…"`. */
const LEADING_NAME = new RegExp(
  String.raw`(${NAMED})(?:\s+${SAYS})?\s*[:,]\s*["\u201c\u201e\u00ab\u00bb\u2018']?$`,
  'u',
);
const OPEN_MARKS = '"\u201c\u201e\u201d\u00ab\u00bb\u300c\u2018\'';
const CLOSE_MARKS = '"\u201d\u201c\u00bb\u00ab\u300d\u2019\'';

/** Where a note has some words: whether it marks them as speech, and whom it names as the speaker. */
export interface QuotedPlace {
  isMarked: boolean;
  speaker?: string;
}

/** Finds words in a note, preferably marked as speech; returns undefined if the note doesn't have them. */
export function findQuote({ text, spans }: Pick<Note, 'text' | 'spans'>, words: string): QuotedPlace | undefined {
  let found: QuotedPlace | undefined;
  for (let at = text.indexOf(words); at !== -1 && words !== ''; at = text.indexOf(words, at + 1)) {
    const end = at + words.length;
    const place = describePlace(text, at, end);
    const isBlockQuote = spans.some((span) => span.kind === 'quote' && span.start <= at && span.end >= end);
    if (place.isMarked || isBlockQuote) return { ...place, isMarked: true };
    found ??= place;
  }
  return found;
}

function describePlace(note: string, start: number, end: number): QuotedPlace {
  const lineStart = note.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = note.indexOf('\n', end) === -1 ? note.length : note.indexOf('\n', end);
  const [before, after] = [
    note.slice(Math.max(lineStart, start - 200), start),
    note.slice(end, Math.min(lineEnd, end + 200)),
  ];
  const isBlockQuote = /^\s*(?:>|&gt;)/.test(note.slice(lineStart, lineEnd));
  const speaker = ATTRIBUTION.exec(after)?.[1] ?? LEADING_NAME.exec(before)?.[1];
  return {
    isMarked:
      isBlockQuote ||
      isWithinMarks(before, note.slice(start, end), after) ||
      SPEECH_LEAD.test(before) ||
      ATTRIBUTION.test(after),
    ...omitUndefined({ speaker }),
  };
}

/** Returns whether a quotation mark opens before the words and closes at or after their end. */
function isWithinMarks(before: string, words: string, after: string): boolean {
  if (OPEN_MARKS.includes(words[0]!) && CLOSE_MARKS.includes(words.at(-1)!)) return true;
  const isOpen =
    countOf(before, '"') % 2 === 1 ||
    lastIndexOfAny(before, '\u201c\u201e') > lastIndexOfAny(before, '\u201d') ||
    lastIndexOfAny(before, '\u300c') > lastIndexOfAny(before, '\u300d') ||
    lastIndexOfAny(before, '\u00ab') > lastIndexOfAny(before, '\u00bb') ||
    /[\u00bb\u2018']$/.test(before);
  return isOpen && [...CLOSE_MARKS].some((mark) => after.includes(mark) || words.endsWith(mark));
}

function countOf(text: string, character: string): number {
  return text.split(character).length - 1;
}

function lastIndexOfAny(text: string, characters: string): number {
  return Math.max(...[...characters].map((character) => text.lastIndexOf(character)));
}
