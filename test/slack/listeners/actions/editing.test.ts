import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { AppError } from '#errors.ts';
import { ACTIONS, VIEWS } from '#render/slack/blocks/action-ids.ts';
import { CONFERENCE } from '#test/fakes/fake-bot.ts';
import { checkMessage, checkView } from '#test/render/slack/check-blocks.ts';
import { blockAction, createTestSlack, type TestSlack, viewSubmission } from '#test/slack/listeners/slack-for-test.ts';

const DAY = '2016-05-26';
const ASKER = { teamId: 'T1', userId: 'U1', channel: 'C1' };
const STATEMENT = {
  key: 'b'.repeat(12),
  kind: 'point',
  noteIds: ['C1:1'],
  text: 'One',
  hidden: false,
} as const;
const PLACES = ['a', 'c'].map((name) => ({
  key: name.repeat(12),
  date: DAY,
  talk: { title: `Talk ${name}`, startsAt: '2016-05-26T10:00:00-04:00' },
  statements: [{ ...STATEMENT, noteIds: [...STATEMENT.noteIds] }],
  photos: [],
}));
const METADATA = {
  channel: 'C1',
  conferenceId: 'conf1',
  day: DAY,
  place: PLACES[0]!.key,
  offered: STATEMENT.key,
};

describe('editing a recap', () => {
  let slack: TestSlack;
  beforeEach(() => {
    slack = createTestSlack();
    slack.bot.on('editForm', async (_asker, day) => ({ conference: CONFERENCE, day, places: PLACES }));
  });
  const press = (action_id: string, value: string, more = {}) => slack.send(blockAction({ action_id, value }, more));
  const methods = () => slack.sent.map(({ method }) => method);

  it('opens a dialog at once, and fills it in', async () => {
    await press(ACTIONS.editRecap, `conf1 ${DAY}`);
    assert.deepEqual(methods(), ['views.open', 'views.update']);
    assert.deepEqual(slack.bot.given('editForm'), [[ASKER, DAY, 'conf1']]);
    const [opened, filled] = slack.sent.map(({ body }) => body);
    checkView(opened.view);
    checkView(filled.view);
    assert.equal(filled.view_id, 'V1');
    assert.equal(filled.view.callback_id, VIEWS.edit);
    assert.deepEqual(JSON.parse(filled.view.private_metadata), METADATA);
  });

  it('tells in the dialog who may not, and what is out of date', async () => {
    slack.bot.failing = new AppError('refused', 'Only the organiser can edit it.');
    await press(ACTIONS.editRecap, `conf1 ${DAY}`);
    assert.match(JSON.stringify(slack.sent.at(-1)!.body.view), /Only the organiser/);
    slack.bot.failing = undefined;
    await press(ACTIONS.editRecap, 'conf1');
    assert.match(JSON.stringify(slack.sent.at(-1)!.body.view), /out of date/);
  });

  it('shows another talk, or the words of what is chosen, when it is', async () => {
    const state = {
      values: {
        introduction: { value: { value: 'Hello' } },
        place: { [ACTIONS.editPlace]: { selected_option: { value: PLACES[1]!.key } } },
        [`statement:${PLACES[1]!.key}`]: {
          [ACTIONS.editStatement]: { selected_option: { value: STATEMENT.key } },
        },
      },
    };
    for (const action of [ACTIONS.editPlace, ACTIONS.editStatement]) {
      const view = { id: 'V7', type: 'modal', private_metadata: JSON.stringify(METADATA), state };
      const { channel: _, ...body } = blockAction({ action_id: action, type: 'static_select' }, { view });
      await slack.send(body);
      const { method, body: update } = slack.sent.at(-1)!;
      assert.equal(method, 'views.update');
      assert.equal(update.view_id, 'V7');
      checkView(update.view);
      const shown = JSON.stringify(update.view);
      assert.match(shown, /"initial_value":"Hello"/);
      assert.match(shown, /"initial_value":"One"/);
      assert.equal(JSON.parse(update.view.private_metadata).place, PLACES[1]!.key);
    }
    assert.deepEqual(slack.bot.given('editForm')[0], [ASKER, DAY, 'conf1']);
  });

  it('keeps what is sent, and shows the preview anew', async () => {
    const { acks } = await slack.send(
      viewSubmission(
        VIEWS.edit,
        {
          introduction: { value: { value: 'Hello' } },
          [`shown:0:${METADATA.place}`]: { value: { type: 'checkboxes', selected_options: [] } },
        },
        METADATA,
      ),
    );
    assert.deepEqual(acks, [undefined]);
    const section = { place: METADATA.place, offered: [STATEMENT.key], shown: [], reworded: {} };
    assert.deepEqual(slack.bot.given('editRecap'), [
      [ASKER, 'conf1', DAY, { introduction: 'Hello', closing: '', section }],
    ]);
    assert.deepEqual(slack.bot.given('preview'), [[ASKER, DAY, 'conf1']]);
    assert.deepEqual(new Set(methods()), new Set(['chat.postEphemeral']));
    for (const { body } of slack.sent) checkMessage(body);
    slack.bot.failing = new AppError('refused', 'Only the organiser can edit it.');
    const refused = await slack.send(viewSubmission(VIEWS.edit, {}, METADATA));
    assert.deepEqual(refused.acks, [
      { response_action: 'errors', errors: { introduction: 'Only the organiser can edit it.' } },
    ]);
  });

  it('approves, and shows a preview below a reminder', async () => {
    await press(ACTIONS.approve, `conf1 ${DAY}`);
    assert.deepEqual(slack.bot.given('approve'), [[ASKER, DAY, 'conf1']]);
    assert.match(slack.sent[0]!.body.text, /is approved/);
    slack.sent.length = 0;
    await press(ACTIONS.preview, 'conf1 all');
    assert.deepEqual(slack.bot.given('preview'), [[ASKER, 'all', 'conf1']]);
    assert.equal(slack.sent.length, 3);
    for (const { body } of slack.sent) {
      assert.equal(body.replace_original, false);
      checkMessage(body);
    }
    slack.bot.failing = new AppError('refused', 'Only the organiser can preview it.');
    await press(ACTIONS.preview, 'conf1 all');
    assert.match(slack.sent.at(-1)!.body.text, /Only the organiser/);
  });

  it('names what asks again, and offers to approve what waits', async () => {
    const asks = { ...STATEMENT, about: 'statement', textHash: '', noteHashes: [], by: 'U1' } as const;
    const written = {
      ...asks,
      noteIds: ['C1:1'],
      noteHashes: [],
      channel: 'C1',
      fromPrivate: false,
      fromShared: false,
    };
    const preview = await slack.bot.preview(ASKER, DAY);
    slack.bot.on('preview', async () => ({
      ...preview,
      asksAgain: [
        { ...STATEMENT, noteIds: [], asks: { ...written, hidden: true } },
        { ...STATEMENT, noteIds: [], asks: { ...written, wording: 'My <words>' } },
      ],
      approval: 'wanted',
    }));
    await press(ACTIONS.preview, 'conf1 all');
    for (const { body } of slack.sent) checkMessage(body);
    const texts = slack.sent.map(({ body }) => JSON.stringify(body.blocks)).join();
    assert.match(texts, /changed since it was hidden.*changed since it was reworded.*My <words>/);
    assert.match(texts, /"Approve"/);
  });
});
