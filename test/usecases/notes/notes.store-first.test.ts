import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { recommendation } from '#test/fakes/recommendation.ts';
import { bindUseCases } from '#test/fakes/use-cases.ts';
import { ADA, add, type Followed, followConference } from '#test/usecases/followed-conference.ts';
import { createBotDependencies } from '#usecases/create-bot-dependencies.ts';
import { addNote } from '#usecases/notes/add-note.ts';
import { captureMessage } from '#usecases/notes/capture-message.ts';
import { messagePosted } from '#usecases/notes/on-message-events.ts';
import { recommend } from '#usecases/reading-list/recommend-work.ts';

/** Has nobody in Slack answer until the function that it returns is called. */
function holdSlack({ test }: Followed): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  const { workspace } = test;
  const { person, channel, isMember, namesFor } = workspace;
  workspace.person = async (...given) => promise.then(() => person(...given));
  workspace.channel = async (...given) => promise.then(() => channel(...given));
  workspace.isMember = async (...given) => promise.then(() => isMember(...given));
  workspace.namesFor = async (...given) => promise.then(() => namesFor(...given));
  return resolve;
}

describe('a note while Slack is slow', () => {
  let followed: Followed;
  beforeEach(async () => {
    followed = await followConference({ listens: ['C1'] });
  });
  const notes = () => followed.test.deps.database.notes.ofConference(followed.conference.id);
  const echoes = async () => {
    await followed.bot.flushOutbox();
    return followed.texts('note:').length;
  };
  const typed = (requestId: string) => ({ text: 'John Willis said six sources', requestId, way: 'command' }) as const;

  for (const [what, save] of [
    ['a typed note', (onStored: () => void) => addNote(followed.test.deps, ADA, { ...typed('r1'), onStored })],
    [
      'a recommendation',
      (onStored: () => void) => {
        return recommend(followed.test.deps, ADA, {
          ...recommendation('Release It!', { requestId: 'r1' }),
          onStored,
        });
      },
    ],
    [
      'a message in a channel that is listened to',
      (onStored: () => void) => {
        const said = { channel: 'C1', ts: '1464273000.000100', authorId: 'U2', source: 'Six sources of burnout' };
        return messagePosted(followed.test.deps, followed.test.workspace.say(said), onStored);
      },
    ],
    [
      'a message that is saved by the shortcut',
      (onStored: () => void) => {
        const said = { channel: 'C1', ts: '1464273000.000100', authorId: 'U2', source: 'Six sources of burnout' };
        const message = followed.test.workspace.say(said);
        return captureMessage(followed.test.deps, ADA, { message, way: 'shortcut', onStored });
      },
    ],
  ] as const) {
    it(`stores ${what} before anything is looked up, and places it afterwards`, async () => {
      const release = holdSlack(followed);
      const { promise: stored, resolve } = Promise.withResolvers<void>();
      const saving = save(resolve);
      await stored;
      assert.equal((await notes()).length, 1);
      release();
      await saving;
      const [note, ...others] = await notes();
      assert.deepEqual([others, note!.fromPrivate], [[], false]);
      if (note!.works === undefined) assert.equal(note!.talkId, 'burnout');
    });
  }

  const SANDRA = { channel: 'C1', ts: '1464273000.000100', authorId: 'U1', source: 'Sandra: we tried that' };
  const capture = (source: string, onStored?: () => void) => {
    const message = followed.test.workspace.say({ ...SANDRA, source });
    return captureMessage(followed.test.deps, ADA, { message, way: 'mention', onStored });
  };

  for (const [what, save] of [
    [
      'a typed note',
      (onStored: () => void) => addNote(followed.test.deps, ADA, { ...typed('r1'), text: SANDRA.source, onStored }),
    ],
    ['a mention', (onStored: () => void) => capture(SANDRA.source, onStored)],
  ] as const) {
    it(`stores ${what} before it asks whether its first word is a colleague’s name, and tells what came of it`, async () => {
      const release = holdSlack(followed);
      const { promise: stored, resolve } = Promise.withResolvers<void>();
      const saving = save(resolve);
      await stored;
      assert.equal((await notes()).length, 1);
      release();
      const saved = await saving;
      assert.equal('unclear' in saved && saved.unclear?.name, 'Sandra');
      assert.deepEqual(
        (await notes()).map(({ placedBy, fromPrivate }) => [placedBy, fromPrivate]),
        [['nobody', false]],
      );
    });
  }

  it('keeps what a mention’s words say, although the message was also saved because the bot listens', async () => {
    const release = holdSlack(followed);
    const { promise: stored, resolve } = Promise.withResolvers<void>();
    const saving = [
      messagePosted(followed.test.deps, followed.test.workspace.say(SANDRA)),
      capture(SANDRA.source, resolve),
    ];
    await stored;
    release();
    await Promise.all(saving);
    assert.deepEqual(
      (await notes()).map(({ placedBy }) => placedBy),
      ['nobody'],
    );
  });

  it('leaves a mention where a person moved it before it was looked up', async () => {
    const { channel } = followed.test.workspace;
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    followed.test.workspace.channel = async (...given) => held.then(() => channel(...given));
    const { promise: stored, resolve } = Promise.withResolvers<void>();
    const saving = capture('Willis: workload is only one of six', resolve);
    await stored;
    const [note = assert.fail()] = await notes();
    assert.equal(note.talkId, 'burnout');
    await followed.bot.moveNote(ADA, { key: note, talkId: 'brazil' });
    release();
    const saved = await saving;
    assert.equal('talk' in saved && saved.talk?.id, 'brazil');
    assert.deepEqual(
      (await notes()).map(({ talkId, fromPrivate }) => [talkId, fromPrivate]),
      [['brazil', false]],
    );
  });

  it('stores a note while another one waits for the names in the notes of its day', async () => {
    await followed.bot.addNote(ADA, typed('r1'));
    followed.test.deps.placers.forget(followed.conference.id);
    const release = holdSlack(followed);
    const saving: Promise<unknown>[] = [];
    for (const requestId of ['r2', 'r3']) {
      const { promise: stored, resolve } = Promise.withResolvers<void>();
      saving.push(addNote(followed.test.deps, ADA, { ...typed(requestId), onStored: resolve }));
      await stored;
    }
    assert.equal((await notes()).length, 3);
    release();
    await Promise.all(saving);
  });

  it('trains a placer once, also if an earlier training fails later', async () => {
    const { deps } = followed.test;
    const { note } = await add(followed.bot, ADA, 'John Willis said six sources');
    const place = () => deps.placers.place(followed.conference, note);
    const { ofDay } = deps.database.notes;
    const { promise, reject } = Promise.withResolvers<never>();
    deps.placers.forget(followed.conference.id);
    const { promise: isTraining, resolve } = Promise.withResolvers<void>();
    deps.database.notes.ofDay = () => {
      resolve();
      return promise;
    };
    const failing = assert.rejects(place(), /late/);
    await isTraining;
    deps.placers.forget(followed.conference.id);
    let trainings = 0;
    deps.database.notes.ofDay = (...given) => {
      trainings++;
      return ofDay(...given);
    };
    await place();
    reject(new Error('late'));
    await failing;
    await place();
    assert.equal(trainings, 1);
  });

  it('asks again who can read a message if Slack could not say when it came', async () => {
    const { bot, test, texts, post } = followed;
    test.workspace.isDown = true;
    const said = {
      channel: 'C1',
      ts: '1464273000.000100',
      authorId: 'U2',
      source: 'Willis: workload is only one of six causes',
    };
    await bot.messagePosted(test.workspace.say(said));
    const [unknown] = await notes();
    assert.deepEqual([unknown!.fromPrivate, unknown!.isAudienceUnknown], [true, true]);
    test.workspace.isDown = false;
    test.setTime('2016-05-26T18:31:00-04:00');
    await bot.runDueWork();
    await post();
    assert.match(texts('digest:').join(), /workload is only one/i);
    const [known] = await notes();
    assert.deepEqual([known!.fromPrivate, known!.isAudienceUnknown], [false, undefined]);
  });

  it('names the people in a typed note’s message once Slack does', async () => {
    const { bot, test, texts, post } = followed;
    const { namesFor } = test.workspace;
    test.workspace.namesFor = async () => ({
      user: () => undefined,
      channel: () => null,
      isComplete: false,
    });
    await add(bot, ADA, 'Willis: workload is only one of six, <@U2> agrees');
    await post();
    assert.match(texts('note:').join(), /Unknown person agrees/);
    test.workspace.namesFor = namesFor;
    test.setTime('2016-05-26T18:31:00-04:00');
    await bot.runDueWork();
    await post();
    assert.match(texts('note:').join(), /Ada.*@Grace agrees/);
  });

  it('shows a typed note in its talk’s thread once it is placed', async () => {
    const release = holdSlack(followed);
    const { promise: stored, resolve } = Promise.withResolvers<void>();
    const saving = addNote(followed.test.deps, ADA, { ...typed('r1'), onStored: resolve });
    await stored;
    release();
    await saving;
    assert.equal(await echoes(), 1);
  });

  it('gives a note up in time if only Slack could say which conference is meant, and doesn’t store it later', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    const release = holdSlack(followed);
    const saving = assert.rejects(
      addNote(followed.test.deps, { teamId: 'T1', userId: 'U2' }, typed('r1')),
      /isn’t responding/,
    );
    await nextTurn();
    t.mock.timers.tick(1_500);
    await saving;
    release();
    for (let turn = 0; turn < 20; turn++) await nextTurn();
    assert.deepEqual(await notes(), []);
  });

  it('keeps a note whose placement failed, calls it saved, and shows it when the digest is due', async () => {
    const { bot, test, post } = followed;
    const { place } = test.deps.placers;
    test.deps.placers.place = () => Promise.reject(new Error('no placer'));
    const { note } = await add(bot, ADA, 'John Willis said six sources');
    assert.deepEqual([(await notes()).map(({ ts }) => ts), await echoes()], [[note.ts], 0]);
    test.deps.placers.place = place;
    test.setTime('2016-05-26T18:31:00-04:00');
    await bot.runDueWork();
    await post();
    assert.equal(await echoes(), 1);
  });

  it('changes the note of a form that is sent again with other words, as its first answer was lost', async () => {
    const form = (text: string) => addNote(followed.test.deps, ADA, { text, requestId: 'v1 h1', way: 'form' });
    await form('John Willis said six sources');
    await form('John Willis said seven sources');
    assert.deepEqual(
      (await notes()).map(({ source, talkId }) => [source, talkId]),
      [['John Willis said seven sources', 'burnout']],
    );
    assert.equal(await echoes(), 1);
    assert.match(followed.texts('note:').join(), /seven/);
  });

  it('leaves a note alone that was removed before it was placed', async () => {
    const release = holdSlack(followed);
    const { promise: stored, resolve } = Promise.withResolvers<void>();
    const saving = addNote(followed.test.deps, ADA, { ...typed('r1'), onStored: resolve });
    await stored;
    const [note] = await notes();
    await followed.bot.undoNote(ADA, note!);
    release();
    await saving;
    assert.deepEqual([await notes(), await echoes()], [[], 0]);
  });

  it('is one note if the request reaches two replicas, or comes again after a restart', async () => {
    const other = bindUseCases(createBotDependencies(followed.test.deps));
    const saved = await Promise.all([followed.bot.addNote(ADA, typed('r1')), other.addNote(ADA, typed('r1'))]);
    const restarted = bindUseCases(createBotDependencies(followed.test.deps));
    saved.push(await restarted.addNote(ADA, typed('r1')));
    const [{ ts } = assert.fail(), ...others] = await notes();
    assert.deepEqual(others, []);
    for (const each of saved) assert.equal('note' in each && each.note.ts, ts);
    assert.equal(await echoes(), 1);
    await restarted.addNote(ADA, typed('r2'));
    assert.equal((await notes()).length, 2);
  });
});
