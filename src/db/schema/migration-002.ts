import type { Kysely } from 'kysely';

/** Notes know whether other organisations could read them; of those that are there already nobody knows: no. */
export async function addFromShared(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('notes')
    .addColumn('from_shared', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
}
