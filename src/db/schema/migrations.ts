import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { AppError } from '#errors.ts';
import type { ColumnTypes } from './column-types.ts';
import { createInitialTables } from './initial-tables.ts';

/** Migrations in the order of their names. A released one is never changed: add another to fix it. */
export function createMigrations(types: ColumnTypes): Record<string, Migration> {
  return {
    '001-stores': { up: (db) => createInitialTables(db, types) },
    '002-from-shared': { up: addFromShared },
    '003-decisions': { up: (db) => addDecisions(db, types) },
  };
}

/**
 * Migrates a database to the newest schema. Several processes may do so at once.
 * @throws AppError if a newer version of the program created the database
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

/** Queried directly, because Kysely's introspection of all tables takes longer than the rest of a start. */
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

/** Whether other organizations could read a note. Unknown for existing notes, so no. */
async function addFromShared(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('notes')
    .addColumn('from_shared', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}

/** Organizers' edits of a recap, one row per decision. */
async function addDecisions(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('decisions')
    .addColumn('conference_id', text, (column) => column.notNull().references('conferences.id').onDelete('cascade'))
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('body', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('decisions_key', ['conference_id', 'key'])
    .execute();
}
