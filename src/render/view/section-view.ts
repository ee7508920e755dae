import { findUrls, normalizeUrl } from '#domain/notes/find-urls.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import { outlineSection, type SectionGroup, type ShownPoint, summaryInShort } from '#domain/recap/outline-section.ts';
import type { Photo, RecapTalk, Section } from '#domain/recap/recap.ts';
import type { Remark } from '#domain/recap/summary.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { plainLine, plainLines, readsTheSame } from './plain-text.ts';
import { photoAddress, toSafeUrl } from './safe-url.ts';

/** A talk or a hallway with something to show, in the order in which all formats show it. */
export interface SectionView {
  section: Section;
  /** Absent for the hallway. */
  talk?: RecapTalk;
  /** The first sentence of the talk's abstract; absent if a model wrote an opening. */
  program?: string;
  /** Points and quotes under the notes' own headings. */
  groups: SectionGroup[];
  /** What a short recap shows of the points. */
  brief: ShownPoint[];
  /** What note-takers thought, and what they want to look up. */
  remarks: { label: string; remarks: Remark[] }[];
  /** Photos, without captions that repeat a point or quote of the same note. */
  photos: Photo[];
  /** Works recommended here, each with only the recommendations made here. */
  toRead: ReadingItem[];
  /** Links with http(s) addresses that neither `toRead` nor a point shows. */
  links: Section['links'];
}

export function viewSection(
  section: Section,
  toRead: ReadingItem[],
  orderOf: (noteId: string) => number,
  talk?: RecapTalk,
): SectionView {
  const { points, thoughts = [], lookups = [], gist } = section;
  const shown = new Set([
    ...toRead.flatMap(({ url }) => (url === undefined ? [] : [normalizeUrl(url)])),
    ...points.flatMap(({ text }) => findUrls(text).map(({ url }) => normalizeUrl(url))),
  ]);
  return {
    section,
    ...omitUndefined({ talk, program: gist === undefined ? talk?.program : undefined }),
    groups: outlineSection(section, orderOf),
    brief: summaryInShort(section),
    remarks: [
      { label: 'What we thought', remarks: thoughts },
      { label: 'To look up', remarks: lookups },
    ].filter(({ remarks }) => remarks.length > 0),
    photos: section.photos
      .filter(({ file }) => photoAddress(file) !== '')
      .map((photo) => withoutRepeatedCaption(photo, section)),
    toRead,
    links: section.links.filter(({ url }) => toSafeUrl(url) !== undefined && !shown.has(normalizeUrl(url))),
  };
}

/** Does a section have anything to read besides who noted it? */
export function hasContent(section: Section, toRead: readonly ReadingItem[]): boolean {
  const { points, quotes, questions, photos, links, thoughts = [], lookups = [], gist } = section;
  return (
    gist !== undefined ||
    [points, quotes, questions, photos, links, thoughts, lookups, toRead].some(({ length }) => length > 0)
  );
}

function withoutRepeatedCaption(photo: Photo, { points, quotes }: Section): Photo {
  const { caption, ...bare } = photo;
  if (caption === undefined) return photo;
  const isSaid =
    points.some(({ text, noteIds }) => noteIds.includes(photo.noteId) && readsTheSame(text, caption)) ||
    quotes.some(({ text, noteId }) => noteId === photo.noteId && readsTheSame(text, caption));
  return isSaid ? bare : photo;
}

/** A line that people set as an item of a list. */
const LIST_ITEM = /^(?:[•◦▪‣·*–-]|\d{1,2}[.)])\s+(?=\S)/u;

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** A point taken apart for setting it. */
export interface PointParts {
  /** A point's label, or the first sentence of a key point, which is set in bold; empty for other points. */
  bold: string;
  /** The rest of its words, its lines separated by line feeds; may be empty. */
  text: string;
  /** The items of its list, without their bullets, and how many more there are. */
  items: string[];
}

/** Takes a point such as "Barriers:\n• time\n• money" apart; at most `mostItems` items of its list are kept. */
export function splitPoint(
  { text, isKey, label, moreItems = 0 }: ShownPoint,
  mostItems = Number.POSITIVE_INFINITY,
): PointParts {
  const lines = plainLines(text);
  const first = lines.findIndex((line, index) => (index === 0 ? line.startsWith('• ') : LIST_ITEM.test(line)));
  const isList = first !== -1 && lines.slice(first).every((line) => LIST_ITEM.test(line));
  const lead = isList ? lines.slice(0, first) : lines;
  const items = isList ? lines.slice(first).map((line) => line.replace(LIST_ITEM, '')) : [];
  const left = Math.max(items.length - mostItems, 0) + moreItems;
  const shown = [...items.slice(0, mostItems), ...(left === 0 ? [] : [`and ${left} more`])];
  if (label !== undefined) return { bold: punctuated(plainLine(label)), text: lead.join('\n'), items: shown };
  const bold = isKey ? firstSentence(lead[0] ?? '') : '';
  return { bold, text: lead.join('\n').slice(bold.length).trim(), items: shown };
}

function punctuated(label: string): string {
  return /\p{P}$/u.test(label) && !/["'”’»)\]]$/u.test(label) ? label : `${label}.`;
}

function firstSentence(line: string): string {
  const [first] = sentences.segment(line);
  return first?.segment.trimEnd() ?? '';
}

/** `Noted by Amara, Sam.`; empty if nobody is named. */
export function notedByLine({ contributors }: Pick<Section, 'contributors'>): string {
  return contributors.length === 0 ? '' : `Noted by ${contributors.map(plainLine).join(', ')}.`;
}
