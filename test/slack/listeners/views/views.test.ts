import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { AppError } from '#errors.ts';
import { LISTENERS } from '#slack/listeners/index.ts';
import { CONFERENCE, IMPORT, savedNote } from '#test/fakes/fake-bot.ts';
import { checkMessage, checkView } from '#test/render/slack/check-blocks.ts';
import { nonsense } from '#test/slack/commands-syntax/nonsense.ts';
import { createTestSlack, type TestSlack, viewSubmission } from '#test/slack/listeners/slack-for-test.ts';
import { SettingError } from '#usecases/ports/setting-error.ts';

const FILLED = {
  name: { value: { type: 'plain_text_input', value: ' DevOps  Days ' } },
  from: { value: { type: 'datepicker', selected_date: '2016-05-26' } },
  to: { value: { type: 'datepicker', selected_date: '2016-05-27' } },
  timezone: { value: { type: 'plain_text_input', value: 'america/toronto' } },
  channels: { value: { type: 'multi_conversations_select', selected_conversations: ['C1', 'C2'] } },
  digestChannel: { value: { type: 'conversations_select', selected_conversation: 'C2' } },
  digestAt: { value: { type: 'timepicker', selected_time: '18:30' } },
  scheduleUrl: { value: { type: 'plain_text_input', value: null } },
  opensThreads: { value: { type: 'radio_buttons', selected_option: { value: 'at-start' } } },
  reaction: { value: { type: 'plain_text_input', value: ':memo:' } },
};
const READ = {
  name: 'DevOps Days',
  from: '2016-05-26',
  to: '2016-05-27',
  timezone: 'America/Toronto',
  channels: ['C1', 'C2'],
  digestChannel: 'C2',
  digestAt: '18:30',
  opensThreads: 'at-start',
  reaction: 'memo',
};
const PEOPLE = { organisers: { value: { type: 'multi_users_select', selected_users: ['U1', 'U2'] } } };

describe('dialogs', () => {
  let slack: TestSlack;
  beforeEach(() => {
    slack = createTestSlack();
  });
  const send = async (callback: string, values: Record<string, unknown>, metadata?: unknown) => {
    const { acks, error } = await slack.send(viewSubmission(callback, values, metadata));
    assert.equal(error, undefined);
    assert.equal(acks.length, 1);
    return acks[0];
  };
  const verbs = () => slack.bot.calls.map(({ verb }) => verb as string);

  describe('that set a conference up', () => {
    it('start it, close, and say so in the channel', async () => {
      assert.equal(await send('start_conference', FILLED), undefined);
      assert.deepEqual(verbs(), ['startConference', 'acknowledged']);
      assert.deepEqual(slack.bot.given('startConference')[0], [{ teamId: 'T1', userId: 'U1', channel: 'C1' }, READ]);
      assert.deepEqual(
        slack.sent.map(({ method, body }) => [method, body.channel, body.user]),
        [['chat.postEphemeral', 'C1', 'U1']],
      );
      checkMessage(slack.sent[0]!.body);
    });

    it('show what is wrong beside the fields, and start nothing', async () => {
      const answer = await send('start_conference', {
        ...FILLED,
        name: { value: { value: ' ' } },
        to: { value: { selected_date: '2016-05-25' } },
        timezone: { value: { value: 'Toronto' } },
        channels: { value: { selected_conversations: [] } },
        scheduleUrl: { value: { value: 'soon' } },
        reaction: { value: { value: 'two words' } },
      });
      assert.equal(answer.response_action, 'errors');
      assert.deepEqual(Object.keys(answer.errors).toSorted(), [
        'channels',
        'name',
        'reaction',
        'scheduleUrl',
        'timezone',
        'to',
      ]);
      assert.match(answer.errors.timezone, /Did you mean America\/Toronto\?/);
      assert.deepEqual(verbs(), ['acknowledged']);
    });

    it('show what the bot refuses beside the field that it is about, else at the first', async () => {
      slack.bot.failing = new SettingError('channels', 'Another conference notes there.');
      assert.deepEqual(await send('start_conference', FILLED), {
        response_action: 'errors',
        errors: { channels: 'Another conference notes there.' },
      });
      for (const failing of [new SettingError('organisers', 'No.'), new AppError('refused', 'No.')]) {
        slack.bot.failing = failing;
        assert.deepEqual((await send('start_conference', FILLED)).errors, { name: 'No.' });
      }
      slack.bot.failing = new Error('x');
      assert.match((await send('start_conference', FILLED)).errors.name, /on our side/);
      assert.deepEqual(slack.sent, []);
    });

    it('close in time where a schedule takes long, and tell the outcome when it is there', async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      slack.bot.on('startConference', async () => {
        await promise;
        return { conference: CONFERENCE, schedule: IMPORT, problems: ['The app is not in #room.'] };
      });
      const url = { ...FILLED, scheduleUrl: { value: { value: 'x.example/s.json' } } };
      setTimeout(resolve, 2_400);
      assert.equal(await send('start_conference', url), undefined);
      assert.equal(slack.bot.given('startConference')[0]![1].scheduleUrl, 'https://x.example/s.json');
      assert.match(slack.sent[0]!.body.text, /3 new.*not in #room/s);
      checkMessage(slack.sent[0]!.body);
    });

    it('answer in the conversation with the app, and in Home, where they were opened there', async () => {
      await send('start_conference', FILLED, {});
      assert.deepEqual(
        slack.sent.map(({ method }) => method),
        ['chat.postMessage', 'views.publish'],
      );
    });
  });

  describe('that change a conference', () => {
    const listens = (...ids: string[]) => ({ listens: { value: { selected_conversations: ids } } });
    const metadata = { channel: 'C1', conferenceId: 'conf1' };

    it('change it, and what is listened to', async () => {
      slack.bot.on('changeSettings', async () => ({
        conference: { ...CONFERENCE, channels: ['C1', 'C2'], listens: ['C2'] },
        problems: [],
      }));
      assert.equal(await send('change_settings', { ...FILLED, ...PEOPLE, ...listens('C1') }, metadata), undefined);
      assert.deepEqual(slack.bot.given('changeSettings')[0]!.slice(1), [
        'conf1',
        { ...READ, scheduleUrl: '', organisers: ['U1', 'U2'] },
      ]);
      assert.deepEqual(
        slack.bot.given('setListening').map(([{ channel }, on]) => [channel, on]),
        [
          ['C1', true],
          ['C2', false],
        ],
      );
      assert.match(slack.sent[0]!.body.text, /are saved/);
    });

    it('say with what was saved that a channel could not be listened to', async () => {
      for (const [failing, said] of [
        [new AppError('refused', 'The app is not in there.'), /are saved.*not in there/s],
        [new Error('x'), /are saved.*could not be changed/s],
      ] as const) {
        slack.bot.on('setListening', async () => {
          throw failing;
        });
        assert.equal(await send('change_settings', { ...FILLED, ...PEOPLE, ...listens('C1') }, metadata), undefined);
        assert.match(slack.sent.at(-1)!.body.text, said);
      }
    });

    it('show what is wrong beside the fields', async () => {
      const answer = await send('change_settings', { ...FILLED, ...listens('C3') }, metadata);
      assert.deepEqual(Object.keys(answer.errors).toSorted(), ['listens', 'organisers']);
      slack.bot.failing = new SettingError('organisers', 'Not they.');
      const refused = await send('change_settings', { ...FILLED, ...PEOPLE }, metadata);
      assert.deepEqual(refused.errors, { organisers: 'Not they.' });
    });

    it('do nothing where they say not of which conference', async () => {
      for (const forged of ['', '{', '[]', 'null', { conferenceId: 5 }]) {
        assert.equal(await send('change_settings', { ...FILLED, ...PEOPLE }, forged), undefined);
      }
      assert.deepEqual(slack.bot.given('changeSettings'), []);
    });
  });

  describe('that take a note', () => {
    const text = { text: { value: { value: 'a < b & c' } } };

    it('store it as Slack would have written it, close, and say where it went', async () => {
      const filled = {
        ...text,
        talk: { find_talk: { selected_option: { value: 'talk-2' } } },
        kind: { value: { selected_option: { value: 'quote' } } },
      };
      assert.equal(await send('add_note', filled, { channel: 'C1', conferenceId: 'conf1' }), undefined);
      assert.deepEqual(verbs(), ['addNote', 'acknowledged']);
      assert.deepEqual(slack.bot.given('addNote')[0], [
        { teamId: 'T1', userId: 'U1', channel: 'C1' },
        {
          text: 'a &lt; b &amp; c',
          talkId: 'talk-2',
          kind: 'quote',
          conferenceId: 'conf1',
          requestId: 'V2 h1',
          way: 'form',
        },
      ]);
      assert.match(slack.sent[0]!.body.text, /^Noted in/);
    });

    it('take the hallway, and the conference that was chosen', async () => {
      await send('add_note', {
        ...text,
        conference: { value: { selected_option: { value: 'conf2' } } },
        talk: { find_talk: { selected_option: { value: 'hallway' } } },
        kind: { value: { selected_option: { value: 'note' } } },
      });
      const [, note] = slack.bot.given('addNote')[0]!;
      assert.deepEqual([note.talkId, note.conferenceId, note.kind], [null, 'conf2', undefined]);
    });

    it('show what is wrong, and keep what was written', async () => {
      assert.deepEqual(Object.keys((await send('add_note', { text: { value: { value: null } } })).errors), ['text']);
      slack.bot.failing = new AppError('refused', 'That talk is gone.');
      assert.deepEqual((await send('add_note', text)).errors, { text: 'That talk is gone.' });
    });

    it('ask for the conference where that is not plain any more', async () => {
      slack.bot.on('addNote', async () => ({ choices: [CONFERENCE, { ...CONFERENCE, id: 'conf2' }] }));
      const answer = await send('add_note', text);
      assert.equal(answer.response_action, 'update');
      checkView(answer.view);
      assert.equal(answer.view.blocks[0].block_id, 'conference');
    });

    it('show Home anew where they were opened there', async () => {
      await send('add_note', text, {});
      assert.deepEqual(
        slack.sent.map(({ method }) => method),
        ['views.publish'],
      );
    });
  });

  it('stand any nonsense in any field', async () => {
    const state = fc.dictionary(
      fc.constantFrom(...Object.keys(FILLED), 'text', 'talk', 'kind', 'listens', 'organisers', '__proto__'),
      fc.oneof(
        fc.constant(null),
        nonsense,
        nonsense.map((value) => ({
          value: {
            value,
            selected_date: value,
            selected_conversations: [value, 5],
            selected_option: { value },
          },
        })),
      ),
    );
    slack.bot.on('addNote', async () => savedNote());
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...LISTENERS.views), state, nonsense, async (callback, values, metadata) => {
        const answer = await send(callback, values, metadata);
        if (answer?.errors)
          for (const said of Object.values(answer.errors)) assert.match(String(said), /^\S.{3,300}$/su);
      }),
      { numRuns: 150 },
    );
    await slack.send({ ...viewSubmission('add_note', {}), user: {} });
  });
});
