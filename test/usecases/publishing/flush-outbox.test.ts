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
