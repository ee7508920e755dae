import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get } from 'node:http';
import { describe, it } from 'node:test';
import { freePort } from '#demo/local-slack/run.ts';
import { AppError } from '#errors.ts';
import { checkHealth, createHealthRoute } from '#web/health.ts';
import { serveRoutes } from '#web/router.ts';

const START = 1_700_000_000_000;
const MINUTE = 60_000;

const WELL = {
  slack: () => ({ isConnected: true, lastAnswerAt: START + MINUTE }),
  pingStore: async () => undefined,
  lastTickAt: () => START + 2 * MINUTE,
  now: () => START + 2 * MINUTE + 7_000,
};

describe('health', () => {
  it('is well where Slack, store and scheduler are', async () => {
    assert.deepEqual(await checkHealth(WELL, START), {
      ok: true,
      slack: { ok: true, connected: true, secondsSinceAnswer: 67 },
      store: { ok: true },
      scheduler: { ok: true, secondsSinceTick: 7 },
    });
  });

  it('names the part that is not', async () => {
    const away = await checkHealth({ ...WELL, slack: () => ({ isConnected: false }) }, START);
    assert.deepEqual([away.ok, away.slack], [false, { ok: false, connected: false }]);
    const full = new AppError('failed', 'The disk is full.');
    const broken = await checkHealth({ ...WELL, pingStore: () => Promise.reject(full) }, START);
    assert.equal(broken.store.problem, 'The disk is full.');
    assert.deepEqual([broken.ok, broken.store.ok, broken.slack.ok], [false, false, true]);
    const hung = await checkHealth({ ...WELL, lastTickAt: () => START - 4 * MINUTE }, START);
    assert.deepEqual([hung.ok, hung.scheduler.ok], [false, false]);
  });

  it('gives the first tick its time, but not for ever', async () => {
    const untouched = { ...WELL, lastTickAt: () => undefined };
    assert.equal((await checkHealth(untouched, START)).ok, true);
    assert.equal((await checkHealth({ ...untouched, now: () => START + 6 * MINUTE }, START)).ok, false);
  });

  it('does not wait for a store that hangs', async () => {
    const { store } = await checkHealth({ ...WELL, pingStore: () => new Promise(() => undefined) }, START);
    assert.equal(store.ok, false);
  });

  it('is served as 200 or 503 with what is known', async () => {
    const port = (await freePort())!;
    let isConnected = true;
    const server = await serveRoutes(port, {
      '/health': createHealthRoute({ ...WELL, slack: () => ({ isConnected }) }),
    });
    const ask = (path: string, method = 'GET') => fetch(`http://localhost:${port}${path}`, { method });
    try {
      const well = await ask('/health?x=1');
      assert.equal(well.status, 200);
      assert.equal(((await well.json()) as { ok: boolean }).ok, true);
      isConnected = false;
      assert.equal((await ask('/health')).status, 503);
      assert.equal((await ask('/health', 'POST')).status, 405);
      assert.equal((await ask('/__proto__')).status, 404);
      // No address at all; fetch would correct it.
      const [strange] = await once(get({ port, path: '//' }), 'response');
      assert.equal(strange.resume().statusCode, 404);
      await assert.rejects(serveRoutes(port, {}), (error) => error instanceof AppError && error.code === 'failed');
    } finally {
      await server.stop();
    }
  });
});
