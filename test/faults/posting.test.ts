import assert from 'node:assert/strict';
import { BOB } from '#test/e2e/sample-team.ts';
import type { Fault } from '#test/slack/fault-proxy.ts';
import { type FaultyWorkspace, underFaultsOnBoth } from './start-faulty.ts';

/** Slack is rate limiting, or the bot can't tell whether Slack carried the call out. */
const FAULTS: Record<string, Fault> = {
  'a 429 with Retry-After': { status: 429, headers: { 'retry-after': '7' } },
  'a 429 without Retry-After': { status: 429 },
  'a 500': { status: 500 },
  'a 503': { status: 503, body: 'busy' },
  internal_error: { status: 200, body: '{"ok":false,"error":"internal_error"}' },
  'a connection that breaks before Slack gets the call': 'drop before',
  'a connection that breaks after Slack has carried the call out': 'drop after',
  'no answer in time, although Slack carried the call out': 'silence',
};

const NOTE = '/recap add Hopper: boats float because wood is lighter than the water that it pushes away';

async function assertOnce({ posted }: FaultyWorkspace, counts: Record<string, number>, what: string): Promise<void> {
  for (const [prefix, count] of Object.entries(counts)) {
    const found = await posted(prefix);
    assert.equal(found.length, count, `${what}, ${prefix}: ${found.map(({ shown }) => shown).join(' / ')}`);
  }
}

for (const [answer, fault] of Object.entries(FAULTS)) {
  underFaultsOnBoth(`threads, notes and digests are posted once after ${answer}`, async (workspace) => {
    const { proxy, type, pass, setTime, posted } = workspace;
    // The thread, and after it the note in it.
    proxy.failNext('chat.postMessage', fault);
    assert.match((await type(NOTE, { user: BOB })).text, /Saved to Why boats float/);
    await pass(2);
    proxy.failNext('chat.postMessage', fault, fault);
    await type('/recap add Kay: trains wait for nobody', { user: BOB });
    await pass(5);
    await assertOnce(workspace, { 'thread:': 2, 'note:': 2 }, 'after the notes');

    proxy.failNext('chat.postMessage', fault, fault);
    setTime('2026-05-26T18:30');
    await pass(6);
    const [main, ...others] = (await posted('digest:')).filter(({ thread_ts }) => thread_ts === undefined);
    assert.deepEqual(others, []);
    assert.match(main!.shown, /wood is lighter/);

    proxy.failNext('chat.update', fault, fault);
    await type('/recap add Hopper: even boats of concrete float as long as they are hollow', { user: BOB });
    await pass(6);
    const digest = (await posted('digest:')).map(({ shown }) => shown).join('\n');
    assert.match(digest, /boats of concrete/);
    assert.match(digest, /1 late note/);
    const keys = (await posted('')).map(({ blocks }) => blocks![0].block_id);
    assert.deepEqual(keys, [...new Set(keys)]);
  });
}

underFaultsOnBoth('a digest that was deleted in Slack is posted again, once', async (workspace) => {
  const { proxy, type, pass, setTime, posted } = workspace;
  await type(NOTE);
  setTime('2026-05-26T18:30');
  await pass(2);
  const [before] = await posted('digest:');
  proxy.failNext('chat.update', { status: 200, body: '{"ok":false,"error":"message_not_found"}' });
  await type('/recap add Hopper: even boats of concrete float as long as they are hollow');
  await pass(4);
  const after = (await posted('digest:')).filter(
    ({ ts, blocks }) => ts !== before!.ts && blocks![0].block_id === before!.blocks![0].block_id,
  );
  // The first one is still there: the fault only claimed that it isn't.
  assert.equal(after.length, 1);
  assert.match(after[0]!.shown, /boats of concrete/);
});

underFaultsOnBoth('after an hour without Slack everything is posted, once', async (workspace) => {
  const { proxy, type, pass, setTime, posted, sendEvent } = workspace;
  await type(NOTE);
  await type('/recap listen on');
  await pass(2);
  setTime('2026-05-26T18:00');
  proxy.failAll('drop before');
  await type('/recap add Kay: trains wait for nobody', { user: BOB });
  const heard = {
    type: 'message',
    channel: 'C0TALKS01',
    user: BOB,
    ts: `${Math.floor(Date.now() / 1000)}.000700`,
  };
  const { status } = await sendEvent('Ev1', { ...heard, text: 'Kay: the oldest train is still on time' });
  assert.equal(status, 200);
  await pass(62);
  assert.deepEqual(await posted('digest:'), []);
  proxy.failAll(undefined);
  await pass(6);
  await assertOnce(workspace, { 'thread:': 2, 'note:': 2 }, 'after the hour');
  const digest = await posted('digest:');
  assert.equal(digest.filter(({ thread_ts }) => thread_ts === undefined).length, 1);
  assert.match(digest.map(({ shown }) => shown).join('\n'), /wood is lighter[\s\S]*train is still on time/i);
});
