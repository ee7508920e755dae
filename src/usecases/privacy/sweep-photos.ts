import { errorLogFields } from '#shared/error-log-fields.ts';
import type { BotDependencies, PhotoSweep } from '#usecases/ports/dependencies.ts';

/** Sweeps at least this often, because notes may also be deleted by another replica or directly in the database. */
const EVERY_MS = 60 * 60_000;

export function createPhotoSweep(deps: Pick<BotDependencies, 'database' | 'photos' | 'clock' | 'log'>): PhotoSweep {
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
