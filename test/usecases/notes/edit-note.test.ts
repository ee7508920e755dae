import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADA, add, followConference, GRACE } from '#test/usecases/followed-conference.ts';

test('an author edits a typed note, also where it is shown, and mentions stay mentions', async () => {
  const { bot, post, texts, test } = await followConference();
  const { note } = await add(bot, GRACE, 'Willis: <@U1|ada> counted six');
  await post();
  await bot.editNote(GRACE, note, 'Willis: @Ada counted < seven');
  await post();
  assert.equal((await test.deps.database.notes.find(note))!.source, 'Willis: <@U1|ada> counted &lt; seven');
  assert.equal(texts('note:').length, 1);
  assert.match(texts('note:')[0]!, /counted < seven/);
});

test('a name that is put in front moves the note to that speaker’s talk', async () => {
  const { bot, post, texts } = await followConference();
  const { note } = await add(bot, GRACE, 'it was blocked for 48 hours');
  const edited = await bot.editNote(GRACE, note, 'Fahim: it was blocked for 48 hours');
  assert.equal(edited.talk?.id, 'brazil');
  await post();
  assert.equal(texts('note:').length, 1);
});

test('only the author can edit a note, and not into nothing', async () => {
  const { bot, test } = await followConference();
  const { note } = await add(bot, GRACE, 'six sources');
  await assert.rejects(bot.editNote(ADA, note, 'seven'), /Only the author/);
  await assert.rejects(bot.editNote(GRACE, note, ' '), /Write what you heard/);
  assert.equal((await test.deps.database.notes.find(note))!.source, 'six sources');
});

test('an edit leaves a note where somebody moved it, unless a new name is put in front', async () => {
  const { bot } = await followConference();
  const { note } = await add(bot, GRACE, 'Willis: six sources of burnot');
  await bot.moveNote(GRACE, { key: note, talkId: 'brazil' });
  assert.equal((await bot.editNote(GRACE, note, 'Willis: six sources of burnout')).talk?.id, 'brazil');
  await bot.moveNote(GRACE, { key: note, talkId: null });
  assert.equal((await bot.editNote(GRACE, note, 'Willis: six sources of burn-out')).talk, undefined);
  await bot.moveNote(GRACE, { key: note, talkId: 'brazil' });
  assert.equal((await bot.editNote(GRACE, note, 'How: six sources of burnout')).talk?.id, 'brazil');
  assert.equal((await bot.editNote(GRACE, note, 'John Willis: six sources of burnout')).talk?.id, 'burnout');
});

test('an edit of a note that is removed while it is saved changes nothing, and says so', async () => {
  const { bot, test } = await followConference();
  const { note } = await add(bot, GRACE, 'six sources');
  const { namesFor } = test.workspace;
  let asked = 0;
  test.workspace.namesFor = async (...given) => {
    asked += 1;
    if (asked === 3) await bot.undoNote(GRACE, note);
    return namesFor(...given);
  };
  await assert.rejects(bot.editNote(GRACE, note, 'seven sources'), /Someone removed this note/);
  assert.deepEqual(await test.deps.database.notes.ofConference(note.conferenceId), []);
  assert.notEqual((await test.deps.database.notes.find(note))?.deletedAt, undefined);
});

test('a name within another name stays part of it when a note is edited', async () => {
  const { bot, test } = await followConference();
  test.workspace.addPerson({ id: 'U11', name: 'Ann' });
  test.workspace.addPerson({ id: 'U12', name: 'Anna' });
  const { note } = await add(bot, GRACE, '<@U11> asked <@U12> about burnout');
  await bot.editNote(GRACE, note, '@Ann and @Anna talked about burnout');
  assert.equal((await test.deps.database.notes.find(note))!.source, '<@U11> and <@U12> talked about burnout');
});
