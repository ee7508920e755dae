import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CONFERENCE, savedNote } from '#test/fakes/fake-bot.ts';
import { checkMessage } from '#test/render/slack/check-blocks.ts';
import { blockAction, createTestSlack, RESPONSE_URL, type TestSlack } from './slack-for-test.ts';

const MESSAGE = { type: 'message', user: 'U2', ts: '1464285000.000100', text: 'Talk to each other' };

let slack: TestSlack;
beforeEach(() => {
  slack = createTestSlack();
});

describe('the shortcut on a message', () => {
  const use = (message: Record<string, unknown>, more = {}) =>
    slack.send({
      type: 'message_action',
      callback_id: 'add_to_recap',
      trigger_id: 'trigger-4',
      message_ts: MESSAGE.ts,
      response_url: RESPONSE_URL,
      message,
      user: { id: 'U1', name: 'ann' },
      channel: { id: 'C1', name: 'room' },
      team: { id: 'T1', domain: 'test' },
      token: 't',
      action_ts: '1.1',
      ...more,
    });

  it('stores the message, acknowledges, and answers who asked', async () => {
    const { acks } = await use(MESSAGE);
    assert.deepEqual(acks, [undefined]);
    assert.deepEqual(
      slack.bot.calls.map(({ verb }) => verb as string),
      ['captureMessage', 'acknowledged'],
    );
    const [actor, message, way] = slack.bot.given('captureMessage')[0]!;
    assert.deepEqual([actor.userId, message.authorId, message.source, way], ['U1', 'U2', MESSAGE.text, 'shortcut']);
    assert.equal(slack.sent[0]!.method, 'respond');
    checkMessage(slack.sent[0]!.body);
    assert.match(slack.sent[0]!.body.text, /^Noted in/);
  });

  it('says so where the message is noted already, or is refused', async () => {
    slack.bot.on('captureMessage', async () => savedNote({ again: true }));
    await use(MESSAGE);
    slack.bot.on('captureMessage', async () => ({ refused: 'Its author opted out.' }));
    await use(MESSAGE);
    assert.match(slack.sent[0]!.body.text, /noted already/);
    assert.match(slack.sent[1]!.body.text, /opted out/);
  });

  it('takes no bot’s message, and none that it cannot read', async () => {
    for (const message of [
      { ...MESSAGE, bot_id: 'B2' },
      { ...MESSAGE, ts: 'x' },
      {},
      { ...MESSAGE, subtype: 'channel_join' },
    ]) {
      await use(message);
    }
    assert.deepEqual(slack.bot.given('captureMessage'), []);
    for (const { body } of slack.sent) assert.match(body.text, /Only what people write/);
    assert.equal((await use(MESSAGE, { channel: { id: '' } })).acks.length, 1);
  });

  it('asks which conference is meant, and goes on then', async () => {
    slack.bot.on('captureMessage', async (_asker, _message, _way, id) =>
      id === undefined ? { choices: [CONFERENCE, { ...CONFERENCE, id: 'conf2' }] } : savedNote(),
    );
    await use(MESSAGE);
    const value = slack.sent[0]!.body.blocks[2].accessory.value;
    await slack.send(blockAction({ action_id: 'choose_conference', value }));
    const [, message, , id] = slack.bot.given('captureMessage')[1]!;
    assert.deepEqual([message.source, id], [MESSAGE.text, 'conf2']);
    assert.match(slack.sent[1]!.body.text, /^Noted in/);
  });
});

describe('the list of talks in the form', () => {
  const find = async (value: unknown, view: Record<string, unknown> = {}) => {
    const { acks } = await slack.send({
      type: 'block_suggestion',
      action_id: 'find_talk',
      block_id: 'talk',
      value,
      team: { id: 'T1', domain: 'test' },
      user: { id: 'U1', name: 'ann' },
      container: { type: 'view', view_id: 'V1' },
      token: 't',
      api_app_id: 'A1',
      view: {
        id: 'V1',
        type: 'modal',
        private_metadata: JSON.stringify({ channel: 'C1', conferenceId: 'conf1' }),
        ...view,
      },
    });
    return acks[0].options.map((option: { value: string }) => option.value);
  };

  it('shows what the bot finds, and the hallway', async () => {
    assert.deepEqual(await find('kromhout'), ['talk-1', 'talk-2', 'hallway']);
    assert.deepEqual(slack.bot.given('chooseTalk')[0], [
      { teamId: 'T1', userId: 'U1', channel: 'C1' },
      'kromhout',
      'conf1',
    ]);
  });

  it('is of the conference that is chosen in the form', async () => {
    await find('', { state: { values: { conference: { value: { selected_option: { value: 'conf2' } } } } } });
    assert.equal(slack.bot.given('chooseTalk')[0]![2], 'conf2');
  });

  it('is empty where it fails, and stands nonsense', async () => {
    await find({ a: 1 }, { private_metadata: '{', state: 'x' });
    slack.bot.failing = new Error('x');
    assert.deepEqual(await find('k'), []);
    assert.equal(slack.log.lines.length, 1);
  });
});
