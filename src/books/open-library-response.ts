import { z } from 'zod';
import type { CatalogueWork } from './match-work.ts';

/** The fields to ask for: ISBNs are not among those that come by themselves (works.py, default_fetched_fields). */
export const FIELDS = 'key,title,subtitle,author_name,first_publish_year,edition_count,isbn,editions,editions.isbn';

const texts = z.array(z.string()).catch([]);

const work = z.object({
  key: z.string().regex(/^\/works\/OL\d+W$/),
  title: z.string().min(1),
  subtitle: z.string().optional().catch(undefined),
  author_name: texts,
  first_publish_year: z.number().int().min(1000).max(2100).optional().catch(undefined),
  edition_count: z.number().catch(0),
  isbn: texts,
  editions: z.object({ docs: z.array(z.object({ isbn: texts })).catch([]) }).catch({ docs: [] }),
});

const answer = z.object({ docs: z.array(z.unknown()) });

/** Reads an answer of `search.json`; works in it that can't be read are left out. Throws where it is no such answer. */
export function readAnswer(json: string, baseUrl: string): CatalogueWork[] {
  return answer.parse(JSON.parse(json)).docs.flatMap((doc) => {
    const read = work.safeParse(doc);
    if (!read.success) return [];
    const { key, title, subtitle, author_name, first_publish_year, edition_count, isbn, editions } = read.data;
    return [
      {
        title,
        subtitle,
        authors: author_name,
        year: first_publish_year,
        editions: edition_count,
        // The edition that fits the question best comes first; a work's own list mixes all languages.
        isbns: [...editions.docs.flatMap((edition) => edition.isbn), ...isbn],
        url: `${baseUrl}${key}`,
      },
    ];
  });
}
