import { parsePersonName } from '#domain/language/person-names.ts';
import type { ReadingItem, WorkKind } from '#domain/reading-list/work.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { plainLine } from '#render/view/plain-text.ts';
import { omitEmpty, omitUndefined } from '#shared/omit-undefined.ts';
import { createCitationKeys, createItemNotes } from './citations.ts';

/** CSL 1.0.2 item types. */
const TYPES: Record<WorkKind, string> = {
  book: 'book',
  article: 'article',
  video: 'motion_picture',
  slides: 'speech',
  repository: 'software',
  link: 'webpage',
};

interface CslItem {
  id: string;
  type: string;
  title: string;
  author?: CslName[];
  issued?: { 'date-parts': [[number]] };
  ISBN?: string;
  URL?: string;
  note: string;
}

type CslName =
  | { literal: string }
  | { family: string; given?: string; 'non-dropping-particle'?: string; suffix?: string };

/** The reading list as CSL-JSON, which Zotero, Pandoc and most reference managers read. */
export function renderCsl(recap: Pick<Recap, 'readingList' | 'days' | 'language'>): string {
  const noteOn = createItemNotes(recap);
  const keys = createCitationKeys(recap.readingList);
  const items = recap.readingList.map((item, index) => composeItem(item, keys[index]!, noteOn(item)));
  return `${JSON.stringify(items, null, 2)}\n`;
}

function composeItem({ kind, title, authors, year, isbn13, url }: ReadingItem, id: string, note: string): CslItem {
  return {
    id,
    type: TYPES[kind],
    title: plainLine(title),
    ...omitEmpty({ author: authors.map(composeName) }),
    ...omitUndefined({
      issued: year === undefined ? undefined : { 'date-parts': [[year]] as [[number]] },
      ISBN: isbn13,
      URL: url,
    }),
    note: plainLine(note),
  };
}

function composeName(written: string): CslName {
  const name = parsePersonName(plainLine(written));
  if ('literal' in name) return name;
  const { family, given, particle, suffix } = name;
  return {
    family,
    ...omitUndefined({ given, 'non-dropping-particle': particle, suffix }),
  };
}
