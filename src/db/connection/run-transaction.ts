import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import type { Tables } from '#db/schema/tables.ts';
import { AppError } from '#errors.ts';

/** Postgres: could not serialize access; deadlock detected. Both mean that nothing was done and to try again. */
const TRY_AGAIN = new Set<unknown>(['40001', '40P01']);
const MOST_TRIES = 20;
const LONGEST_WAIT_MS = 100;

/** The work that the code at hand runs in. */
const inFlight = new AsyncLocalStorage<{ over: boolean }>();

/** Does all of `work` or nothing, as if nothing else ran at the same time. */
export type Atomically = <Result>(work: (transaction: Transaction<Tables>) => Promise<Result>) => Promise<Result>;

/** Has the code of `work`, and all that it calls, known as work that is under way until it ends. */
export async function asUnderWay<Result>(work: () => Promise<Result>): Promise<Result> {
  const state = { over: false };
  try {
    return await inFlight.run(state, work);
  } finally {
    state.over = true;
  }
}

/** {@link Atomically}; again where Postgres could not do it so. */
export async function runTransaction<Result>(
  db: Kysely<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await db
        .transaction()
        .setIsolationLevel('serializable')
        .execute((transaction) => asUnderWay(() => work(transaction)));
    } catch (error) {
      if (!TRY_AGAIN.has((error as { code?: unknown }).code)) throw error;
      if (tries === MOST_TRIES) {
        throw new AppError('failed', 'The database is too busy. Try again in a minute.', { cause: error });
      }
    }
    // Those that were in each other's way come back at different times.
    await setTimeout(Math.random() * Math.min(2 ** tries, LONGEST_WAIT_MS));
  }
}

/** As {@link runTransaction}; within a transaction as a part of it. */
export async function inTransaction<Result>(
  db: Kysely<Tables>,
  work: (transaction: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  return db.isTransaction ? work(db) : runTransaction(db, work);
}

/** @throws Error where it would wait for the only connection while its own caller holds it: for ever. */
export function assertNotUnderWay(): void {
  if (inFlight.getStore()?.over === false) {
    throw new Error('Work that runs runTransaction may touch nothing but the stores that it is given.');
  }
}
