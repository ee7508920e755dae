import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '#db/schema/tables.ts';
import { LocalizedError } from '#errors.ts';
import type { Isolation } from '#usecases/ports/stores.ts';

/** Postgres: could not serialize access; deadlock detected. Both mean that nothing was done, so retry. */
const TRY_AGAIN = new Set<unknown>(['40001', '40P01']);
/** Postgres: a lock wasn't released in time. */
const LOCK_TIMEOUT = '55P03';
const MOST_TRIES = 20;
const LONGEST_WAIT_MS = 100;
/** Slack waits three seconds for an answer to a request: what begins too late for it must not be stored unnoticed. */
const LATEST_START_MS = 2_500;

/** The transaction that the current code runs in. */
const inFlight = new AsyncLocalStorage<{ over: boolean }>();

/** Runs `work` completely or not at all, isolated from everything else. */
export type RunTransaction = <Result>(
  work: (transaction: Transaction<Tables>) => Promise<Result>,
  isolation?: Isolation,
) => Promise<Result>;

/** Marks everything that `work` calls as inside a transaction until it ends. */
export async function trackTransaction<Result>(work: () => Promise<Result>): Promise<Result> {
  const state = { over: false };
  try {
    return await inFlight.run(state, work);
  } finally {
    state.over = true;
  }
}

const inBackground = new AsyncLocalStorage<boolean>();

/** Runs work that nobody waits for: its transactions may start late, and wait for locks for as long as it takes. */
export function runInBackground<Result>(work: () => Result): Result {
  return inBackground.run(true, work);
}

/** {@link RunTransaction}, retried on conflicts. */
export async function runTransaction<Result>(
  db: Kysely<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
  isolation: Isolation = 'serializable',
): Promise<Result> {
  const requestedAt = performance.now();
  const isWaitedFor = inBackground.getStore() !== true;
  for (let tries = 1; ; tries++) {
    try {
      return await db
        .transaction()
        .setIsolationLevel(isolation)
        .execute((transaction) => {
          const isLate = performance.now() - requestedAt > LATEST_START_MS;
          if (isWaitedFor && isLate)
            throw new LocalizedError('failed', tries > 1 ? 'database-busy' : 'database-silent');
          return trackTransaction(() => work(transaction));
        });
    } catch (error) {
      if (!TRY_AGAIN.has(codeOf(error)) && !(codeOf(error) === LOCK_TIMEOUT && !isWaitedFor)) throw error;
      if (tries === MOST_TRIES) {
        throw new LocalizedError('failed', 'database-busy', {}, { cause: error });
      }
    }
    // Jitter, so that transactions that conflicted don't meet again.
    await setTimeout(Math.random() * Math.min(2 ** tries, LONGEST_WAIT_MS));
  }
}

function codeOf(error: unknown): unknown {
  const { code } = (error instanceof LocalizedError ? (error.cause ?? error) : error) as { code?: unknown };
  return code;
}

/** {@link runTransaction}, or part of the current transaction if there is one. */
export async function inTransaction<Result>(
  db: Kysely<Tables>,
  work: (transaction: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  return db.isTransaction ? work(db) : runTransaction(db, work);
}

/** @throws Error if the caller is in a transaction: waiting for the only connection, which it holds itself, never ends. */
export function assertNotInTransaction(): void {
  if (inFlight.getStore()?.over === false) {
    throw new Error('Work that runs runTransaction may touch nothing but the stores that it is given.');
  }
}
