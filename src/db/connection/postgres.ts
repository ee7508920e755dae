import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import { POSTGRES_TYPES, toStorableText } from '#db/schema/column-types.ts';
import { createMigrations, migrate } from '#db/schema/migrations.ts';
import type { Tables } from '#db/schema/tables.ts';
import { AppError } from '#errors.ts';
import { explainFailure } from './explain-failure.ts';

const CONNECT_TIMEOUT_MS = 5_000;
/** Postgres's type id of a bigint. */
const INT8 = 20;

/** What to do about Postgres's and the network's error codes, for the person who starts the program. */
const HINTS: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there. Start Postgres, or correct DATABASE_URL',
  ENOTFOUND: 'there is no such host. Correct DATABASE_URL',
  '28P01': 'it rejected the password. Correct DATABASE_URL',
  '28000': 'it denied this user access. Correct DATABASE_URL',
  '3D000': 'it has no such database. Create it, or correct DATABASE_URL',
  '42501': 'this user may not create tables in it. Grant the permission, or use another database',
};

/** Connects to a server and migrates its database to the newest schema. @throws AppError */
export async function openPostgres(url: string): Promise<Kysely<Tables>> {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: () => createPool(url) }) });
  try {
    await migrate(db, createMigrations(POSTGRES_TYPES));
    return db;
  } catch (error) {
    await db.destroy();
    throw explain(url, error);
  }
}

async function createPool(url: string): Promise<PostgresPool> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'conference-recap',
    types: {
      // Counts and milliseconds are far below 2^53.
      getTypeParser: (oid, format) =>
        oid === INT8 ? Number : (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
    },
  });
  // Without an error listener, a broken connection would end the process. The pool's listener is for idle connections,
  // which it drops. The client's is for one that breaks between two queries of a transaction; the next query then
  // fails.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    connect: async () => {
      const client = await pool.connect().catch(throwExplained);
      const query = (sql: string, parameters: readonly unknown[]) =>
        client.query(sql, parameters.map(toStorableText)).catch(throwExplained);
      // Kysely only calls the overload with a cursor if it was given a cursor class.
      return { query: query as unknown as PostgresPoolClient['query'], release: () => client.release() };
    },
    end: () => pool.end(),
  };
}

function throwExplained(error: unknown): never {
  throw explainFailure(error);
}

function explain(url: string, failure: unknown): unknown {
  const error = failure instanceof AppError ? (failure.cause ?? failure) : failure;
  if (error instanceof AppError) return error;
  const { code, message } = error as { code?: string; message?: string };
  const reason = HINTS[code ?? ''] ?? `it says "${message}". Correct DATABASE_URL`;
  return new AppError('unreachable', `The Postgres database ${placeOf(url)} can't be used: ${reason}.`, {
    cause: error,
  });
}

/** Returns the host and database of a URL, without the password. */
function placeOf(url: string): string {
  return URL.canParse(url) ? `${new URL(url).host}${new URL(url).pathname}` : 'DATABASE_URL';
}
