import assert from 'node:assert/strict';
import { beforeEach, describe, it, type TestContext } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { AppError } from '#errors.ts';
import { CONFERENCE, conferenceState, createFakeBot, savedNote } from '#test/fakes/fake-bot.ts';
import { checkMessage, checkView } from '#test/render/slack/check-blocks.ts';
import { nonsense } from '#test/slack/commands-syntax/nonsense.ts';
import { command, createTestSlack, type TestSlack } from '#test/slack/listeners/slack-for-test.ts';
import type { Bot } from '#usecases/bot.ts';

describe('commands', () => {
  let slack: TestSlack;
  beforeEach(() => {
    slack = createTestSlack();
  });

  const type = async (name: string, text: string, more = {}) => {
    const { acks, error } = await slack.send(command(name, text, more));
    assert.equal(error, undefined);
    assert.equal(acks.length, 1);
    return acks[0];
  };
  /** As {@link type}, where the verb takes longer than anybody waits. */
  const typeSlowly = async (
    t: TestContext,
    name: string,
    text: string,
    verb: keyof Bot,
    act = createFakeBot()[verb] as (...given: never[]) => Promise<unknown>,
  ) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    slack.bot.on(verb, (async (...given: never[]) => {
      await held;
      return act(...given);
    }) as never);
    const typing = type(name, text);
    await nextTurn();
    assert.deepEqual(verbs(), [verb]);
    t.mock.timers.tick(1_000);
    await nextTurn();
    assert.deepEqual(verbs(), [verb, 'acknowledged']);
    release();
    return typing;
  };
  const verbs = () => slack.bot.calls.map(({ verb }) => verb as string);

  describe('that are quick', () => {
    for (const [name, text, verb, given] of [
      ['/recap', '', 'state', []],
      ['/recap', 'help', 'state', []],
      ['/recap', 'start "Foo" 2016-05-26', 'startConference', [{ name: 'Foo', from: '2016-05-26' }]],
      ['/recap', 'add Kromhout: hi', 'addNote', [{ text: 'Kromhout: hi', requestId: 'trigger-1', way: 'command' }]],
      ['/recap', 'talk "X" by Ann Lee', 'openTalk', [{ title: 'X', speakers: [{ name: 'Ann Lee' }] }]],
      ['/recap', 'talks', 'listTalks', []],
      ['/recap', 'talks 2016-05-26', 'listTalks', ['2016-05-26']],
      ['/recap', 'listen on', 'setListening', [true]],
      ['/recap', 'listen off', 'setListening', [false]],
      ['/recap', 'opt out', 'setOptOut', [true]],
      ['/recap', 'opt in', 'setOptOut', [false]],
      ['/recap', 'forget me', 'describeForgetting', []],
      ['/recap', 'forget <@U0GRACE|grace>', 'describeForgetting', ['U0GRACE']],
      ['/recap', 'end', 'endConference', [CONFERENCE.id]],
      ['/recap', 'delete', 'describeDeletion', [CONFERENCE.id]],
      ['/readinglist', '', 'readingList', [1]],
      ['/readinglist', '2', 'readingList', [2]],
      ['/readinglist', 'remove 3', 'removeWork', [3]],
    ] as const) {
      it(`does “${name} ${text}”, and acknowledges it with its outcome`, async () => {
        const answer = await type(name, text);
        assert.equal(answer.response_type, 'ephemeral');
        checkMessage(answer);
        assert.deepEqual(verbs().slice(-2), [verb, 'acknowledged']);
        const [actor, ...rest] = slack.bot.given(verb)[0]!;
        assert.deepEqual(actor, { teamId: 'T1', userId: 'U1', channel: 'C1' });
        assert.deepEqual(
          rest.filter((value) => value !== undefined),
          given,
        );
        assert.deepEqual(slack.sent, []);
      });
    }

    it('recommends what is typed, once for the same command', async () => {
      await type('/readinglist', 'add "Release It!" by Michael Nygard — good');
      const [, work] = slack.bot.given('recommend')[0]!;
      assert.deepEqual(work, {
        title: 'Release It!',
        authors: ['Michael Nygard'],
        comment: 'good',
        text: '"Release It!" by Michael Nygard — good',
        requestId: 'trigger-1',
      });
    });

    it('acknowledges a note only when it is stored', async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      slack.bot.on('addNote', async () => {
        await promise;
        return savedNote();
      });
      const sending = slack.send(command('/recap', 'add hi'));
      await new Promise((done) => setImmediate(done));
      assert.deepEqual(verbs(), ['addNote']);
      resolve();
      assert.equal((await sending).acks.length, 1);
    });

    it('says nothing was done where our own program fails, and logs no words', async () => {
      slack.bot.failing = new Error('secret words of a note');
      for (const text of ['add hi', 'talks', 'settings', 'start', 'add']) {
        const answer = await type('/recap', text);
        checkMessage(answer);
        assert.match(answer.text, /went wrong on our side; nothing was changed/);
      }
      assert.equal(slack.log.lines.length, 5);
    });

    it('says what the bot refuses in its own words', async () => {
      slack.bot.failing = new AppError('refused', 'That is not <yours> to change. Ask @channel.');
      const answer = await type('/recap', 'end');
      checkMessage(answer);
      assert.match(answer.text, /not &lt;yours&gt; to change/);
      assert.deepEqual(slack.log.lines, []);
    });

    it('does not do what is misunderstood', async () => {
      const answer = await type('/recap', 'ad something');
      assert.match(answer.text, /Did you mean: \/recap add something/);
      assert.deepEqual(verbs(), ['acknowledged']);
    });

    it('names a channel by its own name only', async () => {
      await type('/recap', 'start "Foo" 2016-05-26 in #room');
      assert.deepEqual(slack.bot.given('startConference')[0]![1].channels, ['C1']);
      const answer = await type('/recap', 'start "Foo" 2016-05-26 in #other');
      assert.match(answer.text, /which channel/);
      assert.equal(slack.bot.given('startConference').length, 1);
    });
  });

  describe('that take long', () => {
    for (const [name, text, verb, said] of [
      ['/recap', 'schedule https://x.example/s.json', 'importSchedule', /12 updated, 3 new, 2 removed.*09:00 right/s],
      ['/recap', 'start "Foo" 2016-05-26 schedule https://x.example/s.json', 'startConference', /is set up/],
      ['/recap', 'publish', 'publish', /is being posted/],
      ['/recap', 'ask who spoke?', 'ask', /don’t tell.*who spoke/s],
      ['/recap', 'ask who spoke in “Other Conf”', 'ask', /don’t tell.*who spoke/s],
      ['/recap', 'export json', 'exportFile', /recap\.json is sent to you/],
      ['/readinglist', 'export bib', 'exportFile', /recap\.bib is sent to you/],
    ] as const) {
      it(`acknowledges “${name} ${text}” with what was done where that is quick`, async () => {
        const answer = await type(name, text);
        checkMessage(answer);
        assert.match(answer.text, said);
        assert.deepEqual(verbs(), [verb, 'acknowledged']);
        assert.deepEqual(slack.sent, []);
      });

      it(`acknowledges “${name} ${text}” first where it takes long`, async (t) => {
        assert.match((await typeSlowly(t, name, text, verb)).text, /Working on it/);
        assert.deepEqual(
          slack.sent.map(({ method }) => method),
          ['respond'],
        );
        checkMessage(slack.sent[0]!.body);
        assert.match(slack.sent[0]!.body.text, said);
      });
    }

    it('shows a preview in full, and the button below it', async (t) => {
      await typeSlowly(t, '/recap', 'preview all', 'preview');
      assert.deepEqual(
        slack.sent.map(({ method, body }) => [method, body.response_type]),
        [1, 2, 3].map(() => ['respond', 'ephemeral']),
      );
      for (const { body } of slack.sent) checkMessage(body);
      assert.equal(slack.sent[2]!.body.blocks[1].elements[0].value, 'conf1 all');
    });

    it('shows a long preview beyond what one response_url takes', async (t) => {
      const long = 'x'.repeat(2_900);
      const part = {
        text: 'x',
        blocks: [{ type: 'section', text: { type: 'plain_text', text: long, emoji: false } }],
      };
      const short = await createFakeBot().preview({ teamId: 'T1', userId: 'U1' });
      await typeSlowly(t, '/recap', 'preview', 'preview', async () => ({
        ...short,
        parts: Array.from({ length: 10 }, (_, index) => ({ part: `p${index}`, message: part })),
      }));
      const methods = slack.sent.map(({ method }) => method);
      assert.deepEqual(methods.slice(0, 4), ['respond', 'respond', 'respond', 'respond']);
      assert.ok(methods.slice(4).every((method) => method === 'chat.postEphemeral') && methods.length > 4);
      const texts = JSON.stringify(slack.sent.map(({ body }) => body.blocks)).split(long).length - 1;
      assert.equal(texts, 10);
      for (const { body } of slack.sent) checkMessage(body);
    });

    for (const [broken, method, place] of [
      [['respond'], 'chat.postEphemeral', { channel: 'C1', user: 'U1' }],
      [['respond', 'chat.postEphemeral'], 'chat.postMessage', { channel: 'U1', user: undefined }],
    ] as const) {
      it(`answers by ${method} where ${broken.join(' and ')} fails`, async (t) => {
        for (const each of broken) slack.broken.add(each);
        await typeSlowly(t, '/recap', 'publish', 'publish');
        assert.deepEqual(
          slack.sent.map((sent) => [sent.method, { channel: sent.body.channel, user: sent.body.user }]),
          [[method, place]],
        );
      });
    }

    it('gives up where no way leads to the person', async (t) => {
      for (const each of ['respond', 'chat.postEphemeral', 'chat.postMessage']) slack.broken.add(each);
      await typeSlowly(t, '/recap', 'publish', 'publish');
      assert.deepEqual(slack.sent, []);
    });

    it('says what failed', async () => {
      slack.bot.failing = new AppError('unreachable', 'The schedule can’t be fetched.');
      assert.match((await type('/recap', 'schedule https://x.example/s')).text, /can’t be fetched/);
      slack.bot.failing = new Error('x');
      assert.match((await type('/recap', 'schedule https://x.example/s')).text, /on our side/);
    });
  });

  describe('that open a form', () => {
    for (const [text, callback] of [
      ['start', 'start_conference'],
      ['add', 'add_note'],
      ['settings', 'change_settings'],
    ] as const) {
      it(`opens it for “/recap ${text}”, and acknowledges without a word`, async () => {
        assert.equal(await type('/recap', text), undefined);
        assert.deepEqual(
          slack.sent.map(({ method, body }) => [method, body.trigger_id, body.view.callback_id]),
          [['views.open', 'trigger-1', callback]],
        );
        checkView(slack.sent[0]!.body.view);
      });
    }

    it('says so where Slack does not open it', async () => {
      slack.broken.add('views.open');
      assert.match((await type('/recap', 'start')).text, /did not open the form/);
    });

    it('opens no settings for others than organisers', async () => {
      slack.bot.on('state', async () => conferenceState({ isOrganizer: false }));
      assert.match((await type('/recap', 'settings')).text, /Only its organisers/);
      assert.deepEqual(slack.sent, []);
    });

    it('offers to set a conference up where there is none', async () => {
      slack.bot.on('whichConference', async () => ({ choices: [] }));
      for (const text of ['add', 'settings', 'end', 'delete']) {
        const answer = await type('/recap', text);
        checkMessage(answer);
        assert.match(answer.text, /No conference is followed here yet/);
      }
    });
  });

  it('answers any nonsense with a plain sentence or a note', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('/recap', '/readinglist'), nonsense, async (name, text) => {
        slack.bot.calls.length = 0;
        const answer = await type(name, text);
        if (answer !== undefined) checkMessage(answer);
      }),
      { numRuns: 200 },
    );
    const answer = await type('/recap', `${'\u202e\ud800x'.repeat(4_000)}`);
    checkMessage(answer);
  });

  it('does nothing for a payload that says not who asks', async () => {
    for (const user_id of ['', 5, { id: 'U1' }, 'U1 U2']) {
      const { acks } = await slack.send(command('/recap', 'add hi', { user_id }));
      assert.match(acks[0].text, /out of date/);
    }
    assert.deepEqual(slack.bot.given('addNote'), []);
  });
});
