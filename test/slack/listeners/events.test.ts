import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { LocalizedError } from '#errors.ts';
import { ACTIONS } from '#render/slack/blocks/action-ids.ts';
import { checkMessage, checkView } from '#test/render/slack/check-blocks.ts';
import { BOT_USER, blockAction, createTestSlack, event, type TestSlack } from '#test/slack/listeners/slack-for-test.ts';
import { ADA, add, type Followed, followConference } from '#test/usecases/followed-conference.ts';

const TS = '1464273000.000100';
const KEY = { teamId: 'T1', channel: 'C1', ts: TS };

describe('events', () => {
  let followed: Followed;
  let slack: TestSlack;
  beforeEach(async () => {
    followed = await followConference({ listens: ['C1'] });
    slack = createTestSlack({ test: followed.test });
  });
  const find = (key = KEY) => followed.test.deps.database.notes.find(key);
  const notes = () => followed.test.deps.database.notes.ofConference(followed.conference.id);
  const message = {
    type: 'message',
    channel: 'C1',
    channel_type: 'channel',
    user: 'U1',
    text: 'The deploy took nine hours',
    ts: TS,
  };

  it('saves what people say in a channel that it listens to', async () => {
    const files = [{ id: 'F1', mimetype: 'image/png', name: 'a.png' }];
    await slack.send(event({ ...message, thread_ts: '1464270000.000100', subtype: 'file_share', files }));
    const { source, threadTs, photos } = (await find())!;
    assert.deepEqual([source, threadTs, photos.length], [message.text, '1464270000.000100', 1]);
    assert.deepEqual(slack.sent, []);
  });

  for (const [who, said] of [
    ['a bot', { bot_id: 'B2' }],
    ['an old kind of bot', { subtype: 'bot_message', bot_id: 'B2', user: undefined }],
    ['the app itself', { user: BOT_USER }],
    ['Slack', { subtype: 'channel_join' }],
    ['nobody', { user: undefined }],
    ['someone at no time', { ts: 'now' }],
    ['someone nowhere', { channel: { id: 'C1' } }],
  ] as const) {
    it(`ignores what ${who} says`, async () => {
      const { error } = await slack.send(event({ ...message, ...said }));
      assert.deepEqual([await notes(), error], [[], undefined]);
    });
  }

  it('takes what is written to the app itself for a question, and answers there', async () => {
    const question = { ...message, channel: 'D1', channel_type: 'im', text: 'who spoke in "DevOpsDays Toronto"' };
    await slack.send(event(question));
    assert.deepEqual(
      slack.sent.map(({ method, body }) => [method, body.channel]),
      [['chat.postMessage', 'D1']],
    );
    checkMessage(slack.sent[0]!.body);
    assert.match(slack.sent[0]!.body.text, /couldn’t find an answer to “who spoke/);
    await slack.send(event({ ...question, bot_id: 'B2' }));
    await slack.send(event({ ...question, user: BOT_USER }));
    assert.equal(slack.sent.length, 1);
  });

  it('answers a greeting and a question for the digest in the conversation with the app', async () => {
    await add(followed.bot, ADA, 'Willis: there are six sources of burnout, and workload is only one of the six');
    const say = { ...message, channel: 'D1', channel_type: 'im' };
    await slack.send(event({ ...say, text: 'hi!' }));
    assert.match(slack.sent[0]!.body.text, /^Hi\. Ask me about DevOpsDays Toronto/);
    await slack.send(event({ ...say, ts: '1464273001.000100', text: 'What did I miss?' }));
    assert.match(slack.sent[1]!.body.text, /noted at DevOpsDays Toronto on Thu 26 May/);
    assert.match(slack.sent[2]!.body.text, /six sources of burnout/);
    for (const { body } of slack.sent) checkMessage(body);
    assert.equal((await notes()).length, 1);
  });

  const changed = (now: object, before: object, more = {}) =>
    event({
      type: 'message',
      subtype: 'message_changed',
      channel: 'C1',
      ts: '1464273100.000100',
      message: { ...message, ...now },
      previous_message: { ...message, ...before },
      ...more,
    });

  it('changes the note of a message that is edited', async () => {
    await slack.send(event(message));
    await slack.send(changed({ text: 'ho', edited: { user: 'U1', ts: '1464273100.000000' } }, {}));
    const { source, editedTs } = (await find())!;
    assert.deepEqual([source, editedTs], ['ho', '1464273100.000000']);
  });

  it('ignores previews, new replies, and what bots and the app itself edit', async () => {
    await slack.send(changed({ attachments: [{}] }, {}));
    await slack.send(changed({ reply_count: 2 }, { reply_count: 1 }));
    await slack.send(changed({ text: 'ho', bot_id: 'BBOT' }, {}));
    await slack.send(changed({ text: 'ho', user: BOT_USER }, {}));
    assert.deepEqual(await notes(), []);
  });

  for (const [what, deletion] of [
    [
      'deleted',
      { type: 'message', subtype: 'message_deleted', channel: 'C1', ts: '1464273200.000100', deleted_ts: TS },
    ],
    ['deleted and has replies', undefined],
  ] as const) {
    it(`removes the note of a message that is ${what}`, async () => {
      await slack.send(event(message));
      const tombstone = { subtype: 'tombstone', text: 'This message was deleted.', user: 'USLACKBOT' };
      await slack.send(deletion === undefined ? changed(tombstone, {}) : event(deletion));
      assert.ok((await find())!.deletedAt);
    });
  }

  const reaction = (type: string, more = {}) =>
    event({
      type,
      user: 'U2',
      reaction: 'memo',
      item_user: 'U1',
      item: { type: 'message', channel: 'C1', ts: TS },
      ...more,
    });

  it('saves a message with the reaction, and removes it with the reaction', async () => {
    followed.test.workspace.say({ channel: 'C1', ts: TS, authorId: 'U1', source: 'hi' });
    await slack.send(reaction('reaction_added'));
    assert.deepEqual((await find())!.captures, [{ way: 'reaction', by: 'U2' }]);
    await slack.send(reaction('reaction_removed'));
    assert.ok((await find())!.deletedAt);
    assert.deepEqual(slack.sent, []);
  });

  it('ignores reactions to files, at no time, and its own', async () => {
    followed.test.workspace.say({ channel: 'C1', ts: TS, authorId: 'U1', source: 'hi' });
    await slack.send(reaction('reaction_added', { item: { type: 'file', file: 'F1' } }));
    await slack.send(reaction('reaction_added', { item: { type: 'message', channel: 'C1', ts: '1' } }));
    await slack.send(reaction('reaction_added', { user: BOT_USER }));
    assert.deepEqual(await notes(), []);
  });

  const mention = (more = {}) =>
    event({
      type: 'app_mention',
      user: 'U1',
      text: `<@${BOT_USER}>`,
      channel: 'C1',
      ts: TS,
      ...more,
    });

  it('saves a thread that it is mentioned in, and says so in it to the actor alone', async () => {
    const root = { channel: 'C1', ts: '1464272000.000100', authorId: 'U2', source: 'Willis said so' };
    followed.test.workspace.say(root);
    followed.test.workspace.say({ ...root, ts: '1464272001.000100', threadTs: root.ts, source: 'I doubt that' });
    await slack.send(mention({ thread_ts: root.ts }));
    assert.equal((await notes()).length, 2);
    const [{ method, body } = assert.fail()] = slack.sent;
    assert.deepEqual([method, body.user, body.thread_ts], ['chat.postEphemeral', 'U1', root.ts]);
    checkMessage(body);
    assert.match(body.text, /^Saved 2 messages/);
  });

  it('acknowledges a mention in a thread once it is known after a restart, too, and answers it once', async () => {
    const root = { channel: 'C1', ts: '1464272000.000100', authorId: 'U2', source: 'Willis said so' };
    const { workspace, deps } = followed.test;
    workspace.say(root);
    const { thread } = workspace;
    const { promise, resolve } = Promise.withResolvers<void>();
    workspace.thread = async (...given) => promise.then(() => thread(...given));
    const sending = slack.send(mention({ thread_ts: root.ts }));
    while (!slack.order.includes('acknowledged')) await nextTurn();
    const later = deps.clock.now() + 600_000;
    const [unread, ...others] = await deps.database.unreadMessages.due('T1', later);
    assert.deepEqual([unread?.ts, unread?.way, others, await notes()], [root.ts, 'mention', [], []]);
    const resent = slack.send(mention({ thread_ts: root.ts }));
    resolve();
    await Promise.all([sending, resent]);
    await slack.send(mention({ thread_ts: root.ts }));
    assert.equal((await notes()).length, 1);
    assert.equal(slack.sent.length, 1);
    assert.deepEqual(await deps.database.unreadMessages.due('T1', later), []);
  });

  it('saves what a mention in a channel says, without the mention', async () => {
    await slack.send(mention({ text: `<@${BOT_USER}> Willis: six sources of burnout` }));
    const { source, captures, talkId } = (await find())!;
    assert.deepEqual([source, talkId], ['Willis: six sources of burnout', 'burnout']);
    assert.deepEqual(captures, [{ way: 'mention', by: 'U1' }]);
    checkMessage(slack.sent[0]!.body);
    assert.match(slack.sent[0]!.body.text, /^Saved to Sources of burnout/);
  });

  it('asks about an unknown name in front, and doesn’t call a note that it heard a moment ago saved already', async () => {
    await slack.send(mention({ text: `<@${BOT_USER}> Sandra: we tried that` }));
    assert.match(slack.sent[0]!.body.text, /I couldn’t find a speaker called Sandra/);
    assert.equal((await notes())[0]!.placedBy, 'nobody');
    await followed.bot.undoNote(ADA, (await notes())[0]!);
    slack.sent.length = 0;
    const text = `<@${BOT_USER}> Williss: six sources of burnout`;
    await slack.send(event({ ...message, text }));
    await slack.send(mention({ text }));
    assert.match(slack.sent[0]!.body.text, /^Saved to Sources of burnout .*John Willis/);
  });

  it('saves statements that mention help or points, and asks about what may be a note or a question', async () => {
    for (const [text, isNote] of [
      ['Help each other before you ask', true],
      ['the main point: ship small', true],
      ['best book on this', false],
      ['How do you test migrations?', false],
    ] as const) {
      slack.sent.length = 0;
      const before = (await notes()).length;
      await slack.send(event({ ...message, ts: mention().event.ts, text: `<@${BOT_USER}> ${text}` }));
      await slack.send(mention({ text: `<@${BOT_USER}> ${text}` }));
      const [{ body } = assert.fail()] = slack.sent;
      checkMessage(body);
      assert.equal((await notes()).length, before + Number(isNote), text);
      if (isNote) await followed.bot.undoNote(ADA, (await notes()).at(-1)!);
      else
        for (const label of ['Save the note', 'It’s a question'])
          assert.ok(JSON.stringify(body.blocks).includes(label), label);
    }
  });

  it('saves a question with its photo, link and reactions once its author says that it’s a note', async () => {
    const files = [{ id: 'F1', mimetype: 'image/png', name: 'a.png' }];
    const said = { text: `<@${BOT_USER}> Willis: why do caches fail?`, files };
    await slack.send(event({ ...message, ...said, subtype: 'file_share' }));
    await slack.send(mention(said));
    assert.deepEqual(await notes(), []);
    const [
      ,
      {
        elements: [{ value }],
      } = assert.fail(),
    ] = slack.sent[0]!.body.blocks;
    await slack.send(blockAction({ action_id: ACTIONS.runTyped, value }));
    const { source, photos, talkId } = (await find())!;
    assert.deepEqual([source, photos.length, talkId], ['Willis: why do caches fail?', 1, 'burnout']);
    assert.match(slack.sent.at(-1)!.body.text, /^Saved to Sources of burnout/);
  });

  it('doesn’t save a question to the bot that is edited', async () => {
    const [before, after] = ['what did Fahim sy?', 'what did Fahim say?'].map((asked) => ({
      ...message,
      text: `<@${BOT_USER}> ${asked}`,
    }));
    await slack.send(event({ ...message, subtype: 'message_changed', message: after, previous_message: before }));
    assert.deepEqual(await notes(), []);
  });

  it('leaves out “add” after a mention, also if it heard or hears the message itself', async () => {
    const text = `<@${BOT_USER}> add Willis: six sources of burnout`;
    await slack.send(event({ ...message, text }));
    await slack.send(mention({ text }));
    const note = (await find())!;
    assert.deepEqual(
      [note.source, note.talkId, note.placedBy],
      ['Willis: six sources of burnout', 'burnout', 'person'],
    );
    const edited = { ...message, text: text.replace('six', 'seven'), edited: { ts: '1464273900.000000' } };
    await slack.send(
      event({ ...message, subtype: 'message_changed', message: edited, previous_message: { ...message, text } }),
    );
    assert.equal((await find())!.source, 'Willis: seven sources of burnout');
  });

  it('doesn’t move earlier notes by a guess that the author’s words contradict', async () => {
    const moved: unknown[] = [];
    const { placers } = followed.test.deps;
    const { place } = placers;
    followed.test.deps.placers.place = async (conference, note) => {
      moved.push(note.placedBy);
      return place(conference, note);
    };
    await slack.send(mention({ text: `<@${BOT_USER}> Willis: the cable was cut twice` }));
    assert.deepEqual(moved, ['person']);
  });

  it('acknowledges a mention when its note is stored, and answers what fails later', async () => {
    const { database } = followed.test.deps;
    const { runTransaction } = database;
    const { channel } = followed.test.workspace;
    const { promise, resolve } = Promise.withResolvers<void>();
    followed.test.workspace.channel = async (...given) => promise.then(() => channel(...given));
    const sending = slack.send(mention({ text: `<@${BOT_USER}> Willis: six sources of burnout` }));
    while (!slack.order.includes('acknowledged')) await nextTurn();
    assert.equal((await notes()).length, 1);
    database.runTransaction = async () => {
      throw new LocalizedError('failed', 'database-busy');
    };
    resolve();
    const { error } = await sending;
    database.runTransaction = runTransaction;
    assert.equal(error, undefined);
    assert.equal(slack.sent.length, 1);
    checkMessage(slack.sent[0]!.body);
  });

  it('keeps the words of a mention or reaction where no conference is set up, says so, and saves them later', async () => {
    const { workspace, deps } = followed.test;
    await followed.bot.deleteConference(ADA, followed.conference.id);
    const text = `<@${BOT_USER}> Willis: six sources of burnout`;
    await slack.send(mention({ text }));
    workspace.say({ channel: 'C1', ts: '1464273001.000100', authorId: 'U1', source: 'Cynicism is one of them' });
    const reacted = { type: 'reaction_added', user: 'U1', reaction: 'memo', item_user: 'U1' };
    const item = { type: 'message', channel: 'C1', ts: '1464273001.000100' };
    await slack.send(event({ ...reacted, item }));
    await slack.send(event({ ...reacted, item }));
    const bodies = slack.sent.map(({ body }) => body);
    assert.deepEqual(
      bodies.map((body) => /(Willis: six sources|Cynicism is one)/.exec(JSON.stringify(body.blocks))?.[0]),
      ['Willis: six sources', 'Cynicism is one'],
    );
    for (const body of bodies) {
      checkMessage(body);
      assert.match(body.text, /isn’t saved yet/);
    }
    const { id } = followed.conference;
    await deps.database.conferences.save({ ...followed.conference, id });
    for (const { blocks } of bodies) {
      const [{ value }] = blocks
        .at(-1)
        .elements.filter(({ action_id: is }: { action_id: string }) => is === ACTIONS.runTyped);
      await slack.send(blockAction({ action_id: ACTIONS.runTyped, value }));
    }
    const saved = (await notes()).map(({ source, captures }) => [source, captures[0]!.way]);
    assert.deepEqual(saved, [
      ['Willis: six sources of burnout', 'mention'],
      ['Cynicism is one of them', 'reaction'],
    ]);
  });

  it('answers requests to undo or move with the last note and its buttons, and saves none of them', async () => {
    await slack.send(mention({ text: `<@${BOT_USER}> Willis: six sources of burnout` }));
    for (const text of ['undo that', 'please move my last note to the talk on boats', 'lösch die letzte Notiz']) {
      await slack.send(mention({ ts: '1464278400.000900', text: `<@${BOT_USER}> ${text}` }));
      const { body } = slack.sent.at(-1)!;
      checkMessage(body);
      assert.match(body.text, /^Your last note is in Sources of burnout.*six sources/);
      assert.ok(JSON.stringify(body.blocks).includes('undo_note'));
    }
    assert.equal((await notes()).length, 1);
  });

  it('runs a command of the reading list that follows its name', async () => {
    await slack.send(mention({ text: `<@${BOT_USER}> readinglist add Drive by Daniel Pink` }));
    const { body } = slack.sent.at(-1)!;
    checkMessage(body);
    assert.match(body.text, /Drive/);
    assert.doesNotMatch(body.text, /Saved to|note or a question/);
    assert.equal((await notes()).length, 1);
  });

  it('answers thanks and requests to save other messages in a line', async () => {
    await slack.send(mention({ text: `<@${BOT_USER}> danke dir!` }));
    await slack.send(mention({ text: `<@${BOT_USER}> can you save this please?` }));
    assert.doesNotMatch(slack.sent[0]!.body.text, /\/recap add/);
    assert.match(slack.sent[1]!.body.text, /^Nothing saved yet/);
  });

  it('saves nothing for words that only call it, or ask it', async () => {
    for (const text of ['please take this', 'could you save this one?', 'thanks!', 'help']) {
      await slack.send(mention({ text: `<@${BOT_USER}> ${text}` }));
      await slack.send(event({ ...message, text: `<@${BOT_USER}> ${text}` }));
    }
    await slack.send(mention({ text: `<@${BOT_USER}> which books were recommended?` }));
    assert.match(slack.sent.at(-1)!.body.text, /No recommendations|Nothing is recommended/);
    assert.deepEqual(await notes(), []);
  });

  it('takes a mention in a thread in with the thread if it says something', async () => {
    const root = { channel: 'C1', ts: '1464272000.000100', authorId: 'U2', source: 'Willis said so' };
    followed.test.workspace.say(root);
    const says = { ...root, ts: TS, threadTs: root.ts, authorId: 'U1', source: `<@${BOT_USER}> workload is only one` };
    followed.test.workspace.say(says);
    await slack.send(mention({ thread_ts: root.ts, text: says.source }));
    assert.equal((await notes()).length, 2);
  });

  it('shows what can be typed if it is mentioned outside of threads', async () => {
    await slack.send(mention());
    checkMessage(slack.sent[0]!.body);
    assert.match(slack.sent[0]!.body.text, /What you can type/);
  });

  it('says in the same thread what it refuses', async () => {
    const { error } = await slack.send(mention({ thread_ts: '1464272000.000100' }));
    assert.equal(error, undefined);
    assert.match(slack.sent[0]!.body.text, /nothing to save in this thread/);
  });

  it('publishes Home for a person who opens it', async () => {
    await add(followed.bot, ADA, 'hi');
    await slack.send(event({ type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'home' }));
    await slack.send(event({ type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'messages' }));
    assert.deepEqual(
      slack.sent.map(({ method, body }) => [method, body.user_id]),
      [
        ['views.publish', 'U1'],
        ['assistant.threads.setSuggestedPrompts', undefined],
      ],
    );
    checkView(slack.sent[0]!.body.view);
  });

  it('offers questions that make sense in the phase of the conference', async () => {
    const opened = event({ type: 'app_home_opened', user: 'U1', channel: 'D1', tab: 'messages' });
    const offered = () => slack.sent.at(-1)!.body.prompts.map(({ message }: { message: string }) => message);
    await slack.send(opened);
    assert.ok(offered().includes('What did I miss today?'));
    followed.test.setTime('2016-06-01T10:00:00-04:00');
    await slack.send(opened);
    assert.ok(offered().includes('What were the highlights?'));
  });

  it('passes on an error that may be gone the next time, so that Slack sends the event again', async () => {
    followed.test.workspace.say({ channel: 'C1', ts: TS, authorId: 'U1', source: 'hi' });
    Object.assign(followed.test.deps.database, {
      runTransaction: async () => {
        throw new Error('x');
      },
    });
    for (const sent of [event(message), reaction('reaction_added')]) {
      assert.notEqual((await slack.send(sent)).error, undefined);
    }
    assert.deepEqual(slack.sent, []);
    // The thread is read again without Slack.
    assert.equal((await slack.send(mention({ thread_ts: TS }))).error, undefined);
    assert.match(JSON.stringify(slack.sent), /save it as soon as I can/);
    assert.equal((await followed.test.deps.database.unreadMessages.due('T1', Number.MAX_SAFE_INTEGER)).length, 1);
  });

  it('is done with what is refused', async () => {
    followed.test.workspace.addChannel({ id: 'C1', isPrivate: true });
    followed.test.workspace.setMembers('C1', ['U1']);
    followed.test.workspace.say({ channel: 'C1', ts: TS, authorId: 'U1', source: 'hi' });
    const { error } = await slack.send(reaction('reaction_added'));
    assert.deepEqual([error, await notes()], [undefined, []]);
  });

  it('deletes the tokens and everything stored when the app is removed', async () => {
    await slack.send(event({ type: 'app_uninstalled' }));
    const query = { isEnterpriseInstall: false, teamId: 'T1', enterpriseId: undefined };
    assert.deepEqual(slack.removed, [query]);
    assert.deepEqual(await followed.test.deps.database.conferences.ofTeam('T1'), []);
    assert.deepEqual(slack.sent, []);
  });

  it('deletes the tokens of an organization and everything stored about its workspaces', async () => {
    const authorizations = [{ enterprise_id: 'E1', team_id: null, is_enterprise_install: true }];
    await slack.send({ ...event({ type: 'app_uninstalled' }), team_id: null, enterprise_id: 'E1', authorizations });
    assert.deepEqual(slack.removed, [{ isEnterpriseInstall: true, teamId: undefined, enterpriseId: 'E1' }]);
    assert.deepEqual(await followed.test.deps.database.conferences.ofTeam('T1'), []);
  });

  it('deletes only a bot’s token that was revoked', async () => {
    await slack.send(event({ type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } }));
    await slack.send(event({ type: 'tokens_revoked', tokens: 'all' }));
    assert.deepEqual(slack.removed, []);
    await slack.send(event({ type: 'tokens_revoked', tokens: { oauth: [], bot: ['UBOT'] } }));
    assert.equal(slack.removed.length, 1);
    assert.equal((await followed.test.deps.database.conferences.ofTeam('T1')).length, 1);
  });
});
