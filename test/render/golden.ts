import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Recap } from '#domain/recap/recap.ts';

const folder = new URL('../fixtures/recaps/', import.meta.url);

/** A recap of `test/fixtures/recaps`, by its name without `.json`. */
export function readRecap(name: string): Recap {
  return JSON.parse(readFixture(`${name}.json`));
}

export function readFixture(file: string): string {
  return readFileSync(new URL(file, folder), 'utf8');
}

/** Fails if a text is not what the file holds; with UPDATE_GOLDEN=1 the file is written again instead. */
export function matchesGolden(actual: string, file: string): void {
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(new URL(file, folder), actual);
  assert.equal(actual, readFixture(file), `${file} differs; if that is meant, run with UPDATE_GOLDEN=1`);
}

/** A recap in which nothing was noted, with or without a schedule. */
export function emptyRecap({ talks }: { talks: number }): Recap {
  const nothing = { points: [], quotes: [], questions: [], photos: [], links: [], contributors: [] };
  const ids = Array.from({ length: talks }, (_, index) => `t${index}`);
  const day = {
    date: '2024-05-02',
    headlines: [],
    talks: ids.map((id) => ({
      ...nothing,
      id,
      title: `Title of ${id}`,
      speakers: [],
      startsAt: '2024-05-02T10:00:00+02:00',
      endsAt: '2024-05-02T11:00:00+02:00',
    })),
    hallway: nothing,
  };
  return {
    version: 1,
    conference: { name: 'Quiet', timezone: 'Europe/Berlin', from: '2024-05-02', to: '2024-05-02' },
    headlines: [],
    days: talks === 0 ? [] : [day],
    readingList: [],
    contributors: [],
    notCovered: ids,
    notes: [],
  };
}
