import { type Compilable, type CompiledQuery, type Kysely, PostgresAdapter, type RawBuilder, sql } from 'kysely';
import type { Tables } from '#db/schema/tables.ts';

/** Returns whether the database is Postgres: only that has several writers, and `for update skip locked`. */
export function isPostgres(db: Kysely<Tables>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

/** Compiles a query once per database: compiling takes Kysely longer than SQLite needs to run it. */
function compileOnce<Parameters extends readonly unknown[]>(
  build: (db: Kysely<Tables>, ...parameters: Parameters) => Compilable,
): (db: Kysely<Tables>, parameters: Parameters) => CompiledQuery {
  const compiled = new WeakMap<object, CompiledQuery>();
  return (db, parameters) => {
    // A database and its transactions share nothing but the adapter.
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
 * Prepares a frequent insert. `build` returns the query for a row whose values are its only parameters, in order; all
 * rows have the same columns in the same order.
 */
export function preparedInsert<Row extends object>(
  build: (db: Kysely<Tables>, row: Row) => Compilable,
): (db: Kysely<Tables>, row: Row) => Promise<void> {
  const query = compileOnce(build);
  return async (db, row) => {
    await db.executeQuery({ ...query(db, [row]), parameters: Object.values(row) });
  };
}

/** Prepares a frequent query. `build` uses each parameter once, in order, and no others. */
export function preparedSelect<Row, Parameters extends readonly unknown[]>(
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

/** Returns the `do update set` of an upsert: each column takes the value from the rejected insert. */
export function excluded<Column extends string>(columns: readonly Column[]): Record<Column, RawBuilder<never>> {
  return Object.fromEntries(columns.map((column) => [column, sql.ref(`excluded.${column}`)])) as Record<
    Column,
    RawBuilder<never>
  >;
}
