import assert from 'node:assert/strict';
import { BOB } from '#test/e2e/sample-team.ts';
import { until } from '#test/e2e/until.ts';
import type { Fault } from '#test/slack/fault-proxy.ts';
import { type FaultyWorkspace, onPostgres, SLACK_TIMEOUT_MS, underFaultsOnBoth } from './start-faulty.ts';

const NOTE = '/recap add Hopper: boats float because wood is lighter than the water that it pushes away';

const LOOKUP_METHODS = ['conversations.history', 'conversations.replies'];

/** What the search for a message may answer during an outage. */
const FAILED_LOOKUPS: Record<string, Fault> = {
  'is refused a connection': 'drop before',
  'is rate limited': { status: 429, headers: { 'retry-after': '30' } },
  'lacks a scope': { status: 200, body: '{"ok":false,"error":"missing_scope"}' },
  'ends in a 500': { status: 500 },
  'never ends': 'silence',
};

async function mainDigests({ posted }: FaultyWorkspace) {
  return (await posted('digest:')).filter(({ thread_ts }) => thread_ts === undefined);
}

async function assertNothingTwice({ posted }: FaultyWorkspace): Promise<void> {
  const keys = (await posted('')).map(({ blocks }) => blocks![0].block_id);
  assert.deepEqual(keys, [...new Set(keys)]);
}

for (const [what, fault] of Object.entries(FAILED_LOOKUPS)) {
  underFaultsOnBoth(
    `what Slack posted before an outage is not posted again if the look-up ${what}`,
    async (workspace) => {
      const { proxy, type, pass, setTime, posted } = workspace;
      for (const method of LOOKUP_METHODS) proxy.failAlways(method, fault);
      // The thread's first message, and later the digest.
      proxy.failNext('chat.postMessage', 'drop after');
      await type(NOTE, { user: BOB });
      await pass(3);
      setTime('2026-05-26T18:30');
      proxy.failNext('chat.postMessage', 'drop after');
      await pass(4);
      assert.equal((await mainDigests(workspace)).length, 1);
      assert.equal((await posted('thread:')).length, 1);
      for (const method of LOOKUP_METHODS) proxy.failAlways(method, undefined);
      await pass(10);
      assert.equal((await mainDigests(workspace)).length, 1);
      assert.equal((await posted('note:')).length, 1);
      await assertNothingTwice(workspace);
      await type('/recap add Hopper: even boats of concrete float as long as they are hollow', { user: BOB });
      await pass(6);
      assert.match((await posted('digest:')).map(({ shown }) => shown).join('\n'), /boats of concrete/);
      await assertNothingTwice(workspace);
    },
  );
}

underFaultsOnBoth('of two copies, one of which Slack posted late, one is left', async (workspace) => {
  const { proxy, type, pass, setTime } = workspace;
  await type(NOTE, { user: BOB });
  await pass(2);
  setTime('2026-05-26T18:30');
  proxy.failNext('chat.postMessage', { lateMs: 5 * SLACK_TIMEOUT_MS });
  await pass(1);
  assert.deepEqual(await mainDigests(workspace), []);
  await pass(1);
  const [second] = await mainDigests(workspace);
  assert(second !== undefined, 'the digest is posted again if it is not found');
  await until('the late copy', async () => (await mainDigests(workspace)).length === 2);
  await pass(3);
  assert.equal((await mainDigests(workspace)).length, 1);
  await type('/recap add Hopper: even boats of concrete float as long as they are hollow', { user: BOB });
  await pass(6);
  assert.match((await mainDigests(workspace))[0]!.shown, /boats of concrete|1 late note/);
  await assertNothingTwice(workspace);
});

onPostgres('everything is saved and posted once after the database restarts', async (workspace) => {
  const { postgres, type, pass, setTime, posted } = workspace;
  await type(NOTE, { user: BOB });
  await postgres!.restart();
  await type('/recap add Kay: trains wait for nobody', { user: BOB });
  await pass(2);
  assert.equal((await posted('note:')).length, 2);
  setTime('2026-05-26T18:30');
  await postgres!.restart();
  // The first attempt may find a broken connection, as each tick may.
  await pass(1).catch(() => undefined);
  await pass(2);
  assert.equal((await mainDigests(workspace)).length, 1);
  await assertNothingTwice(workspace);
});
