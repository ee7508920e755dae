import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTicker } from '#jobs/create-ticker.ts';
import { createInProcessTicker } from '#jobs/in-process-ticker.ts';
import { createPostgresTicker } from '#jobs/pg-boss-ticker.ts';
import type { Ticker, TickWork, Timer } from '#jobs/ticker.ts';
import { startPostgres, type TestPostgres, whyNoPostgres } from '#test/fakes/postgres.ts';
import type { Log } from '#usecases/ports/dependencies.ts';

/** Time that passes when it is told to. */
function testTimer(): Timer & { pass(milliseconds: number): void } {
  let now = 1_700_000_000_000;
  const waiting = new Set<{ at: number; work: () => void }>();
  return {
    now: () => now,
    after(milliseconds, work) {
      const entry = { at: now + milliseconds, work };
      waiting.add(entry);
      return () => waiting.delete(entry);
    },
    pass(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const [next] = [...waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        waiting.delete(next);
        now = next.at;
        next.work();
      }
      now = end;
    },
  };
}

/** Work that is counted, and that a test can hold up or let fail. */
function testWork() {
  const work = {
    due: 0,
    sent: 0,
    atOnce: 0,
    mostAtOnce: 0,
    waiting: 0,
    hold: undefined as Promise<void> | undefined,
    failure: undefined as Error | undefined,
    async runDueWork() {
      work.due += 1;
      work.atOnce += 1;
      work.mostAtOnce = Math.max(work.mostAtOnce, work.atOnce);
      try {
        await work.hold;
        if (work.failure !== undefined) throw work.failure;
      } finally {
        work.atOnce -= 1;
      }
    },
    async flushOutbox() {
      work.sent += 1;
      return { posted: 0, waiting: work.waiting };
    },
  };
  return work satisfies TickWork;
}

/** Ticks of pg-boss come over a real connection: their effect is awaited. */
async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!isSo()) {
    assert(Date.now() < deadline, 'it never came to that');
    await sleep(5);
  }
}

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

function tickerContract(create: (work: TickWork, log: Log, timer: Timer) => Ticker): void {
  async function run(
    check: (set: {
      ticker: Ticker;
      work: ReturnType<typeof testWork>;
      timer: ReturnType<typeof testTimer>;
      errors: string[];
    }) => Promise<void>,
  ): Promise<void> {
    const [work, timer] = [testWork(), testTimer()];
    const errors: string[] = [];
    const ticker = create(work, { ...silent, error: (_facts, event) => void errors.push(event) }, timer);
    await ticker.start();
    try {
      await until(() => work.sent === 1);
      await check({ ticker, work, timer, errors });
    } finally {
      await ticker.stop();
    }
  }

  it('ticks at the start and every half a minute', () =>
    run(async ({ ticker, work, timer }) => {
      timer.pass(29_999);
      timer.pass(1);
      await until(() => work.sent === 2);
      assert.equal(work.due, 2);
      await until(() => ticker.lastTickAt() === timer.now());
    }));

  it('ticks soon after it is woken, once for many calls', () =>
    run(async ({ ticker, work, timer }) => {
      for (let calls = 0; calls < 20; calls += 1) ticker.wake();
      timer.pass(1_000);
      await until(() => work.sent === 2);
      await sleep(50);
      assert.equal(work.due, 2);
    }));

  it('never does two ticks at once, and ticks again for what was asked for meanwhile', () =>
    run(async ({ ticker, work, timer }) => {
      const held = Promise.withResolvers<void>();
      work.hold = held.promise;
      ticker.wake();
      timer.pass(1_000);
      await until(() => work.due === 2);
      for (let calls = 0; calls < 3; calls += 1) {
        ticker.wake();
        timer.pass(30_000);
      }
      await sleep(50);
      assert.equal(work.due, 2);
      held.resolve();
      await until(() => work.due === 3);
      assert.equal(work.mostAtOnce, 1);
    }));

  it('goes on after a failure', () =>
    run(async ({ work, timer, errors }) => {
      work.failure = new Error('no');
      timer.pass(30_000);
      await until(() => work.sent === 2);
      work.failure = undefined;
      timer.pass(30_000);
      await until(() => work.sent === 3);
      assert.deepEqual(errors, ['what is due could not be done']);
    }));

  it('looks again soon while something is left to be posted', () =>
    run(async ({ ticker, work, timer }) => {
      work.waiting = 3;
      ticker.wake();
      timer.pass(1_000);
      await until(() => work.sent === 2);
      // The request for more is made when the tick has ended.
      await sleep(20);
      work.waiting = 0;
      timer.pass(2_000);
      await until(() => work.sent === 3);
    }));

  it('waits for the tick that is under way when it is stopped, and begins none', () =>
    run(async ({ ticker, work, timer }) => {
      const held = Promise.withResolvers<void>();
      work.hold = held.promise;
      ticker.wake();
      timer.pass(1_000);
      await until(() => work.due === 2);
      ticker.wake();
      timer.pass(1_000);
      const stopped = ticker.stop();
      await sleep(20);
      held.resolve();
      await stopped;
      assert.equal(work.sent, 2);
      timer.pass(60_000);
      ticker.wake();
      await sleep(20);
      assert.equal(work.due, 2);
    }));
}

describe('ticks in the process', () => {
  tickerContract(createInProcessTicker);

  it('are what a bot without Postgres gets', async () => {
    const work = testWork();
    const ticker = await createTicker({ databaseUrl: 'sqlite:x' }, work, silent);
    await ticker.start();
    await until(() => work.sent === 1);
    await ticker.stop();
  });
});

describe('ticks on Postgres', { skip: whyNoPostgres() ?? false }, () => {
  let postgres: TestPostgres;
  before(async () => {
    postgres = await startPostgres();
  });
  after(() => postgres.stop());

  describe('with one replica', async () => {
    let url: string;
    before(async () => {
      url = await postgres.createDatabase();
    });
    tickerContract((work, log, timer) => createPostgresTicker(url, work, log, timer));
  });

  it('are done by one replica at a time', async () => {
    const url = await postgres.createDatabase();
    const [work, timer] = [testWork(), testTimer()];
    const replicas = [1, 2, 3].map(() => createPostgresTicker(url, work, silent, timer));
    for (const replica of replicas) await replica.start();
    try {
      await until(() => work.sent >= 1);
      const held = Promise.withResolvers<void>();
      work.hold = held.promise;
      const before = work.due;
      for (const replica of replicas) replica.wake();
      timer.pass(1_000);
      await until(() => work.due > before);
      timer.pass(60_000);
      await sleep(100);
      assert.equal(work.atOnce, 1);
      held.resolve();
      await until(() => work.atOnce === 0);
      assert.equal(work.mostAtOnce, 1);
    } finally {
      await Promise.all(replicas.map((replica) => replica.stop()));
    }
  });
});
