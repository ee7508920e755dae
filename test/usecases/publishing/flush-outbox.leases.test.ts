import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openDatabase } from '#db/open-database.ts';
import { createTestBot } from '#test/fakes/bot-for-test.ts';
import { makeConference } from '#test/fakes/make-conference.ts';
import { startPostgres, type TestPostgres, whyNoPostgres } from '#test/fakes/postgres.ts';
import type { BotDependencies } from '#usecases/ports/dependencies.ts';
import { flushOutbox, postChannel } from '#usecases/publishing/flush-outbox.ts';

const CHANNEL = { teamId: 'T1', channel: 'C1' };

/** Replicas of a bot on the same database and the same Slack, with a message to post. */
async function startReplicas(url: string) {
  const test = createTestBot();
  const { database } = await openDatabase(url);
  const deps: BotDependencies = { ...test.deps, database };
  await database.conferences.save(makeConference());
  const want = (key: string, channel = 'C1') =>
    database.publications.want({
      ...{ key, teamId: 'T1', conferenceId: 'conf', channel, wantedHash: 'hash' },
      wanted: { text: key, blocks: [] },
    });
  await want('digest:conf:2016-05-26:main');
  return { test, deps, want, database };
}

function leaseTests(newUrl: () => Promise<string>): void {
  it('a rate limit with a fraction of a millisecond puts off one channel and no other', async () => {
    const { test, deps, want, database } = await startReplicas(await newUrl());
    await want('digest:other:2016-05-26:main', 'C2');
    test.publisher.failNext({ kind: 'later', retryAfterMs: 1234.567 });
    await flushOutbox(deps);
    assert.equal(test.publisher.standing().length, 1);
    test.setTime('2016-05-26T10:15:02-04:00');
    await flushOutbox(deps);
    assert.equal(test.publisher.standing().length, 2);
    await database.close();
  });

  it('a replica that freezes before its call to Slack doesn’t post what another has taken over', async () => {
    const { test, deps, database } = await startReplicas(await newUrl());
    const frozen = Promise.withResolvers<void>();
    const waits = Promise.withResolvers<void>();
    const slow: BotDependencies = {
      ...deps,
      publisher: {
        ...test.publisher,
        async post(place, key, message, beforeCall) {
          waits.resolve();
          await frozen.promise;
          return test.publisher.post(place, key, message, beforeCall);
        },
      },
    };
    const late = postChannel(slow, CHANNEL);
    await waits.promise;
    assert.deepEqual(await postChannel(deps, CHANNEL), { posted: 0, isLeft: false });
    // The lease of the frozen replica ends.
    await database.publications.endLeases();
    assert.equal((await postChannel(deps, CHANNEL)).posted, 1);
    frozen.resolve();
    assert.equal((await late).posted, 0);
    assert.equal(test.publisher.standing().length, 1);
    assert.equal(test.publisher.calls.filter(({ verb }) => verb === 'post').length, 1);
    await database.close();
  });

  it('replicas that post at the same time post each message once', async () => {
    const { test, deps, want, database } = await startReplicas(await newUrl());
    for (let nth = 0; nth < 12; nth++) await want(`note:C1:${nth}.0:x`, `C${(nth % 2) + 1}`);
    for (let round = 0; round < 20; round++) {
      await Promise.all([flushOutbox(deps), flushOutbox(deps), flushOutbox(deps)]);
    }
    assert.equal(test.publisher.standing().length, 13);
    assert.equal(test.publisher.calls.filter(({ verb }) => verb === 'post').length, 13);
    await database.close();
  });
}

describe('the outbox on SQLite', () => {
  let folder: string;
  let files = 0;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'recap-outbox-'));
  });
  after(() => rm(folder, { recursive: true }));
  leaseTests(async () => `sqlite:${join(folder, `${++files}.sqlite`)}`);
});

describe('the outbox on Postgres', { skip: whyNoPostgres() ?? false }, () => {
  let postgres: TestPostgres;
  before(async () => {
    postgres = await startPostgres();
  });
  after(() => postgres.stop());
  leaseTests(() => postgres.createDatabase());
});
