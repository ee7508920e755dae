import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createInProcessJobRunner } from '#jobs/in-process-jobs.ts';
import { type Job, type JobRunner, type JobWork, LIMITS, PLACE_MS, type Timer } from '#jobs/jobs.ts';
import { createPostgresJobRunner } from '#jobs/pg-boss-jobs.ts';
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

const channel = (key: string, teamId = 'T1'): Job => ({ kind: 'post', key, teamId, data: {} });

/** Jobs that are counted, and that a test can hold up or let fail. */
function testWork() {
  const ended = new Map<string, number>();
  const started = new Map<string, number>();
  const add = (counts: Map<string, number>, key: string, by = 1) => counts.set(key, (counts.get(key) ?? 0) + by);
  const work = {
    due: [] as Job[],
    looks: 0,
    next: undefined as number | undefined,
    holds: new Map<string, Promise<void>>(),
    failure: undefined as Error | undefined,
    mostAtOnce: 0,
    started: (key: string) => started.get(key) ?? 0,
    ended: (key: string) => ended.get(key) ?? 0,
    async findDue() {
      work.looks += 1;
      if (work.failure !== undefined) throw work.failure;
      return work.due;
    },
    nextDueAt: async () => work.next,
    async run({ key }: Job) {
      add(started, key);
      work.mostAtOnce = Math.max(work.mostAtOnce, work.started(key) - work.ended(key));
      await work.holds.get(key);
      add(ended, key);
      return false;
    },
  };
  return work satisfies JobWork;
}

/** Jobs on Postgres take a real connection: their effect is awaited. */
async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!isSo()) {
    assert(Date.now() < deadline, 'it never came to that');
    await sleep(5);
  }
}

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

function jobRunnerContract(create: (work: JobWork, log: Log, timer: Timer) => JobRunner | Promise<JobRunner>): void {
  async function run(
    check: (set: {
      runner: JobRunner;
      work: ReturnType<typeof testWork>;
      timer: ReturnType<typeof testTimer>;
      errors: string[];
    }) => Promise<void>,
  ): Promise<void> {
    const [work, timer] = [testWork(), testTimer()];
    const errors: string[] = [];
    const runner = await create(work, { ...silent, error: (_facts, event) => void errors.push(event) }, timer);
    await runner.start();
    try {
      await until(() => runner.lastTickAt() !== undefined);
      await check({ runner, work, timer, errors });
    } finally {
      await runner.stop();
    }
  }

  it('looks for due jobs at the start and every half a minute', () =>
    run(async ({ runner, work, timer }) => {
      work.due = [channel('a'), channel('b')];
      timer.pass(29_999);
      assert.equal(work.looks, 1);
      timer.pass(1);
      await until(() => work.ended('a') === 1 && work.ended('b') === 1);
      await until(() => runner.lastTickAt() === timer.now());
    }));

  it('looks soon after it is woken, once for many calls', () =>
    run(async ({ runner, work, timer }) => {
      for (let calls = 0; calls < 20; calls += 1) runner.wake();
      timer.pass(1_000);
      await until(() => work.looks >= 2);
      await runner.stop();
      assert.equal(work.looks, 2);
    }));

  it('looks when something is known to become due', () =>
    run(async ({ runner, work, timer }) => {
      work.next = timer.now() + 5_000;
      runner.wake();
      timer.pass(100);
      await until(() => work.looks === 2 && runner.lastTickAt() === timer.now());
      work.due = [channel('a')];
      timer.pass(4_900);
      await until(() => work.ended('a') === 1);
    }));

  it('never runs a job twice at once, and runs it again if it became due meanwhile', () =>
    run(async ({ runner, work, timer }) => {
      const held = Promise.withResolvers<void>();
      work.holds.set('a', held.promise);
      work.due = [channel('a')];
      runner.wake();
      timer.pass(100);
      await until(() => work.started('a') === 1);
      for (const looks of [3, 4]) {
        runner.wake();
        timer.pass(100);
        await until(() => work.looks === looks);
      }
      held.resolve();
      await until(() => {
        timer.pass(100);
        return work.ended('a') >= 2;
      });
      assert.equal(work.mostAtOnce, 1);
    }));

  it('lets a job that hangs delay no other, and gives it up in the end', () =>
    run(async ({ runner, work, timer, errors }) => {
      const held = Promise.withResolvers<void>();
      work.holds.set('hangs', held.promise);
      work.due = [channel('hangs'), channel('b'), channel('c', 'T2')];
      runner.wake();
      timer.pass(100);
      await until(() => work.ended('b') === 1 && work.ended('c') === 1);
      assert.equal(work.ended('hangs'), 0);
      work.due = [];
      timer.pass(LIMITS.post.timeoutMs);
      await until(() => errors.includes('a job is taking too long; other jobs continue'));
      held.resolve();
    }));

  it('lets a workspace that hangs take only some of the places', () =>
    run(async ({ runner, work, timer }) => {
      const held = Promise.withResolvers<void>();
      const hanging = Array.from({ length: LIMITS['publish-digest'].atOnce + 10 }, (_, nth) => `hangs ${nth}`);
      for (const key of hanging) work.holds.set(key, held.promise);
      const digest = (key: string, teamId: string): Job => ({ ...channel(key, teamId), kind: 'publish-digest' });
      work.due = [...hanging.map((key) => digest(key, 'T1')), digest('healthy', 'T2')];
      runner.wake();
      timer.pass(100);
      await until(() => work.ended('healthy') === 1);
      const running = hanging.filter((key) => work.started(key) > 0);
      assert.ok(running.length <= LIMITS['publish-digest'].perTeam);
      held.resolve();
    }));

  it('lets workspaces that hang, however many, delay no other', () =>
    run(async ({ runner, work, timer }) => {
      const held = Promise.withResolvers<void>();
      const { atOnce } = LIMITS['read-messages'];
      const reading = (key: string): Job => ({ kind: 'read-messages', key, teamId: key, data: {} });
      const hanging = Array.from({ length: atOnce + 1 }, (_, nth) => `hangs ${nth}`);
      for (const key of hanging) work.holds.set(key, held.promise);
      work.due = hanging.map(reading);
      runner.wake();
      timer.pass(100);
      await until(() => hanging.filter((key) => work.started(key) === 1).length === atOnce);
      work.due = [reading('healthy')];
      await until(() => {
        timer.pass(PLACE_MS);
        return work.ended('healthy') > 0;
      });
      assert.ok(hanging.every((key) => work.ended(key) === 0));
      held.resolve();
    }));

  it('continues after a failure', () =>
    run(async ({ work, timer, errors }) => {
      work.failure = new Error('no');
      timer.pass(30_000);
      await until(() => errors.length === 1);
      work.failure = undefined;
      work.due = [channel('a')];
      timer.pass(30_000);
      await until(() => work.ended('a') === 1);
      assert.deepEqual(errors, ['failed to look for due jobs']);
    }));

  it('waits for running jobs when it is stopped, and starts no other', () =>
    run(async ({ runner, work, timer }) => {
      const held = Promise.withResolvers<void>();
      work.holds.set('a', held.promise);
      work.due = [channel('a')];
      runner.wake();
      timer.pass(100);
      await until(() => work.started('a') === 1);
      const stopped = runner.stop();
      held.resolve();
      await stopped;
      assert.equal(work.ended('a'), 1);
      const { looks } = work;
      timer.pass(60_000);
      runner.wake();
      timer.pass(1_000);
      assert.equal(work.looks, looks);
    }));
}

describe('jobs in the process', () => {
  jobRunnerContract((work, log, timer) => createInProcessJobRunner(work, log, timer));

  it('run by the system clock if no other is given', async () => {
    const work = testWork();
    work.due = [channel('a')];
    const runner = createInProcessJobRunner(work, silent);
    await runner.start();
    await until(() => work.ended('a') === 1);
    await runner.stop();
  });
});

describe('jobs on Postgres', { skip: whyNoPostgres() ?? false }, () => {
  let postgres: TestPostgres;
  before(async () => {
    postgres = await startPostgres();
  });
  after(() => postgres.stop());

  describe('with one replica', () => {
    jobRunnerContract(async (work, log, timer) =>
      createPostgresJobRunner(await postgres.createDatabase(), work, log, timer),
    );
  });

  it('are shared by replicas, and no job is run by two at once', async () => {
    const url = await postgres.createDatabase();
    const timer = testTimer();
    const held = Promise.withResolvers<void>();
    const work = testWork();
    const jobs = Array.from({ length: 40 }, (_, nth) => channel(`${nth}`, `T${nth}`));
    for (const { key } of jobs) work.holds.set(key, held.promise);
    const busy: boolean[] = [];
    const replicas = [0, 1, 2].map((nth) => {
      const run = (job: Job) => {
        busy[nth] = true;
        return work.run(job);
      };
      return createPostgresJobRunner(url, { ...work, findDue: work.findDue, run }, silent, timer);
    });
    for (const replica of replicas) await replica.start();
    try {
      work.due = jobs;
      for (const replica of replicas) replica.wake();
      timer.pass(100);
      await until(() => jobs.every(({ key }) => work.started(key) === 1));
      assert.ok(busy.filter(Boolean).length > 1, 'several replicas have work');
      held.resolve();
      await until(() => jobs.every(({ key }) => work.ended(key) >= 1));
      assert.equal(work.mostAtOnce, 1);
    } finally {
      held.resolve();
      await Promise.all(replicas.map((replica) => replica.stop()));
    }
  });
});
