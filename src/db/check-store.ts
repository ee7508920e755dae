import { AppError } from '#errors.ts';
import { type Finding, fix, ok } from '#usecases/ports/doctor-finding.ts';
import { examineEvidence } from '#usecases/recap/check-evidence.ts';
import { openDatabase } from './open-database.ts';

/**
 * Opens and migrates the store as the bot does, reports what the evidence check left out of posted digests, and closes
 * it again.
 */
export async function* examineStore(url: string): AsyncGenerator<Finding> {
  try {
    const { database } = await openDatabase(url);
    try {
      await database.ping();
      yield ok('DATABASE_URL', `${url.startsWith('sqlite:') ? url : 'Postgres'} answers, its schema is current`);
      yield* examineEvidence({ database });
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    yield fix('DATABASE_URL', error.message);
  }
}
