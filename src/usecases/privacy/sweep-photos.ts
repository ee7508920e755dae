import { errorLogFields } from '#shared/error-log-fields.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';

/** Notes may also disappear through another replica, or directly in the database. */
const EVERY_MS = 60 * 60_000;

/** Deletes the photos of deleted notes. */
export interface PhotoSweep {
  /** Awaits something that may delete notes, and makes the next sweep due. */
  after<Result>(doing: Promise<Result>): Promise<Result>;
  /** Sweeps if it is due. Never throws. */
  run(): Promise<void>;
}

export function createPhotoSweep(deps: Pick<BotDependencies, 'database' | 'photos' | 'clock' | 'log'>): PhotoSweep {
  let dueAt = Number.NEGATIVE_INFINITY;
  return {
    async after(doing) {
      const result = await doing;
      dueAt = Number.NEGATIVE_INFINITY;
      return result;
    },
    async run() {
      const now = deps.clock.now();
      if (now < dueAt) return;
      dueAt = now + EVERY_MS;
      try {
        await deps.photos.keepOnly(await deps.database.notes.photos());
      } catch (error) {
        deps.log.warn(errorLogFields(error), 'photos of notes that are gone were not removed');
      }
    },
  };
}
