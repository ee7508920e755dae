import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { AppError } from '#errors.ts';

/**
 * Brings a database to the newest schema; one that is there already is only asked for it. Several processes may do so
 * at once. @throws AppError when a newer version of the program made the database.
 */
export async function migrate<Tables>(db: Kysely<Tables>, migrations: Record<string, Migration>): Promise<void> {
  const done = await doneMigrations(db);
  const names = Object.keys(migrations);
  const unknown = done.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new AppError(
      'refused',
      `The database was made by a newer version of Conference Recap (it has "${unknown}"). Run that version, or name another database in DATABASE_URL.`,
    );
  }
  if (done.length === names.length) return;
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableName: 'recap_migrations',
    migrationLockTableName: 'recap_migration_lock',
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

/** Asked for directly: Kysely's own look at all tables takes several times as long as the rest of a start. */
async function doneMigrations<Tables>(db: Kysely<Tables>): Promise<string[]> {
  try {
    const { rows } = await sql<{ name: string }>`select name from recap_migrations`.execute(db);
    return rows.map(({ name }) => name);
  } catch (error) {
    if (isMissingTable(error)) return [];
    throw error;
  }
}

function isMissingTable(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return code === '42P01' || (code === 'ERR_SQLITE_ERROR' && message?.startsWith('no such table') === true);
}
