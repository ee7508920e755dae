import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { freePort } from '#demo/local-slack/run.ts';
import type { Photo } from '#domain/recap/recap.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { findBarriers, findChromium, launchChromium, measureShift } from '#test/fakes/browser.ts';
import { keptPhoto } from '#test/fakes/fake-photos.ts';
import { CONFERENCE } from '#test/fakes/sample-results.ts';
import { readRecap } from '#test/render/golden.ts';
import { createRecapRoute } from '#web/recap-route.ts';
import { serveRoutes } from '#web/router.ts';

const chromiumPath = findChromium();
const skip = chromiumPath === undefined && 'no chromium found: install it or set CHROMIUM_PATH';
const KEY = `conf1.${'t'.repeat(24)}`;
const DAYS = ['2016-05-26', '2016-05-27'];
/** Where the pictures of a run are put, to be looked at. */
const SHOTS = process.env.PAGE_SHOTS;

describe('the recap on the web, in a browser', { skip }, () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serveRoutes>>;
  let base: string;

  before(async () => {
    const port = (await freePort())!;
    const content = await sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#7a8fa6' } })
      .jpeg()
      .toBuffer();
    const recap = readRecap('small');
    const photos = recap.days.flatMap(({ talks, hallway }) => [...talks, hallway].flatMap((one) => one.photos));
    const named = (photo: Photo) => photo.file.replace(/^photos\//, '');
    const route = createRecapRoute({
      find: async (key, day) =>
        key !== KEY || (day !== undefined && !DAYS.includes(day))
          ? undefined
          : {
              conference: CONFERENCE,
              ...omitUndefined({ day }),
              published: DAYS.map((date) => ({ date, publishedAt: 0, changedAt: 0 })),
              hash: 'one',
              compile: async () => ({
                recap: day === undefined ? recap : { ...recap, days: recap.days.filter(({ date }) => date === day) },
                photos: new Map(photos.map((photo) => [named(photo), { id: 'F1', name: named(photo) }])),
              }),
            },
      openPhoto: async () => ({ kept: keptPhoto(), content }),
      publicUrl: undefined,
      now: Date.now,
      log: { info: () => {}, warn: () => {}, error: () => {} },
    });
    server = await serveRoutes(port, { '/r/*': route });
    base = `http://localhost:${port}/r/${KEY}`;
    browser = await launchChromium(chromiumPath!);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function open(path: string, width: number, colorScheme: 'light' | 'dark') {
    const page = await browser.newPage({
      viewport: { width, height: 900 },
      colorScheme,
      reducedMotion: 'reduce',
    });
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(`${base}${path}`);
    return { page, complaints, requests };
  }

  // With the other two pairs, the page without photos is examined in page.browser.test.ts.
  for (const [width, colorScheme] of [
    [390, 'light'],
    [1280, 'dark'],
  ] as const) {
    it(`shows photos, keeps still and asks nobody else, ${colorScheme} at ${width} pixels`, async () => {
      const { page, complaints, requests } = await open('', width, colorScheme);
      const shift = await measureShift(page);
      assert.equal(
        requests.filter((url) => url.includes('/photos/')).length < 2,
        true,
        'photos come when they are near',
      );
      const photo = page.locator('.photos img').first();
      await photo.scrollIntoViewIfNeeded();
      await photo.evaluate((image) => (image as unknown as { decode: () => Promise<void> }).decode());
      assert.equal(shift, 0);
      assert.deepEqual(await findBarriers(page), []);
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width);
      assert.ok(
        requests.every((url) => url.startsWith(base)),
        requests.join(),
      );
      assert.deepEqual(complaints, []);
      if (SHOTS !== undefined) {
        await page.screenshot({ path: `${SHOTS}/photo-${width}-${colorScheme}.png` });
        await page.evaluate('scrollTo(0, 0)');
        await page.screenshot({ path: `${SHOTS}/top-${width}-${colorScheme}.png` });
      }
      await page.close();
    });
  }

  it('leads from the conference to a day, to a quote’s message, and back', async () => {
    const { page, complaints } = await open('', 390, 'light');
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Thu 26 May' }).click();
    assert.equal(page.url(), `${base}/2016-05-26`);
    assert.match(await page.title(), /Digest for day 1/);
    const source = page
      .locator('.quote')
      .first()
      .getByRole('link', { name: /^Note by/ });
    assert.match((await source.getAttribute('href'))!, /^(?:https:\/\/|#note-)/);
    const photo = page.locator('.photos img').first();
    await photo.scrollIntoViewIfNeeded();
    await photo.evaluate((image) => (image as unknown as { decode: () => Promise<void> }).decode());
    await page.getByRole('link', { name: 'Whole conference' }).click();
    assert.equal(page.url(), base);
    assert.deepEqual(complaints, []);
    if (SHOTS !== undefined) {
      await page.goto(`${base}/2016-05-26`);
      await page.screenshot({ path: `${SHOTS}/day-390.png` });
    }
    await page.close();
  });

  it('can be searched with the keyboard alone', async () => {
    const { page } = await open('', 1280, 'light');
    await page.keyboard.press('/');
    await page.keyboard.type('release it');
    if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/search-1280.png` });
    await page.keyboard.press('Enter');
    assert.match(await page.locator('.found').innerText(), /Release It!/);
    await page.close();
  });
});
