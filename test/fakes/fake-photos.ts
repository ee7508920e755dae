import type { KeptPhoto, PhotoFiles, UnusablePhoto } from '#usecases/ports/photo-store.ts';

/** Photos in memory: those that a test puts in are kept, others can't be had. */
export interface FakePhotos extends PhotoFiles {
  /** By `TEAM FILE`. */
  readonly kept: Map<string, KeptPhoto | UnusablePhoto>;
  /** What was asked to be kept, as `TEAM FILE`. */
  readonly asked: string[];
  /** What was not to be removed, each time. */
  readonly sweeps: string[][];
}

export function createFakePhotos(): FakePhotos {
  const kept: FakePhotos['kept'] = new Map();
  const asked: string[] = [];
  const sweeps: string[][] = [];
  return {
    kept,
    asked,
    sweeps,
    find: async (teamId, { id }) => kept.get(`${teamId} ${id}`),
    keepSoon(teamId, photos) {
      asked.push(...photos.map(({ id }) => `${teamId} ${id}`));
    },
    async open(teamId, { id }) {
      const known = kept.get(`${teamId} ${id}`);
      if (known === undefined || 'unusable' in known) return undefined;
      return { kept: known, content: new TextEncoder().encode(`content of ${id}`) };
    },
    async keepOnly(photos) {
      sweeps.push(photos.map(({ teamId, id }) => `${teamId} ${id}`).sort());
    },
  };
}

export function keptPhoto(more: Partial<KeptPhoto> = {}): KeptPhoto {
  return { hash: 'ab'.repeat(32), type: 'jpg', width: 1600, height: 1200, bytes: 99, ...more };
}
