/**
 * `npm run pictures`: takes the pictures of the documents from the sample conference's page, and from the demo's Slack
 * where that runs on this machine.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { runDemo } from '#demo/run-demo.ts';
import { findChromium, launchChromium } from '../test/fakes/browser.ts';

const PICTURES = [
  { name: 'page-desktop.png', width: 1280, height: 1500, colorScheme: 'light' },
  { name: 'page-phone.png', width: 390, height: 1500, colorScheme: 'dark' },
  { name: 'page-reading.png', width: 1280, height: 1500, colorScheme: 'light', part: '#reading-list' },
] as const;

/** Desktop and a phone. */
const SLACK_SCREENS = [
  { suffix: 'desktop', width: 1280, height: 900 },
  { suffix: 'phone', width: 390, height: 844 },
] as const;

const root = join(import.meta.dirname, '..');
const chromium = findChromium();
if (chromium === undefined) {
  process.stderr.write('No Chromium was found. Install it or set CHROMIUM_PATH.\n');
  process.exit(1);
}
const browser = await launchChromium(chromium);
for (const { name, width, height, colorScheme, ...of } of PICTURES) {
  const page = await browser.newPage({
    ...{ viewport: { width, height }, colorScheme },
    // What is scrolled to stands still.
    reducedMotion: 'reduce',
  });
  await page.goto(pathToFileURL(join(root, 'examples/devopsdays-toronto-2016/recap.html')).href);
  const path = join(root, 'docs', name);
  await ('part' in of ? page.locator(of.part) : page).screenshot({ path });
  await page.close();
}
await takeDemoPictures(browser);
await browser.close();

async function takeDemoPictures(browser: Browser): Promise<void> {
  const end = new AbortController();
  const shown = Promise.withResolvers<string>();
  let url = '';
  const demo = runDemo(
    { once: false },
    {
      progress: (line) => {
        url ||= /http:\/\/localhost:\d+\//.exec(line)?.[0] ?? '';
      },
      result: (text) => {
        if (text.startsWith('Open http')) shown.resolve(url);
      },
    },
    end.signal,
  );
  demo.catch(shown.reject);
  const address = await shown.promise;
  for (const screen of SLACK_SCREENS) await takeSlackPictures(browser, address, screen);
  end.abort();
  await demo;
}

/** The digest in the channel, a talk's thread and App Home. */
async function takeSlackPictures(
  browser: Browser,
  address: string,
  { suffix, width, height }: (typeof SLACK_SCREENS)[number],
): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.goto(address);
  const digest = page.locator('.msg', { has: page.locator('.bk-header', { hasText: '· Day 1 ·' }) });
  await showAtTop(page, digest.first());
  await page.screenshot({ path: join(root, 'docs', `demo-digest-${suffix}.png`) });
  const thread = page.locator('.msg', { hasText: 'Reply here with what you hear' }).first();
  await thread.locator('.thread-summary').click();
  await page.locator('.thread-pane').waitFor();
  await page.screenshot({ path: join(root, 'docs', `demo-thread-${suffix}.png`) });
  await page.locator('.thread-x').click();
  await page
    .locator('.sidebar-item', { hasText: /recap$/ })
    .last()
    .click();
  await page.locator('.bk-header').first().waitFor();
  await page.screenshot({ path: join(root, 'docs', `demo-home-${suffix}.png`) });
  await page.close();
}

/** The page keeps itself at its newest message until it has settled. */
async function showAtTop(page: Page, message: ReturnType<Page['locator']>): Promise<void> {
  await message.waitFor();
  await page.waitForLoadState('networkidle');
  await message.evaluate((element) =>
    (element as unknown as { scrollIntoView(options: object): void }).scrollIntoView({ block: 'start' }),
  );
}
