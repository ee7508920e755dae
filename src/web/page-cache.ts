import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { NotePhoto } from '#domain/notes/note.ts';
import type { WebRecap } from '#usecases/recap/web-recap.ts';

const pack = promisify(gzip);

/** A page, or its feed, ready to be sent. */
export interface ReadyText {
  content: Buffer;
  gzipped: Buffer;
  etag: string;
  type: string;
}

/** What stands behind one address. */
export interface ReadyRecap {
  teamId: string;
  page: ReadyText;
  /** What the page may load and do. */
  policy: string;
  feed: ReadyText;
  /** By the name of the file that the page asks for. */
  photos: ReadonlyMap<string, NotePhoto>;
}

interface Entry {
  hash: string;
  checkedAt: number;
  madeAt: number;
  ready: ReadyRecap;
}

interface PageCacheNeeds {
  find(key: string, day?: string): Promise<WebRecap | undefined>;
  render(found: WebRecap, key: string): Promise<ReadyRecap>;
  now(): number;
}

/** An address that was closed, or a note that was deleted, is gone from the page after so long. */
const CHECK_EVERY_MS = 1_000;
/** Names of people and channels change without the notes changing. */
const MAKE_EVERY_MS = 60 * 60_000;
/** A page of a thousand notes has a megabyte. */
const MOST_PAGES = 40;

/**
 * Pages as they were made last: what a page is made from is looked at once a second at most, and it is made anew where
 * that has changed. Who asks meanwhile waits for the same work. Answers undefined where there is no such page.
 */
export function createPageCache({ find, render, now }: PageCacheNeeds) {
  const entries = new Map<string, Entry>();
  const inFlight = new Map<string, Promise<ReadyRecap | undefined>>();

  async function check(id: string, key: string, day?: string): Promise<ReadyRecap | undefined> {
    const found = await find(key, day);
    const last = entries.get(id);
    entries.delete(id);
    if (found === undefined) return undefined;
    const at = now();
    const isSame = last?.hash === found.hash && at - last.madeAt < MAKE_EVERY_MS;
    const ready = isSame ? last.ready : await render(found, key);
    entries.set(id, { hash: found.hash, checkedAt: now(), madeAt: isSame ? last.madeAt : at, ready });
    if (entries.size > MOST_PAGES) entries.delete(entries.keys().next().value!);
    return ready;
  }

  return {
    /** The page where it is known and fresh, without waiting. */
    fresh(key: string, day = ''): ReadyRecap | undefined {
      const entry = entries.get(`${key}/${day}`);
      return entry !== undefined && now() - entry.checkedAt < CHECK_EVERY_MS ? entry.ready : undefined;
    },
    async get(key: string, day?: string): Promise<ReadyRecap | undefined> {
      const id = `${key}/${day ?? ''}`;
      const checking = inFlight.get(id) ?? check(id, key, day).finally(() => inFlight.delete(id));
      inFlight.set(id, checking);
      return checking;
    },
  };
}

export async function readyText(text: string, type: string): Promise<ReadyText> {
  const content = Buffer.from(text);
  const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;
  return { content, gzipped: await pack(content, { level: 9 }), etag, type };
}
