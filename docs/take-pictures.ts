/**
 * `npm run pictures`: takes the pictures of the documents from the sample conference's page, and from the demo's Slack
 * where that runs on this machine.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { runCli } from '#cli/run-cli.ts';
import { runDemo } from '#demo/run-demo.ts';
import { findChromium, launchChromium } from '../test/fakes/browser.ts';

const PICTURES = [
  { name: 'page-desktop.png', width: 1280, height: 1500, colorScheme: 'light' },
  { name: 'page-phone.png', width: 390, height: 1500, colorScheme: 'dark' },
  { name: 'page-reading.png', width: 1280, height: 1500, colorScheme: 'light', part: '#reading-list' },
  { name: 'page-desktop-de.png', width: 1280, height: 1500, colorScheme: 'light', language: 'de' },
  { name: 'page-phone-de.png', width: 390, height: 1500, colorScheme: 'dark', language: 'de' },
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
const sample = join(root, 'examples/devopsdays-toronto-2016');
const inGerman = await mkdtemp(join(tmpdir(), 'recap-'));
const compile = ['compile', join(sample, 'export'), '--schedule', join(sample, 'schedule.json'), '--language', 'de'];
await runCli([...compile, '--summarizer', 'extractive', '--format', 'html', '--out', inGerman], process);
for (const { name, width, height, colorScheme, ...of } of PICTURES) {
  const page = await browser.newPage({
    ...{ viewport: { width, height }, colorScheme },
    // So that scrolling is done at once.
    reducedMotion: 'reduce',
  });
  await page.goto(pathToFileURL(join('language' in of ? inGerman : sample, 'recap.html')).href);
  const path = join(root, 'docs', name);
  await ('part' in of ? page.locator(of.part) : page).screenshot({ path });
  await page.close();
}
await rm(inGerman, { recursive: true });
await takeDemoPictures(browser);
await takeDemoPictures(browser, 'de');
await browser.close();

/** Pictures of the sample's channel; with `language`, only of a digest in it. */
async function takeDemoPictures(browser: Browser, language?: 'de'): Promise<void> {
  const end = new AbortController();
  const shown = Promise.withResolvers<string>();
  let url = '';
  const demo = runDemo(
    { once: false, ...(language && { language }) },
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
  for (const screen of SLACK_SCREENS) await takeSlackPictures(browser, address, { ...screen, language });
  end.abort();
  await demo;
}

/** The digest in the channel, a talk's thread and App Home. */
async function takeSlackPictures(
  browser: Browser,
  address: string,
  { suffix, width, height, language }: (typeof SLACK_SCREENS)[number] & { language: 'de' | undefined },
): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.goto(address);
  const digest = page.locator('.msg', {
    has: page.locator('.bk-header', { hasText: language === 'de' ? '· Tag 1 ·' : '· Day 1 ·' }),
  });
  await showAtTop(page, digest.first());
  const name = language === undefined ? suffix : `${suffix}-${language}`;
  await page.screenshot({ path: join(root, 'docs', `demo-digest-${name}.png`) });
  if (language !== undefined) return page.close();
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
  // The page then stays where it is.
  await page.keyboard.press('Shift');
  await message.evaluate((element) =>
    (element as unknown as { scrollIntoView(options: object): void }).scrollIntoView({ block: 'start' }),
  );
}
