import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { ACTIONS, EDIT_NOTE, encodeNoteKey, REMOVE_NOTE } from '#render/slack/blocks/action-ids.ts';
import { LISTENERS } from '#slack/listeners/index.ts';
import { recommendation } from '#test/fakes/recommendation.ts';
import { checkMessage, checkView } from '#test/render/slack/check-blocks.ts';
import { nonsense } from '#test/slack/commands/nonsense.ts';
import {
  blockAction,
  command,
  createTestSlack,
  homeAction,
  type TestSlack,
} from '#test/slack/listeners/slack-for-test.ts';
import { ADA, add, type Followed, followConference, GRACE } from '#test/usecases/followed-conference.ts';
import type { SavedNote } from '#usecases/notes/place-note.ts';

describe('buttons and lists', () => {
  let followed: Followed;
  let slack: TestSlack;
  let saved: SavedNote;
  let key: string;
  let id: string;
  beforeEach(async () => {
    followed = await followConference();
    id = followed.conference.id;
    slack = createTestSlack({ test: followed.test });
    saved = await add(followed.bot, ADA, 'Willis: hi');
    key = encodeNoteKey(saved.note);
  });

  const press = async (action_id: string, more: Record<string, unknown> = {}) => {
    const { acks, error } = await slack.send(blockAction({ action_id, ...more }));
    assert.equal(error, undefined);
    assert.deepEqual(acks, [undefined]);
  };
  const choose = (value: string) => ({
    type: 'static_select',
    selected_option: { value, text: { type: 'plain_text', text: 'x' } },
  });
  const find = () => followed.test.deps.database.notes.find(saved.note);
  const recommend = () => followed.bot.recommend(ADA, recommendation('Release It!'));

  /** It was acknowledged once it was done, and the message with the button shows the result. */
  function assertReplaced(said: RegExp): void {
    assert.deepEqual(slack.order, ['acknowledged', 'respond']);
    const { body } = slack.sent[0]!;
    assert.equal(body.replace_original, true);
    checkMessage(body);
    assert.match(body.text, said);
  }

  it('removes a note', async () => {
    await press(ACTIONS.undoNote, { value: key });
    assertReplaced(/^Note removed/);
    assert.ok((await find())!.deletedAt);
  });

  it('moves a note to another talk, and to the hallway', async () => {
    await press(ACTIONS.moveNote, { block_id: `note ${key}`, ...choose('brazil') });
    assertReplaced(/^Moved to How Brazil/);
    await press(ACTIONS.moveNote, { block_id: `note ${key}`, ...choose('hallway') });
    const { talkId, placedBy } = (await find())!;
    assert.deepEqual([talkId, placedBy], [null, 'person']);
  });

  it('asks which speaker is meant, and moves the note to the answer’s talk', async () => {
    const { acks } = await slack.send(command('/recap', 'add Wilkis Williamson: hi', { trigger_id: 'x' }));
    checkMessage(acks[0]);
    assert.match(acks[0].text, /for now\. Did you mean John Willis\?/);
    const { block_id, accessory } = acks[0].blocks[1];
    slack.order.length = 0;
    await press(accessory.action_id, { block_id, value: accessory.value });
    assertReplaced(/^Moved to Sources of burnout/);
  });

  it('shows another page of the reading list', async () => {
    await recommend();
    for (const action of [ACTIONS.readingListPage, `${ACTIONS.readingListPage}_back`]) {
      slack.order.length = 0;
      slack.sent.length = 0;
      await press(action, { value: `${id} 1` });
      assertReplaced(/Release It!/);
    }
  });

  it('puts a work back on the reading list', async () => {
    await recommend();
    const { key: workKey } = await followed.bot.removeWork(ADA, 1);
    await press(ACTIONS.restoreWork, { value: `${id} ${workKey}` });
    assertReplaced(/back on the reading list/);
    assert.equal((await followed.bot.showReadingList(ADA)).total, 1);
  });

  it('ends a conference', async () => {
    await press(ACTIONS.confirmEnd, { value: id });
    assertReplaced(/has ended/);
    assert.ok((await followed.test.deps.database.conferences.find(id))!.endedAt);
  });

  it('tells the channel once what the bot does there', async () => {
    for (let time = 0; time < 2; time++) await press(ACTIONS.announce, { value: id });
    await followed.post();
    const [post, ...others] = followed.texts('announce:');
    assert.equal(others.length, 0);
    for (const part of [/recap add/, /appear in the recap/, /opt out/]) assert.match(post!, part);
  });

  it('opens a note for its author to edit, without Slack’s markup', async () => {
    const { note } = await add(followed.bot, ADA, 'Willis &amp; <@U2|grace>: see <https://x.example/a|there>');
    await press(ACTIONS.editNote, { value: encodeNoteKey(note) });
    const { view } = slack.sent[0]!.body;
    checkView(view);
    assert.equal(view.blocks[0].element.initial_value, 'Willis & @Grace: see https://x.example/a');
    await slack.send(blockAction({ action_id: ACTIONS.editNote, value: encodeNoteKey(note) }, { user: { id: 'U3' } }));
    assert.match(slack.sent[1]!.body.text, /Only the author/);
  });

  it('opens a placeholder if a form takes long, and fills it in', async () => {
    const { workspace } = followed.test;
    const { person } = workspace;
    const { promise, resolve } = Promise.withResolvers<void>();
    workspace.person = async (...given) => promise.then(() => person(...given));
    const pressing = slack.send(blockAction({ action_id: ACTIONS.openStartForm, value: '-' }));
    while (!slack.order.includes('views.open')) await setTimeout(20);
    assert.deepEqual(slack.order, ['acknowledged', 'views.open']);
    resolve();
    await pressing;
    assert.deepEqual(
      slack.sent.map(({ method, body }) => [method, body.view.callback_id]),
      [
        ['views.open', undefined],
        ['views.update', 'start_conference'],
      ],
    );
  });

  it('deletes a conference', async () => {
    await press(ACTIONS.confirmDelete, { value: id });
    assertReplaced(/Deleted .* and everything in it/);
    assert.deepEqual(await followed.test.deps.database.conferences.ofTeam('T1'), []);
  });

  it('forgets the person, or someone else for an administrator', async () => {
    await press(ACTIONS.confirmForget, { value: '-' });
    assertReplaced(/^I’ve removed your name and your 1 note from 1 conference/);
    await slack.send(blockAction({ action_id: ACTIONS.confirmForget, value: 'U2' }, { user: { id: 'U3' } }));
    assert.match(slack.sent[1]!.body.text, /removed Grace’s name from other people’s notes/);
  });

  it('publishes after the acknowledgment', async () => {
    for (const day of ['2016-05-26', 'all']) {
      slack.order.length = 0;
      slack.sent.length = 0;
      await press(ACTIONS.publishNow, { value: `${id} ${day}` });
      assertReplaced(/I’m posting the/);
    }
  });

  it('takes a question away that is not confirmed', async () => {
    await press(ACTIONS.cancel);
    assert.deepEqual(slack.sent, [{ method: 'respond', body: { delete_original: true } }]);
  });

  it('only acknowledges a button that leads to an address', async () => {
    await press(ACTIONS.openLink);
    assert.deepEqual(slack.order, ['acknowledged']);
  });

  for (const [action, callback] of [
    [ACTIONS.openAddForm, 'add_note'],
    [ACTIONS.openSettings, 'change_settings'],
    [ACTIONS.openStartForm, 'start_conference'],
  ] as const) {
    it(`opens the form of ${action}, from a message and from Home`, async () => {
      await press(action, { value: id });
      await slack.send(homeAction({ action_id: action, value: id }));
      assert.deepEqual(
        slack.sent.map(({ method, body }) => [method, body.trigger_id, body.view.callback_id]),
        [1, 2].map(() => ['views.open', 'trigger-2', callback]),
      );
      for (const { body } of slack.sent) checkView(body.view);
    });
  }

  it('shows Home again after what was done in it', async () => {
    await slack.send(homeAction({ action_id: ACTIONS.moveNote, block_id: `move ${key}`, ...choose('brazil') }));
    await slack.send(homeAction({ action_id: ACTIONS.undoNote, value: key }));
    assert.deepEqual(
      slack.sent.map(({ method, body }) => [method, body.user_id]),
      [1, 2].map(() => ['views.publish', 'U1']),
    );
    checkView(slack.sent[0]!.body.view);
    assert.ok((await find())!.deletedAt);
  });

  it('moves, edits or removes a note from its menu in Home', async () => {
    const menu = (value: string) =>
      slack.send(homeAction({ action_id: ACTIONS.noteMenu, block_id: `own0 ${key}`, ...choose(value) }));
    await menu('brazil');
    assert.equal((await find())!.talkId, 'brazil');
    await menu(EDIT_NOTE);
    assert.ok(slack.sent.some(({ method }) => method === 'views.open'));
    assert.equal((await find())!.deletedAt, undefined);
    await menu(REMOVE_NOTE);
    assert.ok((await find())!.deletedAt);
  });

  it('says in a modal what could not be done in Home', async () => {
    const { note } = await add(followed.bot, GRACE, 'mine');
    await followed.test.deps.database.conferences.save({ ...followed.conference, organizers: ['U2'] });
    await slack.send(homeAction({ action_id: ACTIONS.undoNote, value: encodeNoteKey(note) }));
    assert.deepEqual(slack.order, ['views.open', 'acknowledged']);
    checkView(slack.sent[0]!.body.view);
    assert.match(JSON.stringify(slack.sent[0]!.body.view), /Only the person who wrote or saved this note/);
  });

  it('leaves the message as it is if nothing was done', async () => {
    await slack.send(blockAction({ action_id: ACTIONS.undoNote, value: key }, { user: { id: 'U2' } }));
    assert.equal(slack.sent[0]!.body.replace_original, false);
    assert.match(slack.sent[0]!.body.text, /Only the person who wrote or saved this note/);
  });

  it('shows the new state elsewhere if its place is gone', async () => {
    slack.broken.add('respond');
    await press(ACTIONS.undoNote, { value: key });
    assert.deepEqual(slack.order, ['acknowledged', 'chat.postEphemeral']);
  });

  it('does nothing for forged values', async () => {
    const needValues = [
      ...[ACTIONS.undoNote, ACTIONS.moveNote, ACTIONS.readingListPage, ACTIONS.restoreWork],
      ...[ACTIONS.publishNow, ACTIONS.chooseConference],
    ];
    const values = ['', 'x', 'C1', 'C1:1', '../C1:1464285000.000100', 'a b\nc', ' ', 'conf1 ', 'conf1 1e9\n', {}];
    for (const action of needValues) {
      for (const value of values) await press(action, { value, block_id: `note ${JSON.stringify(value)}` });
    }
    for (const { body } of slack.sent) assert.match(body.text, /out of date/);
    assert.equal((await find())!.deletedAt, undefined);
  });

  it('answers any nonsense in any button with a plain message', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...LISTENERS.actions),
        nonsense,
        nonsense,
        async (action_id, value, block_id) => {
          slack.sent.length = 0;
          await press(action_id, { value, block_id, selected_option: { value } });
          for (const { body } of slack.sent) if (body.blocks) checkMessage(body);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('does nothing if it is not known who pressed it', async () => {
    await slack.send(blockAction({ action_id: ACTIONS.undoNote, value: key }, { user: { id: '' } }));
    assert.deepEqual(slack.order, ['acknowledged']);
    assert.equal((await find())!.deletedAt, undefined);
  });

  describe('when several conferences can be meant', () => {
    beforeEach(async () => {
      const { database } = followed.test.deps;
      await database.conferences.save({
        ...followed.conference,
        id: 'conf2',
        name: 'Other',
        channels: ['C2'],
        createdAt: followed.conference.createdAt - 1,
      });
    });
    const elsewhere = { channel_id: 'D1', channel_name: 'directmessage' };
    const ask = async (text: string) => {
      const { acks } = await slack.send(command('/recap', text, { ...elsewhere, trigger_id: text }));
      const asked = acks[0] ?? slack.sent.at(-1)!.body;
      checkMessage(asked);
      assert.match(asked.text, /Which conference/);
      return asked.blocks.slice(1).map((block: { accessory: { value: string } }) => block.accessory.value);
    };
    const notesOfOther = () => followed.test.deps.database.notes.ofConference('conf2');

    it('saves the note that waited, once', async () => {
      const values = await ask('add hello');
      await press(ACTIONS.chooseConference, { value: values[1] });
      assert.deepEqual(
        (await notesOfOther()).map(({ source }) => source),
        ['hello'],
      );
      assert.match(slack.sent[0]!.body.text, /^Saved to/);
      await press(ACTIONS.chooseConference, { value: values[0] });
      assert.match(slack.sent[1]!.body.text, /out of date/);
    });

    it('lets nobody else go on with it', async () => {
      const [, value] = await ask('add hello');
      await slack.send(blockAction({ action_id: ACTIONS.chooseConference, value }, { user: { id: 'U2' } }));
      assert.match(slack.sent.at(-1)!.body.text, /out of date/);
      assert.deepEqual(await notesOfOther(), []);
    });

    it('keeps the request if it failed', async () => {
      const { database } = followed.test.deps;
      const run = database.runTransaction.bind(database);
      const [, value] = await ask('add hello');
      database.runTransaction = async () => {
        throw new Error('x');
      };
      await press(ACTIONS.chooseConference, { value });
      assert.match(slack.sent.at(-1)!.body.text, /Something went wrong/);
      database.runTransaction = run;
      await press(ACTIONS.chooseConference, { value });
      assert.match(slack.sent.at(-1)!.body.text, /^Saved to/);
    });

    it('continues with help, settings, delete and end', async () => {
      for (const [text, shown] of [
        ['help', /Other.*What you can type/s],
        ['settings', undefined],
        ['delete', /^Delete Other/],
        ['end', /^End Other now/],
      ] as const) {
        const values = await ask(text);
        await press(ACTIONS.chooseConference, { value: values[1] });
        const { method, body } = slack.sent.at(-1)!;
        if (shown === undefined) assert.equal(method, 'views.open');
        else assert.match(body.text, shown);
      }
    });
  });

  it('offers other talks if the placement is unsure', async () => {
    followed.test.setTime('2016-05-26T10:50:00-04:00');
    const { acks } = await slack.send(command('/recap', 'add something unrelated to anything', { trigger_id: 'x' }));
    checkMessage(acks[0]);
    const [undo, edit, move] = acks[0].blocks[1].elements;
    assert.equal(edit.action_id, ACTIONS.editNote);
    assert.match(acks[0].text, /Is that the right talk/);
    assert.equal(move.action_id, ACTIONS.moveNote);
    const offered = move.options.map((option: { value: string }) => option.value);
    assert.equal(offered.at(-1), 'hallway');
    assert.ok(offered.length > 1);
    assert.equal(acks[0].blocks[1].block_id, `note ${undo.value}`);
  });
});
