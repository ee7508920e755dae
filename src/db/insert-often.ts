import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * Makes the insert of a row that is written all the time: its query is built and compiled once a database, which
 * takes longer than SQLite does to run it. `build` gives the query of a row whose values are its only parameters, in
 * the row's order; all rows have the same columns in the same order.
 */
export function insertOften<Row extends object>(
  build: (db: Kysely<Tables>, row: Row) => Compilable,
): (db: Kysely<Tables>, row: Row) => Promise<void> {
  const compiled = new WeakMap<object, CompiledQuery>();
  return async (db, row) => {
    // The adapter is the one thing that a database and its transactions share.
    const { adapter } = db.getExecutor();
    let query = compiled.get(adapter);
    if (query === undefined) {
      query = build(db, row).compile();
      compiled.set(adapter, query);
    }
    await db.executeQuery({ ...query, parameters: Object.values(row) });
  };
}
