import { errorLogFields } from '#shared/error-log-fields.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';

/** Notes go in more ways than the bot's own verbs: another replica's, somebody's in the database. */
const EVERY_MS = 60 * 60_000;

/** Removes the photos of notes that are gone. */
export interface PhotoSweep {
  /** Something may have gone with what was just done: the next sweep is due. Answers what was done. */
  after<Result>(doing: Promise<Result>): Promise<Result>;
  /** Sweeps where that is due, by level: whatever no note has is removed. Never throws. */
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
