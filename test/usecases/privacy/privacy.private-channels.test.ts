import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTestBot } from '#test/fakes/bot-for-test.ts';
import { bindUseCases } from '#test/fakes/use-cases.ts';
import { assertRefused } from '#test/usecases/conference-tests.ts';
import type { Actor } from '#usecases/ports/slack.ts';

const ada = (channel?: string): Actor => ({ teamId: 'T1', userId: 'U1', ...(channel && { channel }) });
const grace = (channel?: string): Actor => ({ ...ada(channel), userId: 'U2' });
/** An administrator. */
const alan = (channel?: string): Actor => ({ ...ada(channel), userId: 'U3' });

const DAYS = { name: 'Offsite of the leads', from: '2016-05-26', to: '2016-05-27' };

/** Ada follows a conference in the private `C3`, where she is with Grace. */
async function followInPrivate() {
  const test = createTestBot();
  const bot = bindUseCases(test.deps);
  test.workspace.setMembers('C3', ['U1', 'U2']);
  test.workspace.addPerson({ id: 'U4', name: 'Dan' });
  const { conference } = await bot.startConference(ada('C3'), DAYS);
  return { test, bot, conference };
}

test('a conference of a private channel is known to who is there, and to its organizers', async () => {
  const { bot, conference } = await followInPrivate();
  const dan = { ...ada(), userId: 'U4' };
  for (const actor of [ada('C1'), ada(), grace('C3'), grace('C1'), grace()]) {
    assert.deepEqual(await bot.resolveConference(actor), conference, JSON.stringify(actor));
  }
  for (const actor of [dan, { ...dan, channel: 'C1' }, { ...dan, channel: 'C3' }, alan(), alan('C1')]) {
    assert.deepEqual(
      await bot.resolveConference(actor),
      { kind: 'which-conference', choices: [] },
      JSON.stringify(actor),
    );
    assert.deepEqual(await bot.viewHome(actor), { conferences: [], past: [], optedOut: false });
    await assert.rejects(bot.ask(actor, 'what?', 'Offsite'), /No conference is set up/);
  }
  assert.equal((await bot.viewHome(grace())).conferences.length, 1);
});

test('its id alone leads nobody to it but administrators, who answer for it', async () => {
  const { test, bot, conference } = await followInPrivate();
  const dan = { ...ada('C3'), userId: 'U4' };
  const { id } = conference;
  for (const act of [
    () => bot.getConferenceState(dan, id),
    () => bot.showReadingList(dan, { page: 1, conferenceId: id }),
    () => bot.chooseTalk(dan, { query: '', conferenceId: id }),
    () => bot.describeDeletion(dan, id),
    () => bot.addNote(dan, { text: 'I am here', requestId: 'r', way: 'form', conferenceId: id }),
  ]) {
    await assertRefused(test, act, /^That conference is no longer set up here\./);
  }
  assert.equal((await bot.describeDeletion(alan(), id)).conference.id, id);
});

test('an administrator who is not in the private channel is not shown what is said there', async () => {
  const { test, bot } = await followInPrivate();
  await bot.addNote(ada('C3'), { text: 'Ship small', requestId: 'r', way: 'command' });
  test.workspace.addChannel({ id: 'C2' });
  await assert.rejects(bot.preview(alan('C3')), /No conference/);
  const both = await bot.startConference(ada('C1'), { ...DAYS, channels: ['C1'], digestChannel: 'C3' });
  assert.match(both.conference.name, /Offsite/);
  await assert.rejects(bot.preview(alan('C1')), /private channel that you’re not in/);
  assert.ok((await bot.preview(ada('C1'))).parts.length > 0);
});

test('nobody follows a conference in a private channel that they are not in, nor learns its name', async () => {
  const test = createTestBot();
  const bot = bindUseCases(test.deps);
  test.workspace.setMembers('C3', ['U1']);
  const wishes = { ...DAYS, channels: ['C1', 'C3'] };
  for (const more of [wishes, { ...DAYS, digestChannel: 'C3' }]) {
    await assertRefused(test, () => bot.startConference(grace('C1'), more), /^(?!.*leads).*can’t use that channel/);
  }
  const { conference } = await bot.startConference(grace('C1'), DAYS);
  await assertRefused(
    test,
    () => bot.changeSettings(grace('C1'), conference.id, { channels: ['C1', 'C3'] }),
    /can’t use that channel/,
  );
  await bot.changeSettings(alan('C1'), conference.id, { organizers: ['U1', 'U2'] });
  await bot.changeSettings(ada('C1'), conference.id, { channels: ['C1', 'C3'] });
  // What is set already does not keep an organizer from changing the rest.
  await bot.changeSettings(grace('C1'), conference.id, { name: 'Another' });
});

test('a message or thread of a private channel is taken by nobody who is not in it', async () => {
  const test = createTestBot();
  const bot = bindUseCases(test.deps);
  test.workspace.setMembers('C3', ['U1']);
  await bot.startConference(ada('C1'), DAYS);
  const message = test.workspace.say({
    ...{ channel: 'C3', ts: '1464272100.000100', authorId: 'U1', source: 'The layoffs come on Monday' },
  });
  const refused = await bot.captureMessage(grace('C1'), { message, way: 'shortcut' });
  assert.deepEqual(refused, { refused: { key: 'message-unreadable' } });
  assert.equal(await bot.reactionAdded(grace('C3'), { reaction: 'memo', key: message }), undefined);
  await assertRefused(test, () => bot.captureThread(grace('C1'), message), /don’t have access to that thread/);
  assert.ok('note' in (await bot.captureMessage(ada('C1'), { message, way: 'shortcut' })));
});

test('while Slack can’t be asked, what a person does in a channel shows that they are there', async () => {
  const { test, bot } = await followInPrivate();
  test.workspace.isDown = true;
  const taken = await bot.addNote(grace('C3'), { text: 'Ship small', requestId: 'r', way: 'command' });
  assert.ok('note' in taken);
  await assert.rejects(bot.showReadingList(grace('C3')), /isn’t responding/);
});
