import assert from 'node:assert/strict';
import { test } from 'node:test';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { ADA, add, type Followed, followConference, GRACE } from '#test/usecases/followed-conference.ts';
import type { Actor, SlackMessage } from '#usecases/ports/slack.ts';

/** `C1` and `C2` are public, `C3` private (Ada, Grace), `C4` shared with partners, `D1` Grace's conversation with somebody. */
const CHANNELS = ['C1', 'C2', 'C3', 'C4', 'D1'] as const;
type Channel = (typeof CHANNELS)[number];

/** How Grace's message becomes a note; what Ada does to it contributes nothing. */
const WAYS = ['listen', 'ada’s shortcut', 'own shortcut', 'ada’s reaction', 'own reaction', 'typed'] as const;
type Way = (typeof WAYS)[number];

const isContributed = (way: Way) => way.startsWith('own') || way === 'typed';
const wordOf = (channel: Channel, way: Way) => `w${CHANNELS.indexOf(channel)}x${WAYS.indexOf(way)}w`;
const BOOK = (word: string) => `"Stability of ${word}" by Jane Doe is a book that I recommend`;

/** A conference in all of the channels, with a note of each way from each. */
async function writeEverywhere(digestChannel: Channel): Promise<Followed> {
  const followed = await followConference({
    channels: [...CHANNELS],
    listens: [...CHANNELS],
    digestChannel,
  });
  const { bot, test: slack } = followed;
  slack.workspace.addChannel({ id: 'C4', isShared: true });
  slack.workspace.addChannel({ id: 'D1', isPrivate: true });
  slack.workspace.setMembers('C3', ['U1', 'U2']);
  slack.workspace.setMembers('D1', ['U1', 'U2']);
  slack.workspace.addPerson({ id: 'UG', name: 'Gus', isGuest: true });
  slack.workspace.addPerson({ id: 'UP', name: 'Pia', isGuest: true });
  for (const channel of ['C1', 'C2', 'C4']) slack.workspace.setMembers(channel, ['U1', 'U2', 'UP']);
  slack.workspace.setMembers('C2', ['U1', 'U2']);
  let nth = 0;
  for (const channel of CHANNELS) {
    for (const way of WAYS) {
      const source = `Willis: ${BOOK(wordOf(channel, way))}`;
      nth += 1;
      const ts = `14642721${String(nth).padStart(2, '0')}.000100`;
      const message: SlackMessage = { teamId: 'T1', channel, ts, authorId: 'U2', source, photos: [] };
      const by: Actor = { ...(way.startsWith('ada') ? ADA : GRACE), channel };
      slack.workspace.say(message);
      if (way === 'typed') await add(bot, by, source);
      else if (way === 'listen') await bot.messagePosted(message);
      else if (way.endsWith('shortcut'))
        assert.ok('note' in (await bot.captureMessage(by, { message, way: 'shortcut' })));
      else assert.ok(await bot.reactionAdded(by, { reaction: 'memo', key: message }));
    }
  }
  return followed;
}

/** Which words are in a text, by what they were written with. */
function foundIn(text: string): string[] {
  return CHANNELS.flatMap((channel) =>
    WAYS.filter((way) => text.includes(wordOf(channel, way))).map((way) => `${channel} ${way}`),
  );
}

/** What may be shown where all notes of some channels may, and of the others what was contributed. */
function expected(open: readonly Channel[]): string[] {
  return CHANNELS.flatMap((channel) =>
    WAYS.filter((way) => open.includes(channel) || isContributed(way)).map((way) => `${channel} ${way}`),
  );
}

/** Of which channels all is shown in a post. */
const POSTED: [Channel, Channel[]][] = [
  ['C1', ['C1', 'C2', 'C4']],
  ['C3', ['C1', 'C2', 'C3', 'C4']],
  ['C4', ['C4']],
  ['D1', ['C1', 'C2', 'C4', 'D1']],
];

for (const [channel, open] of POSTED) {
  test(`a digest, a recap and a preview in ${channel} show what was written for its readers`, async (t) => {
    const { bot, post, texts, test: slack } = await writeEverywhere(channel);
    const { recap } = await bot.preview({ ...ADA, channel });
    assert.deepEqual(foundIn(JSON.stringify(recap.notes)), expected(open));
    slack.setTime('2016-05-27T19:31:00-04:00');
    await bot.runDueWork();
    await post();
    const posted = [...texts('digest:'), ...texts('recap:')];
    assert.ok(posted.length > 1);
    const leaks = foundIn(posted.join()).filter((one) => !expected(open).includes(one));
    assert.deepEqual(leaks, []);
    t.diagnostic(`${CHANNELS.length * WAYS.length} notes, ${leaks.length} leaks`);
  });
}

const asking = (userId: string, channel?: Channel): Actor => ({
  teamId: 'T1',
  userId,
  ...omitUndefined({ channel }),
});

/** Of which channels somebody sees all who asks; Grace wrote them. */
const ASKED: [string, Actor, Channel[]][] = [
  ['a member in a public channel', asking('U1', 'C1'), ['C1', 'C2', 'C4']],
  ['a member in the private channel', asking('U1', 'C3'), ['C1', 'C2', 'C3', 'C4']],
  ['a member in the shared channel', asking('U1', 'C4'), ['C1', 'C2', 'C4']],
  ['a member in Home', asking('U1'), ['C1', 'C2', 'C4']],
  ['somebody outside who names the private channel', asking('U3', 'C3'), ['C1', 'C2', 'C4']],
  ['somebody outside who names the conversation', asking('U3', 'D1'), ['C1', 'C2', 'C4']],
  ['who wrote it, in Home', asking('U2'), [...CHANNELS]],
  ['a guest of the shared channel', asking('UP', 'C4'), ['C4']],
  ['a guest in a channel that they are in', asking('UP', 'C1'), ['C1']],
  ['a guest in Home', asking('UP'), []],
  ['a guest who names a channel that they are not in', asking('UP', 'C2'), []],
];

test('files, the list, the answers and the counts hold what the actor may read', async (t) => {
  const { bot, test: slack } = await writeEverywhere('C1');
  let checks = 0;
  for (const [who, actor, open] of ASKED) {
    const may = expected(open);
    await bot.exportFile(actor, 'json');
    assert.deepEqual(foundIn(slack.workspace.files.at(-1)!.content), may, who);
    for (const format of ['md', 'html', 'csv', 'csl', 'bib'] as const) {
      await bot.exportFile(actor, format);
      const found = foundIn(slack.workspace.files.at(-1)!.content);
      assert.deepEqual(
        found.filter((one) => !may.includes(one)),
        [],
        `${who}: ${format}`,
      );
      checks += 1;
    }
    const pages = await Promise.all([1, 2, 3].map((page) => bot.showReadingList(actor, { page })));
    assert.deepEqual(foundIn(JSON.stringify(pages)), may, who);
    const asked = await bot.ask(actor, 'Stability book recommend Willis');
    assert.deepEqual(
      foundIn(JSON.stringify(asked.sources)).filter((one) => !may.includes(one)),
      [],
      who,
    );
    const { days } = await bot.listTalks(actor);
    const counted = days.flatMap(({ talks, hallwayNotes }) => [hallwayNotes, ...talks.map(({ notes }) => notes)]);
    assert.equal(
      counted.reduce((sum, notes) => sum + notes, 0),
      may.length,
      who,
    );
    const state = await bot.getConferenceState(actor);
    assert.equal('notes' in state && state.notes, may.length, who);
    const home = await bot.viewHome(asking(actor.userId));
    const own = foundIn(JSON.stringify(home));
    assert.deepEqual(actor.userId === 'U2' ? own.length > 0 : own, actor.userId === 'U2' ? true : [], who);
    const alone = ASKED.find(([, one]) => one.userId === actor.userId && one.channel === undefined);
    const elsewhere = expected(alone?.[2] ?? ['C1', 'C2', 'C4']);
    assert.equal(home.conferences[0]!.notes, elsewhere.length, who);
    checks += 6;
  }
  t.diagnostic(`${ASKED.length} askers, ${checks} checks, 0 leaks`);
});

test('a guest who is in none of its channels comes across no conference', async () => {
  const { bot } = await writeEverywhere('C1');
  assert.deepEqual(await bot.viewHome(asking('UG')), { conferences: [], past: [], optedOut: false });
  assert.deepEqual(await bot.resolveConference(asking('UG', 'C1')), { kind: 'which-conference', choices: [] });
  await assert.rejects(bot.exportFile(asking('UG', 'C3'), 'md'), /No conference/);
});

test('what was written before a channel was opened stays with those who were there', async () => {
  const {
    bot,
    test: slack,
    conference,
  } = await followConference({
    channels: ['C1', 'C3'],
    listens: ['C1', 'C3'],
    digestChannel: 'C3',
  });
  const say = (channel: string, ts: string, source: string) =>
    bot.messagePosted({ teamId: 'T1', channel, ts, authorId: 'U2', source, photos: [] });
  await say('C3', '1464272100.000100', 'Willis: the layoffs come on Monday, says the board');
  await say('C1', '1464272101.000100', 'Willis: our pager wakes the wrong people');
  const shown = async () => JSON.stringify((await bot.preview({ ...ADA, channel: 'C3' })).recap.notes);
  assert.match(await shown(), /layoffs.*pager/);
  slack.workspace.addChannel({ id: 'C3', isPrivate: false });
  assert.doesNotMatch(await shown(), /layoffs/);
  assert.match(await shown(), /pager/);
  await say('C3', '1464272102.000100', 'Willis: six sources of burnout, now told to everybody');
  assert.match(await shown(), /six sources/);
  slack.workspace.addChannel({ id: 'C3', isPrivate: false, isShared: true });
  assert.doesNotMatch(await shown(), /layoffs|pager|six sources/);
  await say('C3', '1464272103.000100', 'Willis: welcome, partners, to our channel');
  assert.match(await shown(), /partners/);
  // Made private again, what was written for fewer may be shown to them, and what was public still is.
  slack.workspace.addChannel({ id: 'C3', isPrivate: true });
  assert.match(await shown(), /layoffs.*pager.*six sources.*partners/);
  assert.equal((await slack.deps.database.notes.ofConference(conference.id)).length, 4);
});

test('a digest is checked against the channel in which it is posted, not against the next one', async () => {
  const {
    bot,
    post,
    texts,
    test: slack,
    conference,
  } = await followConference({
    channels: ['C1', 'C3'],
    listens: ['C1', 'C3'],
  });
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  await bot.publish(ADA);
  await post();
  await slack.deps.database.conferences.save({ ...conference, digestChannel: 'C3' });
  await bot.messagePosted({
    ...{ teamId: 'T1', channel: 'C3', ts: '1464272100.000100', authorId: 'U2', photos: [] },
    source: 'Willis: the layoffs come on Monday, says the board of directors',
  });
  await bot.publish(ADA);
  await post();
  assert.match(texts('digest:').join(), /six sources/);
  assert.doesNotMatch(texts('digest:').join(), /layoffs/);
});

test('nothing is composed again while nobody can say who would read it', async () => {
  const { bot, post, texts, test: slack } = await followConference({ listens: ['C1'] });
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  slack.setTime('2016-05-26T18:31:00-04:00');
  slack.workspace.isDown = true;
  await bot.runDueWork();
  slack.workspace.isDown = false;
  await bot.runDueWork();
  await post();
  assert.match(texts('digest:').join(), /six sources/);
});

test('a talk that is not to be recorded shows no photos, wherever they were taken', async () => {
  const { bot, post, texts, test: slack, conference } = await followConference({ listens: ['C1'] });
  const talks = await slack.deps.database.talks.ofConference(conference.id);
  await slack.deps.database.talks.save(conference.id, [{ ...talks[0]!, doNotRecord: true }]);
  const photo = { id: 'F1', name: 'slide-F1.png', title: 'The secret slide', width: 100, height: 100 };
  await bot.messagePosted({
    ...{ teamId: 'T1', channel: 'C1', ts: '1464271500.000100', authorId: 'U2' },
    source: 'John Willis on the sources of burnout: workload is only one of the six',
    photos: [photo],
  });
  const { recap } = await bot.preview(ADA);
  assert.equal(recap.notes[0]?.talkId, 'burnout');
  await bot.publish(ADA);
  await bot.publish(ADA, { day: 'all' });
  await post();
  for (const format of ['md', 'html', 'json'] as const) await bot.exportFile(ADA, format);
  const files = slack.workspace.files.map(({ content }) => content).join();
  assert.match(files, /workload/);
  for (const text of [JSON.stringify(recap), texts('').join(), files]) {
    assert.doesNotMatch(text, /F1|secret slide/);
  }
});
