import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { checkMessage } from '#test/render/slack/check-blocks.ts';
import { type Followed, followConference } from '#test/usecases/followed-conference.ts';
import { blockAction, createTestSlack, RESPONSE_URL, type TestSlack } from './slack-for-test.ts';

const MESSAGE = { type: 'message', user: 'U2', ts: '1464273000.000100', text: 'Talk to each other' };

let followed: Followed;
let slack: TestSlack;
beforeEach(async () => {
  followed = await followConference();
  slack = createTestSlack({ test: followed.test });
});
const otherConference = () =>
  followed.test.deps.database.conferences.save({
    ...followed.conference,
    id: 'conf2',
    name: 'Other',
    channels: ['C2'],
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
  const notes = (id = followed.conference.id) => followed.test.deps.database.notes.ofConference(id);

  it('stores the message, acknowledges, and answers who asked', async () => {
    const { acks } = await use(MESSAGE);
    assert.deepEqual(acks, [undefined]);
    assert.deepEqual(slack.order, ['acknowledged', 'respond']);
    const [{ authorId, source, captures } = assert.fail()] = await notes();
    assert.deepEqual([authorId, source, captures], ['U2', MESSAGE.text, [{ way: 'shortcut', by: 'U1' }]]);
    checkMessage(slack.sent[0]!.body);
    assert.match(slack.sent[0]!.body.text, /^Saved to/);
  });

  it('says so if the message is a note already, or its author opted out', async () => {
    await use(MESSAGE);
    await use(MESSAGE);
    await followed.bot.setOptOut({ teamId: 'T1', userId: 'U2' }, true);
    await use({ ...MESSAGE, ts: '1464273001.000100' });
    assert.match(slack.sent[1]!.body.text, /Already saved/);
    assert.match(slack.sent[2]!.body.text, /The author has opted out/);
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
    assert.deepEqual(await notes(), []);
    for (const { body } of slack.sent) assert.match(body.text, /Only messages from people/);
    assert.equal((await use(MESSAGE, { channel: { id: '' } })).acks.length, 1);
  });

  it('asks which conference is meant, and then saves the note', async () => {
    await otherConference();
    followed.test.workspace.addChannel({ id: 'C5', name: 'elsewhere' });
    await use(MESSAGE, { channel: { id: 'C5', name: 'elsewhere' } });
    const { blocks } = slack.sent[0]!.body;
    const values: string[] = blocks.slice(1).map((block: { accessory: { value: string } }) => block.accessory.value);
    const value = values.find((one) => one.endsWith(' conf2'));
    await slack.send(blockAction({ action_id: 'choose_conference', value }));
    assert.deepEqual(
      (await notes('conf2')).map(({ source }) => source),
      [MESSAGE.text],
    );
    assert.match(slack.sent[1]!.body.text, /^Saved to/);
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
        private_metadata: JSON.stringify({ channel: 'C1', conferenceId: followed.conference.id }),
        ...view,
      },
    });
    return acks[0].options.map((option: { value: string }) => option.value);
  };

  it('shows the talks that match, and the hallway', async () => {
    assert.deepEqual(await find('willis'), ['burnout', 'hallway']);
    assert.deepEqual(await find(''), ['burnout', 'brazil', 'hallway']);
  });

  it('is of the conference that is chosen in the form', async () => {
    await otherConference();
    const state = { values: { conference: { value: { selected_option: { value: 'conf2' } } } } };
    assert.deepEqual(await find('', { state }), ['hallway']);
  });

  it('is empty if it fails', async () => {
    await find({ a: 1 }, { private_metadata: '{', state: 'x' });
    followed.test.deps.database.talks.ofConference = async () => {
      throw new Error('x');
    };
    assert.deepEqual(await find('k'), []);
    assert.equal(slack.log.lines.length, 1);
  });
});
