import { setImmediate } from 'node:timers/promises';
import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import type { Tables } from '#db/schema/tables.ts';
import { type Atomically, assertNotUnderWay, asUnderWay } from './run-transaction.ts';

interface Job {
  /** Does the work in the transaction; never throws: what it answers tells its caller, once all of it is safe. */
  run(transaction: Transaction<Tables>): Promise<{ isDone: boolean; tell: () => void }>;
  fail(error: unknown): void;
}

/** Works in one commit at most, so that no caller waits for too many others. */
const MOST_TOGETHER = 32;

const SAVEPOINT = CompiledQuery.raw('savepoint job');
const RELEASE = CompiledQuery.raw('release job');
const ROLLBACK = CompiledQuery.raw('rollback to job');

/**
 * `runTransaction` for a database with one connection, where a commit waits for the disk: works that wait for it at the
 * same time are done one after another and committed together, each of them whole or not at all.
 */
export function createGroupCommit(db: Kysely<Tables>): Atomically {
  let waiting: Job[] = [];
  let isRunning = false;

  async function runAll(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      // Whoever asks in this turn of the event loop comes along.
      await setImmediate();
      const together = waiting.slice(0, MOST_TOGETHER);
      waiting = waiting.slice(MOST_TOGETHER);
      await runTogether(together);
    }
    isRunning = false;
  }

  async function runTogether(jobs: Job[]): Promise<void> {
    const told: (() => void)[] = [];
    try {
      await db.transaction().execute(async (transaction) => {
        for (const job of jobs) {
          await transaction.executeQuery(SAVEPOINT);
          const { isDone, tell } = await job.run(transaction);
          if (!isDone) await transaction.executeQuery(ROLLBACK);
          await transaction.executeQuery(RELEASE);
          told.push(tell);
        }
      });
    } catch (error) {
      for (const job of jobs) job.fail(error);
      return;
    }
    for (const tell of told) tell();
  }

  return <Result>(work: (transaction: Transaction<Tables>) => Promise<Result>) => {
    assertNotUnderWay();
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    waiting.push({
      async run(transaction) {
        try {
          const result = await asUnderWay(() => work(transaction));
          return { isDone: true, tell: () => resolve(result) };
        } catch (error) {
          return { isDone: false, tell: () => reject(error) };
        }
      },
      fail: reject,
    });
    if (!isRunning) void runAll();
    return promise;
  };
}
