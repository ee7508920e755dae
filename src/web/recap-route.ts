import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { WEB_ROOT } from '#domain/conference/web-link.ts';
import type { NotePhoto } from '#domain/notes/note.ts';
import { errorLogFields } from '#shared/error-log-fields.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { Log } from '#usecases/ports/dependencies.ts';
import type { KeptPhoto } from '#usecases/ports/photo-store.ts';
import type { WebRecap } from '#usecases/recap/web-recap.ts';
import type { ReadyRecap } from './render-page.ts';
import { sendPicture, sendText, sendWords } from './respond.ts';

interface RecapRouteNeeds {
  find(key: string, day?: string): Promise<WebRecap | undefined>;
  openPhoto(teamId: string, photo: NotePhoto): Promise<{ kept: KeptPhoto; content: Uint8Array } | undefined>;
  /** Without a slash at the end; the feed's addresses begin with it. */
  publicUrl: string | undefined;
  now(): number;
  log: Log;
}

/** What is asked for: a conference's page or feed, a day's page, or a photo of either. */
interface Asked {
  key: string;
  day?: string;
  part: 'page' | 'feed' | 'icon' | { photo: string };
}

const NOT_FOUND = 'There is nothing here: the address is wrong, closed, or nothing has been published yet.';
/** Browsers ask for one in any case. */
const ICON = {
  type: 'image/svg+xml',
  hash: 'icon-1',
  content: new TextEncoder().encode(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#9c3d16"/><path d="M4 5h8M4 8h8M4 11h5" stroke="#fff" stroke-width="1.5"/></svg>',
  ),
};

const TYPES = { png: 'image/png', jpg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp' };

/**
 * Serves the recaps of conferences whose organisers opened them, below `/r/`: `KEY` the whole conference, `KEY/DAY` a
 * day, `KEY/feed.xml` the Atom feed, `…/photos/NAME` a photo. A wrong address and a closed one look the same.
 */
export function createRecapRoute(needs: RecapRouteNeeds): RequestListener {
  // Loaded with the first page: a bot whose pages nobody reads does without.
  const rendering = () => import('./render-page.ts');
  const pages = createPageCache({
    find: needs.find,
    render: async (found, key) => (await rendering()).renderPage(found, key, needs.publicUrl),
    now: needs.now,
  });
  const answer = async (request: IncomingMessage, response: ServerResponse, asked: Asked) => {
    const { key, day, part } = asked;
    const recap = pages.fresh(key, day) ?? (await pages.get(key, day));
    if (recap === undefined) return sendWords(request, response, 404, NOT_FOUND);
    if (part === 'page') return sendText(request, response, recap.page, recap.policy);
    if (part === 'icon') return sendPicture(request, response, ICON);
    if (part === 'feed') return sendText(request, response, recap.feed);
    const photo = recap.photos.get(part.photo);
    const opened = photo && (await needs.openPhoto(recap.teamId, photo));
    if (opened === undefined) return sendWords(request, response, 404, 'This photo is not there any more.');
    const { kept, content } = opened;
    sendPicture(request, response, { type: TYPES[kept.type], hash: kept.hash, content });
  };
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return sendWords(request, response, 405, 'This can only be read.');
    const asked = readPath(request.url ?? '');
    if (asked === undefined) return sendWords(request, response, 404, NOT_FOUND);
    answer(request, response, asked).catch((error: unknown) => {
      needs.log.warn(errorLogFields(error), 'a page could not be shown');
      if (!response.headersSent)
        sendWords(request, response, 503, 'This can’t be shown at the moment. Try again soon.');
    });
  };
}

/** Takes an address apart, whatever stands before {@link WEB_ROOT} in it. */
function readPath(url: string): Asked | undefined {
  const path = url.replace(/[?#].*$/s, '');
  const at = path.indexOf(WEB_ROOT);
  const [key = '', ...rest] = path.slice(at + WEB_ROOT.length).split('/');
  if (at < 0 || key === '') return undefined;
  const day = /^\d{4}-\d\d-\d\d$/.test(rest[0] ?? '') ? rest.shift() : undefined;
  const place = { key, ...omitUndefined({ day }) };
  const [name, photo] = rest;
  if (rest.length === 0) return { ...place, part: 'page' };
  if (rest.length === 1 && day === undefined) {
    if (name === 'feed.xml') return { ...place, part: 'feed' };
    if (name === 'icon.svg') return { ...place, part: 'icon' };
  }
  if (rest.length !== 2 || name !== 'photos') return undefined;
  try {
    return { ...place, part: { photo: decodeURIComponent(photo!) } };
  } catch {
    return undefined;
  }
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
 * Pages as they were made last: what a page is made from is looked at once a second at most, and it is made again if
 * that has changed. Who asks meanwhile waits for the same work. Answers undefined where there is no such page.
 */
function createPageCache({ find, render, now }: PageCacheNeeds) {
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
