import type { TestContext } from 'node:test';
import { makeConference } from '#test/fakes/make-conference.ts';
import type { Database, KeyValue } from '#usecases/ports/stores.ts';

interface OpenStores {
  database: Database;
  keyValue: KeyValue;
}

/** What a contract is run on. */
export interface StoresUnderTest {
  /** Opens empty ones. */
  open(): Promise<OpenStores>;
  /** Closes them and opens what they keep again; absent where nothing is kept. */
  reopen?(stores: OpenStores): Promise<OpenStores>;
}

/** Opens empty stores for a test and closes them after it. `reopen` closes and opens them, where they are kept. */
export async function openFor(t: TestContext, { open, reopen }: StoresUnderTest) {
  let current = await open();
  t.after(() => current.database.close());
  return {
    get database(): Database {
      return current.database;
    },
    get keyValue(): KeyValue {
      return current.keyValue;
    },
    async reopen() {
      if (reopen !== undefined) current = await reopen(current);
    },
  };
}

/** As {@link openFor}, with the conference `conf` and, on its channel as well, `other`. */
export async function openWithConference(t: TestContext, stores: StoresUnderTest) {
  const opened = await openFor(t, stores);
  await opened.database.conferences.save(makeConference());
  await opened.database.conferences.save(makeConference({ id: 'other' }));
  return opened;
}
