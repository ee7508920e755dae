import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { WEB_ROOT } from '#domain/conference/web-link.ts';
import type { NotePhoto } from '#domain/notes/note.ts';
import { errorLogFields } from '#shared/error-log-fields.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { Log } from '#usecases/ports/dependencies.ts';
import type { KeptPhoto } from '#usecases/ports/photo-store.ts';
import type { WebRecap } from '#usecases/recap/web-recap.ts';
import type { WebPage } from './render-page.ts';
import { type Resource, sendRefusal, sendResource } from './respond.ts';

interface RecapRouteNeeds {
  find(key: string, day?: string): Promise<WebRecap | undefined>;
  openPhoto(teamId: string, photo: NotePhoto): Promise<{ kept: KeptPhoto; content: Uint8Array } | undefined>;
  /** Without a trailing slash. The addresses in the feed start with it. */
  publicUrl: string | undefined;
  now(): number;
  log: Log;
}

/** What a request asks for: the page of a conference or a day, the conference's feed or icon, or a photo of a page. */
interface Asked {
  key: string;
  day?: string;
  part: 'page' | 'feed' | 'icon' | { photo: string };
}

/** Browsers request an icon in any case. */
const ICON: Resource = {
  type: 'image/svg+xml',
  etag: '"icon-1"',
  content: Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#9c3d16"/><path d="M4 5h8M4 8h8M4 11h5" stroke="#fff" stroke-width="1.5"/></svg>',
  ),
};

const TYPES = { png: 'image/png', jpg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp' };

const ASK_EACH_TIME = { 'cache-control': 'private, no-cache' };
const KEEP_A_WHILE = { 'cache-control': 'private, max-age=300' };

/** How long a page may still be served after it was closed, or after one of its notes was deleted. */
const CHECK_EVERY_MS = 1_000;
/** A page is rendered again after this time, because names of people and channels change without the notes changing. */
const RENDER_EVERY_MS = 60 * 60_000;
/** Bounds the memory: a page of a thousand notes takes about a megabyte. */
const MOST_PAGES = 40;

/**
 * Serves the recaps of conferences whose organizers published them on the web, below `/r/`: `KEY` the whole conference,
 * `KEY/DAY` a day, `KEY/feed.xml` the Atom feed, `…/photos/NAME` a photo. A wrong address and a closed one look the
 * same.
 */
export function createRecapRoute({ find, openPhoto, publicUrl, now, log }: RecapRouteNeeds): RequestListener {
  const pages = new LRUCache<string, { page: WebPage; hash: string; renderedAt: number }, Asked>({
    max: MOST_PAGES,
    ttl: CHECK_EVERY_MS,
    ttlResolution: 0,
    perf: { now },
    // A page that is evicted while it is rendered is still sent.
    ignoreFetchAbort: true,
    // Concurrent requests for a page wait for the same rendering.
    async fetchMethod(_id, last, { context: { key, day } }) {
      const found = await find(key, day);
      if (found === undefined) return undefined;
      const renderedAt = now();
      if (last?.hash === found.hash && renderedAt - last.renderedAt < RENDER_EVERY_MS) return { ...last };
      // Loaded with the first page, so that a bot without readers doesn't load it.
      const { renderPage } = await import('./render-page.ts');
      return { page: await renderPage(found, key, publicUrl), hash: found.hash, renderedAt };
    },
  });

  async function answer(request: IncomingMessage, response: ServerResponse, asked: Asked): Promise<void> {
    const { key, day = '', part } = asked;
    const { page } = (await pages.fetch(`${key}/${day}`, { context: asked })) ?? {};
    if (page === undefined) return sendRefusal(request, response, { status: 404, reason: 'web-nothing' });
    if (part === 'page') {
      return sendResource(request, response, {
        resource: page.html,
        extra: { ...ASK_EACH_TIME, 'content-security-policy': page.policy },
      });
    }
    if (part === 'feed') return sendResource(request, response, { resource: page.feed, extra: ASK_EACH_TIME });
    if (part === 'icon') return sendResource(request, response, { resource: ICON, extra: KEEP_A_WHILE });
    const photo = page.photos.get(part.photo);
    const opened = photo && (await openPhoto(page.teamId, photo));
    if (opened === undefined) return sendRefusal(request, response, { status: 404, reason: 'web-photo-gone' });
    const { kept, content } = opened;
    const resource = { type: TYPES[kept.type], etag: `"${kept.hash.slice(0, 32)}"`, content };
    sendResource(request, response, { resource, extra: KEEP_A_WHILE });
  }

  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return sendRefusal(request, response, { status: 405, reason: 'web-read-only' });
    const asked = readPath(request.url ?? '');
    if (asked === undefined) return sendRefusal(request, response, { status: 404, reason: 'web-nothing' });
    answer(request, response, asked).catch((error: unknown) => {
      log.warn(errorLogFields(error), 'failed to show a page');
      if (!response.headersSent) sendRefusal(request, response, { status: 503, reason: 'web-busy' });
    });
  };
}

/** Parses a URL, ignoring whatever precedes {@link WEB_ROOT} in its path. */
function readPath(url: string): Asked | undefined {
  const path = url.replace(/[?#].*$/s, '');
  const [, key, day, name = ''] =
    /^([^/]+)(?:\/(\d{4}-\d\d-\d\d))?(?:\/(feed\.xml|icon\.svg|photos\/[^/]*))?$/.exec(
      path.includes(WEB_ROOT) ? path.slice(path.indexOf(WEB_ROOT) + WEB_ROOT.length) : '',
    ) ?? [];
  if (key === undefined) return undefined;
  const place = { key, ...omitUndefined({ day }) };
  if (name === '') return { ...place, part: 'page' };
  if (name === 'feed.xml') return day === undefined ? { ...place, part: 'feed' } : undefined;
  if (name === 'icon.svg') return day === undefined ? { ...place, part: 'icon' } : undefined;
  try {
    return { ...place, part: { photo: decodeURIComponent(name.slice('photos/'.length)) } };
  } catch {
    return undefined;
  }
}
