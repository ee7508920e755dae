import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { AppError } from '#errors.ts';
import type { ColumnTypes } from './column-types.ts';
import { createInitialTables } from './initial-tables.ts';
import type { Tables } from './tables.ts';

/** Migrations in the order of their names. A released one is never changed: add another to fix it. */
export function createMigrations(types: ColumnTypes): Record<string, Migration> {
  return {
    '001-stores': { up: (db) => createInitialTables(db, types) },
    '002-from-shared': { up: addFromShared },
    '003-decisions': { up: (db) => addDecisions(db, types) },
    '004-jobs': { up: (db) => addJobs(db, types) },
    '005-records': { up: moveRecords },
    '006-requests': { up: (db) => addRequests(db, types) },
    '007-field-names': { up: renameFields },
    '008-summaries': { up: dropUnownedSummaries },
    '009-unread-messages': { up: (db) => addUnreadMessages(db, types) },
    '010-reactions': { up: (db) => addReactions(db, types) },
    '011-refusals': { up: addRefusals },
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
      `The database was created by a newer version of Conference Recap (it has "${unknown}"). Run that version, or use another database in DATABASE_URL.`,
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

/**
 * Adds whether other organizations could read a note. That is unknown for existing notes, so they count as not shared.
 */
async function addFromShared(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('notes')
    .addColumn('from_shared', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}

/** Adds organizers' edits of a recap, one row per decision. */
async function addDecisions(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('decisions')
    .addColumn('conference_id', text, (column) => column.notNull().references('conferences.id').onDelete('cascade'))
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('body', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('decisions_key', ['conference_id', 'key'])
    .execute();
}

/** Adds the notes that commands and forms created, by Slack's request id. */
async function addRequests(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('requests')
    .addColumn('team_id', text, (column) => column.notNull())
    .addColumn('request_id', text, (column) => column.notNull())
    .addColumn('conference_id', text, (column) => column.notNull().references('conferences.id').onDelete('cascade'))
    .addColumn('channel', text, (column) => column.notNull())
    .addColumn('ts', text, (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('requests_key', ['team_id', 'request_id'])
    .execute();
  await db.schema.createIndex('requests_at').on('requests').column('at').execute();
}

/** Adds the columns and tables that let a query find due work, and the leases of the outbox. */
async function addJobs(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  const { schema } = db;
  const add = (
    table: string,
    column: string,
    { type, isRequired = false }: { type: 'bigint' | 'integer' | typeof text; isRequired?: boolean },
  ) =>
    schema
      .alterTable(table)
      .addColumn(column, type, (definition) => (isRequired ? definition.notNull().defaultTo(0) : definition))
      .execute();
  await add('conferences', 'changed_at', { type: 'bigint', isRequired: true });
  await add('conferences', 'due_at', { type: 'bigint' });
  await add('notes', 'changed_at', { type: 'bigint', isRequired: true });
  await add('publications', 'priority', { type: 'integer', isRequired: true });
  await add('publications', 'lease_owner', { type: text });
  await add('publications', 'lease_until', { type: 'bigint' });
  await sql`update conferences set due_at = 0`.execute(db);
  await sql`update publications set priority = case
    when key like 'note:%' then 2 when key like 'thread:%' then 1 else 0 end`.execute(db);
  await schema
    .createIndex('conferences_by_due')
    .on('conferences')
    .column('due_at')
    .where(sql.ref('due_at'), 'is not', null)
    .execute();
  await schema.createIndex('notes_by_change').on('notes').columns(['changed_at', 'conference_id', 'day']).execute();
  await schema
    .createIndex('publications_of_channel')
    .on('publications')
    .columns(['team_id', 'channel', 'priority', 'sequence'])
    .where(sql.ref('pending'), '=', sql.lit(1))
    .execute();
  await schema
    .createIndex('publications_failed')
    .on('publications')
    .column('retry_at')
    .where(sql.ref('failure'), 'is not', null)
    .execute();
  await schema
    .createTable('digest_states')
    .addColumn('conference_id', text, (column) => column.notNull().references('conferences.id').onDelete('cascade'))
    .addColumn('scope', text, (column) => column.notNull())
    .addColumn('checked_at', 'bigint', (column) => column.notNull())
    .addColumn('retry_at', 'bigint')
    .addColumn('body', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('digest_states_key', ['conference_id', 'scope'])
    .execute();
  await schema
    .createIndex('digest_states_by_retry')
    .on('digest_states')
    .column('retry_at')
    .where(sql.ref('retry_at'), 'is not', null)
    .execute();
  await schema
    .createTable('forgotten_people')
    .addColumn('team_id', text, (column) => column.notNull())
    .addColumn('user_id', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('forgotten_people_key', ['team_id', 'user_id'])
    .execute();
  await schema
    .createTable('installations')
    .addColumn('key', text, (column) => column.primaryKey())
    .addColumn('value', text, (column) => column.notNull())
    .execute();
}

/** Moves what must never expire from the key-value store into the tables above. */
async function moveRecords(untyped: Kysely<unknown>): Promise<void> {
  const db = untyped as Kysely<Tables>;
  const rows = await db
    .selectFrom('key_values')
    .select(['key', 'value'])
    .where('namespace', '=', 'values')
    .where(({ or, eb }) => or(MOVED.map((prefix) => eb('key', 'like', `${prefix}%`))))
    .execute();
  const conferences = new Set((await db.selectFrom('conferences').select('id').execute()).map(({ id }) => id));
  for (const { key, value } of rows) {
    const [kind, first = '', second = ''] = key.split(':');
    const body = JSON.stringify((JSON.parse(value) as { value: unknown }).value);
    if (kind === 'digest-state' && conferences.has(first)) {
      // Due now, because it isn't known what has changed since it was composed.
      const state = { conference_id: first, scope: second, checked_at: 0, retry_at: 0, body };
      await db.insertInto('digest_states').values(state).execute();
    } else if (kind === 'forgotten') {
      await db.insertInto('forgotten_people').values({ team_id: first, user_id: second }).execute();
    } else if (kind !== 'digest-state') {
      await db.insertInto('installations').values({ key, value: body }).execute();
    }
    await db.deleteFrom('key_values').where('namespace', '=', 'values').where('key', '=', key).execute();
  }
}

const MOVED = ['digest-state:', 'forgotten:', 'installation:', 'organisation-of:'];

/** Renames two fields of a conference to their current names. */
async function renameFields(untyped: Kysely<unknown>): Promise<void> {
  const db = untyped as Kysely<Tables>;
  for (const { id, body } of await db.selectFrom('conferences').select(['id', 'body']).execute()) {
    const { organisers, anew, ...rest } = JSON.parse(body) as Record<string, unknown>;
    const renamed = JSON.stringify({ ...rest, organizers: organisers, outdated: anew });
    await db.updateTable('conferences').set({ body: renamed }).where('id', '=', id).execute();
  }
}

/** Drops summaries whose keys don't name a workspace: they would not be found when their notes are deleted. */
async function dropUnownedSummaries(untyped: Kysely<unknown>): Promise<void> {
  const db = untyped as Kysely<Tables>;
  await db
    .deleteFrom('key_values')
    .where('namespace', '=', 'values')
    .where('key', 'like', 'summary:%')
    .where('key', 'not like', 'summary:%:%')
    .execute();
}

/** Who reacted to a note's message, as JSON. */
async function addReactions(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema.alterTable('notes').addColumn('reactions', text).execute();
}

/** How often Slack refused to post something, which says nothing about calls without an answer. */
async function addRefusals(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('publications')
    .addColumn('refusals', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}

/** Adds the messages that still have to be read from Slack. */
async function addUnreadMessages(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('unread_messages')
    .addColumn('team_id', text, (column) => column.notNull())
    .addColumn('channel', text, (column) => column.notNull())
    .addColumn('ts', text, (column) => column.notNull())
    .addColumn('way', text, (column) => column.notNull())
    .addColumn('user_id', text, (column) => column.notNull())
    .addColumn('conference_id', text, (column) => column.notNull().references('conferences.id').onDelete('cascade'))
    .addColumn('cursor', text)
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('unread_messages_key', ['team_id', 'channel', 'ts', 'way', 'user_id'])
    .execute();
  await db.schema.createIndex('unread_messages_by_due').on('unread_messages').columns(['due_at', 'team_id']).execute();
}
