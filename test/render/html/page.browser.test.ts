import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { Recap } from '#domain/recap/recap.ts';
import { renderHtml } from '#render/html/page.ts';
import { findBarriers, findChromium, launchChromium, measureShift } from '#test/fakes/browser.ts';
import { readRecap } from '#test/render/golden.ts';
import { manyTalks } from '#test/render/many-talks.ts';

const chromiumPath = findChromium();
const skip = chromiumPath === undefined && 'no chromium found: install it or set CHROMIUM_PATH';
/** A picture of 4 by 3 points. */
const PICTURE = Buffer.from('R0lGODlhBAADAIAAAP///wAAACH5BAAAAAAALAAAAAAEAAMAAAIDhI9WADs=', 'base64');

describe('the page in a browser', { skip }, () => {
  let browser: Browser;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'recap-page-'));
    browser = await launchChromium(chromiumPath!);
  });

  after(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const { width, colorScheme } of [
    { width: 390, colorScheme: 'dark' },
    { width: 1280, colorScheme: 'light' },
  ] as const) {
    test(`it is accessible at ${width} pixels, ${colorScheme}`, async () => {
      const { page, complaints } = await openPage(readRecap('small'), width, colorScheme);
      assert.deepEqual(await findBarriers(page), []);
      assert.deepEqual(complaints, []);
      await page.close();
    });

    test(`nothing is wider than ${width} pixels, and nothing else runs`, async () => {
      for (const recap of [readRecap('nasty'), manyTalks({ talks: 40, rooms: 6, notes: 200 })]) {
        const { page, complaints } = await openPage(recap, width, colorScheme);
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width);
        assert.deepEqual(complaints, []);
        await page.close();
      }
    });
  }

  test('photos are shown, and move nothing when they arrive', async () => {
    const recap = readRecap('small');
    const photos = recap.days.flatMap(({ talks }) => talks.flatMap((talk) => talk.photos));
    for (const photo of photos) Object.assign(photo, { width: 1_600, height: 1_200 });
    const arrive = Promise.withResolvers<void>();
    const { page } = await openPage(recap, 390, 'light', arrive.promise);
    const boxes = () =>
      page.evaluate(
        `[...document.querySelectorAll('.photos img')].map((image) => [image.clientWidth, image.clientHeight])`,
      );
    const before = await boxes();
    assert.deepEqual(before, Array(photos.length).fill([348, 261]));
    arrive.resolve();
    await page.evaluate(`(async () => {
      for (const image of document.querySelectorAll('.photos img')) {
        image.scrollIntoView();
        await image.decode();
      }
    })()`);
    assert.deepEqual(await boxes(), before);
    await page.close();
  });

  test('a cover keeps its shape, and cuts no line, however long its words are', async () => {
    const recap = readRecap('small');
    const [book] = recap.readingList.filter(({ kind }) => kind === 'book');
    const titles = ['Q', 'The science of lean software and more '.repeat(5), 'x'.repeat(200), '科学'.repeat(60)];
    const readingList = titles.flatMap((title) => [
      { ...book!, title, authors: [] },
      { ...book!, title, authors: [title] },
    ]);
    for (const width of [320, 1280]) {
      const { page } = await openPage({ ...recap, readingList }, width, 'light');
      for (const media of ['screen', 'print'] as const) {
        await page.emulateMedia({ media });
        // Of each its shape, what doesn't fit, and which part of a line is cut.
        const covers = await page.evaluate(`[...document.querySelectorAll('.cover')].map((cover) => {
          const cut = ['::before', '::after'].map((part) => {
            const { height, lineHeight } = getComputedStyle(cover, part);
            const lines = parseFloat(height) / parseFloat(lineHeight);
            return Math.round(Math.abs(lines - Math.round(lines)) * 10);
          });
          return [(cover.clientHeight / cover.clientWidth).toFixed(1), cover.scrollHeight - cover.clientHeight, ...cut];
        })`);
        assert.deepEqual(
          covers,
          readingList.map(() => ['1.5', 0, 0, 0]),
        );
      }
      await page.close();
    }
  });

  test('a mark opens the folded notes at its note', async () => {
    const { page } = await openPage(readRecap('small'), 1280, 'light');
    const mark = page.locator('a.src[href^="#note-"]').first();
    const target = page.locator(`[id="${(await mark.getAttribute('href'))!.slice(1)}"]`);
    assert.equal(await target.isVisible(), false);
    await mark.click();
    await target.waitFor({ state: 'visible' });
    await page.close();
  });

  for (const { width, colorScheme } of [
    { width: 390, colorScheme: 'light' },
    { width: 1280, colorScheme: 'dark' },
  ] as const) {
    test(`a reader finds a talk, a quote and a book at ${width} pixels, ${colorScheme}`, async () => {
      const { page, complaints } = await openPage(readRecap('small'), width, colorScheme);
      const field = page.getByRole('searchbox', { name: 'Search this recap' });
      const results = page.getByRole('list', { name: 'Results' }).getByRole('link');
      await page.keyboard.press('/');
      await page.keyboard.type('kromhout cultur');
      assert.match(await results.first().innerText(), /Containers will not fix your broken culture/);
      assert.deepEqual(await findBarriers(page), []);
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      assert.equal(await results.count(), 0);
      assert.match(page.url(), /#talk-/);
      assert.ok(await page.locator('.found').isVisible());

      await field.fill('burnout');
      await results.filter({ hasText: 'six sources' }).last().click();
      const note = page.locator('.notes li.found');
      assert.ok(await note.isVisible(), 'the folded notes are opened');

      await field.fill('RELEASE it');
      await results.filter({ hasText: 'Reading list' }).first().click();
      assert.match(await page.locator('.works .found').innerText(), /Release It!/);

      await field.fill('xyzzy');
      assert.match(await page.getByRole('status').innerText(), /^Nothing found/);
      await page.keyboard.press('Escape');
      assert.equal(await page.getByRole('status').innerText(), '');
      assert.deepEqual(complaints, []);
      await page.close();
    });
  }

  test('hostile words are found as text', async () => {
    const { page, complaints } = await openPage(readRecap('nasty'), 390, 'light');
    const field = page.getByRole('searchbox');
    for (const words of ['<script', '<img', 'alert', '日本', '&amp;', 'x']) await field.fill(words);
    assert.deepEqual(complaints, []);
    await page.close();
  });

  test('nothing moves after the first paint', async () => {
    const { page } = await openPage(readRecap('small'), 390, 'light');
    assert.equal(await measureShift(page), 0);
    await page.close();
  });

  async function openPage(
    recap: Recap,
    width: number,
    colorScheme: 'light' | 'dark',
    photosArrive: Promise<void> = Promise.resolve(),
  ): Promise<{ page: Page; complaints: string[] }> {
    const file = join(folder, 'recap.html');
    await writeFile(file, renderHtml(recap));
    const page = await browser.newPage({
      viewport: { width, height: 900 },
      colorScheme,
      reducedMotion: 'reduce',
    });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('dialog', (dialog) => complaints.push(dialog.message()));
    await page.route('**/*', async (route) => {
      if (route.request().resourceType() !== 'image') return route.continue();
      await photosArrive;
      return route.fulfill({ contentType: 'image/gif', body: PICTURE });
    });
    await page.goto(pathToFileURL(file).href);
    return { page, complaints };
  }
});
