import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import { openDatabase } from '#db/open-database.ts';
import { startPostgres, type TestPostgres, whyNoPostgres } from '#test/fakes/postgres.ts';
import { conferenceStoreContract } from './contracts/conference-store.ts';
import { decisionStoreContract } from './contracts/decision-store.ts';
import { digestStateStoreContract } from './contracts/digest-state-store.ts';
import { keyValueContract } from './contracts/key-value.ts';
import { noteStoreContract } from './contracts/note-store.ts';
import { optOutStoreContract } from './contracts/opt-out-store.ts';
import { publicationStoreContract } from './contracts/publication-store.ts';
import { removedWorkStoreContract } from './contracts/removed-work-store.ts';
import { requestStoreContract } from './contracts/request-store.ts';
import { talkStoreContract } from './contracts/talk-store.ts';
import type { StoresUnderTest } from './contracts/test-stores.ts';
import { transactionContract } from './contracts/transaction.ts';
import { unreadMessageStoreContract } from './contracts/unread-message-store.ts';

function contracts(stores: StoresUnderTest): void {
  describe('conferences', () => conferenceStoreContract(stores));
  describe('talks', () => talkStoreContract(stores));
  describe('notes', () => noteStoreContract(stores));
  describe('publications', () => publicationStoreContract(stores));
  describe('removed works', () => removedWorkStoreContract(stores));
  describe('decisions', () => decisionStoreContract(stores));
  describe('digest states', () => digestStateStoreContract(stores));
  describe('opt-outs', () => optOutStoreContract(stores));
  describe('requests', () => requestStoreContract(stores));
  describe('unread messages', () => unreadMessageStoreContract(stores));
  describe('runTransaction', () => transactionContract(stores));
  describe('key-value', () => keyValueContract(stores));
}

describe('stores on SQLite', () => {
  let folder: string;
  let files = 0;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'recap-stores-'));
  });
  after(() => rm(folder, { recursive: true }));
  contracts(onDisk(async () => `sqlite:${join(folder, 'made', `${++files}.sqlite`)}`));
});

const noPostgres = whyNoPostgres();
if (noPostgres !== undefined) process.stderr.write(`${noPostgres}\n`);

describe('stores on Postgres', { skip: noPostgres ?? false }, () => {
  let postgres: TestPostgres;
  /** A database with the current schema, copied for each test: migrating takes longer than most of them. */
  let migrated: string;
  before(async () => {
    postgres = await startPostgres();
    migrated = await postgres.createDatabase();
    await (await openDatabase(migrated)).database.close();
  });
  after(() => postgres.stop());
  contracts(onDisk(() => postgres.createDatabase(migrated)));
});

function onDisk(newUrl: () => Promise<string>): StoresUnderTest {
  const urls = new WeakMap<object, string>();
  const openAt = async (url: string) => {
    const stores = await openDatabase(url);
    urls.set(stores, url);
    return stores;
  };
  return {
    open: async () => openAt(await newUrl()),
    reopen: async (stores) => {
      await stores.database.close();
      return openAt(urls.get(stores)!);
    },
  };
}
