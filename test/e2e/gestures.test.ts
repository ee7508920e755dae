import assert from 'node:assert/strict';
import { LOCAL_APP } from '#demo/local-slack/workspace-config.ts';
import type { TalkList } from '#usecases/schedule/list-talks.ts';
import { ADA, BOB, ELSEWHERE, TALKS, TEAM } from './sample-team.ts';
import { controlsOf, inBothModes, inMode, type TestWorkspace } from './start-workspace.ts';
import { until } from './until.ts';

const ASKER = { teamId: TEAM, userId: ADA, channel: TALKS };
const PICTURE = Buffer.from('R0lGODlhBAADAIAAAP///wAAACH5BAAAAAAALAAAAAAEAAMAAAIDhI9WADs=', 'base64');

/** How many notes each talk has, by the beginning of its title. */
async function counts({ bot }: TestWorkspace): Promise<Record<string, number>> {
  const { days }: TalkList = await bot.listTalks(ASKER, '2026-05-26');
  const talks = days.flatMap((day) => day.talks.map(({ title, notes }) => [title.split(' ')[0]!, notes]));
  return { ...Object.fromEntries(talks), hallway: days[0]?.hallwayNotes ?? 0 };
}

const boats = (workspace: TestWorkspace, notes: number) =>
  until(`${notes} notes of boats`, async () => (await counts(workspace)).Why === notes);

inBothModes('a reply in a talk’s thread is a note of the talk, edited and deleted with it', async (workspace) => {
  const { control, type, startConference, post, bot } = workspace;
  await startConference();
  await type('/recap add Hopper: wood is light');
  const thread = await post(/Why boats float/);
  const reply = await control.say({
    channel: TALKS,
    user: BOB,
    text: 'iron floats, too',
    thread_ts: thread.ts,
  });
  await boats(workspace, 2);
  await control.edit({ channel: TALKS, user: BOB, ts: reply.ts, text: 'even iron floats' });
  await until('the edit', async () =>
    JSON.stringify(await bot.viewHome({ ...ASKER, userId: BOB })).includes('even iron'),
  );
  await control.delete({ channel: TALKS, user: BOB, ts: reply.ts });
  await boats(workspace, 1);
});

inBothModes('a reaction makes a message a note, and taken away takes the note back', async (workspace) => {
  const { control, startConference } = workspace;
  await startConference();
  const said = await control.say({ channel: TALKS, user: BOB, text: 'Hopper says that boats are light' });
  assert.equal((await counts(workspace)).Why, 0);
  await control.react({ channel: TALKS, ts: said.ts, user: ADA, name: 'eyes' });
  await control.react({ channel: TALKS, ts: said.ts, user: ADA, name: 'memo' });
  await boats(workspace, 1);
  await control.react({ channel: TALKS, ts: said.ts, user: ADA, name: 'memo', present: false });
  await boats(workspace, 0);
});

inBothModes('@recap in a thread takes the thread in, once', async (workspace) => {
  const { control, startConference } = workspace;
  await startConference();
  const root = await control.say({ channel: TALKS, user: BOB, text: 'Hopper on boats now' });
  await control.say({ channel: TALKS, user: ADA, text: 'they float on salt water best', thread_ts: root.ts });
  const call = { channel: TALKS, user: ADA, text: `<@${LOCAL_APP.botUserId}>`, thread_ts: root.ts };
  await control.say(call);
  await boats(workspace, 2);
  await control.say(call);
  await until('an answer to each', async () => {
    const texts = (await control.messages(TALKS)).map(({ text }) => text).join('\n');
    return /Saved 2 messages to Why boats float[\s\S]*All of this thread is already saved/.test(texts);
  });
  await boats(workspace, 2);
});

inMode('socket', '@recap with words in a channel is a note, words that only call it are not', async (workspace) => {
  const { control, startConference } = workspace;
  await startConference();
  const call = (text: string) => control.say({ channel: TALKS, user: BOB, text: `<@${LOCAL_APP.botUserId}> ${text}` });
  await call('Hopper: they float on salt water best');
  await boats(workspace, 1);
  await call('please take this');
  await until('an answer', async () => /Nothing saved yet/.test(JSON.stringify(await control.messages(TALKS))));
  assert.deepEqual(await counts(workspace), { Why: 1, Trains: 0, hallway: 0 });
});

inMode('socket', 'listen mode notes all that is said in the channel, until it is switched off', async (workspace) => {
  const { control, type, startConference } = workspace;
  await startConference();
  await type('/recap listen on');
  await control.say({ channel: TALKS, user: BOB, text: 'Hopper says that boats are light' });
  await boats(workspace, 1);
  await control.say({ channel: ELSEWHERE, user: BOB, text: 'Hopper and her boats' });
  await type('/recap listen off');
  await control.say({ channel: TALKS, user: BOB, text: 'boats again' });
  await boats(workspace, 1);
});

inMode('socket', 'a photo is a note with its message as the caption, and the digest shows it', async (workspace) => {
  const { control, type, startConference, runDueWork, setTime, posts } = workspace;
  await startConference();
  await type('/recap listen on');
  const files = [{ name: 'slide.gif', bytes: PICTURE }];
  await control.upload({ channel: TALKS, user: BOB, text: 'Hopper’s slide on how boats float', files });
  await boats(workspace, 1);
  setTime('2026-05-26T18:30');
  await runDueWork();
  const images = (await posts()).flatMap(({ blocks = [] }) => blocks.filter(({ type }) => type === 'image'));
  assert.ok(images.length > 0 || JSON.stringify(await posts()).includes('how boats float'));
});

inBothModes('what bots and the app itself post is no note', async (workspace) => {
  const { type, startConference, post } = workspace;
  await startConference();
  await type('/recap listen on');
  await type('/recap add Hopper: wood is light');
  await post(/wood is light/);
  await boats(workspace, 1);
});

inMode('http', 'the message shortcut takes a message', async (workspace) => {
  const { control, startConference, sendInteraction } = workspace;
  await startConference();
  const said = await control.say({ channel: TALKS, user: BOB, text: 'Hopper says that boats are light' });
  const response = await sendInteraction({
    type: 'message_action',
    callback_id: 'add_to_recap',
    trigger_id: '1.2.3',
    response_url: 'http://localhost:9/none',
    message_ts: said.ts,
    team: { id: TEAM, domain: 'team' },
    channel: { id: TALKS, name: 'talks' },
    user: { id: ADA, name: 'ada' },
    api_app_id: LOCAL_APP.appId,
    message: { type: 'message', user: BOB, ts: said.ts, text: said.text },
  });
  assert.equal(response.status, 200);
  await boats(workspace, 1);
});

inMode('http', 'what is not signed is refused', async ({ requestUrl }) => {
  const response = await fetch(requestUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'event_callback', event: { type: 'message', text: 'forged' } }),
  });
  assert.equal(response.status, 401);
});

inBothModes('Undo takes a note back, and Move puts it into another talk', async (workspace) => {
  const { type, startConference, press, control, setTime } = workspace;
  await startConference();
  const added = await type('/recap add Hopper: wood is light', { user: BOB });
  await boats(workspace, 1);
  await press(added.message, 'Undo', BOB);
  await boats(workspace, 0);

  setTime('2026-05-26T11:01');
  const unsure = await type('/recap add a remark that names nothing', { user: BOB });
  assert.match(unsure.text, /Is that the right talk/);
  const move = controlsOf(unsure.message).find(({ action_id }) => action_id === 'move_note');
  assert.ok(move?.options, `a list of talks in: ${unsure.text}`);
  const option = move.options.find(({ text }) => text.text.includes('Trains'))!;
  const { block_id, action_id } = move;
  await control.interact({
    channel: TALKS,
    user: BOB,
    messageTs: unsure.message.ts,
    action: { type: 'static_select', action_id, ...(block_id && { block_id }), selected_option: option },
  });
  await until('the note in the other talk', async () => (await counts(workspace)).Trains === 1);
});

inMode('socket', 'a misspelled speaker is understood, and an unknown one is asked about', async (workspace) => {
  const { type, startConference, press } = workspace;
  await startConference();
  const { text } = await type('/recap add Hoppper: wood is light', { user: BOB });
  assert.match(text, /Saved to Why boats float \(10:00\)\. I read the name as “Grace Hopper”/);
  const asked = await type('/recap add Sandra: we tried that', { user: BOB });
  assert.match(asked.text, /I couldn’t find a speaker called Sandra/);
  await boats(workspace, 1);
  await press(asked.message, 'This talk', BOB);
  await boats(workspace, 2);
});
