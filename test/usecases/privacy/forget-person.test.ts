import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dueUntil } from '#domain/conference/conference.ts';
import type { StatementDecision } from '#domain/editing/editorial-decision.ts';
import { recommendation } from '#test/fakes/recommendation.ts';
import { storedState } from '#test/fakes/stored-state.ts';
import { bindUseCases } from '#test/fakes/use-cases.ts';
import { ADA, add, type Followed, followConference, GRACE } from '#test/usecases/followed-conference.ts';
import type { Actor } from '#usecases/ports/slack.ts';

const GRACES = 'Willis: there are six sources of burnout, and workload is only one of the six';

/** A note of Grace's, one of Ada's that mentions her, and a book that Ada recommends and thanks her for. */
async function noteBoth({ bot }: Followed): Promise<void> {
  await add(bot, GRACE, GRACES);
  await add(bot, ADA, 'Fahim: <@U2> asked whether the increase was valid or malicious <@U2|grace>');
  const thanks = { comment: 'thanks to <@U2>', text: '"Release It!" by Michael Nygard — thanks to <@U2>' };
  await bot.recommend(ADA, recommendation('Release It!', { authors: ['Michael Nygard'], ...thanks }));
}

/** Everything that is stored, posted and would be exported. */
async function everything({ bot, test: slack, texts }: Followed): Promise<string> {
  for (const format of ['md', 'html', 'json', 'csv', 'csl', 'bib'] as const) await bot.exportFile(ADA, format);
  const files = slack.workspace.files.splice(0).map(({ content }) => String(content));
  const [state] = (await storedState(slack.deps)) as { conferences: unknown[] }[];
  return [...texts(''), ...files, JSON.stringify(state!.conferences)].join('\n');
}

test('who is forgotten is in no post, file or row any more, by name, id or words', async () => {
  const followed = await followConference();
  const { bot, post, test: slack } = followed;
  await noteBoth(followed);
  await bot.publish(ADA);
  await bot.publish(ADA, { day: 'all' });
  await post();
  assert.match(await everything(followed), /Grace.*workload|workload.*Grace/s);
  await bot.forgetPerson(GRACE);
  await bot.runDueWork();
  await post();
  const left = await everything(followed);
  assert.doesNotMatch(left, /Grace|grace|\bU2\b|workload/);
  assert.match(left, /somebody asked whether the increase was valid or malicious/);
  assert.match(left, /thanks to somebody/);
  assert.deepEqual(slack.workspace.forgotten, ['T1 U2']);
});

test('posts of conferences long over are made again once, and no others', async () => {
  const followed = await followConference();
  const { bot, post, texts, test: slack, conference } = followed;
  await noteBoth(followed);
  slack.setTime('2016-05-27T19:31:00-04:00');
  await bot.runDueWork();
  await post();
  slack.setTime('2018-05-27T19:31:00-04:00');
  const later = bindUseCases(slack.deps);
  await later.runDueWork();
  const { calls } = slack.publisher;
  const before = calls.length;
  assert.match(texts('').join(), /Grace/);
  await later.forgetPerson(GRACE);
  const marked = (await slack.deps.database.conferences.find(conference.id))!;
  assert.deepEqual(Object.keys(marked.outdated ?? {}).sort(), ['2016-05-26', 'all']);
  // A crash between the two loses nothing.
  const restarted = bindUseCases(slack.deps);
  await restarted.runDueWork();
  await post();
  assert.doesNotMatch(texts('').join(), /Grace|workload/);
  assert.ok(calls.length > before);
  const after = (await slack.deps.database.conferences.find(conference.id))!;
  assert.equal(after.outdated, undefined);
  assert.equal(dueUntil(after), conference.to);
  const done = calls.length;
  await restarted.runDueWork();
  await post();
  assert.equal(calls.length, done);
});

test('who was marked while others are made again stays marked', async () => {
  const followed = await followConference();
  const { bot, post, texts, test: slack, conference } = followed;
  await noteBoth(followed);
  await add(bot, { ...GRACE, userId: 'U3' }, 'Willis: the pager of the night shift is a source of burnout too');
  await bot.publish(ADA);
  await post();
  slack.setTime('2018-05-27T19:31:00-04:00');
  await bot.forgetPerson(GRACE);
  const { digest } = slack.deps.forms;
  let during: Promise<unknown> | undefined;
  slack.deps.forms.digest = (content) => {
    slack.setTime('2018-05-27T19:31:01-04:00');
    during ??= bot.forgetPerson({ ...GRACE, userId: 'U3' });
    return digest(content);
  };
  const again = bindUseCases(slack.deps);
  await again.runDueWork();
  await during;
  await again.runDueWork();
  await post();
  assert.doesNotMatch(texts('').join(), /Grace|Alan|workload|night shift/);
  assert.equal((await slack.deps.database.conferences.find(conference.id))!.outdated, undefined);
});

test('a person who has left is forgotten as well, also while Slack is away', async () => {
  const followed = await followConference();
  const { bot, post, test: slack } = followed;
  await noteBoth(followed);
  await bot.publish(ADA);
  await post();
  slack.workspace.removePerson('U2');
  slack.workspace.isDown = true;
  assert.deepEqual(await bot.forgetPerson(GRACE), { notes: 1, conferences: 1 });
  slack.workspace.isDown = false;
  await bot.runDueWork();
  await post();
  assert.doesNotMatch(await everything(followed), /Grace|\bU2\b|workload/);
});

test('what is noted and edited afterwards mentions nobody either, until the person comes back', async () => {
  const followed = await followConference({ listens: ['C1'] });
  const { bot, test: slack, conference } = followed;
  await bot.forgetPerson(GRACE);
  const said = {
    teamId: 'T1',
    channel: 'C1',
    authorId: 'U1',
    photos: [],
    source: 'Thank you <@U2>, and <@U3>',
  };
  await bot.messagePosted({ ...said, ts: '1464272100.000100' });
  await bot.messageEdited({
    ...said,
    ts: '1464272100.000100',
    source: '<@U2|g> asked why',
    editedTs: '1464272101.000100',
  });
  await add(bot, ADA, 'a question of <@U2>');
  await add(bot, ADA, 'die Frage von <@U2> war nicht einfach, und die Antwort kam erst später');
  const sources = async () =>
    (await slack.deps.database.notes.ofConference(conference.id)).map(({ source }) => source).sort();
  assert.deepEqual(await sources(), [
    'a question of somebody',
    'die Frage von jemand war nicht einfach, und die Antwort kam erst später',
    'somebody asked why',
  ]);
  await bot.setOptOut(GRACE, false);
  await add(bot, ADA, 'another question of <@U2>');
  assert.equal((await sources())[1], 'another question of <@U2>');
});

test('summaries of a model’s and requests that wait go, and other people’s stay', async () => {
  const { bot, test: slack } = await followConference();
  const { keyValue } = slack.deps;
  for (const key of [
    'summary:T1:1',
    'summary:T2:1',
    'waiting:T1:U2:a',
    'waiting:T1:U22:a',
    'waiting:T2:U2:a',
    'forgotten:T2:U2',
  ]) {
    await keyValue.set(key, 'words', 60_000);
  }
  await bot.forgetPerson(GRACE);
  assert.equal(await keyValue.get('summary:T1:1'), undefined);
  assert.equal(await keyValue.get('waiting:T1:U2:a'), undefined);
  for (const key of ['summary:T2:1', 'waiting:T1:U22:a', 'waiting:T2:U2:a', 'forgotten:T2:U2']) {
    assert.equal(await keyValue.get(key), 'words', key);
  }
});

test('what organizers said of a forgotten person’s notes goes with them, and who they were', async () => {
  const { bot, test: slack, conference } = await followConference();
  const { note: hers } = await add(bot, GRACE, GRACES);
  const { note: other } = await add(bot, ADA, 'Fahim: first decide whether it is valid or malicious');
  const { decisions } = slack.deps.database;
  const writtenFor = { channel: 'C1', fromPrivate: false, fromShared: false };
  const of = (note: { channel: string; ts: string }, more: object): StatementDecision => ({
    ...{ about: 'statement', kind: 'point', noteIds: [`${note.channel}:${note.ts}`], ...writtenFor },
    ...{ textHash: note.ts, noteHashes: ['x'], hidden: false, by: 'U1', ...more },
  });
  await decisions.save(conference.id, of(hers, { wording: 'Grace counts six sources' }));
  await decisions.save(conference.id, of(other, { wording: 'As <@U2> says, decide first', by: 'U2' }));
  const words = { about: 'words', scope: 'all', ...writtenFor } as const;
  await decisions.save(conference.id, { ...words, introduction: 'Thanks, <@U2|grace>', by: 'U1' });
  await bot.forgetPerson(GRACE);
  const left = await decisions.ofConference(conference.id);
  assert.doesNotMatch(JSON.stringify(left), /U2|grace/i);
  assert.deepEqual(
    left.map((decision) => [decision.about, decision.by]),
    [
      ['statement', ''],
      ['words', 'U1'],
    ],
  );
  assert.match(JSON.stringify(left), /As somebody says.*Thanks, somebody/);
});

/** Returns the scopes whose digest states are stored. */
async function keptOf({ test: slack, conference }: Followed): Promise<string[]> {
  return [...(await slack.deps.database.digestStates.ofConference(conference.id)).keys()];
}

test('a conference that is deleted leaves nothing in the store, by key either', async () => {
  const followed = await followConference();
  const { bot, post, test: slack, conference } = followed;
  const empty = await storedState(slack.deps, ['T9']);
  await noteBoth(followed);
  await bot.publish(ADA);
  await bot.publish(ADA, { day: 'all' });
  await post();
  await slack.deps.keyValue.set('summary:T1:1', 'words', 60_000);
  assert.equal((await keptOf(followed)).length, 2);
  await bot.deleteConference(ADA, conference.id);
  assert.deepEqual(await storedState(slack.deps, ['T1']), empty);
  assert.deepEqual(await slack.deps.database.publications.withPrefix(''), []);
  assert.deepEqual(await keptOf(followed), []);
  assert.equal(await slack.deps.keyValue.get('summary:T1:1'), undefined);
});

test('conferences stay for ever, or for as many days as are set', async () => {
  const followed = await followConference();
  const { bot, post, test: slack, conference } = followed;
  await noteBoth(followed);
  await bot.publish(ADA);
  await post();
  const canProbablyRead = async () => (await slack.deps.database.conferences.find(conference.id)) !== undefined;
  slack.setTime('2030-01-01T12:00:00Z');
  await bot.runDueWork();
  assert.ok(await canProbablyRead());
  const forgetful = bindUseCases({ ...slack.deps, retentionDays: 90 });
  slack.setTime('2016-08-25T23:00:00Z');
  await forgetful.runDueWork();
  assert.ok(await canProbablyRead());
  slack.setTime('2016-08-26T01:00:00Z');
  await forgetful.runDueWork();
  assert.ok(!(await canProbablyRead()));
  assert.deepEqual(await keptOf(followed), []);
  assert.deepEqual(await slack.deps.database.publications.withPrefix(''), []);
});

test('a workspace that the app was taken out of leaves nothing, and the others all of theirs', async () => {
  const followed = await followConference();
  const { bot, post, test: slack } = followed;
  await noteBoth(followed);
  await bot.publish(ADA);
  await post();
  await bot.forgetPerson(GRACE);
  const eve: Actor = { teamId: 'T2', userId: 'U9', channel: 'C9' };
  await bot.startConference(eve, { name: 'Theirs', from: '2016-05-26' });
  await bot.setOptOut(eve, true);
  const theirs = await storedState(slack.deps, ['T2']);
  await bot.removeWorkspace('T1');
  assert.deepEqual(await storedState(slack.deps, ['T1']), await storedState(slack.deps, ['T9']));
  assert.deepEqual(await storedState(slack.deps, ['T2']), theirs);
  assert.deepEqual(await keptOf(followed), []);
  assert.equal(await slack.deps.keyValue.get('forgotten:T1:U2'), undefined);
  assert.deepEqual(slack.workspace.forgotten.at(-1), 'T1');
  await bot.runDueWork();
  await post();
});
