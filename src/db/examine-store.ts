import { AppError } from '../errors.ts';
import { type Finding, mend, ok } from '../usecases/finding.ts';
import { openDatabase } from './open-database.ts';

/** Opens the store as the bot does, with its schema brought up to date, asks it for something, and closes it. */
export async function examineStore(url: string): Promise<Finding> {
  try {
    const { database } = await openDatabase(url);
    try {
      await database.ping();
    } finally {
      await database.close();
    }
    return ok(
      'DATABASE_URL',
      `${url.startsWith('sqlite:') ? url : 'Postgres'} answers, its schema is current`,
    );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return mend('DATABASE_URL', error.message);
  }
}
