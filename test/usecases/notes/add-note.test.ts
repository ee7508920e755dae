import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerNoted } from '#slack/replies/notes.ts';
import { ADA, add, EVE, followConference, GRACE } from '#test/usecases/followed-conference.ts';

test('a note typed as a command is stored and shown in the thread of the talk that is on', async () => {
  const { bot, post, test, conference } = await followConference();
  const taken = await add(bot, GRACE, 'there are six sources of burnout, workload is only one');
  assert.equal(taken.talk?.id, 'burnout');
  assert.equal(taken.note.day, '2016-05-26');
  assert.ok(test.wakes() > 0);
  await post();
  const [thread, note] = test.publisher.standing();
  assert.match(JSON.stringify(thread!.message), /Sources of burnout/);
  assert.equal(note!.threadTs, thread!.ts);
  assert.match(JSON.stringify(note!.message), /Grace/);
  assert.match(JSON.stringify(note!.message), /workload is only one/);
  assert.equal((await test.deps.database.notes.ofDay(conference.id, '2016-05-26')).length, 1);
});

test('a leading speaker names the talk, whatever the time', async () => {
  const { bot } = await followConference();
  const taken = await add(bot, GRACE, 'Fahim: WhatsApp was blocked for 48 hours');
  assert.deepEqual([taken.talk?.id, taken.namesSeveral], ['brazil', undefined]);
  const several = await add(bot, GRACE, 'Fahim: WhatsApp was blocked\nand moved\nWillis: six sources of burnout');
  assert.deepEqual([several.talk?.id, several.namesSeveral], ['brazil', true]);
  assert.match(answerNoted(several).text, /names several talks/);
});

test('a name with a typo is understood and said, and an unclear one waits in the hallway until it is answered', async () => {
  const { bot, test, conference } = await followConference();
  const understood = await add(bot, GRACE, 'Fahmi: WhatsApp was blocked');
  assert.deepEqual([understood.talk?.id, understood.corrected], ['brazil', 'Hany Fahim']);
  const unclear = await add(bot, GRACE, 'Wilkis Williamson: six sources of burnout');
  assert.deepEqual(
    [unclear.talk, unclear.note.placedBy, unclear.unclear?.choices.map(({ id }) => id)],
    [undefined, 'nobody', ['burnout']],
  );
  const { unplaced } = (await bot.viewHome(GRACE)).conferences[0]!;
  assert.deepEqual(
    unplaced.map(({ note }) => note.ts),
    [unclear.note.ts],
  );
  assert.equal((await bot.moveNote(GRACE, { key: unclear.note, talkId: 'burnout' })).talk?.id, 'burnout');
  const stored = await test.deps.database.notes.ofConference(conference.id);
  assert.deepEqual(
    stored.map(({ placedBy }) => placedBy),
    ['person', 'person'],
  );
});

test('a name that nobody on the schedule has is asked about with the talks of that time, also if only one is on', async () => {
  const { bot } = await followConference();
  const { unclear, note } = await add(bot, GRACE, 'Sandra: we tried that');
  assert.equal(note.talkId, null);
  assert.deepEqual(
    unclear?.choices.map(({ id }) => id),
    ['burnout'],
  );
});

test('the same request twice is one note, and two notes at the same instant are two', async () => {
  const { bot, test, conference } = await followConference();
  const wish = { text: 'six sources of burnout', requestId: 'same', way: 'command' as const };
  const [one, other] = await Promise.all([bot.addNote(GRACE, wish), bot.addNote(GRACE, wish)]);
  assert.deepEqual(one, other);
  await add(bot, GRACE, 'six sources of burnout');
  const stored = await test.deps.database.notes.ofConference(conference.id);
  assert.equal(new Set(stored.map(({ ts }) => ts)).size, 2);
  assert.equal(stored.length, 2);
});

test('an empty, huge or nowhere-belonging note is refused with a sentence, and nothing is stored', async () => {
  const { bot, test, conference } = await followConference();
  const wish = { requestId: 'x', way: 'command' as const };
  await assert.rejects(bot.addNote(ADA, { ...wish, text: '  \n ' }), /Type your note after/);
  await assert.rejects(bot.addNote(ADA, { ...wish, text: 'x'.repeat(40_001) }), /40000|40,000/);
  assert.deepEqual(await bot.addNote(EVE, { ...wish, text: 'hello' }), { kind: 'which-conference', choices: [] });
  await assert.rejects(
    bot.addNote(EVE, { ...wish, text: 'hello', conferenceId: conference.id }),
    /no longer set up here/,
  );
  await assert.rejects(bot.addNote(ADA, { ...wish, text: 'hello', talkId: 'nonsense' }), /no longer on the schedule/);
  assert.deepEqual(await test.deps.database.notes.ofConference(conference.id), []);
});

test('undo takes a note back, also what was shown of it; only for those whose it is', async () => {
  const { bot, post, texts, test, conference } = await followConference();
  const { note } = await add(bot, GRACE, 'six sources of burnout');
  await post();
  assert.equal(texts('note:').length, 1);
  await assert.rejects(
    bot.undoNote({ teamId: 'T1', userId: 'UBOT' }, note),
    /Only the person who wrote or saved this note/,
  );
  await assert.rejects(bot.undoNote({ ...EVE }, note), /no longer exists/);
  await bot.undoNote(GRACE, note);
  await post();
  assert.deepEqual(texts('note:'), []);
  assert.deepEqual(await test.deps.database.notes.ofConference(conference.id), []);
  const left = await test.deps.database.notes.find(note);
  assert.equal(left?.source, '');
  await assert.rejects(bot.undoNote(GRACE, note), /no longer exists/);
});

test('moving a note makes its talk certain and shows it in that thread alone', async () => {
  const { bot, post, test, conference } = await followConference();
  const { note } = await add(bot, GRACE, 'six sources of burnout');
  await post();
  const moved = await bot.moveNote(ADA, { key: note, talkId: 'brazil' });
  assert.equal(moved.talk?.id, 'brazil');
  assert.deepEqual(
    moved.alternatives.map(({ id }) => id),
    ['burnout'],
  );
  await post();
  const threads = test.publisher.standing().filter(({ key }) => key.includes(':talk:') && !key.startsWith('note:'));
  const shown = test.publisher.standing().filter(({ key }) => key.startsWith('note:'));
  assert.equal(shown.length, 1);
  assert.equal(shown[0]!.threadTs, threads.find(({ key }) => key.endsWith('brazil'))!.ts);
  await bot.moveNote(GRACE, { key: note, talkId: null });
  await post();
  const [stored] = await test.deps.database.notes.ofConference(conference.id);
  assert.deepEqual([stored!.talkId, stored!.placedBy], [null, 'person']);
  assert.equal(test.publisher.standing().filter(({ key }) => key.startsWith('note:')).length, 1);
  await assert.rejects(bot.moveNote(GRACE, { key: note, talkId: 'nonsense' }), /no longer on the schedule/);
});

test('a note of the eve or of the day after counts for the nearest day', async () => {
  const { bot, test } = await followConference();
  test.setTime('2016-05-25T20:00:00-04:00');
  assert.equal((await add(bot, GRACE, 'who shares a taxi from the airport tomorrow')).note.day, '2016-05-26');
  test.setTime('2016-05-29T09:00:00-04:00');
  assert.equal((await add(bot, GRACE, 'what a conference that was, all said')).note.day, '2016-05-27');
});
