import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AppError } from '#errors.ts';
import { type Finding, fix, note, ok } from '#usecases/ports/doctor-finding.ts';
import { reportLeftOut } from '#usecases/recap/report-left-out.ts';
import { openDatabase } from './open-database.ts';

/**
 * Opens and migrates the store as the bot does, unless it is a file that doesn't exist yet; reports what the evidence check left out of posted digests, and closes
 * it again.
 */
export async function* checkStore(url: string): AsyncGenerator<Finding> {
  const missing = findMissingFile(url);
  if (missing !== undefined) {
    yield missing;
    return;
  }
  try {
    const { database } = await openDatabase(url);
    try {
      await database.ping();
      yield ok('DATABASE_URL', `${url.startsWith('sqlite:') ? url : 'Postgres'} works, and its schema is current`);
      yield* reportLeftOut({ database });
    } finally {
      await database.close();
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    yield fix('DATABASE_URL', error.message);
  }
}

/** Reports a SQLite file that doesn't exist: checking must not create it, because its path may be mistyped. */
function findMissingFile(url: string): Finding | undefined {
  if (!url.startsWith('sqlite:') || url === 'sqlite::memory:') return undefined;
  const path = resolve(url.slice('sqlite:'.length));
  if (existsSync(path)) return undefined;
  let folder = dirname(path);
  while (!existsSync(folder)) folder = dirname(folder);
  try {
    // A slash at the end makes a file, which can't hold another one, an error.
    accessSync(`${folder}/`, constants.W_OK);
  } catch {
    return fix('DATABASE_URL', `${path} can't be created, because ${folder} isn't a folder that the bot can write to.`);
  }
  return note('DATABASE_URL', `${path} doesn't exist yet. The bot will create it when it starts. Is the path right?`);
}
