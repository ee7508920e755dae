import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeNotice } from '#errors.ts';
import { add, followConference, GRACE } from '#test/usecases/followed-conference.ts';
import { isWhichConference } from '#usecases/conference/resolve-conference.ts';

const NOTE = 'Willis: six sources of burnout';

test('after no answer the channel is searched before anything is posted again', async () => {
  for (const done of [true, false]) {
    const { bot, post, texts, test } = await followConference();
    await add(bot, GRACE, NOTE);
    test.publisher.failNext({ kind: 'unknown' }, { done });
    await bot.flushOutbox();
    assert.equal(texts('thread:').length, done ? 1 : 0);
    test.setTime('2016-05-26T10:20:00-04:00');
    await post();
    assert.equal(texts('thread:').length, 1, `carried out: ${done}`);
    assert.equal(texts('note:').length, 1);
    assert.ok(test.publisher.calls.some(({ verb }) => verb === 'findPosted'));
  }
});

test('a failed search never leads to a second post', async () => {
  for (const failed of ['refused', 'later', 'unknown'] as const) {
    const { bot, post, texts, test } = await followConference();
    await add(bot, GRACE, NOTE);
    test.publisher.failNext({ kind: 'unknown' }, { done: true });
    await bot.flushOutbox();
    const problems = {
      refused: { kind: 'refused', reason: { key: 'slack-missing-scope', values: { scope: 'channels:history' } } },
      later: { kind: 'later', retryAfterMs: 1_000 },
      unknown: { kind: 'unknown' },
    } as const;
    test.publisher.failNextLookUp(problems[failed]);
    for (const time of ['10:20', '10:40', '11:40', '12:40']) {
      test.setTime(`2016-05-26T${time}:00-04:00`);
      await bot.runDueWork();
      await post();
    }
    assert.equal(texts('thread:').length, 1, failed);
    assert.equal(texts('note:').length, 1, failed);
  }
});

test('if a lost post arrives late, the older copy is removed', async () => {
  const { bot, post, texts, test } = await followConference();
  await add(bot, GRACE, NOTE);
  test.publisher.failNext({ kind: 'unknown' });
  await bot.flushOutbox();
  test.setTime('2016-05-26T10:15:05-04:00');
  await post();
  const [newer] = test.publisher.standing().filter(({ key }) => key.startsWith('thread:'));
  test.publisher.arriveLate({ ...newer!, ts: '1464272101.000001' });
  assert.equal(texts('thread:').length, 2);
  test.setTime('2016-05-26T10:16:00-04:00');
  await post();
  assert.deepEqual(
    test.publisher.standing().filter(({ key }) => key.startsWith('thread:')),
    [newer],
  );
});

test('a late copy is removed also if Slack’s clock is minutes behind', async () => {
  const { bot, post, texts, test } = await followConference();
  await add(bot, GRACE, NOTE);
  test.publisher.failNext({ kind: 'unknown' });
  await bot.flushOutbox();
  test.setTime('2016-05-26T10:15:05-04:00');
  const { post: postNow } = test.publisher;
  test.deps.publisher.post = async (...call) => {
    const ts = await postNow(...call);
    const behind = `${Number(ts.split('.')[0]) - 120}.${ts.split('.')[1]}`;
    const [message] = test.publisher.standing().filter((each) => each.ts === ts);
    await test.publisher.remove(message!);
    test.publisher.arriveLate({ ...message!, ts: behind });
    return behind;
  };
  await post();
  const [newer] = test.publisher.standing().filter(({ key }) => key.startsWith('thread:'));
  test.publisher.arriveLate({ ...newer!, ts: '1464272000.000001' });
  assert.equal(texts('thread:').length, 2);
  test.setTime('2016-05-26T10:16:00-04:00');
  await post();
  assert.equal(texts('thread:').length, 1);
});

test('a message that is withdrawn soon after an attempt without an answer is removed when it turns up', async () => {
  const { bot, post, texts, test } = await followConference();
  const { note } = await add(bot, GRACE, NOTE);
  await post();
  const [shown] = test.publisher.standing().filter(({ key }) => key.startsWith('note:'));
  await test.deps.database.publications.record(shown!.key, { ts: undefined, postedHash: undefined, retryAt: 0 });
  await test.publisher.remove(shown!);
  for (const time of ['10:15:10', '10:15:50']) {
    test.setTime(`2016-05-26T${time}-04:00`);
    test.publisher.failNext({ kind: 'unknown' });
    await bot.flushOutbox();
  }
  await bot.undoNote(GRACE, note);
  test.setTime('2016-05-26T10:16:00-04:00');
  await post();
  test.publisher.arriveLate(shown!);
  test.setTime('2016-05-26T10:17:00-04:00');
  await post();
  assert.deepEqual(texts('note:'), []);
});

test('a message that is wanted again while Slack removes it is posted again', async () => {
  const { bot, post, texts, test } = await followConference();
  await add(bot, GRACE, NOTE);
  await post();
  const { publications } = test.deps.database;
  const [shown] = await publications.withPrefix('note:');
  const { key, teamId, conferenceId, channel, parentKey, wanted, wantedHash } = shown!;
  const wish = { key, teamId, conferenceId, channel, ...(parentKey !== undefined && { parentKey }) };
  await publications.want({ ...wish, wanted: null, wantedHash: 'withdrawn' });
  const { remove } = test.publisher;
  test.deps.publisher.remove = async (...call) => {
    await remove(...call);
    await publications.want({ ...wish, wanted, wantedHash });
  };
  await post();
  assert.equal(texts('note:').length, 1);
});

test('the first refusal after calls without an answer is retried as soon as any first refusal', async () => {
  const { bot, test } = await followConference();
  await add(bot, GRACE, NOTE);
  for (const minute of [20, 30, 40, 50]) {
    test.publisher.failNext({ kind: 'unknown' });
    await bot.flushOutbox();
    test.setTime(`2016-05-26T10:${minute}:00-04:00`);
  }
  test.publisher.failNext({ kind: 'refused', reason: { key: 'slack-archived' } });
  await bot.flushOutbox();
  const [refused] = await test.deps.database.publications.withPrefix('thread:');
  assert.ok(refused!.failure !== undefined);
  assert.equal(refused!.retryAt - test.deps.clock.now(), 20_000);
});

test('what Slack puts off waits as long as it says; the order stays', async () => {
  const { bot, post, test, texts } = await followConference();
  await add(bot, GRACE, NOTE);
  test.publisher.failNext({ kind: 'later', retryAfterMs: 60_000 });
  await post();
  assert.deepEqual(texts(''), []);
  await post();
  assert.equal(test.publisher.calls.length, 1);
  test.setTime('2016-05-26T10:17:00-04:00');
  await post();
  assert.deepEqual(
    test.publisher.standing().map(({ key }) => key.split(':')[0]),
    ['thread', 'note'],
  );
});

test('what Slack refuses is not tried again, and the organizer is told why', async () => {
  const { bot, post, test, texts } = await followConference();
  await add(bot, GRACE, NOTE);
  test.publisher.failNext({
    kind: 'refused',
    reason: { key: 'slack-archived' },
  });
  await post();
  test.setTime('2016-05-26T12:00:00-04:00');
  await post();
  assert.equal(test.publisher.calls.length, 1);
  assert.deepEqual(texts(''), []);
  const state = await bot.getConferenceState({ teamId: 'T1', userId: 'U1', channel: 'C1' });
  assert.ok(!isWhichConference(state));
  assert.match(writeNotice(state.troubles[0]!), /archived/);
});

test('a digest that someone deleted is posted again when it changes', async () => {
  const { bot, post, test, texts } = await followConference();
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  await bot.publish({ teamId: 'T1', userId: 'U1', channel: 'C1' });
  await post();
  const main = test.publisher.standing().find(({ key }) => key.endsWith(':main'))!;
  await test.publisher.remove(main);
  await add(bot, GRACE, 'Fahim: first decide whether the increase is valid or malicious');
  test.setTime('2016-05-26T10:20:00-04:00');
  await bot.runDueWork();
  await post();
  test.setTime('2016-05-26T10:22:00-04:00');
  await post();
  assert.equal(texts('digest:').filter((text) => text.includes('Day 1')).length, 1);
});

test('a note taken back before it was shown is never shown', async () => {
  const { bot, post, texts } = await followConference();
  const { note } = await add(bot, GRACE, NOTE);
  await bot.undoNote(GRACE, note);
  await post();
  assert.deepEqual(texts('note:'), []);
});
