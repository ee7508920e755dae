import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  SqliteAdapter,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely';
import { SQLITE_TYPES } from '#db/schema/column-types.ts';
import { migrate } from '#db/schema/migrate.ts';
import { migrationsFor } from '#db/schema/migrations.ts';
import type { Tables } from '#db/schema/tables.ts';
import { AppError } from '#errors.ts';
import { retryWhileBusy } from './retry-while-busy.ts';
import { assertNotUnderWay } from './run-transaction.ts';
import { SqliteConnection } from './sqlite-connection.ts';

/** How long a statement waits for another process before it lets this one do something else. */
const BUSY_TIMEOUT_MS = 10;

/** A step of the setup, in a word, for what SQLite's result codes mean to the person who starts the program. */
const MENDS: Record<number, string> = {
  5: 'another program keeps it locked. Stop that program',
  8: 'it may not be written. Give the user that runs the bot the right to write the file and its folder',
  13: 'the disk is full. Make room',
  14: 'it cannot be opened. Check that it is a file in a folder that the user that runs the bot may write',
  26: 'it is no SQLite database. Move it away, or name another file in DATABASE_URL',
};

/** Opens a file, or `:memory:`, with its folder and the newest schema. @throws AppError */
export async function openSqlite(path: string): Promise<Kysely<Tables>> {
  try {
    const connection = new SqliteConnection(await retryWhileBusy(() => openFile(path)));
    const db = new Kysely<Tables>({ dialect: new Dialect({ database: connection }) });
    try {
      await migrate(db, migrationsFor(SQLITE_TYPES));
      return db;
    } catch (error) {
      await db.destroy();
      throw error;
    }
  } catch (error) {
    throw explain(path, error);
  }
}

function openFile(path: string): DatabaseSync {
  if (path !== ':memory:') {
    // People's notes: for the user that runs the bot alone, where it is us who make the folder or the file.
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
  }
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  try {
    db.exec('pragma journal_mode = wal');
    // In WAL mode the default can lose what was acknowledged just before a power cut.
    db.exec('pragma synchronous = full');
    // What a person had erased is overwritten.
    db.exec('pragma secure_delete = on');
    // SQLite opens a file that it may not write all the same, and would say so at the first note.
    db.exec('begin immediate; rollback');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

class Dialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;

  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): Driver {
    return new Driver(this.#config);
  }

  override createAdapter(): Adapter {
    return new Adapter();
  }
}

class Driver extends SqliteDriver {
  override async acquireConnection(): Promise<DatabaseConnection> {
    assertNotUnderWay();
    const connection = await super.acquireConnection();
    return {
      executeQuery: (query) => retryWhileBusy(() => connection.executeQuery(query)),
      streamQuery: (query, size) => connection.streamQuery(query, size),
    };
  }

  /** A transaction that began by reading could not go on to write when another process wrote in between. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

class Adapter extends SqliteAdapter {
  /** True of SQLite, though not of all that Kysely's own adapter is used with; a migration is done or not. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function explain(path: string, error: unknown): unknown {
  const { code, errcode, errstr } = error as { code?: string; errcode?: number; errstr?: string };
  if (error instanceof AppError || code === undefined) return error;
  // The low byte is the result code, the others say more of it.
  const known = errcode === undefined ? MENDS[14] : MENDS[errcode & 0xff];
  const reason = known ?? `SQLite says "${errstr}". Name another file in DATABASE_URL`;
  return new AppError('refused', `The database file ${path} can't be used: ${reason}.`, { cause: error });
}
