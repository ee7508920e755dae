import { type Kysely, sql } from 'kysely';
import type { ColumnTypes } from './column-types.ts';

/** Long texts are the last columns, so that SQLite doesn't read them for queries of the columns before. */
export async function createInitialTables(db: Kysely<unknown>, { text, sequence }: ColumnTypes): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('conferences')
    .addColumn('id', text, (id) => id.primaryKey())
    .addColumn('team_id', text, (column) => column.notNull())
    .addColumn('last_day', text, (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('body', text, (column) => column.notNull())
    .execute();
  await schema.createIndex('conferences_of_team').on('conferences').columns(['team_id', 'created_at']).execute();
  await schema.createIndex('conferences_by_last_day').on('conferences').column('last_day').execute();

  await schema
    .createTable('conference_channels')
    .addColumn('team_id', text, (column) => column.notNull())
    .addColumn('channel', text, (column) => column.notNull())
    .addColumn('conference_id', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('conference_channels_key', ['team_id', 'channel', 'conference_id'])
    .addForeignKeyConstraint('conference_channels_conference', ['conference_id'], 'conferences', ['id'], (key) =>
      key.onDelete('cascade'),
    )
    .execute();
  await schema.createIndex('channels_of_conference').on('conference_channels').column('conference_id').execute();

  await schema
    .createTable('talks')
    .addColumn('conference_id', text, (column) => column.notNull().references('conferences.id').onDelete('cascade'))
    .addColumn('id', text, (column) => column.notNull())
    .addColumn('starts_at', 'bigint', (column) => column.notNull())
    .addColumn('body', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('talks_key', ['conference_id', 'id'])
    .execute();

  await schema
    .createTable('notes')
    .addColumn('team_id', text, (column) => column.notNull())
    .addColumn('channel', text, (column) => column.notNull())
    .addColumn('ts', text, (column) => column.notNull())
    .addColumn('conference_id', text, (column) => column.notNull().references('conferences.id').onDelete('cascade'))
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('thread_ts', text)
    .addColumn('author_id', text, (column) => column.notNull())
    .addColumn('day', text, (column) => column.notNull())
    .addColumn('talk_id', text)
    .addColumn('placed_by', text, (column) => column.notNull())
    .addColumn('stated_kind', text)
    .addColumn('from_private', 'integer', (column) => column.notNull())
    .addColumn('edited_ts', text)
    .addColumn('deleted_at', 'bigint')
    .addColumn('captures', text, (column) => column.notNull())
    .addColumn('photos', text, (column) => column.notNull())
    .addColumn('work', text)
    .addColumn('source', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('notes_key', ['team_id', 'channel', 'ts'])
    .execute();
  await schema.createIndex('notes_of_day').on('notes').columns(['conference_id', 'day', 'at', 'ts']).execute();
  await schema.createIndex('notes_of_author').on('notes').columns(['author_id', 'conference_id']).execute();

  await schema
    .createTable('publications')
    .addColumn('sequence', sequence, (column) => column.primaryKey())
    .addColumn('key', text, (column) => column.notNull().unique())
    .addColumn('team_id', text, (column) => column.notNull())
    .addColumn('conference_id', text, (column) => column.notNull().references('conferences.id').onDelete('cascade'))
    .addColumn('channel', text, (column) => column.notNull())
    .addColumn('parent_key', text)
    .addColumn('wanted_hash', text, (column) => column.notNull())
    .addColumn('ts', text)
    .addColumn('posted_hash', text)
    .addColumn('started_at', 'bigint')
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('retry_at', 'bigint', (column) => column.notNull())
    .addColumn('failure', text)
    .addColumn('wanted', text)
    // 1 if the message has to be removed, posted, updated, or looked up because the outcome of the last attempt is
    // unknown.
    .addColumn('pending', 'integer', (column) =>
      column
        .generatedAlwaysAs(
          sql`case
            when failure is not null then 0
            when started_at is not null then 1
            when wanted is null then case when ts is null then 0 else 1 end
            when ts is null or posted_hash is distinct from wanted_hash then 1
            else 0
          end`,
        )
        .stored(),
    )
    .execute();
  await schema
    .createIndex('publications_pending')
    .on('publications')
    .column('sequence')
    .where(sql.ref('pending'), '=', sql.lit(1))
    .execute();
  await schema
    .createIndex('publications_at_place')
    .on('publications')
    .columns(['channel', 'ts'])
    .where(sql.ref('ts'), 'is not', null)
    .execute();
  await schema.createIndex('publications_of_conference').on('publications').column('conference_id').execute();

  await schema
    .createTable('removed_works')
    .addColumn('conference_id', text, (column) => column.notNull().references('conferences.id').onDelete('cascade'))
    .addColumn('work_key', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('removed_works_key', ['conference_id', 'work_key'])
    .execute();

  await schema
    .createTable('opt_outs')
    .addColumn('team_id', text, (column) => column.notNull())
    .addColumn('user_id', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('opt_outs_key', ['team_id', 'user_id'])
    .execute();

  await schema
    .createTable('key_values')
    .addColumn('namespace', text, (column) => column.notNull())
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('value', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('key_values_key', ['namespace', 'key'])
    .execute();
  await schema
    .createIndex('key_values_by_expiry')
    .on('key_values')
    .column('expires_at')
    .where(sql.ref('expires_at'), 'is not', null)
    .execute();
}
