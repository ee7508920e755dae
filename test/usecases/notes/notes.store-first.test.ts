import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { recommendation } from '#test/fakes/recommendation.ts';
import { bindUseCases } from '#test/fakes/use-cases.ts';
import { ADA, type Followed, followConference } from '#test/usecases/followed-conference.ts';
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

  it('shows a typed note in its talk’s thread once it is placed', async () => {
    const release = holdSlack(followed);
    const { promise: stored, resolve } = Promise.withResolvers<void>();
    const saving = addNote(followed.test.deps, ADA, { ...typed('r1'), onStored: resolve });
    await stored;
    release();
    await saving;
    assert.equal(await echoes(), 1);
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
