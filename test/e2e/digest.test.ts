import assert from 'node:assert/strict';
import { BOB, TALKS, TEAM } from './sample-team.ts';
import { inBothModes, inMode, type TestWorkspace } from './start-workspace.ts';

/** Returns the text of the day's digest as it is shown in Slack. */
async function digestText({ posts }: TestWorkspace): Promise<string> {
  const parts = (await posts()).filter(({ blocks }) => blocks?.[0]?.block_id?.startsWith('digest:'));
  return parts.map(({ shown }) => shown).join('\n');
}

inBothModes('the digest comes at its time and follows edits, deletions and late notes in place', async (workspace) => {
  const { control, type, startConference, runDueWork, setTime, posts } = workspace;
  await startConference();
  await type('/recap listen on');
  const say = (text: string) => control.say({ channel: TALKS, user: BOB, text });
  const kept = await say('Hopper: boats float because wood is lighter than the water that it pushes away');
  const dropped = await say('Hopper: the oldest boat that was ever found is ten thousand years old');
  setTime('2026-05-26T18:29');
  await runDueWork();
  assert.equal(await digestText(workspace), '');
  setTime('2026-05-26T18:30');
  await runDueWork();
  const first = await digestText(workspace);
  assert.match(first, /wood is lighter than the water/);
  assert.match(first, /ten thousand years old/);
  assert.match(first, /Trains that are late/);
  assert.doesNotMatch(first, /Updated/);
  const before = (await posts()).length;

  await control.edit({
    channel: TALKS,
    user: BOB,
    ts: kept.ts,
    text: 'Hopper: boats float because they push away more water than they weigh',
  });
  await control.delete({ channel: TALKS, user: BOB, ts: dropped.ts });
  // The bot looks for changes by itself, too. Within a minute after posting it doesn't update a digest.
  setTime('2026-05-26T18:30:30');
  await say('Hopper: a late remark, that even concrete boats float as long as they are hollow');
  setTime('2026-05-26T18:40');
  await runDueWork();
  const updated = await digestText(workspace);
  assert.match(updated, /push away more water than they weigh/);
  assert.match(updated, /concrete boats/);
  assert.match(updated, /Updated 18:40: 1 late note/);
  assert.doesNotMatch(updated, /ten thousand years old|wood is lighter/);
  assert.ok((await posts()).length <= before + 1);
  await runDueWork();
  assert.equal(await digestText(workspace), updated);
});

inMode('http', 'a private channel’s words do not reach a digest for others', async (workspace) => {
  const { control, type, startConference, runDueWork, setTime, bot } = workspace;
  await startConference();
  const actor = { teamId: TEAM, userId: 'U0ADA0001', channel: TALKS };
  const state = await bot.getConferenceState(actor);
  assert.ok('conference' in state);
  await bot.changeSettings(actor, state.conference.id, { channels: [TALKS, 'G0LEADS01'] });
  await type('/recap listen on', { channel: 'G0LEADS01' });
  await control.say({
    channel: 'G0LEADS01',
    user: BOB,
    text: 'Hopper: boats, between us, are overrated by everybody',
  });
  await control.say({ channel: TALKS, user: BOB, text: 'nothing here' });
  setTime('2026-05-26T18:30');
  await runDueWork();
  const text = await digestText(workspace);
  assert.notEqual(text, '');
  assert.doesNotMatch(text, /overrated/);
});

inMode('http', 'after the last day the recap follows with its reading list', async (workspace) => {
  const { type, startConference, runDueWork, setTime, posts } = workspace;
  await startConference();
  await type('/recap add Hopper: boats float because wood is lighter than the water that it pushes away');
  await type('/readinglist add "Release It!" by Michael Nygard');
  setTime('2026-05-27T19:30');
  await runDueWork();
  const recap = (await posts()).filter(({ blocks }) => blocks?.[0]?.block_id?.startsWith('recap:'));
  const text = recap.map(({ shown }) => shown).join('\n');
  assert.match(text, /wood is lighter than the water/);
  assert.match(text, /Release It!/);
});
