import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import Keyv from 'keyv';
import pLimit from 'p-limit';
import { z } from 'zod';
import { splitNames } from '#domain/language/person-names.ts';
import type { ReadingItem } from '#domain/reading-list/work.ts';
import { mainTitle } from '#domain/reading-list/work-title.ts';
import { AppError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { retryAfterMs } from '#shared/retry-after.ts';
import type { BookLookup } from '#usecases/ports/summarizer.ts';
import { type CatalogueWork, complete, isNamedByIsbn, matchWork } from './match-work.ts';

/** Cache for responses, such as Keyv. `ttl` is in milliseconds. */
interface AnswerCache {
  get<Value>(key: string): Promise<Value | undefined>;
  set<Value>(key: string, value: Value, ttl?: number): Promise<unknown>;
}

/** Clock in milliseconds; tests replace it so that they don't have to wait. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

const SYSTEM_CLOCK: Clock = { now: () => Date.now(), sleep: (milliseconds) => sleep(milliseconds) };

export interface OpenLibraryOptions {
  /** Email address or web page. Open Library requires one and responds with 403 otherwise. */
  contact: string;
  baseUrl?: string;
  cache?: AnswerCache;
  timeoutMs?: number;
  clock?: Clock;
}

/** Identified clients can send three requests per second (openlibrary.org/developers/api). */
const INTERVAL_MS = 334;
const DAY_MS = 24 * 60 * 60 * 1000;
const KNOWN_FOR_MS = 30 * DAY_MS;
const UNKNOWN_FOR_MS = 7 * DAY_MS;
const LONGEST_PAUSE_MS = 60_000;
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;

/** Number of consecutive failures after which the catalog isn't asked again. */
const FAILURES_TO_GIVE_UP = 3;

/**
 * Completes books from Open Library: adds author, year, ISBN and link if the notes don't have them and the match is
 * certain. Sends one request at a time, at most three per second, honors `Retry-After` once, and caches responses.
 * Never fails: a book that can't be found stays as it is.
 */
export function createOpenLibraryLookup(options: OpenLibraryOptions): BookLookup {
  const { baseUrl = 'https://openlibrary.org', cache = new Keyv(), timeoutMs = 10_000, clock = SYSTEM_CLOCK } = options;
  const userAgent = composeUserAgent(options.contact);
  const oneAtATime = pLimit(1);
  let nextRequestAt = 0;
  let failures = 0;

  const ask = (query: URLSearchParams): Promise<CatalogueWork[] | undefined> =>
    oneAtATime(async () => {
      if (failures >= FAILURES_TO_GIVE_UP) return undefined;
      await clock.sleep(Math.max(0, nextRequestAt - clock.now()));
      nextRequestAt = clock.now() + INTERVAL_MS;
      const url = `${baseUrl}/search.json?${query}`;
      const request = () =>
        fetch(url, { headers: { 'user-agent': userAgent }, signal: AbortSignal.timeout(timeoutMs) });
      try {
        let response = await request();
        if (response.status === 429) {
          await response.body?.cancel();
          await clock.sleep(Math.min(retryAfterMs(response.headers, clock.now()) ?? 1000, LONGEST_PAUSE_MS));
          nextRequestAt = clock.now() + INTERVAL_MS;
          response = await request();
        }
        if (!response.ok) throw new Error(`Open Library answered ${response.status}.`);
        const works = readAnswer(await readText(response), baseUrl);
        failures = 0;
        return works;
      } catch {
        failures++;
        return undefined;
      }
    });

  const find = async (
    item: ReadingItem,
    query: URLSearchParams,
    byIsbn: boolean,
  ): Promise<CatalogueWork | undefined> => {
    const key = `open-library:${query}`;
    const known = await cache.get<CatalogueWork[]>(key).catch(() => undefined);
    const works = known ?? (await ask(query));
    if (works === undefined) return undefined;
    if (known === undefined) {
      await cache.set(key, works, works.length > 0 ? KNOWN_FOR_MS : UNKNOWN_FOR_MS).catch(() => undefined);
    }
    return matchWork(item, works, byIsbn);
  };

  return {
    async complete(item) {
      if (item.kind !== 'book') return item;
      const byIsbn = item.isbn13 === undefined ? undefined : await find(item, isbnQuery(item.isbn13), true);
      const isAddress = /^https?:/i.test(item.title) || isNamedByIsbn(item);
      const work = byIsbn ?? (isAddress ? undefined : await find(item, titleQuery(item), false));
      return work === undefined ? item : complete(item, work);
    },
  };
}

function isbnQuery(isbn13: string): URLSearchParams {
  return new URLSearchParams({ isbn: isbn13, limit: '5', fields: FIELDS });
}

function titleQuery({ title, authors }: ReadingItem): URLSearchParams {
  const [author] = splitNames(authors[0] ?? '');
  return new URLSearchParams({
    title: mainTitle(title),
    ...omitUndefined({ author }),
    limit: '5',
    fields: FIELDS,
  });
}

function composeUserAgent(contact: string): string {
  if (!/^(?:[^\s@()]+@[^\s@()]+\.[^\s@()]+|https?:\/\/[^\s()]+)$/.test(contact)) {
    throw new AppError(
      'wrong-usage',
      `"${contact.slice(0, 60)}" isn't an email address or a web page. Open Library needs one of these to reach you.`,
    );
  }
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  return `ConferenceRecap/${version} (${contact})`;
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_ANSWER_BYTES) throw new Error('The answer is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** ISBNs are not among the default fields (works.py, default_fetched_fields). */
const FIELDS = 'key,title,subtitle,author_name,first_publish_year,edition_count,isbn,editions,editions.isbn';

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

/** Parses a response of `search.json` and drops invalid works. Throws if it isn't one. */
function readAnswer(json: string, baseUrl: string): CatalogueWork[] {
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
        // ISBNs of the best matching edition come first; the work's own list mixes languages.
        isbns: [...editions.docs.flatMap((edition) => edition.isbn), ...isbn],
        url: `${baseUrl}${key}`,
      },
    ];
  });
}
