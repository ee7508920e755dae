import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import { POSTGRES_TYPES, toStorableText } from '#db/schema/column-types.ts';
import { createMigrations, migrate } from '#db/schema/migrations.ts';
import type { Tables } from '#db/schema/tables.ts';
import { AppError } from '#errors.ts';
import { explainFailure, isQueryTimeout } from './explain-failure.ts';

/** Slack waits three seconds for an answer: what can't be done by then must fail rather than be stored unnoticed. */
const CONNECT_TIMEOUT_MS = 2_500;
const LOCK_TIMEOUT_MS = 2_000;
/** A server that stops answering must not hold all connections until the network gives up. No query takes as long. */
const QUERY_TIMEOUT_MS = 30_000;
/** Postgres's type id of a bigint. */
const INT8 = 20;

/** What to do about Postgres's and the network's error codes, for the person who starts the program. */
const HINTS: Record<string, string> = {
  ECONNREFUSED: 'nothing is listening there. Start Postgres, or correct DATABASE_URL',
  ENOTFOUND: 'there is no such host. Correct DATABASE_URL',
  '28P01': 'it rejected the password. Correct DATABASE_URL',
  '28000': 'it denied this user access. Correct DATABASE_URL',
  '3D000': 'it has no such database. Create it, or correct DATABASE_URL',
  '42501': 'this user may not create tables in it. Grant the permission, or use another database',
};

/** Connects to a server and migrates its database to the newest schema. @throws AppError */
export async function openPostgres(url: string, { queryTimeoutMs = QUERY_TIMEOUT_MS } = {}): Promise<Kysely<Tables>> {
  const open = (limits?: { queryTimeoutMs: number }) =>
    new Kysely<Tables>({ dialect: new PostgresDialect({ pool: () => createPool(url, limits) }) });
  // A migration may take longer, and waits while another process migrates.
  const unlimited = open();
  try {
    await migrate(unlimited, createMigrations(POSTGRES_TYPES));
  } catch (error) {
    throw explain(url, error);
  } finally {
    await unlimited.destroy();
  }
  return open({ queryTimeoutMs });
}

async function createPool(url: string, limits: { queryTimeoutMs: number } | undefined): Promise<PostgresPool> {
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
    ...(limits && { query_timeout: limits.queryTimeoutMs }),
  });
  // Without an error listener, a broken connection would end the process. The pool's listener is for idle connections,
  // which it drops. The client's is for one that breaks between two queries of a transaction; the next query then
  // fails.
  pool.on('error', () => {});
  pool.on('connect', (client) => void client.on('error', () => {}));
  return {
    connect: async () => {
      const client = await pool.connect().catch((error) => {
        throw explainFailure(error);
      });
      let silence: unknown;
      const query = async (sql: string, parameters: readonly unknown[]) => {
        // The connection still waits for the earlier answer.
        if (silence !== undefined) throw silence;
        // PgBouncer rejects the limit as a parameter of the connection, and gives each transaction another connection.
        const isStart = limits !== undefined && sql.startsWith('start transaction');
        const limited = isStart ? `${sql}; set local lock_timeout = ${LOCK_TIMEOUT_MS}` : sql;
        try {
          return await client.query(limited, parameters.map(toStorableText));
        } catch (error) {
          const explained = explainFailure(error);
          if (isQueryTimeout(error)) silence = explained;
          throw explained;
        }
      };
      // Kysely only calls the overload with a cursor if it was given a cursor class.
      return {
        query: query as unknown as PostgresPoolClient['query'],
        release: () => client.release(silence !== undefined),
      };
    },
    end: () => pool.end(),
  };
}

function explain(url: string, failure: unknown): unknown {
  const error = failure instanceof AppError ? (failure.cause ?? failure) : failure;
  if (error instanceof AppError) return error;
  const { code, message } = error as { code?: string; message?: string };
  const reason = HINTS[code ?? ''] ?? `it says "${message}". Correct DATABASE_URL`;
  // Without the password.
  const place = URL.canParse(url) ? `${new URL(url).host}${new URL(url).pathname}` : 'DATABASE_URL';
  return new AppError('unreachable', `The Postgres database ${place} can't be used: ${reason}.`, {
    cause: error,
  });
}
