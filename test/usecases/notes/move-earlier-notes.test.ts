import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CapturedNote } from '#domain/notes/captured-note.ts';
import { answerNoted } from '#slack/replies/notes.ts';
import { ADA, add, followConference, GRACE } from '#test/usecases/followed-conference.ts';

/** A conference with two more talks, from 10:00 to 10:45. */
async function followMills() {
  const followed = await followConference({ listens: ['C1'] });
  const { test, conference } = followed;
  const talks = ['Windmills and their millers', 'Predicting tides by hand'].map((title, index) => ({
    id: ['mills', 'tides'][index]!,
    title,
    speakers: [{ name: ['Ada Keller', 'Bo Larsen'][index]! }],
    room: `Room ${index}`,
    startsAt: '2016-05-26T10:00:00-04:00',
    endsAt: '2016-05-26T10:45:00-04:00',
    byHand: false,
  }));
  await test.deps.database.talks.save(conference.id, talks);
  test.deps.placers.forget(conference.id);
  return followed;
}

/** Three talks at the same time; Grace types two notes that may be about any, a minute apart. */
async function noteBothTalks() {
  const followed = await followMills();
  const { bot, test } = followed;
  const notes: CapturedNote[] = [];
  for (const [minute, text] of [
    'The old approach needed forty people',
    'Nobody had written the method down',
  ].entries()) {
    test.setTime(`2016-05-26T10:2${minute}:00-04:00`);
    notes.push((await add(bot, GRACE, text)).note);
  }
  test.setTime('2016-05-26T10:23:00-04:00');
  const first = notes[0]!.talkId;
  const other = first === 'mills' ? 'tides' : 'mills';
  const naming = other === 'mills' ? 'Ada Keller on windmills and millers' : 'Bo Larsen on predicting tides by hand';
  const stored = async () =>
    Promise.all(notes.map(async (note) => (await test.deps.database.notes.find(note))!.talkId));
  return { ...followed, notes, other, naming, stored };
}

test('notes move to the talk that their author’s next note names, in Slack too, and the reply says so', async () => {
  const { bot, post, test, other, naming, stored } = await noteBothTalks();
  await post();
  const saved = await add(bot, GRACE, naming);
  assert.equal(saved.talk?.id, other);
  assert.deepEqual(
    saved.movedEarlier?.map(({ talk, notes }) => [talk?.id, notes]),
    [[other, 2]],
  );
  assert.match(JSON.stringify(answerNoted(saved)), /also moved 2 earlier notes of yours/);
  assert.deepEqual(await stored(), [other, other]);
  await post();
  const shown = test.publisher.standing();
  const thread = shown.find(({ key }) => key.startsWith('thread:') && key.endsWith(other))!;
  const threads = shown.filter(({ key }) => key.startsWith('note:')).map(({ threadTs }) => threadTs);
  assert.deepEqual(threads, [thread.ts, thread.ts, thread.ts]);
});

test('the other notes move if one of them can’t be moved', async () => {
  const { bot, test, notes, other, naming, stored } = await noteBothTalks();
  const before = await stored();
  const { find } = test.deps.database.notes;
  test.deps.database.notes.find = async (key) => {
    if (key.ts === notes[0]!.ts) throw new Error('The database is busy');
    return find(key);
  };
  const { movedEarlier } = await add(bot, GRACE, naming);
  test.deps.database.notes.find = find;
  assert.deepEqual(
    movedEarlier?.map(({ talk, notes: count }) => [talk?.id, count]),
    [[other, 1]],
  );
  assert.deepEqual(await stored(), [before[0], other]);
});

test('a note that somebody placed stays, and so does one whose author would get no reply', async () => {
  const { bot, test, notes, other, naming, stored } = await noteBothTalks();
  const before = notes[0]!.talkId;
  await bot.moveNote(ADA, { key: notes[1]!, talkId: before });
  const said = {
    channel: 'C1',
    ts: `${Math.floor(test.deps.clock.now() / 1000)}.000100`,
    authorId: 'U2',
    source: naming,
  };
  await bot.messagePosted(test.workspace.say(said));
  assert.deepEqual(await stored(), [before, before]);
  const { movedEarlier } = await add(bot, GRACE, naming);
  assert.deepEqual(await stored(), [before, before], 'the digest tells them');
  assert.equal(movedEarlier, undefined);
  assert.notEqual(before, other);
});

test('a note is stored in the talk that it has after its author’s notes are placed again', async () => {
  const { bot, test } = await followMills();
  test.setTime('2016-05-26T10:24:00-04:00');
  await add(bot, GRACE, 'tides by hand');
  test.setTime('2016-05-26T10:29:00-04:00');
  const { note, talk } = await add(bot, GRACE, 'Keller on windmills');
  assert.equal(talk?.id, 'mills');
  assert.equal((await test.deps.database.notes.find(note))?.talkId, 'mills');
});
