import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { ADA, add, type Followed, followConference, GRACE } from '#test/usecases/followed-conference.ts';
import { readUnreadMessages } from '#usecases/notes/capture-message.ts';
import { resolveNotes } from '#usecases/notes/resolve-notes.ts';

const TS = '1464272100.000100';

async function notesOf({ test, conference }: Followed) {
  return test.deps.database.notes.ofConference(conference.id);
}

async function openThread(followed: Followed): Promise<string> {
  await add(followed.bot, ADA, 'Willis: six sources of burnout');
  await followed.post();
  return followed.test.publisher.standing().find(({ key }) => key.endsWith('talk:burnout'))!.ts;
}

test('a reply in a talk’s thread is certainly a note about that talk; other messages are not notes', async () => {
  const followed = await followConference();
  const threadTs = await openThread(followed);
  const said = followed.test.workspace.say({
    channel: 'C1',
    ts: TS,
    threadTs,
    authorId: 'U2',
    source: 'Brazil and proxies, he adds &amp; smiles',
  });
  const taken = await followed.bot.messagePosted(said);
  assert.equal(taken?.talk?.id, 'burnout');
  assert.equal(taken?.note.placedBy, 'thread');
  const elsewhere = followed.test.workspace.say({
    channel: 'C1',
    ts: '1464272101.000100',
    authorId: 'U2',
    source: 'nightly build is broken',
  });
  assert.equal(await followed.bot.messagePosted(elsewhere), undefined);
  assert.equal((await notesOf(followed)).length, 2);
});

test('a channel that listens hears all on the conference’s days, once, but who opted out', async () => {
  const followed = await followConference({ listens: ['C1'] });
  const { bot, test } = followed;
  const said = test.workspace.say({
    channel: 'C1',
    ts: TS,
    authorId: 'U2',
    source: 'six sources of burnout',
  });
  await Promise.all([bot.messagePosted(said), bot.messagePosted(said)]);
  await bot.messagePosted(said);
  assert.equal((await notesOf(followed)).length, 1);
  await bot.setOptOut(GRACE, true);
  await bot.messagePosted({ ...said, ts: '1464272111.000100' });
  await bot.messagePosted({ ...said, ts: '1463272111.000100', authorId: 'U1' });
  await bot.messagePosted({ ...said, ts: '1464272112.000100', authorId: 'U1', channel: 'C2' });
  await bot.messagePosted({ ...said, ts: '1464272113.000100', authorId: 'U1', source: '<@UBOT>' });
  assert.equal((await notesOf(followed)).length, 1);
});

test('an edit that arrives just after its message is kept', async () => {
  const { bot, test, conference } = await followConference({ listens: ['C1'] });
  const said = { teamId: 'T1', channel: 'C1', ts: TS, authorId: 'U2', source: 'six sources', photos: [] };
  const { notes } = test.deps.database;
  const { find } = notes;
  // The message is stored just after the edit has looked for it.
  notes.find = async (key) => {
    notes.find = find;
    const found = await find(key);
    await bot.messagePosted(said);
    return found;
  };
  await bot.messageEdited({ ...said, source: 'seven sources', editedTs: '1464272200.000000' });
  const [note] = await notes.ofConference(conference.id);
  assert.equal(note?.source, 'seven sources');
});

test('an edit changes the note, an older version that comes later does not, a deletion wipes it for good', async () => {
  const followed = await followConference({ listens: ['C1'] });
  const { bot, test } = followed;
  const said = { teamId: 'T1', channel: 'C1', ts: TS, authorId: 'U2', source: 'six sources', photos: [] };
  await bot.messagePosted(said);
  await bot.messageEdited({ ...said, source: 'seven sources', editedTs: '1464272200.000000' });
  await bot.messageEdited({ ...said, source: 'five sources', editedTs: '1464272150.000000' });
  await bot.messagePosted(said);
  assert.deepEqual(
    (await notesOf(followed)).map(({ source }) => source),
    ['seven sources'],
  );
  await bot.messageDeleted(said);
  await bot.messagePosted(said);
  await bot.messageEdited({ ...said, source: 'back', editedTs: '1464272300.000000' });
  assert.deepEqual(await notesOf(followed), []);
  assert.equal((await test.deps.database.notes.find(said))?.source, '');
});

test('an edit and a deletion that come before their message are not lost', async () => {
  const followed = await followConference({ listens: ['C1'] });
  const { bot } = followed;
  const said = { teamId: 'T1', channel: 'C1', ts: TS, authorId: 'U2', source: 'six sources', photos: [] };
  await bot.messageEdited({ ...said, source: 'seven sources', editedTs: '1464272200.000000' });
  await bot.messagePosted(said);
  assert.deepEqual(
    (await notesOf(followed)).map(({ source }) => source),
    ['seven sources'],
  );
  const other = { ...said, ts: '1464272101.000100' };
  await bot.messageDeleted(other);
  await bot.messagePosted(other);
  assert.equal((await notesOf(followed)).length, 1);
});

test('a reaction takes a message, a second adds nothing, and the note goes with the last of them', async () => {
  const followed = await followConference();
  const { bot, test } = followed;
  const said = test.workspace.say({
    channel: 'C1',
    ts: TS,
    authorId: 'U2',
    source: 'six sources of burnout',
  });
  assert.equal(await bot.reactionAdded(ADA, { reaction: 'eyes', key: said }), undefined);
  const added = await bot.reactionAdded(ADA, { reaction: 'memo', key: said });
  assert.ok(added !== undefined && 'note' in added);
  assert.equal(added.talk?.id, 'burnout');
  await bot.reactionAdded(ADA, { reaction: 'memo::skin-tone-2', key: said });
  await bot.reactionAdded({ ...ADA, userId: 'U3' }, { reaction: 'memo', key: said });
  assert.deepEqual(
    (await notesOf(followed)).map(({ captures }) => captures.length),
    [2],
  );
  await bot.reactionRemoved(ADA, { reaction: 'memo', key: said });
  assert.equal((await notesOf(followed)).length, 1);
  const { decisions } = test.deps.database;
  await decisions.save(followed.conference.id, {
    ...{ about: 'statement', kind: 'point', noteIds: [`C1:${TS}`], textHash: 'x', noteHashes: ['x'], hidden: false },
    ...{ wording: 'Six sources', channel: 'C1', fromPrivate: false, fromShared: false, by: 'U1' },
  });
  await bot.reactionRemoved({ ...ADA, userId: 'U3' }, { reaction: 'memo', key: said });
  assert.deepEqual(await notesOf(followed), []);
  assert.deepEqual(await decisions.ofConference(followed.conference.id), [], 'a rewording may repeat the note');
  await bot.reactionAdded(ADA, { reaction: 'memo', key: said });
  assert.equal((await notesOf(followed)).length, 1);
});

test('a reaction that is taken back before Slack returns the message saves nothing, until it is given again', async () => {
  const followed = await followConference();
  const { bot, test } = followed;
  const said = test.workspace.say({ channel: 'C1', ts: TS, authorId: 'U2', source: 'six sources of burnout' });
  const { message } = test.workspace;
  const { promise, resolve } = Promise.withResolvers<void>();
  const { promise: isAsked, resolve: asked } = Promise.withResolvers<void>();
  test.workspace.message = async (...given) => {
    asked();
    await promise;
    return message(...given);
  };
  const adding = bot.reactionAdded(ADA, { reaction: 'memo', key: said, eventTs: '1.000100' });
  await isAsked;
  await bot.reactionRemoved(ADA, { reaction: 'memo', key: said, eventTs: '1.000200' });
  resolve();
  assert.equal(await adding, undefined);
  assert.deepEqual(await notesOf(followed), []);
  await bot.reactionAdded(ADA, { reaction: 'memo', key: said, eventTs: '1.000300' });
  assert.equal((await notesOf(followed)).length, 1);
});

test('reactions to a note count once per person, also later ones, until they are taken back or their giver is forgotten', async () => {
  const followed = await followConference({ listens: ['C1'] });
  const { bot, test, conference } = followed;
  const said = test.workspace.say({ channel: 'C1', ts: TS, authorId: 'U2', source: 'six sources of burnout' });
  await bot.messagePosted(said);
  const counts = async () =>
    (await resolveNotes(test.deps, conference, { captured: await notesOf(followed) })).notes.map(
      ({ reactions }) => reactions,
    );
  const before = Date.now() - 1;
  await bot.reactionAdded(ADA, { reaction: 'bulb', key: said });
  await bot.reactionAdded(ADA, { reaction: 'bulb::skin-tone-3', key: said });
  await bot.reactionAdded({ ...ADA, userId: 'U3' }, { reaction: 'bulb', key: said });
  await bot.reactionAdded(GRACE, { reaction: 'star', key: said });
  assert.deepEqual(await counts(), [[{ name: 'bulb', count: 2 }]], 'not the author’s own');
  assert.equal((await test.deps.database.notes.changedAfter(before)).length, 1, 'the digest follows');
  await bot.reactionRemoved(ADA, { reaction: 'bulb', key: said });
  assert.deepEqual(await counts(), [[{ name: 'bulb', count: 1 }]]);
  await bot.forgetPerson({ ...ADA, userId: 'U3' });
  assert.deepEqual(await counts(), [[]]);
});

test('a reaction to the bot’s message that shows a typed note counts for the note', async () => {
  const followed = await followConference();
  await add(followed.bot, ADA, 'Willis: six sources of burnout');
  await followed.post();
  const shown = followed.test.publisher.standing().find(({ key }) => key.startsWith('note:'))!;
  await followed.bot.reactionAdded(GRACE, {
    reaction: 'bulb',
    key: { teamId: ADA.teamId, channel: shown.channel, ts: shown.ts },
  });
  assert.deepEqual(
    (await notesOf(followed)).map(({ reactions }) => reactions),
    [[{ name: 'bulb', by: GRACE.userId }]],
  );
});

test('a message that is saved later brings the reactions that it already has', async () => {
  const followed = await followConference();
  const reactions = [{ name: 'bulb', by: 'U3' }];
  const said = {
    ...followed.test.workspace.say({ channel: 'C1', ts: TS, authorId: 'U2', source: 'six sources' }),
    reactions,
  };
  await followed.bot.captureMessage(ADA, { message: said, way: 'shortcut' });
  assert.deepEqual((await notesOf(followed))[0]!.reactions, reactions);
});

test('other people’s gestures save nothing of someone who opted out; their own do', async () => {
  const followed = await followConference();
  const { bot, test } = followed;
  const said = test.workspace.say({
    channel: 'C1',
    ts: TS,
    authorId: 'U2',
    source: 'six sources of burnout',
  });
  await bot.setOptOut(GRACE, true);
  assert.equal(await bot.reactionAdded(ADA, { reaction: 'memo', key: said }), undefined);
  assert.ok('refused' in (await bot.captureMessage(ADA, { message: said, way: 'shortcut' })));
  assert.deepEqual(await notesOf(followed), []);
  assert.ok('note' in (await bot.captureMessage(GRACE, { message: said, way: 'shortcut' })));
  assert.equal((await notesOf(followed)).length, 1);
});

test('a message without words is taken only with a photo', async () => {
  const followed = await followConference();
  const said = { teamId: 'T1', channel: 'C1', ts: TS, authorId: 'U2', source: ' ', photos: [] };
  assert.ok('refused' in (await followed.bot.captureMessage(ADA, { message: said, way: 'shortcut' })));
  const photo = { id: 'F1', name: 'wall.png' };
  const taken = await followed.bot.captureMessage(ADA, { message: { ...said, photos: [photo] }, way: 'shortcut' });
  assert.ok('note' in taken);
  assert.deepEqual(taken.note.photos, [photo]);
});

test('a mention in a thread takes all that people wrote in it, into one talk', async () => {
  const followed = await followConference();
  const { bot, test } = followed;
  const root = test.workspace.say({ channel: 'C1', ts: TS, authorId: 'U2', source: 'Hany Fahim on Brazil:' });
  for (const [ts, source] of [
    ['1464272110.000100', 'WhatsApp was blocked for 48 hours'],
    ['1464272120.000100', 'they found the reason on Twitter'],
    ['1464272130.000100', '<@UBOT>'],
  ] as const) {
    test.workspace.say({ channel: 'C1', ts, threadTs: TS, authorId: 'U1', source });
  }
  const { database } = test.deps;
  const { runTransaction } = database;
  let [atOnce, most] = [0, 0];
  database.runTransaction = (work, isolation) => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    return runTransaction(work, isolation).finally(() => {
      atOnce -= 1;
    });
  };
  const taken = await bot.captureThread(GRACE, root);
  assert.equal(most, 3, 'they are written together');
  assert.deepEqual([taken.taken, taken.known, taken.talk?.id], [3, 0, 'brazil']);
  const again = await bot.captureThread(GRACE, root);
  assert.deepEqual([again.taken, again.known], [0, 3]);
  await assert.rejects(bot.captureThread(GRACE, { ...root, ts: '1.000000' }), /nothing to save in this thread/);
});

describe('messages that Slack didn’t return at first', () => {
  async function reactedWhileDown(count: number, by = ADA) {
    const followed = await followConference();
    const { bot, test } = followed;
    const said = Array.from({ length: count }, (_, index) =>
      test.workspace.say({
        ...{ channel: 'C1', ts: `${Number(TS) + index}`, authorId: 'U2' },
        source: `Willis: source ${index} of burnout`,
      }),
    );
    test.workspace.isDown = true;
    for (const message of said) await bot.reactionAdded(by, { reaction: 'memo', key: message });
    test.workspace.isDown = false;
    const dueTeams = () => test.deps.database.unreadMessages.dueTeams(test.deps.clock.now());
    const wait = (ms: number) => test.setTime(new Date(test.deps.clock.now() + ms).toISOString());
    const sources = async () => (await notesOf(followed)).map(({ source }) => source).sort();
    return { ...followed, said, dueTeams, wait, sources };
  }

  it('is saved although Slack didn’t say whether the person may see the conference', async () => {
    const { test, wait, sources } = await reactedWhileDown(1, GRACE);
    wait(60_000);
    await readUnreadMessages(test.deps, 'T1');
    assert.equal((await sources()).length, 1);
  });

  it('is not saved if its reaction is taken away while another one is read', async () => {
    const { bot, test, said, wait, sources } = await reactedWhileDown(2);
    const { message } = test.workspace;
    test.workspace.message = async (key, threadTs) => {
      if (key.ts === said[0]!.ts) await bot.reactionRemoved(ADA, { reaction: 'memo', key: said[1]! });
      return message(key, threadTs);
    };
    wait(60_000);
    await readUnreadMessages(test.deps, 'T1');
    assert.deepEqual(await sources(), ['Willis: source 0 of burnout']);
  });

  it('wait together for half a minute while Slack is away, and are all saved then', async () => {
    const { test, dueTeams, wait, sources } = await reactedWhileDown(3);
    wait(60_000);
    test.workspace.isDown = true;
    await readUnreadMessages(test.deps, 'T1');
    assert.deepEqual(await dueTeams(), []);
    const now = test.deps.clock.now();
    assert.equal(await test.deps.database.unreadMessages.nextDueAt(now), now + 30_000);
    test.workspace.isDown = false;
    wait(30_000);
    assert.deepEqual(await dueTeams(), ['T1']);
    await readUnreadMessages(test.deps, 'T1');
    assert.equal((await sources()).length, 3);
    assert.deepEqual(await dueTeams(), []);
  });

  it('are saved before one that can’t be read, which is tried again later', async () => {
    const { test, said, wait, sources } = await reactedWhileDown(3);
    const { message } = test.workspace;
    let isBroken = true;
    test.workspace.message = async (key, threadTs) => {
      if (isBroken && key.ts === said[0]!.ts) throw new TypeError('Slack sent something odd');
      return message(key, threadTs);
    };
    wait(60_000);
    await readUnreadMessages(test.deps, 'T1');
    wait(30_000);
    await readUnreadMessages(test.deps, 'T1');
    assert.deepEqual(await sources(), ['Willis: source 1 of burnout', 'Willis: source 2 of burnout']);
    isBroken = false;
    wait(5 * 60_000);
    await readUnreadMessages(test.deps, 'T1');
    assert.equal((await sources()).length, 3);
  });
});

test('a mention whose lines name several talks is told so, also if its first line names none', async () => {
  const { bot, test } = await followConference();
  const source = 'So far\nFahim: WhatsApp was blocked\nWillis: six sources of burnout';
  const message = test.workspace.say({ channel: 'C1', ts: TS, authorId: 'U1', source });
  const saved = await bot.captureMessage(ADA, { message, way: 'mention' });
  assert.equal('namesSeveral' in saved && saved.namesSeveral, true);
});
