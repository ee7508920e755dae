import assert from 'node:assert/strict';
import { beforeEach, describe, it, type TestContext } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { checkMessage, checkView } from '#test/render/slack/check-blocks.ts';
import { nonsense } from '#test/slack/commands/nonsense.ts';
import { blockAction, command, createTestSlack, type TestSlack } from '#test/slack/listeners/slack-for-test.ts';
import { add, type Followed, followConference, GRACE } from '#test/usecases/followed-conference.ts';

const SCHEDULE_URL = 'https://x.example/s.ics';
const SCHEDULE = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:test
BEGIN:VEVENT
UID:1
SUMMARY:Opening
DTSTART:20160526T130000Z
DTEND:20160526T133000Z
END:VEVENT
END:VCALENDAR
`;

describe('commands', () => {
  let followed: Followed;
  let slack: TestSlack;
  beforeEach(async () => {
    followed = await followConference();
    followed.test.schedules.set(SCHEDULE_URL, SCHEDULE);
    slack = createTestSlack({ test: followed.test });
  });

  const type = async (name: string, text: string, more = {}) => {
    const { acks, error } = await slack.send(command(name, text, more));
    assert.equal(error, undefined);
    assert.equal(acks.length, 1);
    return acks[0];
  };
  /** What a command says that is acknowledged without a word. */
  const typeForForm = async (text: string, more = {}) => {
    assert.equal(await type('/recap', text, more), undefined);
    return slack.sent.at(-1)!.body;
  };
  const notes = () => followed.test.deps.database.notes.ofConference(followed.conference.id);

  /** Lets everything that reads the conferences wait; returns what lets it go on. */
  function holdStore(): () => void {
    const { conferences } = followed.test.deps.database;
    const { promise, resolve } = Promise.withResolvers<void>();
    for (const method of ['ofChannel', 'ofTeam'] as const) {
      const act = conferences[method].bind(conferences) as (...given: string[]) => Promise<never>;
      conferences[method] = async (...given: string[]) => {
        await promise;
        return act(...given);
      };
    }
    return resolve;
  }

  /** Types a command that takes longer than a person waits. */
  async function typeSlowly(t: TestContext, name: string, text: string) {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const release = holdStore();
    const typing = type(name, text);
    for (let turn = 0; turn < 20; turn++) await nextTurn();
    assert.deepEqual(slack.order, []);
    t.mock.timers.tick(1_000);
    for (let turn = 0; turn < 20; turn++) await nextTurn();
    assert.deepEqual(slack.order, ['acknowledged']);
    t.mock.timers.reset();
    release();
    return typing;
  }

  it('answers in the language of the person’s Slack', async () => {
    followed.test.workspace.addPerson({ id: 'U1', name: 'Ada', language: 'de' });
    assert.match((await type('/recap', 'opt out')).text, /^Ab jetzt kann niemand außer dir .*\/recap opt in ein$/);
    followed.test.workspace.addPerson({ id: 'U1', name: 'Ada' });
    assert.match((await type('/recap', 'opt in')).text, /^You’re opted in/);
  });

  describe('that are quick', () => {
    for (const [name, text, said] of [
      ['/recap', '', /DevOpsDays Toronto.*What you can type/s],
      ['/recap', 'help', /DevOpsDays Toronto.*What you can type/s],
      ['/recap', 'start "Foo" 2016-05-26 in <#C2|general>', /Foo is set up/],
      ['/recap', 'add Willis: hi', /^Saved to Sources of burnout/],
      ['/recap', 'talk "X" by Ann Lee', /^Added X/],
      ['/recap', 'talks', /Sources of burnout/],
      ['/recap', 'talks 2016-05-26', /Sources of burnout/],
      ['/recap', 'talks today', /Sources of burnout/],
      ['/recap', 'talks 26 May', /Sources of burnout/],
      ['/recap', 'talks 5/6', /could mean 6 May 2016 or 5 June 2016/],
      ['/recap', 'start "Foo" next Thursday, Berlin, in <#C2|general>', /Foo is set up: 2 June 2016, Europe\/Berlin/],
      ['/recap', 'listen on', /every message in this channel/],
      ['/recap', 'listen off', /don’t save messages in this channel/],
      ['/recap', 'opt out', /You’ve opted out/],
      ['/recap', 'opt in', /You’re already opted in/],
      ['/recap', 'end', /^End DevOpsDays Toronto now\?.*I’ll post the recap on Thu 26 May at 19:30/s],
      ['/recap', 'publish all', /isn’t over yet. Post the recap now\?/],
      ['/recap', 'delete', /^Delete DevOpsDays Toronto and everything in it: 2 talks/],
      ['/recap', 'forget me', /^Remove your name and your 1 note/],
      ['/readinglist', '', /Release It!/],
      ['/readinglist', '1', /Release It!/],
      ['/readinglist', 'add "Foo" by Ann Lee', /^Added to the reading list as number \d: Foo/],
      ['/readinglist', 'remove 1', /^Removed from the reading list: Release It!/],
    ] as const) {
      it(`acknowledges “${name} ${text}” with its outcome`, async () => {
        await type('/readinglist', 'add "Release It!" by Michael Nygard');
        slack.order.length = 0;
        const answer = await type(name, text, { trigger_id: 'another' });
        assert.equal(answer.response_type, 'ephemeral');
        checkMessage(answer);
        assert.match(answer.text, said);
        assert.deepEqual(slack.order, ['acknowledged']);
      });
    }

    it('asks an administrator before someone else is forgotten', async () => {
      followed.test.workspace.addPerson({ id: 'U0BEA', name: 'Bea' });
      await add(followed.bot, { ...GRACE, userId: 'U0BEA' }, 'hi');
      const answer = await type('/recap', 'forget <@U0BEA|bea>', { user_id: 'U3' });
      assert.match(answer.text, /^Remove Bea’s name and their 1 note from 1 conference/);
    });

    it('stores what a recommendation says', async () => {
      await type('/readinglist', 'add "Release It!" by Michael Nygard — good');
      assert.deepEqual((await notes())[0]!.works, [
        { kind: 'book', title: 'Release It!', authors: ['Michael Nygard'], comment: 'good' },
      ]);
    });

    it('stores one note for a command that Slack sends twice', async () => {
      await Promise.all([type('/recap', 'add hi'), type('/recap', 'add hi')]);
      assert.equal((await notes()).length, 1);
    });

    it('acknowledges a note only when it is stored', async () => {
      const { database } = followed.test.deps;
      const { promise, resolve } = Promise.withResolvers<void>();
      const run = database.runTransaction.bind(database);
      database.runTransaction = async (work) => {
        await promise;
        return run(work);
      };
      const sending = type('/recap', 'add hi');
      for (let turn = 0; turn < 20; turn++) await nextTurn();
      assert.deepEqual(slack.order, []);
      resolve();
      await sending;
      assert.equal((await notes()).length, 1);
    });

    it('acknowledges a stored note in time while Slack is slow, and says later where it went', async (t) => {
      t.mock.timers.enable({ apis: ['setTimeout'] });
      const { promise, resolve } = Promise.withResolvers<void>();
      const { workspace } = followed.test;
      const { namesFor } = workspace;
      workspace.namesFor = async (...given) => promise.then(() => namesFor(...given));
      const sending = type('/recap', 'add Willis: hi');
      while ((await notes()).length === 0) {
        t.mock.timers.tick(50);
        await nextTurn();
      }
      for (let turn = 0; turn < 20; turn++) await nextTurn();
      t.mock.timers.tick(1_000);
      for (let turn = 0; turn < 20; turn++) await nextTurn();
      assert.deepEqual(slack.order, ['acknowledged']);
      t.mock.timers.reset();
      resolve();
      assert.match((await sending).text, /Working on it/);
      assert.match(slack.sent[0]!.body.text, /^Saved to Sources of burnout/);
    });

    it('says that nothing was done if our own program fails, and logs no words', async () => {
      const fail = async () => {
        throw new Error('secret words of a note');
      };
      Object.assign(followed.test.deps.database.conferences, { ofChannel: fail, ofTeam: fail });
      for (const text of ['add hi', 'talks', 'settings', 'add']) {
        const answer = (await type('/recap', text)) ?? slack.sent.at(-1)!.body;
        checkMessage(answer);
        assert.match(answer.text, /Something went wrong. Nothing was changed/);
      }
      assert.equal(slack.log.lines.length, 4);
    });

    it('says what a use case refuses in its own words', async () => {
      const answer = await type('/recap', 'end', { user_id: 'U2' });
      checkMessage(answer);
      assert.match(answer.text, /organizer/);
      assert.deepEqual(slack.log.lines, []);
    });

    it('promises no recap for a conference whose recap is posted already', async () => {
      await followed.bot.publish({ teamId: 'T1', userId: 'U1', channel: 'C1' }, { day: 'all' });
      await followed.post();
      const { text } = await type('/recap', 'end');
      assert.match(text, /If you end it/);
      assert.doesNotMatch(text, /post the recap|no digest or recap/);
    });

    it('reads a schedule that is pasted after the command', async () => {
      const answer = await type('/recap', `schedule ${SCHEDULE.trim()}`);
      assert.match(answer.text, /1 new/);
    });

    it('does not do what is misunderstood', async () => {
      const answer = await type('/recap', 'ad something');
      assert.match(answer.text, /Did you mean \/recap add something\?/);
      assert.deepEqual(await notes(), []);
    });

    for (const [typed, label, saved] of [
      ['willis: workload is one', 'Save the note', 'willis: workload is one'],
      [`ad ${'long '.repeat(500)}`, 'Yes', 'long '.repeat(500).trim()],
    ] as const) {
      it(`offers “${label}” for “${typed.slice(0, 30)}”, which saves all of it, once`, async () => {
        const answer = await type('/recap', typed);
        checkMessage(answer);
        const [button] = answer.blocks[1].elements;
        assert.equal(button.text.text, label);
        for (let time = 0; time < 2; time++) {
          await slack.send(blockAction({ action_id: 'run_typed', value: button.value }));
        }
        assert.deepEqual(
          (await notes()).map(({ source }) => source),
          [saved],
        );
      });
    }

    it('offers both words if one of two is missing', async () => {
      const answer = await type('/recap', 'opt');
      checkMessage(answer);
      const [, out, back] = answer.blocks;
      await slack.send(blockAction({ action_id: 'run_typed', value: out.elements[0].value }));
      assert.match(slack.sent.at(-1)!.body.text, /You’ve opted out/);
      assert.match(back.elements[0].value, /opt in/);
    });

    it('keeps a note in the answer if no conference takes it, and saves it when there is one', async () => {
      slack = createTestSlack();
      const answer = await type('/recap', 'add Willis &amp; others: six\nsources');
      checkMessage(answer);
      assert.match(answer.text, /isn’t saved yet/);
      assert.match(answer.text, /Willis &amp; others: six\n&gt; sources/);
      const save = answer.blocks.at(-1).elements[1];
      await type('/recap', 'start "Foo" 2016-05-26');
      await slack.send(blockAction({ action_id: 'run_typed', value: save.value }));
      assert.match(slack.sent.at(-1)!.body.text, /^Saved to/);
    });

    it('keeps a note in the answer if Slack is too slow to say who it is from, and saves it once', async () => {
      const { workspace } = followed.test;
      workspace.isDown = true;
      const answer = await type('/recap', 'add Willis: six sources', { channel_id: 'D1', user_id: 'U2' });
      checkMessage(answer);
      assert.match(answer.text, /isn’t responding right now/);
      assert.match(answer.text, /Willis: six sources/);
      assert.deepEqual(await notes(), []);
      workspace.isDown = false;
      const save = blockAction({ action_id: 'run_typed', value: answer.blocks.at(-1).elements[0].value });
      for (let press = 0; press < 2; press++) await slack.send(save);
      assert.equal((await notes()).length, 1);
    });

    it('answers although what was typed can’t be kept', async (t) => {
      const { workspace, deps } = followed.test;
      workspace.isDown = true;
      t.mock.method(deps.keyValue, 'set', () => Promise.reject(new Error('no')));
      const long = `add Willis: ${'six sources of burnout '.repeat(200)}`;
      const answer = await type('/recap', long, { channel_id: 'D1', user_id: 'U2' });
      assert.match(answer.text, /isn’t responding right now/);
    });

    it('runs nothing for a forged button', async () => {
      for (const value of ['[]', '["/other","x","1",""]', '["/recap",5,"1",""]', '[', 'x']) {
        await slack.send(blockAction({ action_id: 'run_typed', value }));
        assert.match(slack.sent.at(-1)!.body.text, /out of date/);
      }
    });

    it('takes the name of a channel only for the channel that it is typed in', async () => {
      const here = { channel_id: 'C2', channel_name: 'general' };
      assert.match((await type('/recap', 'start "Foo" 2016-05-26 in #other', here)).text, /which channel/);
      assert.match((await type('/recap', 'start "Foo" 2016-05-26 in #general', here)).text, /Foo is set up/);
    });
  });

  describe('that take long', () => {
    beforeEach(async () => {
      await type('/readinglist', 'add "Release It!" by Michael Nygard');
      slack.order.length = 0;
    });
    for (const [name, text, said] of [
      ['/recap', `schedule ${SCHEDULE_URL}`, /1 new talk, \d talks? removed.*09:00 right/s],
      ['/recap', 'publish', /I’m posting the/],
      ['/recap', 'ask who spoke?', /couldn’t find an answer.*who spoke/s],
      ['/recap', 'export json', /I’ve sent you .*\.json/],
      ['/readinglist', 'export bib', /I’ve sent you .*\.bib/],
    ] as const) {
      it(`acknowledges “${name} ${text}” with its outcome if that is there soon`, async () => {
        const answer = await type(name, text);
        checkMessage(answer);
        assert.match(answer.text, said);
        assert.deepEqual(slack.order, ['acknowledged']);
      });

      it(`acknowledges “${name} ${text}” before its outcome if that takes long`, async (t) => {
        assert.match((await typeSlowly(t, name, text)).text, /Working on it/);
        assert.deepEqual(slack.order, ['acknowledged', 'respond']);
        checkMessage(slack.sent[0]!.body);
        assert.match(slack.sent[0]!.body.text, said);
      });
    }

    it('answers from the notes of a conference that is named', async () => {
      const { text } = await type('/recap', 'ask who spoke in “DevOpsDays Toronto”');
      assert.match(text, /to “who spoke” in the notes from DevOpsDays Toronto/);
      assert.match((await type('/recap', 'ask who spoke in “Other”')).text, /don’t have a conference with that name/);
    });

    it('shows a preview in full, and the button below it', async (t) => {
      await typeSlowly(t, '/recap', 'preview all');
      assert.ok(slack.sent.length >= 3);
      for (const { method, body } of slack.sent) {
        assert.deepEqual([method, body.response_type], ['respond', 'ephemeral']);
        checkMessage(body);
      }
      assert.equal(slack.sent.at(-1)!.body.blocks[1].elements[0].value, `${followed.conference.id} all`);
    });

    it('shows a long preview beyond what one response_url takes', async (t) => {
      const long = 'x'.repeat(2_900);
      const message = {
        text: 'x',
        blocks: [{ type: 'section', text: { type: 'plain_text', text: long, emoji: false } }],
      };
      followed.test.deps.forms.digest = () =>
        Array.from({ length: 10 }, (_, index) => ({ part: `p${index}`, message }));
      await typeSlowly(t, '/recap', 'preview');
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
      it(`answers by ${method} if ${broken.join(' and ')} fails`, async (t) => {
        for (const each of broken) slack.broken.add(each);
        await typeSlowly(t, '/recap', 'publish');
        assert.deepEqual(
          slack.sent.map((sent) => [sent.method, { channel: sent.body.channel, user: sent.body.user }]),
          [[method, place]],
        );
      });
    }

    it('gives up if no way leads to the person', async (t) => {
      for (const each of ['respond', 'chat.postEphemeral', 'chat.postMessage']) slack.broken.add(each);
      await typeSlowly(t, '/recap', 'publish');
      assert.deepEqual(slack.sent, []);
    });

    it('says what failed', async () => {
      assert.match((await type('/recap', 'schedule https://x.example/none')).text, /can’t reach/);
    });
  });

  describe('that open a form', () => {
    for (const [text, callback] of [
      ['start', 'start_conference'],
      ['add', 'add_note'],
      ['settings', 'change_settings'],
      ['schedule', 'import_schedule'],
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

    it('says so if Slack does not open it', async () => {
      slack.broken.add('views.open');
      assert.match((await typeForForm('start')).text, /didn’t open the form/);
    });

    it('opens the settings only for organizers', async () => {
      assert.match(
        (await typeForForm('settings', { user_id: 'U2' })).text,
        /Only an organizer can change the settings/,
      );
    });

    it('offers to set up a conference if there is none', async () => {
      slack = createTestSlack();
      for (const text of ['help', 'add', 'settings', 'end', 'delete']) {
        const answer = (await type('/recap', text)) ?? slack.sent.at(-1)!.body;
        checkMessage(answer);
        assert.match(answer.text, /No conference is set up in this channel/);
      }
    });
  });

  it('answers any nonsense with a plain sentence or a note', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('/recap', '/readinglist'), nonsense, async (name, text) => {
        const answer = await type(name, text);
        if (answer !== undefined) checkMessage(answer);
      }),
      { numRuns: 200 },
    );
    const answer = await type('/recap', `${'\u202e\ud800x'.repeat(4_000)}`);
    checkMessage(answer);
  });

  it('does nothing for a payload that does not say who asks', async () => {
    for (const user_id of ['', 5, { id: 'U1' }, 'U1 U2']) {
      const { acks } = await slack.send(command('/recap', 'add hi', { user_id }));
      assert.match(acks[0].text, /out of date/);
    }
    assert.deepEqual(await notes(), []);
  });
});
