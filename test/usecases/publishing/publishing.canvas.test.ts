import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canvasKey } from '#domain/publishing/publication.ts';
import type { Notice } from '#errors.ts';
import { ADA, add, followConference, GRACE } from '#test/usecases/followed-conference.ts';
import { PostingError } from '#usecases/ports/slack.ts';

test('the recap of all days is kept as a canvas, changed in place', async () => {
  const { bot, conference, post, test } = await followConference();
  const standing = () => test.publisher.standing().filter(({ key }) => key === canvasKey(conference.id));
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  test.setTime('2016-05-26T18:31:00-04:00');
  await bot.runDueWork();
  await post();
  assert.deepEqual(standing(), [], 'a day has none');
  await bot.publish(ADA, { day: 'all' });
  await post();
  const [first] = standing();
  assert.match(JSON.stringify(first?.message), /six sources of burnout/);
  await add(bot, ADA, 'Willis: values that clash are another source of burnout, says Maslach');
  await bot.publish(ADA, { day: 'all' });
  await post();
  const [second, ...others] = standing();
  assert.equal(second?.ts, first?.ts);
  assert.deepEqual(others, []);
  assert.match(JSON.stringify(second?.message), /values that clash/i);
});

test('if a canvas is not possible, the recap is still posted and says why', async () => {
  const { bot, conference, post, texts, test } = await followConference();
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  const reason: Notice = { key: 'canvas-refused', values: { cause: 'scope', code: 'missing_scope' } };
  const { publisher } = test.deps;
  test.deps.publisher = {
    ...publisher,
    post: async (place, key, message) => {
      if (key === canvasKey(conference.id)) throw new PostingError({ kind: 'refused', reason });
      return publisher.post(place, key, message);
    },
  };
  await bot.publish(ADA, { day: 'all' });
  await post();
  assert.ok(texts('recap:').length > 0);
  const state = await bot.getConferenceState(ADA);
  assert.ok('troubles' in state);
  assert.deepEqual(state.troubles, [{ key: 'trouble-canvas', values: { reason } }]);
});
