import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import { openDatabase } from '../../src/db/open-database.ts';
import { createMemoryDatabase } from '../fakes/memory-database.ts';
import { startPostgres, type TestPostgres, whyNoPostgres } from '../fakes/postgres.ts';
import { atomicallyContract } from './atomically.ts';
import { conferenceStoreContract } from './conference-store.ts';
import { decisionStoreContract } from './decision-store.ts';
import { keyValueContract } from './key-value.ts';
import { noteStoreContract } from './note-store.ts';
import { optOutStoreContract } from './opt-out-store.ts';
import { publicationStoreContract } from './publication-store.ts';
import { removedWorkStoreContract } from './removed-work-store.ts';
import { talkStoreContract } from './talk-store.ts';
import type { StoresUnderTest } from './test-stores.ts';

function contracts(stores: StoresUnderTest): void {
  describe('conferences', () => conferenceStoreContract(stores));
  describe('talks', () => talkStoreContract(stores));
  describe('notes', () => noteStoreContract(stores));
  describe('publications', () => publicationStoreContract(stores));
  describe('removed works', () => removedWorkStoreContract(stores));
  describe('decisions', () => decisionStoreContract(stores));
  describe('opt-outs', () => optOutStoreContract(stores));
  describe('atomically', () => atomicallyContract(stores));
  describe('key-value', () => keyValueContract(stores));
}

describe('stores in memory', () => {
  contracts({ open: async () => createMemoryDatabase() });
});

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
  before(async () => {
    postgres = await startPostgres();
  });
  after(() => postgres.stop());
  contracts(onDisk(() => postgres.createDatabase()));
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
