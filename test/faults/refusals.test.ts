import assert from 'node:assert/strict';
import { BOB, TALKS } from '#test/e2e/sample-team.ts';
import { underFaults } from './start-faulty.ts';

/** Slack's errors, and what the organizer reads. */
const REFUSALS: Record<string, RegExp> = {
  not_in_channel: /I’m not in the channel\. Invite me there with \/invite/,
  channel_not_found: /I can’t see the channel\. If it is private, invite me there/,
  is_archived: /The channel is archived\. Unarchive it/,
  invalid_blocks: /rejected the message’s format .*Report this as a bug/,
  token_revoked: /access to Slack was revoked\. Install the app again/,
  account_inactive: /The app is no longer installed\. Install it again/,
};

const refusal = (error: string) => ({ status: 200, body: JSON.stringify({ ok: false, error }) });

for (const [error, words] of Object.entries(REFUSALS)) {
  underFaults(
    `/recap help explains why Slack refuses a digest (${error}), and it is posted once that is fixed`,
    async ({ proxy, type, pass, setTime, posted, help }) => {
      await type('/recap add Hopper: boats float because wood is lighter than the water around it', {
        user: BOB,
      });
      await pass(2);
      setTime('2026-05-26T18:30');
      proxy.failAll(refusal(error));
      await pass(3);
      assert.deepEqual(await posted('digest:'), []);
      assert.match(await help(), words);
      const asked = proxy.calls('chat.postMessage').length;
      await pass(30);
      assert.ok(proxy.calls('chat.postMessage').length - asked < 8, 'retries are rare');
      proxy.failAll(undefined);
      await pass(65);
      const digest = await posted('digest:');
      assert.equal(digest.filter(({ thread_ts }) => thread_ts === undefined).length, 1);
      assert.doesNotMatch(await help(), words);
    },
  );
}

underFaults('a refused thread does not delay the digest', async ({ proxy, type, pass, setTime, posted }) => {
  proxy.failNext('chat.postMessage', refusal('invalid_blocks'));
  for (let number = 1; number <= 12; number += 1) {
    await type(`/recap add Hopper: reason number ${number} why boats float is the shape of the hull`);
  }
  setTime('2026-05-26T18:29');
  await pass(2);
  assert.equal((await posted('digest:')).filter(({ thread_ts }) => thread_ts === undefined).length, 1);
  await pass(6);
  assert.equal((await posted('note:')).length, 12);
});

underFaults(
  'messages are saved even if Slack has revoked the token',
  async ({ proxy, type, pass, posted, sendEvent, setTime }) => {
    await type('/recap listen on');
    proxy.failAll(refusal('token_revoked'));
    const { status } = await sendEvent('Ev1', {
      type: 'message',
      channel: TALKS,
      user: BOB,
      ts: `${Math.floor(Date.now() / 1000)}.000100`,
      text: 'Hopper: boats float because wood is lighter than the water around it',
    });
    assert.equal(status, 200);
    // Slack doesn't say who Bob is, but he typed it in the conference's channel.
    assert.match((await type('/recap add Hopper: tar keeps the wood dry', { user: BOB })).text, /^Saved/);
    proxy.failAll(undefined);
    setTime('2026-05-26T18:30');
    await pass(3);
    assert.match((await posted('digest:'))[0]!.shown, /wood is lighter[\s\S]*Tar keeps/);
  },
);
