import type { Migration } from 'kysely';
import type { ColumnTypes } from './column-types.ts';
import { createStoreTables } from './migration-001.ts';
import { addFromShared } from './migration-002.ts';
import { addDecisions } from './migration-003.ts';

/** By name, in the order of their names. One that was released is never changed: a further one mends it. */
export function migrationsFor(types: ColumnTypes): Record<string, Migration> {
  return {
    '001-stores': { up: (db) => createStoreTables(db, types) },
    '002-from-shared': { up: addFromShared },
    '003-decisions': { up: (db) => addDecisions(db, types) },
  };
}
