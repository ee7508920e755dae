import fc from 'fast-check';
import type { ReadingItem } from '#domain/reading-list/work.ts';

export const RELEASE_IT: ReadingItem = {
  kind: 'book',
  title: 'Release It!',
  authors: ['Michael T. Nygard'],
  year: 2007,
  isbn13: '9780978739218',
  url: 'https://openlibrary.org/works/OL1W',
  recommendedBy: [
    { author: 'Amara', noteId: 'C:1', talkId: 't1', comment: 'excellent' },
    { author: 'Sam', noteId: 'C:2' },
  ],
};

export const POST: ReadingItem = {
  kind: 'article',
  title: 'Fear of Macros',
  authors: [],
  url: 'https://a.org/fear?x=1&y=50%25#top_2',
  recommendedBy: [{ author: 'Noor', noteId: 'C:3' }],
};

/** A list as a recap holds it, without any talk. */
export function listOf(...readingList: ReadingItem[]): { readingList: ReadingItem[]; days: [] } {
  return { readingList, days: [] };
}

const words = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  fc
    .array(fc.constantFrom(...'=+-@\t\r\n"\'`,;{}\\%&$#_~^<>|', 'a', ' ', 'É', '日', '=cmd|x', '\\end', ' and '), {
      minLength: 1,
      maxLength: 20,
    })
    .map((parts) => parts.join('')),
);

/** Items such as nobody would write but somebody might. */
export const hostileItem: fc.Arbitrary<ReadingItem> = fc.record(
  {
    kind: fc.constantFrom('book' as const, 'article', 'video', 'slides', 'repository', 'link'),
    title: words,
    authors: fc.array(words, { maxLength: 3 }),
    year: fc.integer({ min: 1500, max: 2099 }),
    url: fc.webUrl({ withFragments: true, withQueryParameters: true }),
    recommendedBy: fc.array(fc.record({ author: words, noteId: fc.constant('C:1'), comment: words }), {
      minLength: 1,
      maxLength: 2,
    }),
  },
  { requiredKeys: ['kind', 'title', 'authors', 'recommendedBy'] },
);
