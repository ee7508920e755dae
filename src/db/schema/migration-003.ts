import type { Kysely } from 'kysely';
import type { ColumnTypes } from './column-types.ts';

/** What organisers decided of a conference's recap, one row a decision. */
export async function addDecisions(db: Kysely<unknown>, { text }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('decisions')
    .addColumn('conference_id', text, (column) => column.notNull().references('conferences.id').onDelete('cascade'))
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('body', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('decisions_key', ['conference_id', 'key'])
    .execute();
}
