import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { LocalizedError } from '#errors.ts';
import { encodeNoteKey } from '#render/slack/blocks/action-ids.ts';
import { blocksToText } from '#render/slack/blocks/blocks-to-text.ts';
import { LISTENERS } from '#slack/listeners/index.ts';
import { buildSettingsModal } from '#slack/modals/settings.ts';
import { checkMessage, checkView } from '#test/render/slack/check-blocks.ts';
import { nonsense } from '#test/slack/commands/nonsense.ts';
import { createTestSlack, type TestSlack, viewSubmission } from '#test/slack/listeners/slack-for-test.ts';
import { ADA, add, type Followed, followConference } from '#test/usecases/followed-conference.ts';

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
const SAVED = {
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
const PEOPLE = { organizers: { value: { type: 'multi_users_select', selected_users: ['U1', 'U2'] } } };

const TABLE = 'Talk,Who,Begin,Catering\nOn rails,Ada Quirk,2016-05-26 9:30,vegan\nOff rails,Bo Li,2016-05-27 10:00,\n';

describe('modals', () => {
  let followed: Followed;
  let slack: TestSlack;
  let metadata: { channel: string; conferenceId: string };
  beforeEach(async () => {
    followed = await followConference();
    metadata = { channel: 'C1', conferenceId: followed.conference.id };
    slack = createTestSlack({ test: followed.test });
  });
  const send = async (callback: string, values: Record<string, unknown>, given?: unknown) => {
    const { acks, error } = await slack.send(viewSubmission(callback, values, given));
    assert.equal(error, undefined);
    assert.equal(acks.length, 1);
    return acks[0];
  };
  const conferences = () => followed.test.deps.database.conferences.ofTeam('T1');
  const current = async () => (await followed.test.deps.database.conferences.find(followed.conference.id))!;
  const sent = () => slack.sent.map(({ method, body }) => [method, body.channel, body.user]);

  describe('that set up a conference', () => {
    beforeEach(() => {
      slack = createTestSlack();
      followed = { ...followed, test: slack.test };
    });

    it('start it, close, and say so in the channel', async () => {
      assert.equal(await send('start_conference', FILLED), undefined);
      const [{ id: _, teamId: __, createdAt: ___, listens: ____, ...settings } = assert.fail()] = await conferences();
      assert.deepEqual(settings, { ...SAVED, organizers: ['U1'] });
      assert.deepEqual(slack.order, ['acknowledged', 'chat.postEphemeral']);
      assert.deepEqual(sent(), [['chat.postEphemeral', 'C1', 'U1']]);
      checkMessage(slack.sent[0]!.body);
    });

    it('show what is wrong next to the fields, and start nothing', async () => {
      const answer = await send('start_conference', {
        ...FILLED,
        name: { value: { value: ' ' } },
        to: { value: { selected_date: '2016-05-25' } },
        timezone: { value: { value: 'Torontoo' } },
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
      assert.deepEqual(await conferences(), []);
    });

    it('understand time zones as people write them, and ask if several can be meant', async () => {
      const zone = (value: string) => send('start_conference', { ...FILLED, timezone: { value: { value } } });
      assert.match((await zone('IST')).errors.timezone, /This could mean .*Asia\/Kolkata/);
      assert.match((await zone('EST')).errors.timezone, /America\/New_York or America\/Panama/);
      await zone('Toronto');
      assert.equal((await conferences())[0]!.timezone, 'America/Toronto');
    });

    it('show what is refused next to the field that it is about, else at the first', async () => {
      await send('start_conference', FILLED);
      slack.sent.length = 0;
      assert.deepEqual(Object.keys((await send('start_conference', FILLED)).errors), ['channels']);
      slack.test.workspace.addPerson({ id: 'U1', isGuest: true });
      assert.match((await send('start_conference', FILLED)).errors.name, /Guests can’t/);
      slack.test.workspace.person = async () => {
        throw new Error('x');
      };
      assert.match((await send('start_conference', FILLED)).errors.name, /Something went wrong/);
      assert.deepEqual(slack.sent, []);
    });

    const linked = { ...FILLED, scheduleUrl: { value: { value: 'x.example/s.csv' } } };
    it('show how a schedule was understood, and save when that was checked', async () => {
      slack.test.deps.fetchSchedule = async () => TABLE;
      const answer = await send('start_conference', linked);
      assert.equal(answer.response_action, 'push');
      checkView(answer.view);
      const shown = blocksToText(answer.view.blocks);
      assert.match(shown, /2 talks over 2 days\. The first is On rails, Thu 26 May at 09:30 \(America\/Toronto\)/);
      assert.match(shown, /Title: Talk.*Speakers: Who.*Start: Begin.*Not used: Catering/s);
      assert.deepEqual(await conferences(), []);
      const saved = await send('review_schedule', {}, answer.view.private_metadata);
      assert.deepEqual(saved, { response_action: 'clear' });
      const [{ id, name } = assert.fail()] = await conferences();
      assert.equal(name, 'DevOps Days');
      assert.equal((await slack.test.deps.database.talks.ofConference(id)).length, 2);
      assert.match(slack.sent[0]!.body.text, /is set up/);
    });

    it('say that a schedule can’t be read, and save without it if the person wants that', async () => {
      slack.test.deps.fetchSchedule = async () => 'soon';
      const answer = await send('start_conference', linked);
      checkView(answer.view);
      assert.match(
        blocksToText(answer.view.blocks),
        /I couldn’t read the schedule. I can’t read a schedule in this format/,
      );
      await send('review_schedule', {}, answer.view.private_metadata);
      assert.equal((await conferences()).length, 1);
    });

    it('show what will be refused before they show the schedule', async () => {
      slack.test.deps.fetchSchedule = async () => TABLE;
      const away = { ...linked, channels: { value: { selected_conversations: ['C9'] } } };
      assert.deepEqual(Object.keys((await send('start_conference', away)).errors), ['channels']);
    });

    it('show progress if a schedule takes long, then how it was understood', async (t) => {
      t.mock.timers.enable({ apis: ['setTimeout'] });
      const { promise, resolve } = Promise.withResolvers<string>();
      let asked = false;
      slack.test.deps.fetchSchedule = () => {
        asked = true;
        return promise;
      };
      const sending = send('start_conference', linked);
      while (!asked) await nextTurn();
      t.mock.timers.tick(2_400);
      while (slack.order.length === 0) await nextTurn();
      t.mock.timers.reset();
      resolve(TABLE);
      const answer = await sending;
      assert.equal(answer.response_action, 'push');
      checkView(answer.view);
      assert.match(blocksToText(answer.view.blocks), /Reading the schedule/);
      assert.deepEqual(slack.order, ['acknowledged', 'views.update']);
      const { external_id, view } = slack.sent[0]!.body;
      assert.equal(external_id, answer.view.external_id);
      assert.match(blocksToText(view.blocks), /2 talks over 2 days/);
    });

    it('say that a page is no schedule, and what to give instead', async () => {
      slack.test.deps.fetchSchedule = async () => '<!doctype html><html><body>Our conference</body></html>';
      const { view } = await send('start_conference', linked);
      const shown = blocksToText(view.blocks);
      for (const advice of [/sessionize\.com\/api/, /pretalx/, /upload or paste it/, /recap talk/]) {
        assert.match(shown, advice);
      }
    });

    it('keep what was entered below a modal that says what failed, if that takes long', async (t) => {
      t.mock.timers.enable({ apis: ['setTimeout'] });
      const { promise, resolve } = Promise.withResolvers<void>();
      const { workspace } = slack.test;
      workspace.person = async () => {
        await promise;
        throw new LocalizedError('unreachable', 'slack-silent');
      };
      const sending = send('start_conference', FILLED);
      // The first tick ends the wait for the person's language, the second the wait for errors.
      for (const ms of [400, 2_400]) {
        for (let turn = 0; turn < 20; turn++) await nextTurn();
        t.mock.timers.tick(ms);
      }
      while (slack.order.length === 0) await nextTurn();
      t.mock.timers.reset();
      resolve();
      const answer = await sending;
      assert.equal(answer.response_action, 'push');
      checkView(answer.view);
      const [{ method, body } = assert.fail()] = slack.sent;
      assert.deepEqual([method, body.external_id], ['views.update', answer.view.external_id]);
      assert.match(blocksToText(body.view.blocks), /Slack isn’t responding/);
      assert.equal(body.view.close.text, 'Back');
    });

    it('are saved once if a review is sent again while it is being saved', async () => {
      slack.test.deps.fetchSchedule = async () => TABLE;
      const { view } = await send('start_conference', linked);
      const { promise, resolve } = Promise.withResolvers<string>();
      let fetched = 0;
      slack.test.deps.fetchSchedule = () => {
        fetched += 1;
        return promise;
      };
      const { person } = slack.test.workspace;
      const slow = Promise.withResolvers<void>();
      slack.test.workspace.person = async (...given) => {
        await slow.promise;
        return person(...given);
      };
      const first = send('review_schedule', {}, view.private_metadata);
      const second = send('review_schedule', {}, view.private_metadata);
      slow.resolve();
      resolve(TABLE);
      assert.deepEqual(await first, { response_action: 'clear' });
      assert.deepEqual(await second, { response_action: 'clear' });
      assert.equal((await conferences()).length, 1);
      assert.equal(slack.sent.filter(({ body }) => /is set up/.test(body.text)).length, 1);
      const late = await send('review_schedule', {}, view.private_metadata);
      assert.match(blocksToText(late.view.blocks), /out of date/);
      assert.ok(fetched <= 1);
    });

    it('keep a review that is refused or out of date open, with the reason', async () => {
      slack.test.deps.fetchSchedule = async () => TABLE;
      const { view } = await send('start_conference', linked);
      slack.test.workspace.addPerson({ id: 'U1', isGuest: true });
      const refused = await send('review_schedule', {}, view.private_metadata);
      assert.equal(refused.response_action, 'update');
      assert.match(blocksToText(refused.view.blocks), /Guests can’t/);
      const old = await send('review_schedule', {}, { channel: 'C1', pendingForm: 'x' });
      assert.match(blocksToText(old.view.blocks), /out of date/);
      assert.deepEqual(await conferences(), []);
    });

    it('answer in the conversation with the app, and in Home, if they were opened there', async () => {
      await send('start_conference', FILLED, {});
      assert.deepEqual(
        slack.sent.map(({ method }) => method),
        ['chat.postMessage', 'views.publish'],
      );
    });
  });

  describe('that change a conference', () => {
    const listens = (...ids: string[]) => ({ listens: { value: { selected_conversations: ids } } });

    it('change it, and what is listened to', async () => {
      await followed.test.deps.database.conferences.save({
        ...followed.conference,
        channels: ['C1', 'C2'],
        listens: ['C2'],
      });
      assert.equal(await send('change_settings', { ...FILLED, ...PEOPLE, ...listens('C1') }, metadata), undefined);
      const { name, channels, organizers, listens: listening } = await current();
      assert.deepEqual(
        { name, channels, organizers, listening },
        { name: 'DevOps Days', channels: ['C1', 'C2'], organizers: ['U1', 'U2'], listening: ['C1'] },
      );
      assert.match(slack.sent[0]!.body.text, /Saved the settings/);
    });

    it('leave alone what others changed while the form was open', async () => {
      const { conferences } = followed.test.deps.database;
      const opened = buildSettingsModal(followed.conference, metadata);
      await conferences.save({ ...followed.conference, digestAt: '20:00', tone: 'dry', listens: ['C1'] });
      const { private_metadata } = opened;
      const asShown = {
        ...FILLED,
        channels: { value: { selected_conversations: ['C1'] } },
        digestChannel: { value: { selected_conversation: 'C1' } },
        opensThreads: { value: { selected_option: { value: 'at-first-note' } } },
        organizers: { value: { selected_users: ['U1'] } },
        ...{ tone: { value: { value: null } }, ...listens() },
      };
      assert.equal(await send('change_settings', asShown, private_metadata), undefined);
      const { name, digestAt, tone, listens: listening } = await current();
      assert.deepEqual([name, digestAt, tone, listening], ['DevOps Days', '20:00', 'dry', ['C1']]);
    });

    it('show a new schedule before it is imported', async () => {
      followed.test.deps.fetchSchedule = async () => 'Title;Start\nOn rails;26.05.2016 9:30\n';
      const filled = { ...FILLED, ...PEOPLE, channels: { value: { selected_conversations: ['C1'] } } };
      const url = { scheduleUrl: { value: { value: 'https://x.example/s' } } };
      const answer = await send('change_settings', { ...filled, ...url, ...listens() }, metadata);
      assert.equal(answer.response_action, 'push');
      assert.equal((await current()).scheduleUrl, followed.conference.scheduleUrl);
      await send('review_schedule', {}, answer.view.private_metadata);
      assert.equal((await current()).scheduleUrl, 'https://x.example/s');
    });

    it('say with what was saved that a channel could not be listened to', async () => {
      const { database } = followed.test.deps;
      const run = database.runTransaction.bind(database);
      let transactions = 0;
      database.runTransaction = (work) => {
        if (++transactions > 1) throw new Error('x');
        return run(work);
      };
      assert.equal(await send('change_settings', { ...FILLED, ...PEOPLE, ...listens('C1') }, metadata), undefined);
      assert.match(slack.sent.at(-1)!.body.text, /Saved the settings.*couldn’t change which channels/s);
    });

    it('show what is wrong next to the fields', async () => {
      const answer = await send('change_settings', { ...FILLED, ...listens('C3') }, metadata);
      assert.deepEqual(Object.keys(answer.errors).toSorted(), ['listens', 'organizers']);
      const nobody = { organizers: { value: { selected_users: ['UBOT'] } } };
      const refused = await send('change_settings', { ...FILLED, ...nobody }, metadata);
      assert.deepEqual(Object.keys(refused.errors), ['organizers']);
    });

    it('do nothing if they do not say for which conference', async () => {
      const before = await current();
      for (const forged of ['', '{', '[]', 'null', { conferenceId: 5 }]) {
        assert.equal(await send('change_settings', { ...FILLED, ...PEOPLE }, forged), undefined);
      }
      assert.deepEqual(await current(), before);
    });
  });

  describe('that import a schedule', () => {
    const given = {
      'a link': { url: { value: { value: 'x.example/s.csv' } } },
      'a file': { file: { value: { type: 'file_input', files: [{ id: 'F1', name: 's.csv' }] } } },
      'pasted text': { text: { value: { value: TABLE } } },
    };
    for (const [what, values] of Object.entries(given)) {
      it(`take ${what}, show what was understood, and import it then`, async () => {
        slack.test.deps.fetchSchedule = async () => TABLE;
        slack.test.workspace.contents.set('T1 F1', Buffer.from(TABLE));
        const { view } = await send('import_schedule', values, metadata);
        checkView(view);
        assert.match(blocksToText(view.blocks), /2 talks over 2 days/);
        await send('review_schedule', {}, view.private_metadata);
        const talks = await slack.test.deps.database.talks.ofConference(followed.conference.id);
        assert.ok(talks.some(({ title }) => title === 'On rails'));
      });
    }

    it('say what is wrong with it, and lead back', async () => {
      const { view } = await send('import_schedule', { text: { value: { value: 'soon' } } }, metadata);
      checkView(view);
      assert.match(blocksToText(view.blocks), /I couldn’t read the schedule.*Go back and try another link/s);
      assert.equal(view.submit, undefined);
    });

    it('ask for one of them', async () => {
      assert.deepEqual(Object.keys((await send('import_schedule', {}, metadata)).errors), ['url']);
    });
  });

  describe('that edit a note', () => {
    it('change it and say where it is', async () => {
      const { note } = await add(followed.bot, ADA, 'six sources');
      const text = { text: { value: { value: 'seven sources' } } };
      await send('edit_note', text, { channel: 'C1', note: encodeNoteKey(note) });
      assert.equal((await followed.test.deps.database.notes.find(note))!.source, 'seven sources');
      assert.match(slack.sent[0]!.body.text, /^Note updated in/);
    });
  });

  describe('that add a note', () => {
    const text = { text: { value: { value: 'a < b & c' } } };
    const notes = (id = followed.conference.id) => followed.test.deps.database.notes.ofConference(id);

    it('store it as Slack would have written it, close, and say where it went', async () => {
      const filled = {
        ...text,
        talk: { find_talk: { selected_option: { value: 'brazil' } } },
        kind: { value: { selected_option: { value: 'quote' } } },
      };
      assert.equal(await send('add_note', filled, metadata), undefined);
      assert.deepEqual(slack.order, ['acknowledged', 'chat.postEphemeral']);
      const [{ source, talkId, statedKind, captures } = assert.fail()] = await notes();
      assert.deepEqual(
        { source, talkId, statedKind, captures },
        {
          source: 'a &lt; b &amp; c',
          talkId: 'brazil',
          statedKind: 'quote',
          captures: [{ way: 'form', by: 'U1' }],
        },
      );
      assert.match(slack.sent[0]!.body.text, /^Saved to/);
    });

    it('store one note for a form that Slack sends twice', async () => {
      await send('add_note', text, metadata);
      await send('add_note', text, metadata);
      assert.equal((await notes()).length, 1);
    });

    it('take the hallway, and the conference that was chosen', async () => {
      await followed.test.deps.database.conferences.save({ ...followed.conference, id: 'conf2', channels: ['C2'] });
      await send('add_note', {
        ...text,
        conference: { value: { selected_option: { value: 'conf2' } } },
        talk: { find_talk: { selected_option: { value: 'hallway' } } },
        kind: { value: { selected_option: { value: 'note' } } },
      });
      const [{ talkId, placedBy, statedKind } = assert.fail()] = await notes('conf2');
      assert.deepEqual([talkId, placedBy, statedKind], [null, 'person', undefined]);
    });

    it('show what is wrong, and keep what was written', async () => {
      assert.deepEqual(Object.keys((await send('add_note', { text: { value: { value: null } } })).errors), ['text']);
      const gone = { ...text, talk: { find_talk: { selected_option: { value: 'gone' } } } };
      assert.match((await send('add_note', gone, metadata)).errors.text, /no longer on the schedule/);
    });

    it('ask for the conference if that is not clear any more', async () => {
      await followed.test.deps.database.conferences.save({ ...followed.conference, id: 'conf2', channels: ['C2'] });
      const answer = await send('add_note', text, {});
      assert.equal(answer.response_action, 'update');
      checkView(answer.view);
      assert.equal(answer.view.blocks[0].block_id, 'conference');
    });

    it('show Home again if they were opened there', async () => {
      await send('add_note', text, {});
      assert.deepEqual(
        slack.sent.map(({ method }) => method),
        ['views.publish'],
      );
    });
  });

  it('answer any nonsense in any field with a plain sentence', async () => {
    const state = fc.dictionary(
      fc.constantFrom(...Object.keys(FILLED), 'text', 'talk', 'kind', 'listens', 'organizers', '__proto__'),
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
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...LISTENERS.views), state, nonsense, async (callback, values, given) => {
        const answer = await send(callback, values, given);
        if (answer?.errors)
          for (const said of Object.values(answer.errors)) assert.match(String(said), /^\S.{3,300}$/su);
      }),
      { numRuns: 150 },
    );
    await slack.send({ ...viewSubmission('add_note', {}), user: {} });
  });
});
