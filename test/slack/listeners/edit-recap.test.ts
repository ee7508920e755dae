import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ACTIONS, VIEWS } from '#render/slack/blocks/action-ids.ts';
import { checkMessage, checkView } from '#test/render/slack/check-blocks.ts';
import { blockAction, createTestSlack, type TestSlack, viewSubmission } from '#test/slack/listeners/slack-for-test.ts';
import { ADA, add, type Followed, followConference } from '#test/usecases/followed-conference.ts';
import type { EditForm } from '#usecases/editing/edit-form.ts';

const DAY = '2016-05-26';
const BOB = { user: { id: 'U2' } };

describe('editing a recap', () => {
  let followed: Followed;
  let slack: TestSlack;
  let id: string;
  let form: EditForm;
  beforeEach(async () => {
    followed = await followConference({ approval: 'after-approval' });
    id = followed.conference.id;
    slack = createTestSlack({ test: followed.test });
    await add(followed.bot, ADA, 'Willis: There are six sources of burnout in every team that runs production.');
    await add(followed.bot, ADA, 'Fahim: The Brazilian government cut the only cable twice in one night.');
    form = await followed.bot.editForm(ADA, DAY, id);
  });
  const press = (action_id: string, value: string, more = {}) => slack.send(blockAction({ action_id, value }, more));
  const metadataOf = (place: EditForm['places'][number]) => ({
    channel: 'C1',
    conferenceId: id,
    day: DAY,
    place: place.key,
    offered: place.statements.map(({ key }) => key).join(' '),
  });

  it('opens a modal at once, and fills it in', async () => {
    await press(ACTIONS.editRecap, `${id} ${DAY}`);
    assert.deepEqual(slack.order, ['acknowledged', 'views.open', 'views.update']);
    const [opened, filled] = slack.sent.map(({ body }) => body);
    checkView(opened.view);
    checkView(filled.view);
    assert.equal(filled.view_id, 'V1');
    assert.equal(filled.view.callback_id, VIEWS.edit);
    assert.deepEqual(JSON.parse(filled.view.private_metadata), metadataOf(form.places[0]!));
  });

  it('says in the modal who may not edit, and what is out of date', async () => {
    await press(ACTIONS.editRecap, `${id} ${DAY}`, BOB);
    assert.match(JSON.stringify(slack.sent.at(-1)!.body.view), /organizer/);
    await press(ACTIONS.editRecap, 'conf1');
    assert.match(JSON.stringify(slack.sent.at(-1)!.body.view), /out of date/);
  });

  it('saves what was entered for a talk when another is chosen, and shows that', async () => {
    const [first, other] = form.places.filter(({ isOverview }) => isOverview !== true);
    const [point] = first!.statements.filter(({ kind }) => kind === 'point');
    const shown = first!.statements.map(({ key }) => ({ value: key }));
    const state = {
      values: {
        introduction: { value: { value: 'Hello' } },
        place: { [ACTIONS.editPlace]: { selected_option: { value: other!.key } } },
        [`shown:${first!.key}:0`]: { value: { type: 'checkboxes', selected_options: shown } },
        [`wording:${point!.key}`]: { value: { value: 'Half a thought' } },
      },
    };
    const view = { id: 'V7', type: 'modal', private_metadata: JSON.stringify(metadataOf(first!)), state };
    const { channel: _, ...body } = blockAction({ action_id: ACTIONS.editPlace, type: 'static_select' }, { view });
    await slack.send(body);
    const { method, body: update } = slack.sent.at(-1)!;
    assert.equal(method, 'views.update');
    assert.equal(update.view_id, 'V7');
    checkView(update.view);
    assert.match(JSON.stringify(update.view), /"initial_value":"Hello"/);
    assert.equal(JSON.parse(update.view.private_metadata).place, other!.key);
    const saved = await followed.bot.editForm(ADA, DAY, id);
    const [again] = saved.places
      .find(({ key }) => key === first!.key)!
      .statements.filter(({ kind }) => kind === 'point');
    assert.equal(again?.wording, 'Half a thought');
  });

  describe('when another talk is chosen', () => {
    const talks = () => form.places.filter(({ isOverview }) => isOverview !== true);
    const entered = (more = {}) => ({
      introduction: { value: { value: 'Hello' } },
      place: { [ACTIONS.editPlace]: { selected_option: { value: talks()[1]!.key } } },
      ...more,
    });
    const choose = (values: object) => {
      const private_metadata = JSON.stringify(metadataOf(talks()[0]!));
      const view = { id: 'V7', type: 'modal', private_metadata, state: { values } };
      const { channel: _, ...body } = blockAction({ action_id: ACTIONS.editPlace, type: 'static_select' }, { view });
      return slack.send(body);
    };
    const movedNote = () => {
      const [{ channel, ts } = assert.fail()] = talks()[0]!.notes;
      return { [`moved:${talks()[0]!.key}`]: { value: { selected_options: [{ value: `${channel}:${ts}` }] } } };
    };

    it('leaves the form as it is while something in it is wrong, and says what', async () => {
      await choose(entered(movedNote()));
      const [{ method, body } = assert.fail(), ...others] = slack.sent;
      assert.deepEqual([method, others], ['views.push', []]);
      checkView(body.view);
      assert.match(JSON.stringify(body.view), /Choose where/);
    });

    it('leaves the form as it is if saving fails, says so above it, and logs a fault of ours', async () => {
      slack.test.deps.database.runTransaction = async () => {
        throw new TypeError('broken');
      };
      await choose(entered());
      const [{ method, body } = assert.fail(), ...others] = slack.sent;
      assert.deepEqual([method, others], ['views.push', []]);
      assert.match(JSON.stringify(body.view), /Something went wrong/);
      assert.match(JSON.stringify(slack.log.lines), /broken/);
      slack.sent.length = 0;
      slack.broken.add('views.push');
      await choose(entered());
      assert.match(slack.sent[0]!.body.text, /Something went wrong/);
    });

    it('logs a fault of ours, too, if the form is sent with it', async () => {
      slack.test.deps.database.runTransaction = async () => {
        throw new TypeError('broken');
      };
      const { acks } = await slack.send(viewSubmission(VIEWS.edit, entered(), metadataOf(talks()[0]!)));
      assert.match(acks[0].errors.introduction, /Something went wrong/);
      assert.match(JSON.stringify(slack.log.lines), /broken/);
    });

    it('acknowledges the form that is sent with it in time, and shows the talk later if saving takes long', async (t) => {
      t.mock.timers.enable({ apis: ['setTimeout'] });
      const { promise, resolve } = Promise.withResolvers<void>();
      const { database } = slack.test.deps;
      const { runTransaction } = database;
      let isWaiting = false;
      database.runTransaction = async (...given) => {
        isWaiting = true;
        await promise;
        return runTransaction(...given);
      };
      const sending = slack.send(viewSubmission(VIEWS.edit, entered(), metadataOf(talks()[0]!)));
      while (!isWaiting) await nextTurn();
      t.mock.timers.tick(2_400);
      while (slack.order.length === 0) await nextTurn();
      t.mock.timers.reset();
      resolve();
      const [{ response_action, view }] = (await sending).acks;
      assert.equal(response_action, 'push');
      checkView(view);
      const [form, above] = slack.sent.map(({ body }) => body);
      assert.equal(form.view_id, 'V2');
      assert.equal(JSON.parse(form.view.private_metadata).place, talks()[1]!.key);
      assert.equal(above.external_id, view.external_id);
      checkView(above.view);
    });
  });

  it('moves notes to another talk with the other changes', async () => {
    const [first, other] = form.places.filter(({ isOverview }) => isOverview !== true);
    const [note] = first!.notes;
    const entered = {
      [`moved:${first!.key}`]: { value: { selected_options: [{ value: `${note!.channel}:${note!.ts}` }] } },
      [`moved-to:${first!.key}`]: { value: { selected_option: { value: other!.notes[0]!.talkId } } },
    };
    await slack.send(viewSubmission(VIEWS.edit, entered, metadataOf(first!)));
    const saved = await followed.test.deps.database.notes.ofConference(id);
    assert.deepEqual(
      saved.map(({ talkId }) => talkId),
      [other!.notes[0]!.talkId, other!.notes[0]!.talkId],
    );
  });

  it('lists the reading list with a button to edit each entry', async () => {
    await add(followed.bot, ADA, 'Willis: read "The Phoenix Project" by Gene Kim');
    await press(ACTIONS.preview, `${id} ${DAY}`);
    assert.match(JSON.stringify(slack.sent.map(({ body }) => body.blocks)), /"Reading list"/);
    await press(ACTIONS.editList, `${id} 1`);
    const shown = JSON.stringify(slack.sent.at(-1)!.body.blocks);
    assert.match(shown, /The Phoenix Project.*"action_id":"edit_work/);
  });

  it('saves what is sent, and shows the preview again', async () => {
    const [place] = form.places.filter(({ isOverview }) => isOverview !== true);
    const entered = {
      introduction: { value: { value: 'Hello' } },
      [`shown:${place!.key}:0`]: { value: { type: 'checkboxes', selected_options: [] } },
    };
    const { acks } = await slack.send(viewSubmission(VIEWS.edit, entered, metadataOf(place!)));
    assert.deepEqual(acks, [undefined]);
    const saved = await followed.bot.editForm(ADA, DAY, id);
    assert.equal(saved.introduction, 'Hello');
    assert.ok(saved.places.find(({ key }) => key === place!.key)!.statements.every(({ hidden }) => hidden));
    assert.deepEqual(new Set(slack.sent.map(({ method }) => method)), new Set(['chat.postEphemeral']));
    for (const { body } of slack.sent) checkMessage(body);
    const refused = await slack.send({ ...viewSubmission(VIEWS.edit, {}, metadataOf(place!)), user: { id: 'U2' } });
    assert.match(refused.acks[0].errors.introduction, /organizer/);
  });

  it('approves, and shows a preview below a reminder', async () => {
    await press(ACTIONS.approve, `${id} ${DAY}`);
    assert.match(slack.sent[0]!.body.text, /is approved\. I’ll post it on Thu,? 26 May at 18:30 \(one post\)\./);
    slack.sent.length = 0;
    await press(ACTIONS.preview, `${id} all`);
    assert.ok(slack.sent.length >= 3);
    for (const { body } of slack.sent) {
      assert.equal(body.replace_original, false);
      checkMessage(body);
    }
    await press(ACTIONS.preview, `${id} all`, BOB);
    assert.match(slack.sent.at(-1)!.body.text, /organizer/);
  });

  it('names what was decided before its notes changed, and offers to approve what waits', async () => {
    const [place] = form.places.filter(({ isOverview }) => isOverview !== true);
    const statement = place!.statements.find(({ kind }) => kind === 'point')!;
    const offered = [statement.key];
    await followed.bot.editRecap(
      ADA,
      { conferenceId: id, scope: DAY },
      {
        section: { place: place!.key, offered, shown: offered, reworded: { [statement.key]: 'My <words>' } },
      },
    );
    const [note] = await followed.test.deps.database.notes.ofConference(id);
    const source = note!.source.replace('six', 'seven');
    await followed.test.deps.database.notes.save({ ...note!, source, editedTs: '1464273900.000000' });
    await press(ACTIONS.preview, `${id} ${DAY}`);
    for (const { body } of slack.sent) checkMessage(body);
    const texts = slack.sent.map(({ body }) => JSON.stringify(body.blocks)).join();
    assert.match(texts, /You reworded this.*My <words>/);
    assert.match(texts, /"Approve"/);
  });
});
