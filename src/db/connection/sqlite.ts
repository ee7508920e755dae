import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
} from 'kysely';
import { SQLITE_TYPES, toStorableText } from '#db/schema/column-types.ts';
import { createMigrations, migrate } from '#db/schema/migrations.ts';
import type { Tables } from '#db/schema/tables.ts';
import { AppError } from '#errors.ts';
import { explainFailure, FileGoneError } from './explain-failure.ts';
import { assertNotInTransaction } from './run-transaction.ts';

/** How long a statement waits for another process before it lets this one do something else. */
const BUSY_TIMEOUT_MS = 10;

/** What to do about SQLite's result codes, for the person who starts the program. */
const HINTS: Record<number, string> = {
  5: 'another program keeps it locked. Stop that program',
  8: "it isn't writable. Give the user that runs the bot write access to the file and its folder",
  13: 'the disk is full. Free up space',
  14: "it cannot be opened. Check that it is a file in a folder that the bot's user can write to",
  26: "it isn't a SQLite database. Move it away, or set another file in DATABASE_URL",
};

/** Opens a file (creating its folder) or `:memory:` and migrates it to the newest schema. @throws AppError */
export async function openSqlite(path: string): Promise<Kysely<Tables>> {
  try {
    const db = createSqliteKysely(await retryWhileBusy(() => openFile(path), OPENING_MS), path);
    try {
      await retryWhileBusy(() => migrate(db, createMigrations(SQLITE_TYPES)), OPENING_MS);
      return db;
    } catch (error) {
      await db.destroy();
      throw error;
    }
  } catch (error) {
    throw explain(path, error);
  }
}

/** Returns Kysely on an open database; its schema is left as it is. */
export function createSqliteKysely(database: DatabaseSync, path = ':memory:'): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new Dialect({ database: new SqliteConnection(database, path) }, database) });
}

function openFile(path: string): DatabaseSync {
  if (path !== ':memory:') {
    // The file holds people's notes: only the user that runs the bot may read it.
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    closeSync(openSync(path, 'a', 0o600));
  }
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  try {
    db.exec('pragma journal_mode = wal');
    // In WAL mode the default can lose the last commits in a power cut.
    db.exec('pragma synchronous = full');
    // Overwrites deleted rows, so that what a person had erased can't be recovered.
    db.exec('pragma secure_delete = on');
    // SQLite opens a read-only file without complaint and would only fail at the first note.
    db.exec('begin immediate; rollback');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

class Dialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;
  readonly #database: DatabaseSync;

  constructor(config: SqliteDialectConfig, database: DatabaseSync) {
    super(config);
    this.#config = config;
    this.#database = database;
  }

  override createDriver(): Driver {
    return new Driver(this.#config, this.#database);
  }

  override createAdapter(): Adapter {
    return new Adapter();
  }
}

class Driver extends SqliteDriver {
  readonly #database: DatabaseSync;

  constructor(config: SqliteDialectConfig, database: DatabaseSync) {
    super(config);
    this.#database = database;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    assertNotInTransaction();
    const connection = await super.acquireConnection();
    return {
      executeQuery: <Row>(query: CompiledQuery) =>
        retryWhileBusy(() => connection.executeQuery<Row>(query)).catch((error): never => {
          throw explainFailure(error);
        }),
      streamQuery: (query, size) => connection.streamQuery(query, size),
    };
  }

  /**
   * Takes the write lock at once: a transaction that starts with a read can't upgrade to a write after another
   * connection has written.
   */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** SQLite itself rolls back if the disk is full. An error from a second rollback would hide the cause. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection);
  }
}

class Adapter extends SqliteAdapter {
  /** Kysely's adapter says false, although SQLite rolls DDL back: a migration is applied completely or not at all. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function explain(path: string, failure: unknown): unknown {
  const error = failure instanceof AppError ? (failure.cause ?? failure) : failure;
  const { code, errcode, errstr } = error as { code?: string; errcode?: number; errstr?: string };
  if (error instanceof AppError || code === undefined) return failure;
  // The low byte of an extended result code is the primary code.
  const known = errcode === undefined ? HINTS[14] : HINTS[errcode & 0xff];
  const reason = known ?? `SQLite says "${errstr}". Set another file`;
  return new AppError('refused', `The database file ${path} can't be used: ${reason}.`, { cause: error });
}

/**
 * The size of the statement cache: more than the program's fixed statements, since `in` lists of varying length add
 * others.
 */
const MOST_STATEMENTS = 200;

/** Adapts `node:sqlite` to Kysely's interface and caches prepared statements. */
class SqliteConnection implements SqliteDatabase {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, SqliteStatement>();
  readonly #assertFile: () => void;

  constructor(db: DatabaseSync, path: string) {
    this.#db = db;
    this.#assertFile = path === ':memory:' ? () => undefined : createFileCheck(path);
  }

  prepare(sql: string): SqliteStatement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      if (this.#statements.size >= MOST_STATEMENTS) this.#statements.clear();
      // What a transaction writes is checked when it commits.
      const isInside = () => this.#db.isTransaction && sql !== 'commit';
      statement = wrap(this.#db.prepare(sql), () => isInside() || this.#assertFile());
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }
}

/** Returns a function that throws if the file at a path has been deleted or replaced since. */
function createFileCheck(path: string): () => void {
  const { ino } = statSync(path);
  return () => {
    if (statSync(path, { throwIfNoEntry: false })?.ino !== ino) throw new FileGoneError('The database file is gone.');
  };
}

/**
 * Adapts a statement to Kysely's interface. `assertFile` runs before anything that may write, see
 * {@link SqliteConnection}.
 */
function wrap(statement: StatementSync, assertFile: () => unknown): SqliteStatement {
  const bind = (parameters: readonly unknown[]) => parameters.map(toStorableText) as SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...bind(parameters)),
    run(parameters) {
      assertFile();
      return statement.run(...bind(parameters));
    },
    iterate: (parameters) => statement.iterate(...bind(parameters)) as IterableIterator<unknown>,
  };
}

const SQLITE_BUSY = 5;
/** Slack waits three seconds for an answer. Nothing may be saved after a person was told that it wasn't. */
const PATIENCE_MS = 2_000;
/** Several processes may open a new file at once, and one of them migrates it. */
const OPENING_MS = 10_000;
const PAUSE_MS = 5;

/**
 * Retries `work` for some time while another connection holds SQLite's lock. SQLite's own busy timeout would block
 * the event loop meanwhile.
 */
async function retryWhileBusy<Result>(work: () => Result | Promise<Result>, patienceMs = PATIENCE_MS): Promise<Result> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
    }
    await setTimeout(PAUSE_MS);
  }
}

function isBusy(error: unknown): boolean {
  const { errcode = 0 } = ((error instanceof AppError ? error.cause : error) ?? {}) as { errcode?: number };
  // The low byte of an extended result code is the primary code.
  return (errcode & 0xff) === SQLITE_BUSY;
}
