import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import type { Recap } from '#domain/recap/recap.ts';
import { renderHtml } from '#render/html/page.ts';
import { findChromium, launchChromium } from '../test/fakes/browser.ts';
import { manyTalks } from '../test/render/many-talks.ts';
import { printTable } from './print-table.ts';

const SAMPLE = join(import.meta.dirname, '../examples/devopsdays-toronto-2016/recap.json');
const LOADS = 7;
const ASKED = ['n', 'no', 'note 7', 'sentence of some length', 'talk 12', 'nowhere'];

/** How soon the page shows in a browser, and how soon its search answers, beside an empty page. */
export async function run(): Promise<void> {
  const chromium = findChromium();
  if (chromium === undefined) {
    process.stdout.write('\nNo chromium was found, so pages are not measured: install it or set CHROMIUM_PATH.\n');
    return;
  }
  const folder = await mkdtemp(join(tmpdir(), 'bench-browser-'));
  const browser = await launchChromium(chromium);
  try {
    const pages: [string, string][] = [
      ['an empty page', '<!doctype html><title>-</title><p>.'],
      ['the sample conference', renderHtml(JSON.parse(readFileSync(SAMPLE, 'utf8')) as Recap)],
      ['40 talks, 1,000 notes', renderHtml(manyTalks({ talks: 40, rooms: 6, notes: 1_000 }))],
    ];
    const rows: string[][] = [];
    for (const [name, html] of pages) {
      const file = join(folder, 'page.html');
      await writeFile(file, html);
      const { paints, searches } = await measure(browser, pathToFileURL(file).href);
      rows.push([
        name,
        `${(Buffer.byteLength(html) / 1000).toFixed(0)} kB`,
        `${middle(paints).toFixed(0)} ms`,
        `${Math.max(...paints).toFixed(0)} ms`,
        searches.length === 0 ? '' : `${Math.max(...searches).toFixed(1)} ms`,
      ]);
    }
    printTable(
      `The page in a browser: first paint of ${LOADS} loads, and the slowest of ${ASKED.length} searches`,
      ['', 'page', 'first paint', 'slowest', 'search'],
      rows,
    );
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(browser: Browser, url: string): Promise<{ paints: number[]; searches: number[] }> {
  const paints: number[] = [];
  let searches: number[] = [];
  for (let load = 0; load < LOADS; load++) {
    const page = await browser.newPage({ viewport: { width: 390, height: 900 } });
    await page.goto(url);
    paints.push(
      (await page.evaluate(`new Promise((resolve) => {
        setTimeout(() => resolve(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0), 300);
      })`)) as number,
    );
    searches = (await page.evaluate(`
      const input = document.querySelector('#find');
      input === null ? [] : ${JSON.stringify(ASKED)}.map((words) => {
        input.value = words;
        const begun = performance.now();
        input.dispatchEvent(new Event('input'));
        document.querySelector('#found').getBoundingClientRect();
        return performance.now() - begun;
      })`)) as number[];
    await page.close();
  }
  return { paints, searches };
}

function middle(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
