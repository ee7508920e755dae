import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recommendation } from '#test/fakes/recommendation.ts';
import { bindUseCases } from '#test/fakes/use-cases.ts';
import { ADA, add, followConference, GRACE } from '#test/usecases/followed-conference.ts';
import { composeDigest, createDueWorkFinder } from '#usecases/publishing/run-due-work.ts';

test('a digest is posted once when it is due, and stays as it is while nothing changes', async () => {
  const { bot, post, texts, test } = await followConference();
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  await bot.runDueWork();
  await post();
  assert.deepEqual(texts('digest:'), []);
  test.setTime('2016-05-26T18:31:00-04:00');
  for (let tick = 0; tick < 3; tick++) {
    await bot.runDueWork();
    await post();
  }
  const posted = texts('digest:');
  assert.equal(posted.filter((text) => text.includes('Day 1')).length, 1);
  assert.match(posted.join(), /workload is only one/);
  assert.equal(test.publisher.calls.filter(({ key }) => key?.startsWith('digest:')).length, posted.length);
});

test('late notes, edits and deletions change the posted digest in place, once a minute at most, and it says so', async () => {
  const { bot, post, texts, test } = await followConference();
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  test.setTime('2016-05-26T18:30:00-04:00');
  await bot.runDueWork();
  await post();
  const before = test.publisher
    .standing()
    .filter(({ key }) => key.startsWith('digest:'))
    .map(({ ts }) => ts);
  test.setTime('2016-05-26T18:30:30-04:00');
  const late = await add(bot, ADA, 'Fahim: when it fails to scale, first decide whether the increase is malicious');
  await bot.runDueWork();
  await post();
  assert.doesNotMatch(texts('digest:').join(), /malicious/);
  test.setTime('2016-05-26T18:42:00-04:00');
  await bot.runDueWork();
  await post();
  assert.match(texts('digest:').join(), /malicious/);
  assert.match(texts('digest:').join(), /updated 18:42: 1 late note/i);
  const after = test.publisher
    .standing()
    .filter(({ key }) => key.startsWith('digest:'))
    .map(({ ts }) => ts);
  assert.deepEqual(after.slice(0, before.length), before);
  await bot.undoNote(ADA, late.note);
  test.setTime('2016-05-26T18:45:00-04:00');
  await bot.runDueWork();
  await post();
  assert.doesNotMatch(texts('digest:').join(), /malicious/);
});

test('a change is found again if the job that was to publish it came to nothing', async () => {
  const { bot, post, texts, test } = await followConference();
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  const finder = createDueWorkFinder(test.deps);
  const publishAll = async () => {
    const jobs = await finder.findDigests();
    for (const job of jobs) await composeDigest(test.deps, job);
    await post();
    return jobs.length;
  };
  test.setTime('2016-05-26T18:30:00-04:00');
  while ((await publishAll()) > 0);
  await add(bot, ADA, 'Fahim: when it fails to scale, first decide whether the increase is malicious');
  test.setTime('2016-05-26T18:42:00-04:00');
  assert.equal((await finder.findDigests()).length, 1);
  // That job fails with the database.
  assert.equal(await publishAll(), 1);
  assert.match(texts('digest:').join(), /malicious/);
  // The note's own message has been posted, to which the digest links.
  await publishAll();
  assert.equal(await publishAll(), 0);
});

test('a note that people react to after the digest was posted moves up into it', async () => {
  const { bot, post, texts, test } = await followConference();
  const animals = 'badger camel dingo ermine ferret gibbon hamster iguana jackal koala lemur marmot'.split(' ');
  const saved: Awaited<ReturnType<typeof add>>[] = [];
  for (const animal of animals)
    saved.push(await add(bot, GRACE, `Willis: the ${animal} team lowered its workload by a third within a year`));
  test.setTime('2016-05-26T18:30:00-04:00');
  await bot.runDueWork();
  await post();
  const isShown = (animal: string) => texts('digest:').join().includes(animal);
  const index = animals.findIndex((animal) => !isShown(animal));
  assert.notEqual(index, -1);
  for (const userId of ['U3', 'U4', 'U5'])
    await bot.reactionAdded({ ...ADA, userId }, { reaction: 'bulb', key: saved[index]!.note });
  test.setTime('2016-05-26T18:42:00-04:00');
  await bot.runDueWork();
  await post();
  assert.ok(isShown(animals[index]!));
});

test('a restart posts nothing again and changes nothing, and links follow once the notes are posted', async () => {
  const followed = await followConference();
  const { bot, post, texts, test } = followed;
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  test.setTime('2016-05-26T18:30:00-04:00');
  await bot.runDueWork();
  await post();
  assert.doesNotMatch(texts('digest:').join(), /archives/);
  const posted = test.publisher.calls.filter(({ verb }) => verb === 'post').length;
  test.setTime('2016-05-26T18:31:30-04:00');
  for (let start = 0; start < 3; start++) {
    const again = bindUseCases(test.deps);
    await again.runDueWork();
    await again.flushOutbox();
  }
  assert.match(texts('digest:').join(), /archives/);
  assert.doesNotMatch(texts('digest:').join(), /updated/i);
  const { calls } = test.publisher;
  assert.equal(calls.filter(({ verb }) => verb === 'post').length, posted);
  assert.equal(calls.filter(({ verb }) => verb === 'update').length, 1);
});

test('the titles in a long digest lead to their replies in its thread, and are linked in one update', async () => {
  const { bot, post, texts, test } = await followConference();
  for (const [speaker, subject] of Object.entries({ Willis: 'burnout', Fahim: 'outages' })) {
    for (let part = 1; part <= 9; part++) {
      const words = [
        'alerts',
        'budgets',
        'calendars',
        'deploys',
        'editors',
        'failures',
        'graphs',
        'hosts',
        'incidents',
      ];
      const text = `${speaker}: on ${subject}, the ${words[part - 1]} of team ${part} taught ${'everybody something and '.repeat(20)}they ship.`;
      await add(bot, GRACE, text);
    }
  }
  test.setTime('2016-05-26T18:31:00-04:00');
  await bot.runDueWork();
  await post();
  const [main, ...replies] = texts('digest:');
  assert.equal(replies.length, 2);
  assert.doesNotMatch(main!, /thread_ts/);
  for (const minute of [33, 35, 37]) {
    test.setTime(`2016-05-26T18:${minute}:00-04:00`);
    await bot.runDueWork();
    await post();
  }
  const updates = test.publisher.calls.filter(({ verb, key }) => verb === 'update' && key?.endsWith(':main'));
  assert.equal(updates.length, 1);
  const blocks = JSON.stringify(test.publisher.standing().find(({ key }) => key.endsWith(':main')));
  assert.match(blocks, /thread_ts=[^"]*","text":"Sources of burnout"/);
  assert.doesNotMatch(blocks, /Updated/);
});

test('after the last day the recap follows, with the reading list; publishing by hand brings it up to date', async () => {
  const { bot, post, texts, test } = await followConference();
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  const comment = 'the chapter on stability';
  const text = `"Release It!" by Michael Nygard — ${comment}`;
  await bot.recommend(GRACE, recommendation('Release It!', { authors: ['Michael Nygard'], comment, text }));
  test.setTime('2016-05-27T19:31:00-04:00');
  await bot.runDueWork();
  await post();
  assert.match(texts('recap:').join(), /Release It!/);
  assert.match(texts('recap:').join(), /the chapter on stability/);
  assert.doesNotMatch(texts('recap:').join(), /by Michael Nygard — the chapter/);
  await add(bot, ADA, 'Fahim: first decide whether the increase is valid or malicious');
  const { again, day } = await bot.publish(ADA, { day: 'all' });
  assert.deepEqual([again, day], [true, 'all']);
  await post();
  assert.match(texts('recap:').join(), /malicious/);
});

test('only organizers preview and publish; a day to come or outside is refused', async () => {
  const { bot } = await followConference();
  await assert.rejects(bot.preview(GRACE), /organizer/);
  await assert.rejects(bot.publish(GRACE), /organizer/);
  await assert.rejects(bot.publish(ADA, { day: '2016-05-27' }), /hasn’t happened yet/);
  await assert.rejects(bot.publish(ADA, { day: '2016-06-01' }), /isn’t one of the days of/);
  const { parts, day } = await bot.preview(ADA);
  assert.equal(day, '2016-05-26');
  assert.ok(parts.length > 0);
});

test('the preview is just what is posted', async () => {
  const { bot, post, test } = await followConference();
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  await post();
  const { parts } = await bot.preview(ADA);
  await bot.publish(ADA);
  await post();
  const posted = test.publisher.standing().filter(({ key }) => key.startsWith('digest:'));
  assert.deepEqual(
    posted.map(({ message }) => message),
    parts.map(({ message }) => message),
  );
});

test('words from a private channel stay there unless their author contributed them', async () => {
  const { bot, post, texts, test } = await followConference({ channels: ['C1', 'C3'], listens: ['C3'] });
  const secret = { teamId: 'T1', channel: 'C3', ts: '1464272100.000100', authorId: 'U2', photos: [] };
  await bot.messagePosted({
    ...secret,
    source: 'Willis said that six sources of burnout apply to our layoffs',
  });
  const given = {
    ...secret,
    ts: '1464272101.000100',
    source: 'Fahim says first decide whether it is malicious traffic',
  };
  test.workspace.say(given);
  await bot.messagePosted(given);
  await bot.captureMessage({ ...GRACE, channel: 'C3' }, { message: given, way: 'shortcut' });
  test.setTime('2016-05-26T18:31:00-04:00');
  await bot.runDueWork();
  await post();
  assert.doesNotMatch(texts('').join(), /layoffs/);
  assert.match(texts('digest:').join(), /malicious traffic/);
});

test('a conference that fails does not keep the others from their digests', async () => {
  const { bot, post, texts, test, conference } = await followConference();
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  await test.deps.database.conferences.save({
    ...conference,
    id: 'broken',
    channels: ['C2'],
    createdAt: conference.createdAt + 1,
  });
  const { digest } = test.deps.forms;
  test.deps.forms.digest = (content) => {
    if (content.conference.id === 'broken') throw new Error('a bug');
    return digest(content);
  };
  test.setTime('2016-05-26T18:31:00-04:00');
  await bot.runDueWork();
  await post();
  assert.equal(texts('digest:').length > 0, true);
  assert.ok(test.logged.some(({ level }) => level === 'error'));
});

test('talks’ threads are opened at their start if the organizer wants that', async () => {
  const { bot, post, texts } = await followConference({ opensThreads: 'at-start' });
  await bot.runDueWork();
  await post();
  assert.equal(texts('thread:').length, 1);
  assert.match(texts('thread:').join(), /Sources of burnout/);
});

test('a name that Slack could not say is in the posted digest and note once it can', async () => {
  const { bot, post, texts, test } = await followConference({ language: 'German' });
  const { namesFor } = test.workspace;
  test.workspace.namesFor = async () => ({
    user: () => undefined,
    channel: () => null,
    isComplete: false,
  });
  await add(
    bot,
    GRACE,
    'Willis: there are six sources of burnout, <@U1> asked in <#C3|leads>, and workload is one of the six',
  );
  test.setTime('2016-05-26T18:30:00-04:00');
  await bot.runDueWork();
  await post();
  assert.match(texts('digest:').join(), /@Unbekannt asked in #unbekannter-channel/);
  assert.doesNotMatch(texts('digest:').join() + texts('note:').join(), /Grace|leads/);
  assert.match(texts('digest:').join(), /Unbekannt/);
  assert.match(texts('note:').join(), /Unbekannt/);
  test.workspace.namesFor = namesFor;
  test.setTime('2016-05-26T18:36:00-04:00');
  await bot.runDueWork();
  await post();
  assert.match(texts('digest:').join(), /Grace/);
  assert.match(texts('note:').join(), /Grace/);
  assert.doesNotMatch(texts('digest:').join() + texts('note:').join(), /Unbekannt/);
});

test('a recap that was posted early is announced when it is complete, once', async () => {
  const { bot, test, post, texts } = await followConference();
  await add(bot, ADA, 'Willis: there are six sources of burnout, and workload is only one of the six');
  await bot.publish(ADA, { day: 'all' });
  await post();
  await bot.runDueWork();
  assert.deepEqual(texts('announce:'), []);
  for (const at of ['2016-05-27T19:35:00-04:00', '2016-05-27T20:45:00-04:00']) {
    test.setTime(at);
    await bot.runDueWork();
    await post();
  }
  assert.equal(texts('announce:').length, 1);
  assert.match(texts('announce:')[0]!, /The DevOpsDays Toronto recap/);
});

test('a digest that waits for approval is part of the conference’s state until it is approved', async () => {
  const { bot, test } = await followConference({ approval: 'after-approval' });
  const waiting = async () => {
    const state = await bot.getConferenceState(ADA);
    return 'waiting' in state ? state.waiting : assert.fail();
  };
  await add(bot, ADA, 'Willis: there are six sources of burnout, and workload is only one of the six');
  assert.deepEqual(await waiting(), []);
  test.setTime('2016-05-26T18:31:00-04:00');
  await bot.runDueWork();
  assert.deepEqual(await waiting(), ['2016-05-26']);
  assert.deepEqual((await bot.viewHome(ADA)).conferences[0]!.waiting, ['2016-05-26']);
  await bot.approve(ADA, '2016-05-26');
  assert.deepEqual(await waiting(), []);
});

test('the author of a note that the digest shows in another talk is told once, and can move it', async () => {
  const { bot, test, post, texts, conference } = await followConference();
  const { note } = await add(
    bot,
    GRACE,
    'Willis: there are six sources of burnout, and workload is only one of the six',
  );
  const { notes } = test.deps.database;
  await notes.save({ ...(await notes.find(note))!, talkId: 'brazil', placedBy: 'program' });
  for (const at of ['2016-05-26T18:31:00-04:00', '2016-05-26T19:31:00-04:00']) {
    test.setTime(at);
    await bot.runDueWork();
    await post();
  }
  const told = test.publisher.standing().filter(({ key }) => key.startsWith(`moved:${conference.id}:`));
  assert.deepEqual(
    told.map(({ channel }) => channel),
    ['U2'],
  );
  assert.match(texts('moved:')[0]!, /How Brazil.*Sources of burnout.*six sources/s);
});

test('a conference that is deleted while its digest is composed is no failure', async () => {
  const { bot, conference, test } = await followConference();
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  test.setTime('2016-05-26T18:30:00-04:00');
  const { summarizer } = test.deps;
  const meanwhile = bindUseCases({
    ...test.deps,
    summarizer: {
      async summarizeTalks(talks, options) {
        await test.deps.database.conferences.remove(conference.id);
        return summarizer.summarizeTalks(talks, options);
      },
    },
  });
  await meanwhile.runDueWork();
  assert.deepEqual(
    test.logged.filter(({ level }) => level === 'error'),
    [],
  );
});
