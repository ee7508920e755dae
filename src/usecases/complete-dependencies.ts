import { createPlacerCache } from '#usecases/notes/place-note.ts';
import type { BotDependencies } from './ports/dependencies.ts';
import { createPhotoSweep } from './privacy/sweep-photos.ts';

/** Adds what use cases remember between calls. */
export function completeDependencies(given: Omit<BotDependencies, 'placers' | 'photoSweep'>): BotDependencies {
  const deps = { ...given };
  return Object.assign(deps, {
    placers: createPlacerCache(deps),
    photoSweep: createPhotoSweep(deps),
  });
}
