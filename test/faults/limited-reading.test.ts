import assert from 'node:assert/strict';
import { ADA, BOB, TALKS, TEAM } from '#test/e2e/sample-team.ts';
import { until } from '#test/e2e/until.ts';
import { type FaultyWorkspace, underFaults, underFaultsOnBoth } from './start-faulty.ts';

/** What Slack gives apps that are distributed outside its Marketplace: 15 messages, once a minute. */
function limitReading({ proxy, clock }: FaultyWorkspace): void {
  const methods = ['conversations.history', 'conversations.replies'];
  proxy.limitReading({ methods, messages: 15, now: clock.now });
}

async function countNotes({ bot }: FaultyWorkspace): Promise<number> {
  const state = await bot.getConferenceState({ teamId: TEAM, userId: BOB, channel: TALKS });
  assert.ok('conference' in state);
  return state.notes;
}

underFaults('a long thread is saved to its end, though Slack gives out 15 messages a minute', async (workspace) => {
  const { control, sendEvent, pass } = workspace;
  const root = await control.say({ channel: TALKS, user: BOB, text: 'Notes on why boats float' });
  for (let number = 1; number <= 40; number += 1) {
    const text = `Hopper: boat number ${number} floats because its wood is light`;
    await control.say({ channel: TALKS, user: BOB, text, thread_ts: root.ts });
  }
  limitReading(workspace);
  const mention = { type: 'app_mention', channel: TALKS, user: ADA, text: '<@UBOT>', thread_ts: root.ts };
  assert.equal((await sendEvent('Ev1', { ...mention, ts: `${Number(root.ts) + 100}` })).status, 200);
  // It is acknowledged as soon as the thread is to be read, even if the bot ends.
  const before = await until('the first notes', async () => {
    const count = await countNotes(workspace);
    return count >= 10 && count;
  });
  assert(before < 20, `${before} notes at once`);
  await pass(4);
  assert.equal(await countNotes(workspace), 41);
});

underFaultsOnBoth(
  'every message that got the reaction is saved, though Slack gives out one a minute',
  async (workspace) => {
    const { control, sendEvent, pass } = workspace;
    const react = async (type: string, ts: string) => {
      const item = { type: 'message', channel: TALKS, ts };
      const event = { type, user: ADA, reaction: 'memo', item, event_ts: ts };
      assert.equal((await sendEvent(`${type} ${ts}`, event)).status, 200);
    };
    limitReading(workspace);
    const said: string[] = [];
    for (let number = 1; number <= 6; number += 1) {
      const { ts } = await control.say({
        channel: TALKS,
        user: BOB,
        text: `Hopper: boat number ${number} floats on water`,
      });
      said.push(ts);
      await react('reaction_added', ts);
    }
    assert.equal(await countNotes(workspace), 1);
    await react('reaction_removed', said[3]!);
    await pass(8);
    assert.equal(await countNotes(workspace), 5);
  },
);

underFaults('a digest whose posting got no answer is found among many messages, 15 a minute', async (workspace) => {
  const { control, proxy, type, pass, posted, setTime } = workspace;
  await type('/recap add Hopper: boats float because wood is lighter than the water that it pushes away', {
    user: BOB,
  });
  await pass(2);
  setTime('2026-05-26T18:29');
  for (let number = 1; number <= 70; number += 1) {
    await control.say({ channel: TALKS, user: BOB, text: `lunch number ${number}` });
  }
  limitReading(workspace);
  proxy.failNext('chat.postMessage', 'drop after');
  await pass(12);
  const digests = (await posted('digest:')).filter(({ thread_ts }) => thread_ts === undefined);
  assert.equal(digests.length, 1);
  assert(proxy.calls('conversations.history').length > 5);
});
