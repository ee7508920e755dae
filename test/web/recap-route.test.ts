import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get } from 'node:http';
import { after, before, beforeEach, describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { XMLParser } from 'fast-xml-parser';
import { freePort } from '#demo/local-slack/run.ts';
import type { Recap } from '#domain/recap/recap.ts';
import { AppError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { keptPhoto } from '#test/fakes/fake-photos.ts';
import { CONFERENCE } from '#test/fakes/sample-results.ts';
import { readRecap } from '#test/render/golden.ts';
import type { WebRecap } from '#usecases/recap/web-recap.ts';
import { createRecapRoute } from '#web/recap-route.ts';
import { serveRoutes } from '#web/router.ts';

const KEY = `conf1.${'t'.repeat(24)}`;
const PUBLISHED = [
  { date: '2016-05-26', publishedAt: Date.UTC(2016, 4, 26, 22, 30), changedAt: Date.UTC(2016, 4, 26, 23) },
  {
    date: '2016-05-27',
    publishedAt: Date.UTC(2016, 4, 27, 22, 30),
    changedAt: Date.UTC(2016, 4, 27, 22, 30),
  },
];

describe('the recap on the web', () => {
  let port: number;
  let server: Awaited<ReturnType<typeof serveRoutes>>;
  let now = 0;
  let recap: Recap;
  let hash: string;
  let compiled: number;
  let failing: Error | undefined;
  let isOpen: boolean;

  before(async () => {
    port = (await freePort())!;
    const route = createRecapRoute({
      find: async (key, day) => {
        if (failing !== undefined) throw failing;
        if (!isOpen || key !== KEY || (day !== undefined && day !== '2016-05-26')) return undefined;
        return webRecap(day);
      },
      openPhoto: async (_teamId, { id }) =>
        id === 'F1' ? { kept: keptPhoto({ type: 'png' }), content: Buffer.from('a picture') } : undefined,
      publicUrl: 'https://recap.example.org/bot',
      now: () => now,
      log: { info: () => {}, warn: () => {}, error: () => {} },
    });
    server = await serveRoutes(port, { '/r/*': route });
  });
  after(() => server.stop());
  beforeEach(() => {
    now += 10_000_000;
    recap = readRecap('small');
    hash = 'one';
    compiled = 0;
    failing = undefined;
    isOpen = true;
  });

  function webRecap(day?: string): WebRecap {
    return {
      conference: CONFERENCE,
      ...omitUndefined({ day }),
      published: PUBLISHED,
      hash,
      async compile() {
        compiled += 1;
        const photos = new Map([
          ['feedback-loop.png', { id: 'F1', name: 'feedback-loop.png' }],
          ['gone.png', { id: 'F2', name: 'gone.png' }],
        ]);
        return { recap, photos };
      },
    };
  }

  const ask = (path: string, init: RequestInit = {}) => fetch(`http://localhost:${port}${path}`, init);

  it('can’t be framed, indexed or revealed by a referrer', async () => {
    const response = await ask(`/r/${KEY}`);
    assert.equal(response.status, 200);
    const { headers } = response;
    assert.equal(headers.get('content-type'), 'text/html; charset=utf-8');
    assert.match(
      headers.get('content-security-policy')!,
      /^default-src 'none'; img-src 'self'; script-src 'sha256-[^ ]+'; style-src 'sha256-[^ ]+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
    );
    assert.equal(headers.get('x-robots-tag'), 'noindex, nofollow');
    assert.equal(headers.get('referrer-policy'), 'no-referrer');
    assert.equal(headers.get('cache-control'), 'private, no-cache');
    const html = await response.text();
    assert.ok(html.includes(`src="${KEY}/photos/feedback-loop.png"`));
    assert.ok(html.includes(`href="${KEY}/2016-05-26"`));
    assert.doesNotMatch(html.replaceAll(/href="https?:[^"]*"/g, ''), /(?:src|href)="(?:https?:)?\/\//);
  });

  it('has a page for each day, whose addresses hold from there', async () => {
    const html = await (await ask(`/r/${KEY}/2016-05-26`)).text();
    assert.ok(html.includes('src="2016-05-26/photos/feedback-loop.png"'));
    assert.ok(html.includes(`href="../${KEY}"`));
    assert.equal((await ask(`/r/${KEY}/2016-05-26/photos/feedback-loop.png`)).status, 200);
    assert.equal((await ask(`/r/${KEY}/2016-05-27`)).status, 404);
  });

  it('is sent once to a browser that has it, without its content for a HEAD request, and packed', async () => {
    const first = await ask(`/r/${KEY}`, { headers: { 'accept-encoding': 'identity' } });
    const length = Number(first.headers.get('content-length'));
    assert.equal((await first.arrayBuffer()).byteLength, length);
    const etag = first.headers.get('etag')!;
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await ask(`/r/${KEY}`, { headers: { 'if-none-match': tag } });
      assert.deepEqual([again.status, await again.text()], [304, ''], tag);
    }
    assert.equal((await ask(`/r/${KEY}`, { headers: { 'if-none-match': '"other"' } })).status, 200);
    const head = await ask(`/r/${KEY}`, { method: 'HEAD', headers: { 'accept-encoding': 'identity' } });
    assert.deepEqual([head.status, Number(head.headers.get('content-length'))], [200, length]);
    const [packed] = await once(
      get({ port, path: `/r/${KEY}`, headers: { 'accept-encoding': 'br, gzip' } }),
      'response',
    );
    assert.equal(packed.headers['content-encoding'], 'gzip');
    const chunks = await packed.toArray();
    assert.equal(gunzipSync(Buffer.concat(chunks)).byteLength, length);
  });

  it('is made once for all who ask, and again only when it has changed', async () => {
    await Promise.all([ask(`/r/${KEY}`), ask(`/r/${KEY}`), ask(`/r/${KEY}/feed.xml`)]);
    now += 2_000;
    const { headers } = await ask(`/r/${KEY}`);
    assert.equal(compiled, 1);
    recap = { ...recap, headlines: [] };
    hash = 'two';
    assert.equal((await ask(`/r/${KEY}`)).headers.get('etag'), headers.get('etag'));
    now += 1_100;
    assert.notEqual((await ask(`/r/${KEY}`)).headers.get('etag'), headers.get('etag'));
    assert.equal(compiled, 2);
  });

  it('is gone a second after it was closed', async () => {
    assert.equal((await ask(`/r/${KEY}`)).status, 200);
    isOpen = false;
    now += 1_100;
    for (const path of ['', '/feed.xml', '/photos/feedback-loop.png']) {
      const gone = await ask(`/r/${KEY}${path}`);
      assert.equal(gone.status, 404);
      assert.equal(gone.headers.get('cache-control'), 'no-store');
      assert.doesNotMatch(await gone.text(), /DevOps/);
    }
  });

  it('shows photos of the page and no others', async () => {
    const photo = await ask(`/r/${KEY}/photos/feedback-loop.png`);
    assert.equal(photo.headers.get('content-type'), 'image/png');
    assert.equal(photo.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(photo.headers.get('content-security-policy'), "default-src 'none'; frame-ancestors 'none'");
    assert.equal(await photo.text(), 'a picture');
    const known = { headers: { 'if-none-match': photo.headers.get('etag')! } };
    assert.equal((await ask(`/r/${KEY}/photos/feedback-loop.png`, known)).status, 304);
    for (const name of ['gone.png', 'other.png', '..%2f..%2fpackage.json', '__proto__', '%E0%A4%A', '']) {
      assert.equal((await ask(`/r/${KEY}/photos/${name}`)).status, 404, name);
    }
  });

  it('has a feed of its days, newest first', async () => {
    const response = await ask(`/r/${KEY}/feed.xml`);
    assert.equal(response.headers.get('content-type'), 'application/atom+xml; charset=utf-8');
    const { feed } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(await response.text());
    const base = `https://recap.example.org/bot/r/${KEY}`;
    assert.deepEqual(
      feed.entry.map(({ id, link, published, updated }: Record<string, { href?: string }>) => ({
        id,
        link: link?.href,
        published,
        updated,
      })),
      [
        {
          id: 'tag:conference-recap,2026:conf1:2016-05-27',
          link: `${base}/2016-05-27`,
          published: '2016-05-27T22:30:00.000Z',
          updated: '2016-05-27T22:30:00.000Z',
        },
        {
          id: 'tag:conference-recap,2026:conf1:2016-05-26',
          link: `${base}/2016-05-26`,
          published: '2016-05-26T22:30:00.000Z',
          updated: '2016-05-26T23:00:00.000Z',
        },
      ],
    );
    assert.equal(feed.link[0].href, `${base}/feed.xml`);
    assert.match(feed.entry[1].summary['#text'], /^\d+ notes\n• .+ \(in John Willis’s talk\)/);
  });

  it('keeps hostile words in the feed as words', async () => {
    recap = readRecap('nasty');
    const text = await (await ask(`/r/${KEY}/feed.xml`)).text();
    const { feed } = new XMLParser().parse(text, true);
    assert.ok(String(feed.title).length > 0);
    assert.doesNotMatch(text, /<script|<img/);
  });

  it('has an icon, as browsers ask for one', async () => {
    const icon = await ask(`/r/${KEY}/icon.svg`);
    assert.deepEqual([icon.status, icon.headers.get('content-type')], [200, 'image/svg+xml']);
  });

  it('knows no other addresses', async () => {
    for (const path of ['/r/', '/r/x', `/r/${KEY}/`, `/r/${KEY}/2016-05-26/feed.xml`, `/r/${KEY}/photos`, '/r/%00']) {
      assert.equal((await ask(path)).status, 404, path);
    }
    assert.equal((await ask(`/r/${KEY}`, { method: 'POST' })).status, 405);
  });

  it('says so where it can’t be shown now', async () => {
    failing = new AppError('unreachable', 'Slack is away.');
    const away = await ask(`/r/${KEY}`);
    assert.deepEqual([away.status, away.headers.get('retry-after')], [503, '10']);
    const inGerman = await ask(`/r/${KEY}`, { headers: { 'accept-language': 'de-AT,de;q=0.9,en;q=0.8' } });
    assert.match(await inGerman.text(), /gerade nicht/);
  });
});
