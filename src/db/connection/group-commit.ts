import { setImmediate } from 'node:timers/promises';
import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import type { Tables } from '#db/schema/tables.ts';
import { assertNotInTransaction, type RunTransaction, trackTransaction } from './run-transaction.ts';

interface Job {
  /** Runs the work in the transaction. Never throws: `settle` resolves or rejects its caller after the commit. */
  run(transaction: Transaction<Tables>): Promise<{ isDone: boolean; error?: unknown; settle: () => void }>;
  fail(error: unknown): void;
}

/** Limits how long a caller waits for the work of others. */
const MAX_PER_COMMIT = 32;

const SAVEPOINT = CompiledQuery.raw('savepoint job');
const RELEASE = CompiledQuery.raw('release job');
const ROLLBACK = CompiledQuery.raw('rollback to job');

/**
 * Creates `runTransaction` for a database with one connection whose commits wait for the disk: work that is requested
 * in the meantime runs one after another, each in its own savepoint, and is committed together.
 */
export function createGroupCommit(db: Kysely<Tables>): RunTransaction {
  let waiting: Job[] = [];
  let isRunning = false;

  async function runAll(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      // Includes everything requested in this turn of the event loop.
      await setImmediate();
      const together = waiting.slice(0, MAX_PER_COMMIT);
      waiting = waiting.slice(MAX_PER_COMMIT);
      await runTogether(together);
    }
    isRunning = false;
  }

  async function runTogether(jobs: Job[]): Promise<void> {
    const settles: (() => void)[] = [];
    try {
      await db.transaction().execute(async (transaction) => {
        for (const job of jobs) {
          await transaction.executeQuery(SAVEPOINT);
          const { isDone, error, settle } = await job.run(transaction);
          if (!isDone) {
            await transaction.executeQuery(ROLLBACK).catch(() => {
              // On a full disk SQLite has ended the whole transaction itself, because of the job's error.
              throw error;
            });
          }
          await transaction.executeQuery(RELEASE);
          settles.push(settle);
        }
      });
    } catch (error) {
      // Work requested in the meantime fails too: the database is locked, full or gone.
      for (const job of [...jobs, ...waiting.splice(0)]) job.fail(error);
      return;
    }
    for (const settle of settles) settle();
  }

  return <Result>(work: (transaction: Transaction<Tables>) => Promise<Result>) => {
    assertNotInTransaction();
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    waiting.push({
      async run(transaction) {
        try {
          const result = await trackTransaction(() => work(transaction));
          return { isDone: true, settle: () => resolve(result) };
        } catch (error) {
          return { isDone: false, error, settle: () => reject(error) };
        }
      },
      fail: reject,
    });
    if (!isRunning) void runAll();
    return promise;
  };
}
