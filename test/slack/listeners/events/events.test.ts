import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { AppError } from '#errors.ts';
import { checkMessage, checkView } from '#test/render/slack/check-blocks.ts';
import { BOT_USER, createTestSlack, event, type TestSlack } from '#test/slack/listeners/slack-for-test.ts';

describe('events', () => {
  let slack: TestSlack;
  beforeEach(() => {
    slack = createTestSlack();
  });
  const verbs = () => slack.bot.calls.map(({ verb }) => verb as string).filter((verb) => verb !== 'acknowledged');
  const message = {
    type: 'message',
    channel: 'C1',
    channel_type: 'channel',
    user: 'U1',
    text: 'hi',
    ts: '1464285000.000100',
  };

  it('hands on what people say', async () => {
    await slack.send(event({ ...message, thread_ts: '1464280000.000100' }));
    await slack.send(
      event({
        ...message,
        subtype: 'file_share',
        files: [{ id: 'F1', mimetype: 'image/png', name: 'a.png' }],
      }),
    );
    const [said, shared] = slack.bot.given('messagePosted').map(([posted]) => posted);
    assert.deepEqual([said?.threadTs, said?.source, shared?.photos.length], ['1464280000.000100', 'hi', 1]);
  });

  for (const [what, said] of [
    ['a bot', { bot_id: 'B2' }],
    ['a bot of old', { subtype: 'bot_message', bot_id: 'B2', user: undefined }],
    ['the app itself', { user: BOT_USER }],
    ['Slack', { subtype: 'channel_join' }],
    ['nobody', { user: undefined }],
    ['somebody at no time', { ts: 'now' }],
    ['somebody nowhere', { channel: { id: 'C1' } }],
  ] as const) {
    it(`passes over what ${what} says`, async () => {
      const { error } = await slack.send(event({ ...message, ...said }));
      assert.deepEqual([verbs(), error], [[], undefined]);
    });
  }

  it('takes what is written to the app itself for a question, and answers there', async () => {
    await slack.send(event({ ...message, channel: 'D1', channel_type: 'im', text: 'who spoke in "Foo"' }));
    assert.deepEqual(
      slack.bot.given('ask').map(([actor, question, named]) => [actor, question, named]),
      [[{ teamId: 'T1', userId: 'U1' }, 'who spoke', 'Foo']],
    );
    assert.deepEqual(
      slack.sent.map(({ method, body }) => [method, body.channel]),
      [['chat.postMessage', 'D1']],
    );
    checkMessage(slack.sent[0]!.body);
    await slack.send(event({ ...message, channel: 'D1', channel_type: 'im', bot_id: 'B2' }));
    await slack.send(event({ ...message, channel: 'D1', channel_type: 'im', user: BOT_USER }));
    assert.deepEqual(verbs(), ['ask']);
  });

  const changed = (now: object, before: object, more = {}) =>
    event({
      type: 'message',
      subtype: 'message_changed',
      channel: 'C1',
      ts: '1464285100.000100',
      message: { ...message, ...now },
      previous_message: { ...message, ...before },
      ...more,
    });

  it('hands on an edit', async () => {
    await slack.send(changed({ text: 'ho', edited: { user: 'U1', ts: '1464285100.000000' } }, {}));
    const [edited] = slack.bot.given('messageEdited').map(([message]) => message);
    assert.deepEqual([edited?.source, edited?.editedTs, edited?.ts], ['ho', '1464285100.000000', message.ts]);
  });

  it('passes over previews, new replies, and what bots and the app itself edit', async () => {
    await slack.send(changed({ attachments: [{}] }, {}));
    await slack.send(changed({ reply_count: 2 }, { reply_count: 1 }));
    await slack.send(changed({ text: 'ho', bot_id: 'BBOT' }, {}));
    await slack.send(changed({ text: 'ho', user: BOT_USER }, {}));
    assert.deepEqual(verbs(), []);
  });

  it('hands on a deletion, also of a message that has replies', async () => {
    await slack.send(
      event({
        type: 'message',
        subtype: 'message_deleted',
        channel: 'C1',
        ts: '1464285200.000100',
        deleted_ts: message.ts,
      }),
    );
    await slack.send(changed({ subtype: 'tombstone', text: 'This message was deleted.', user: 'USLACKBOT' }, {}));
    assert.deepEqual(
      slack.bot.given('messageDeleted'),
      [1, 2].map(() => [{ teamId: 'T1', channel: 'C1', ts: message.ts }]),
    );
  });

  const reaction = (type: string, more = {}) =>
    event({
      type,
      user: 'U2',
      reaction: 'memo',
      item_user: 'U1',
      item: { type: 'message', channel: 'C1', ts: message.ts },
      ...more,
    });

  it('hands on reactions to messages', async () => {
    await slack.send(reaction('reaction_added'));
    await slack.send(reaction('reaction_removed'));
    const given = [
      { teamId: 'T1', userId: 'U2', channel: 'C1' },
      'memo',
      { teamId: 'T1', channel: 'C1', ts: message.ts },
    ];
    assert.deepEqual([slack.bot.given('reactionAdded'), slack.bot.given('reactionRemoved')], [[given], [given]]);
    assert.deepEqual(slack.sent, []);
  });

  it('passes over reactions to files, at no time, and its own', async () => {
    await slack.send(reaction('reaction_added', { item: { type: 'file', file: 'F1' } }));
    await slack.send(reaction('reaction_added', { item: { type: 'message', channel: 'C1', ts: '1' } }));
    await slack.send(reaction('reaction_added', { user: BOT_USER }));
    assert.deepEqual(verbs(), []);
  });

  const mention = (more = {}) =>
    event({
      type: 'app_mention',
      user: 'U1',
      text: `<@${BOT_USER}>`,
      channel: 'C1',
      ts: message.ts,
      ...more,
    });

  it('takes a thread in, and says so in it to the actor alone', async () => {
    await slack.send(mention({ thread_ts: '1464280000.000100' }));
    assert.deepEqual(slack.bot.given('captureThread')[0]![1], {
      teamId: 'T1',
      channel: 'C1',
      ts: '1464280000.000100',
    });
    const [{ method, body } = assert.fail()] = slack.sent;
    assert.deepEqual([method, body.user, body.thread_ts], ['chat.postEphemeral', 'U1', '1464280000.000100']);
    checkMessage(body);
    assert.match(body.text, /^Noted 2 messages in .*; 1 of this thread was noted before\.$/);
  });

  it('shows what can be typed where it is called outside of threads', async () => {
    await slack.send(mention());
    checkMessage(slack.sent[0]!.body);
    assert.match(slack.sent[0]!.body.text, /What you can type/);
  });

  it('says what it refuses where it was called', async () => {
    slack.bot.failing = new AppError('refused', 'No conference is on here.');
    const { error } = await slack.send(mention({ thread_ts: '1464280000.000100' }));
    assert.equal(error, undefined);
    assert.match(slack.sent[0]!.body.text, /No conference/);
  });

  it('publishes Home for who opens it', async () => {
    await slack.send(event({ type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'home' }));
    await slack.send(event({ type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'messages' }));
    assert.deepEqual(
      slack.sent.map(({ method, body }) => [method, body.user_id]),
      [['views.publish', 'U1']],
    );
    checkView(slack.sent[0]!.body.view);
    assert.deepEqual(slack.bot.given('home'), [[{ teamId: 'T1', userId: 'U1' }]]);
  });

  it('passes on what may be gone the next time, so that Slack sends the event again', async () => {
    for (const failing of [new Error('x'), new AppError('unreachable', 'x'), new AppError('failed', 'x')]) {
      slack.bot.failing = failing;
      for (const sent of [
        event(message),
        changed({ text: 'ho' }, {}),
        reaction('reaction_added'),
        mention({ thread_ts: message.ts }),
      ]) {
        assert.notEqual((await slack.send(sent)).error, undefined);
      }
    }
    assert.deepEqual(slack.sent, []);
  });

  it('is done with what the bot refuses', async () => {
    slack.bot.failing = new AppError('refused', 'x');
    for (const sent of [event(message), changed({ text: 'ho' }, {}), reaction('reaction_removed')]) {
      assert.equal((await slack.send(sent)).error, undefined);
    }
  });

  it('forgets the tokens and all that is stored where the app is taken out', async () => {
    await slack.send(event({ type: 'app_uninstalled' }));
    const query = { isEnterpriseInstall: false, teamId: 'T1', enterpriseId: undefined };
    assert.deepEqual(slack.removed, [query]);
    assert.deepEqual(slack.bot.given('removeWorkspace'), [['T1']]);
    assert.deepEqual(slack.sent, []);
  });

  it('forgets the tokens of an organisation', async () => {
    const authorizations = [{ enterprise_id: 'E1', team_id: null, is_enterprise_install: true }];
    await slack.send({ ...event({ type: 'app_uninstalled' }), enterprise_id: 'E1', authorizations });
    assert.deepEqual(slack.removed, [{ isEnterpriseInstall: true, teamId: 'T1', enterpriseId: 'E1' }]);
  });

  it('forgets a bot’s token that was withdrawn, and nothing else; a person’s is none of ours', async () => {
    await slack.send(event({ type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } }));
    await slack.send(event({ type: 'tokens_revoked', tokens: 'all' }));
    assert.deepEqual(slack.removed, []);
    await slack.send(event({ type: 'tokens_revoked', tokens: { oauth: [], bot: ['UBOT'] } }));
    assert.equal(slack.removed.length, 1);
    assert.deepEqual(slack.bot.given('removeWorkspace'), []);
  });
});
