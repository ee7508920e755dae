import { type Kysely, sql } from 'kysely';
import type { RunTransaction } from '#db/connection/run-transaction.ts';
import type { Tables } from '#db/schema/tables.ts';
import { createConferenceStore } from '#db/stores/conference-store.ts';
import { createDecisionStore, createRemovedWorkStore } from '#db/stores/decision-store.ts';
import { createDigestStateStore } from '#db/stores/digest-state-store.ts';
import { createNoteStore } from '#db/stores/note-store.ts';
import { createPeopleStore } from '#db/stores/people-store.ts';
import { createPublicationStore } from '#db/stores/publication-store.ts';
import { createRequestStore } from '#db/stores/request-store.ts';
import { createTalkStore } from '#db/stores/talk-store.ts';
import { createUnreadMessageStore } from '#db/stores/unread-message-store.ts';
import { AppError, LocalizedError } from '#errors.ts';
import type { Database, Stores } from '#usecases/ports/stores.ts';

const PING_TIMEOUT_MS = 1_000;
/** How long `ping` reports a failed transaction: on a full disk, the short write of `ping` itself may still succeed. */
const FAILURE_SHOWN_MS = 60_000;

/** Creates the stores of an open, migrated database. */
export function createDatabase(db: Kysely<Tables>, runTransaction: RunTransaction): Database {
  let failure: { error: AppError; at: number } | undefined;
  return {
    ...createStores(db),
    async runTransaction(work, isolation) {
      try {
        return await runTransaction((transaction) => work(createStores(transaction)), isolation);
      } catch (error) {
        if (error instanceof AppError && error.code === 'failed') failure = { error, at: performance.now() };
        throw error;
      }
    },

    /** Writes, because a full disk can still be read. */
    async ping() {
      if (failure !== undefined && performance.now() - failure.at < FAILURE_SHOWN_MS) throw failure.error;
      const late = Promise.withResolvers<never>();
      const timer = setTimeout(
        () => late.reject(new LocalizedError('unreachable', 'database-silent')),
        PING_TIMEOUT_MS,
      );
      try {
        const written = sql`
          insert into key_values (namespace, key, value) values ('health', 'checked', ${String(Date.now())})
          on conflict (namespace, key) do update set value = excluded.value`.execute(db);
        written.catch(() => undefined);
        await Promise.race([written, late.promise]);
      } finally {
        clearTimeout(timer);
      }
    },

    async close() {
      // Waits for pending transactions: Kysely would close the connection in the middle of one.
      await runTransaction(async () => {}).catch(() => undefined);
      await db.connection().execute(async () => {});
      await db.destroy();
    },
  };
}

function createStores(db: Kysely<Tables>): Stores {
  return {
    conferences: createConferenceStore(db),
    talks: createTalkStore(db),
    notes: createNoteStore(db),
    publications: createPublicationStore(db),
    removedWorks: createRemovedWorkStore(db),
    decisions: createDecisionStore(db),
    optOuts: createPeopleStore(db, 'opt_outs'),
    forgottenPeople: createPeopleStore(db, 'forgotten_people'),
    digestStates: createDigestStateStore(db),
    requests: createRequestStore(db),
    unreadMessages: createUnreadMessageStore(db),
  };
}
