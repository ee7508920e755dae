import { familyKey } from '#domain/language/person-names.ts';
import { toIsbn13 } from '#domain/reading-list/isbn.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import { findSpellings, mainTitle, normalizeTitle } from '#domain/reading-list/work-title.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';

export interface CatalogueWork {
  title: string;
  subtitle?: string | undefined;
  authors: string[];
  year?: number | undefined;
  editions: number;
  isbns: string[];
  url: string;
}

/** Factor by which the editions of the most common work must exceed those of any other if the notes name no author. */
const BY_FAR = 3;

/**
 * Returns the work that a reading-list item refers to, or undefined if that isn't certain. The title and an author must
 * match. If the notes name no author, all works with that title must be by the same person, or one must have by far the
 * most editions; a one-word title isn't enough. `byIsbn` means that the works were found by the item's ISBN.
 */
export function matchWork(
  item: ReadingItem,
  works: readonly CatalogueWork[],
  byIsbn: boolean,
): CatalogueWork | undefined {
  const sameTitle = works.filter((work) => hasTitle(work, item.title));
  if (byIsbn) return sameTitle[0] ?? (isNamedByIsbn(item) ? works[0] : undefined);
  const families = new Set(item.authors.map(familyKey));
  if (families.size > 0) {
    return sameTitle.find(({ authors }) => authors.some((author) => families.has(familyKey(author))));
  }
  if (!normalizeTitle(mainTitle(item.title)).includes(' ')) return undefined;
  const [best, ...others] = [...sameTitle].sort((a, b) => b.editions - a.editions);
  if (best === undefined) return undefined;
  const own = new Set(best.authors.map(familyKey));
  const rivals = others.filter(({ authors }) => own.isDisjointFrom(new Set(authors.map(familyKey))));
  return rivals.every(({ editions }) => editions * BY_FAR <= best.editions) ? best : undefined;
}

/** Returns whether the note has only an ISBN, which then serves as the title. */
export function isNamedByIsbn({ title, isbn13 }: Pick<ReadingItem, 'title' | 'isbn13'>): boolean {
  return isbn13 !== undefined && toIsbn13(title.replace(/^ISBN(?:-1[03])?:?\s*/i, '')) === isbn13;
}

function hasTitle({ title, subtitle }: CatalogueWork, wanted: string): boolean {
  const whole = subtitle === undefined ? title : `${title}: ${subtitle}`;
  const theirs = [mainTitle(title), title, whole].map(normalizeTitle);
  const ours = [mainTitle(wanted), wanted].map(normalizeTitle);
  return ours.some((one) => theirs.some((other) => one === other || findSpellings([other, one]).get(one) === other));
}

/** Fills in missing fields from the catalog; what the notes say is kept. */
export function complete(item: ReadingItem, work: CatalogueWork): ReadingItem {
  const isbn13 = item.isbn13 ?? work.isbns.map(toIsbn13).find((isbn) => isbn !== undefined);
  const year = item.year ?? work.year;
  return {
    ...item,
    title: isNamedByIsbn(item) ? work.title : item.title,
    authors: item.authors.length > 0 ? item.authors : work.authors,
    ...omitUndefined({ year, isbn13 }),
    url: item.url ?? work.url,
  };
}
