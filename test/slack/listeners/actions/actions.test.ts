import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { AppError } from '#errors.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { LISTENERS } from '#slack/listeners/index.ts';
import { CONFERENCE, conferenceState, OTHER_TALK, savedNote, TALK } from '#test/fakes/fake-bot.ts';
import { checkMessage, checkView } from '#test/render/slack/check-blocks.ts';
import { nonsense } from '#test/slack/commands-syntax/nonsense.ts';
import {
  blockAction,
  command,
  createTestSlack,
  homeAction,
  type TestSlack,
} from '#test/slack/listeners/slack-for-test.ts';

const KEY = 'C1:1464285000.000100';
const NOTE = { teamId: 'T1', channel: 'C1', ts: '1464285000.000100' };
const ASKER = { teamId: 'T1', userId: 'U1', channel: 'C1' };

describe('buttons and lists', () => {
  let slack: TestSlack;
  beforeEach(() => {
    slack = createTestSlack();
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
  const verbs = () => slack.bot.calls.map(({ verb }) => verb as string);
  const other = { ...CONFERENCE, id: 'conf2', name: 'Other' };

  for (const [action, more, verb, given] of [
    [ACTIONS.undoNote, { value: KEY }, 'undoNote', [NOTE]],
    [ACTIONS.moveNote, { block_id: `note ${KEY}`, ...choose('talk-2') }, 'moveNote', [NOTE, 'talk-2']],
    [ACTIONS.moveNote, { block_id: `note ${KEY}`, ...choose('hallway') }, 'moveNote', [NOTE, null]],
    [ACTIONS.readingListPage, { value: 'conf1 2' }, 'readingList', [2, 'conf1']],
    [`${ACTIONS.readingListPage}_back`, { value: 'conf1 1' }, 'readingList', [1, 'conf1']],
    [ACTIONS.restoreWork, { value: 'conf1 release it nygard' }, 'restoreWork', ['conf1', 'release it nygard']],
    [ACTIONS.confirmDelete, { value: 'conf1' }, 'deleteConference', ['conf1']],
    [ACTIONS.confirmForget, { value: '-' }, 'forgetPerson', [undefined]],
    [ACTIONS.confirmForget, { value: 'U0GRACE' }, 'forgetPerson', ['U0GRACE']],
  ] as const) {
    it(`${action} does ${verb}, is acknowledged, and shows the new state in its place`, async () => {
      await press(action, more);
      assert.deepEqual(verbs(), [verb, 'acknowledged']);
      assert.deepEqual(slack.bot.given(verb)[0], [ASKER, ...given]);
      assert.deepEqual(
        slack.sent.map(({ method, body }) => [method, body.replace_original]),
        [['respond', true]],
      );
      checkMessage(slack.sent[0]!.body);
    });
  }

  it('publishes after the acknowledgement', async () => {
    await press(ACTIONS.publishNow, { value: 'conf1 2016-05-26' });
    await press(ACTIONS.publishNow, { value: 'conf1 all' });
    assert.deepEqual(verbs(), ['acknowledged', 'publish', 'acknowledged', 'publish']);
    assert.deepEqual(
      slack.bot.given('publish').map(([, day, id]) => [day, id]),
      [
        ['2016-05-26', 'conf1'],
        ['all', 'conf1'],
      ],
    );
  });

  it('takes a question away that is not confirmed', async () => {
    await press(ACTIONS.cancel);
    assert.deepEqual(slack.sent, [{ method: 'respond', body: { delete_original: true } }]);
  });

  it('only acknowledges a button that leads to an address', async () => {
    await press(ACTIONS.openLink);
    assert.deepEqual([verbs(), slack.sent], [['acknowledged'], []]);
  });

  for (const [action, callback] of [
    [ACTIONS.openAddForm, 'add_note'],
    [ACTIONS.openSettings, 'change_settings'],
    [ACTIONS.openStartForm, 'start_conference'],
  ] as const) {
    it(`${action} opens its form, from a message and from Home`, async () => {
      await press(action, { value: 'conf1' });
      await slack.send(homeAction({ action_id: action, value: 'conf1' }));
      assert.deepEqual(
        slack.sent.map(({ method, body }) => [method, body.trigger_id, body.view.callback_id]),
        [1, 2].map(() => ['views.open', 'trigger-2', callback]),
      );
      for (const { body } of slack.sent) checkView(body.view);
    });
  }

  it('shows Home anew after what was done in it', async () => {
    await slack.send(homeAction({ action_id: ACTIONS.undoNote, value: KEY }));
    await slack.send(homeAction({ action_id: ACTIONS.moveNote, block_id: `move ${KEY}`, ...choose('talk-2') }));
    assert.deepEqual(
      slack.sent.map(({ method, body }) => [method, body.user_id]),
      [1, 2].map(() => ['views.publish', 'U1']),
    );
    checkView(slack.sent[0]!.body.view);
    assert.deepEqual(slack.bot.given('undoNote')[0]![0], { teamId: 'T1', userId: 'U1' });
  });

  it('says in a dialog what could not be done in Home', async () => {
    slack.bot.on('undoNote', async () => {
      throw new AppError('refused', 'That note is not yours.');
    });
    await slack.send(homeAction({ action_id: ACTIONS.undoNote, value: KEY }));
    assert.deepEqual(
      slack.sent.map(({ method }) => method),
      ['views.open'],
    );
    checkView(slack.sent[0]!.body.view);
    assert.match(JSON.stringify(slack.sent[0]!.body.view), /That note is not yours/);
  });

  it('leaves the message as it is where nothing was done', async () => {
    slack.bot.failing = new AppError('refused', 'That note is not yours.');
    await press(ACTIONS.undoNote, { value: KEY });
    assert.equal(slack.sent[0]!.body.replace_original, false);
    assert.match(slack.sent[0]!.body.text, /not yours/);
  });

  it('shows the new state elsewhere where its place is gone', async () => {
    slack.broken.add('respond');
    await press(ACTIONS.undoNote, { value: KEY });
    assert.deepEqual(
      slack.sent.map(({ method }) => method),
      ['chat.postEphemeral'],
    );
  });

  it('does nothing for forged values', async () => {
    const needValues = [
      ACTIONS.undoNote,
      ACTIONS.moveNote,
      ACTIONS.readingListPage,
      ACTIONS.restoreWork,
      ACTIONS.publishNow,
      ACTIONS.chooseConference,
    ];
    for (const action of needValues) {
      for (const value of [
        '',
        'x',
        'C1',
        'C1:1',
        '../C1:1464285000.000100',
        'a b\nc',
        ' ',
        'conf1 ',
        'conf1 -1',
        'conf1 1e9\n',
        {},
      ]) {
        if (action === ACTIONS.restoreWork && value === 'conf1 -1') continue;
        await press(action, { value, block_id: `note ${JSON.stringify(value)}` });
      }
    }
    assert.ok(
      verbs().every((verb) => verb === 'acknowledged'),
      verbs().join(),
    );
    for (const { body } of slack.sent) assert.match(body.text, /out of date/);
  });

  it('stands any nonsense in any button', async () => {
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

  it('does nothing for nobody', async () => {
    const { acks } = await slack.send(blockAction({ action_id: ACTIONS.undoNote, value: KEY }, { user: { id: '' } }));
    assert.deepEqual([acks.length, verbs()], [1, ['acknowledged']]);
  });

  describe('where several conferences can be meant', () => {
    const which = { choices: [CONFERENCE, other] };
    const ask = async (text: string) => {
      const { acks } = await slack.send(command('/recap', text));
      checkMessage(acks[0]);
      assert.match(acks[0].text, /Which conference/);
      return acks[0].blocks.slice(1).map((block: { accessory: { value: string } }) => block.accessory.value);
    };

    it('goes on with the note that waited', async () => {
      slack.bot.on('addNote', async (_asker, { conferenceId }) =>
        conferenceId === undefined ? which : savedNote({ conference: other }),
      );
      const values = await ask('add hello');
      await press(ACTIONS.chooseConference, { value: values[1] });
      assert.deepEqual(slack.bot.given('addNote')[1]![1], {
        text: 'hello',
        requestId: 'trigger-1',
        way: 'command',
        conferenceId: 'conf2',
      });
      assert.match(slack.sent[0]!.body.text, /^Noted in/);
      // It went on once.
      await press(ACTIONS.chooseConference, { value: values[0] });
      assert.match(slack.sent[1]!.body.text, /out of date/);
    });

    it('lets nobody else go on with it', async () => {
      slack.bot.on('addNote', async () => which);
      const [value] = await ask('add hello');
      for (const forged of [{ user: { id: 'U2' } }, { team: { id: 'T2' } }]) {
        await slack.send(blockAction({ action_id: ACTIONS.chooseConference, value }, forged.user ? forged : {}));
        if (forged.user) assert.match(slack.sent.at(-1)!.body.text, /out of date/);
      }
      assert.equal(slack.bot.given('addNote').filter(([actor]) => actor.userId === 'U2').length, 0);
    });

    it('keeps the request where the choice could not be done', async () => {
      slack.bot.on('addNote', async () => which);
      const [value] = await ask('add hello');
      slack.bot.on('addNote', async () => {
        throw new AppError('unreachable', 'Try again.');
      });
      await press(ACTIONS.chooseConference, { value });
      slack.bot.on('addNote', async () => savedNote());
      await press(ACTIONS.chooseConference, { value });
      assert.match(slack.sent.at(-1)!.body.text, /^Noted in/);
    });

    it('goes on with help, settings, end and delete', async () => {
      slack.bot.on('state', async (_asker, id) => (id === undefined ? which : conferenceState({ conference: other })));
      slack.bot.on('whichConference', async () => which);
      for (const [text, verb] of [
        ['help', 'state'],
        ['settings', 'state'],
        ['end', 'endConference'],
        ['delete', 'describeDeletion'],
      ] as const) {
        const values = await ask(text);
        await press(ACTIONS.chooseConference, { value: values[1] });
        assert.equal(slack.bot.given(verb).at(-1)!.at(-1), 'conf2');
      }
      assert.deepEqual(
        slack.sent.map(({ method }) => method),
        ['respond', 'views.open', 'respond', 'respond'],
      );
    });
  });

  it('offers other talks where the program is not sure', async () => {
    slack.bot.on('addNote', async () => savedNote({ isUnsure: true, alternatives: [OTHER_TALK, TALK] }));
    const { acks } = await slack.send(command('/recap', 'add hi'));
    checkMessage(acks[0]);
    const [undo, move] = acks[0].blocks[1].elements;
    assert.deepEqual([undo.value, move.action_id], [KEY, ACTIONS.moveNote]);
    assert.deepEqual(
      move.options.map((option: { value: string }) => option.value),
      ['talk-2', 'talk-1', 'hallway'],
    );
    assert.equal(acks[0].blocks[1].block_id, `note ${KEY}`);
  });
});
