/** `npm run pictures`: takes the pictures of the documents from the sample conference's page. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findChromium, launchChromium } from '../test/fakes/browser.ts';

const PICTURES = [
  { name: 'page-desktop.png', width: 1280, height: 1500, colorScheme: 'light' },
  { name: 'page-phone.png', width: 390, height: 1500, colorScheme: 'dark' },
] as const;

const root = join(import.meta.dirname, '..');
const chromium = findChromium();
if (chromium === undefined) {
  process.stderr.write('No Chromium was found. Install it or set CHROMIUM_PATH.\n');
  process.exit(1);
}
const browser = await launchChromium(chromium);
for (const { name, width, height, colorScheme } of PICTURES) {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  await page.goto(pathToFileURL(join(root, 'examples/devopsdays-toronto-2016/recap.html')).href);
  await page.screenshot({ path: join(root, 'docs', name) });
  await page.close();
}
await browser.close();
