import { findUrls, normalizeUrl } from '#domain/notes/find-urls.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import { outlineSection, type ShownPoint, shortRecapPoints } from '#domain/recap/outline-section.ts';
import type { Photo, RecapTalk, Section } from '#domain/recap/recap.ts';
import type { LeftOut, Point, Quote, Remark } from '#domain/recap/summary.ts';
import type { RecapMessages } from '#render/messages/recap-messages.ts';
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
  /** Points and quotes under the notes' own headings, each quote after the point that it supports. */
  groups: { heading: string; parts: SectionPart[] }[];
  /** What a short recap shows of the points. */
  brief: PointView[];
  /** What it covered by its notes' headings, for a short recap; empty if an opening says so, or for few headings. */
  topics: string[];
  /** Headings of the notes that nothing is shown of, with their notes. */
  leftOut: LeftOut[];
  /** Statements on which notes contradict each other. */
  disagreements: PointView[];
  /** What note-takers thought, and what they want to look up. */
  remarks: { label: string; remarks: Remark[] }[];
  /** Photos, without captions that repeat a point or quote of the same note. */
  photos: Photo[];
  /** Works recommended here, each with only the recommendations made here. */
  toRead: ReadingItem[];
  /** Links with http(s) addresses that neither `toRead` nor a point shows. */
  links: Section['links'];
}

/** Consecutive points, which are shown as one list, or a quote. */
type SectionPart = { kind: 'points'; points: PointView[] } | { kind: 'quote'; quote: Quote };

/** A point for showing, or an item of a list that has no lead-in. */
export interface PointView extends Pick<Point, 'noteIds'> {
  isKey: boolean;
  /** Its heading in a model's recap, with a full stop; may be empty. */
  label: string;
  /** Its words without the list, lines separated by line feeds; may be empty. */
  lead: string;
  /** Its label, or the first sentence of a key point, which is set in bold; empty for other points. */
  bold: string;
  /** The rest of its words. */
  text: string;
  /** The items of its list, without their bullets, and how many more there are. */
  items: string[];
  /** `3 people noted this` */
  agreement?: string;
}

/** Items of one list that a short recap shows. */
const MOST_BRIEF_ITEMS = 3;

export function viewSection(
  section: Section,
  toRead: ReadingItem[],
  { orderOf, t, talk }: { orderOf: (noteId: string) => number; t: RecapMessages; talk?: RecapTalk },
): SectionView {
  const { points, thoughts = [], lookups = [], disagreements = [], leftOut = [], gist } = section;
  const program = gist === undefined ? plainLine(talk?.program ?? '') : '';
  const shown = new Set([
    ...toRead.flatMap(({ url }) => (url === undefined ? [] : [normalizeUrl(url)])),
    ...points.flatMap(({ text }) => findUrls(text).map(({ url }) => normalizeUrl(url))),
  ]);
  return {
    section,
    ...omitUndefined({ talk, program: program || undefined }),
    topics: gist === undefined && program === '' ? topicsOf(section, orderOf) : [],
    leftOut: leftOut.map(({ heading, noteIds }) => ({
      heading: plainLine(heading) || t('notes', { count: noteIds.length }),
      noteIds,
    })),
    groups: outlineSection(section, orderOf).map(({ heading = '', entries }) => {
      const parts: SectionPart[] = [];
      for (const entry of entries) {
        const last = parts.at(-1);
        if (entry.kind === 'quote') parts.push(entry);
        else if (last?.kind === 'points') last.points.push(...viewPoint(entry.point, t));
        else parts.push({ kind: 'points', points: viewPoint(entry.point, t) });
      }
      return { heading: plainLine(heading), parts };
    }),
    brief: shortRecapPoints(section).flatMap((point) => viewPoint(point, t, MOST_BRIEF_ITEMS)),
    disagreements: disagreements.flatMap((point) => viewPoint(point, t)),
    remarks: [
      { label: t('thoughts'), remarks: thoughts },
      { label: t('lookups'), remarks: lookups },
    ].filter(({ remarks }) => remarks.length > 0),
    photos: section.photos
      .filter(({ file }) => photoAddress(file) !== '')
      .map((photo) => withoutRepeatedCaption(photo, section)),
    toRead,
    links: section.links.filter(({ url }) => toSafeUrl(url) !== undefined && !shown.has(normalizeUrl(url))),
  };
}

/** Fewer headings are no outline; of more, these are named. */
const TOPICS = { fewest: 3, most: 8 };
/** A longer heading is cut. */
const WORDS_OF_TOPIC = 6;

/** What the headings of its notes say, in their order, if they outline it. */
function topicsOf({ points, leftOut = [] }: Section, orderOf: (noteId: string) => number): string[] {
  const headed = [...points, ...leftOut].toSorted((a, b) => orderOf(a.noteIds[0]!) - orderOf(b.noteIds[0]!));
  const headings = new Set(headed.map(({ heading }) => plainLine(heading ?? '')).filter((heading) => heading !== ''));
  const topics = [...headings].map((heading) => {
    const words = heading.split(' ');
    return words.length <= WORDS_OF_TOPIC ? heading : `${words.slice(0, WORDS_OF_TOPIC - 1).join(' ')} …`;
  });
  return topics.length < TOPICS.fewest ? [] : topics.slice(0, TOPICS.most);
}

/** Does a section have anything to read apart from who noted it? */
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

/** A line that is an item of a list, with its bullet or number. */
const LIST_ITEM = /^(?:[•◦▪‣·*–-]|\d{1,2}[.)])\s+(?=\S)/u;

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * Splits a point such as "Barriers:\n• time\n• money" for showing, and keeps at most `mostItems` items of its list. The
 * items of a list without a lead-in become points of their own, and the last one gets the sources.
 */
export function viewPoint(point: ShownPoint, t: RecapMessages, mostItems = Number.POSITIVE_INFINITY): PointView[] {
  const { isKey = false, moreItems = 0, noteIds, agreement: count } = point;
  const sources = { noteIds, ...(count > 1 && { agreement: t('agreement', { count }) }) };
  const lines = plainLines(point.text);
  const first = lines.findIndex((line, index) => (index === 0 ? line.startsWith('• ') : LIST_ITEM.test(line)));
  const isList = first !== -1 && lines.slice(first).every((line) => LIST_ITEM.test(line));
  const listed = isList ? lines.splice(first).map((line) => line.replace(LIST_ITEM, '')) : [];
  const left = Math.max(listed.length - mostItems, 0) + moreItems;
  const items = [...listed.slice(0, mostItems), ...(left === 0 ? [] : [t('more', { count: left })])];
  const lead = lines.join('\n');
  const label = punctuated(plainLine(point.label ?? ''));
  if (label === '' && lead === '' && items.length > 0) {
    return items.map((item, index) => ({
      ...{ label, lead: item, bold: '', text: item, items: [], isKey: false },
      ...(index === items.length - 1 ? sources : { noteIds: [] }),
    }));
  }
  if (label !== '') return [{ label, lead, bold: label, text: lead, items, isKey, ...sources }];
  const [sentence] = sentences.segment(lines[0] ?? '');
  const bold = isKey ? (sentence?.segment.trimEnd() ?? '') : '';
  return [{ label, lead, bold, text: lead.slice(bold.length).trim(), items, isKey, ...sources }];
}

function punctuated(label: string): string {
  return label === '' || (/\p{P}$/u.test(label) && !/["'”’»)\]]$/u.test(label)) ? label : `${label}.`;
}

/** `Noted by Amara, Sam.`; empty if nobody is named. */
export function notedByLine({ contributors }: Pick<Section, 'contributors'>, t: RecapMessages): string {
  return contributors.length === 0 ? '' : t('noted-by', { names: contributors.map(plainLine).join(', ') });
}
