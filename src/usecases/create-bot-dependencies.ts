import { errorLogFields } from '#shared/error-log-fields.ts';
import { createPlacerCache } from '#usecases/notes/place-note.ts';
import type { BotDependencies, PhotoSweep } from './ports/dependencies.ts';

/** Adds what use cases remember between calls. */
export function createBotDependencies(given: Omit<BotDependencies, 'placers' | 'photoSweep'>): BotDependencies {
  const deps = { ...given };
  return Object.assign(deps, {
    placers: createPlacerCache(deps),
    photoSweep: createPhotoSweep(deps),
  });
}

/** Sweeps at least this often, because notes may also be deleted by another replica or directly in the database. */
const EVERY_MS = 60 * 60_000;

function createPhotoSweep(deps: Pick<BotDependencies, 'database' | 'photos' | 'clock' | 'log'>): PhotoSweep {
  let dueAt = Number.NEGATIVE_INFINITY;
  return {
    request() {
      dueAt = Number.NEGATIVE_INFINITY;
    },
    async run() {
      const now = deps.clock.now();
      if (now < dueAt) return;
      dueAt = now + EVERY_MS;
      try {
        await deps.photos.keepOnly(await deps.database.notes.photos());
      } catch (error) {
        deps.log.warn(errorLogFields(error), 'failed to remove photos of deleted notes');
      }
    },
  };
}
