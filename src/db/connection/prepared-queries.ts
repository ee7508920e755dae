import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Tables } from '#db/schema/tables.ts';

/** Queries that are built once a database: building and compiling takes longer than SQLite does to run them. */
function compileOnce<Parameters extends readonly unknown[]>(
  build: (db: Kysely<Tables>, ...parameters: Parameters) => Compilable,
): (db: Kysely<Tables>, parameters: Parameters) => CompiledQuery {
  const compiled = new WeakMap<object, CompiledQuery>();
  return (db, parameters) => {
    // The adapter is the one thing that a database and its transactions share.
    const { adapter } = db.getExecutor();
    let query = compiled.get(adapter);
    if (query === undefined) {
      query = build(db, ...parameters).compile();
      compiled.set(adapter, query);
    }
    return query;
  };
}

/**
 * Makes the insert of a row that is written all the time. `build` gives the query of a row whose values are its only
 * parameters, in the row's order; all rows have the same columns in the same order.
 */
export function insertOften<Row extends object>(
  build: (db: Kysely<Tables>, row: Row) => Compilable,
): (db: Kysely<Tables>, row: Row) => Promise<void> {
  const query = compileOnce(build);
  return async (db, row) => {
    await db.executeQuery({ ...query(db, [row]), parameters: Object.values(row) });
  };
}

/** Makes a query that is asked all the time. `build` uses each parameter once, in order, and has no others. */
export function selectOften<Row, Parameters extends readonly unknown[]>(
  build: (db: Kysely<Tables>, ...parameters: Parameters) => Compilable<Row>,
): (db: Kysely<Tables>, ...parameters: Parameters) => Promise<Row[]> {
  const query = compileOnce(build);
  return async (db, ...parameters) => {
    const { rows } = await db.executeQuery<Row>({
      ...(query(db, parameters) as CompiledQuery<Row>),
      parameters,
    });
    return rows;
  };
}
