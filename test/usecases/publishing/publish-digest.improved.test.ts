import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createJobWork } from '#app/create-job-work.ts';
import type { Summary } from '#domain/recap/summary.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { until } from '#test/e2e/until.ts';
import type { TestBot } from '#test/fakes/bot-for-test.ts';
import { ADA, add, followConference, GRACE } from '#test/usecases/followed-conference.ts';

test('a digest that the language model could not word in time goes out, and is improved in place later', async () => {
  const webToken = 'x'.repeat(24);
  const { bot, post, texts, test, conference } = await followConference({ webToken });
  const page = async () => (await bot.findWebRecap(`${conference.id}.${webToken}`))?.hash;
  let up = false;
  let asked = 0;
  const worded = (noteIds: string[]): Summary => ({
    points: [{ text: 'Of six sources of burnout, workload is only one', noteIds, agreement: 1, weight: 1 }],
    quotes: [],
    questions: [],
  });
  test.deps.summarizer = {
    summarizeTalks: async (talks) => {
      asked++;
      return {
        summaries: talks.map(({ notes }) => (up ? worded(notes.map(({ id }) => id)) : undefined)),
        use: { sent: 1, received: 1, saved: 0, failures: up ? 0 : 1 },
      };
    },
  };
  const tick = async (time: string) => {
    test.setTime(`2016-05-26T${time}:00-04:00`);
    await bot.runDueWork();
    await post();
  };
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  await tick('18:30');
  assert.match(texts('digest:').join(), /workload is only one of the six/);
  // Once it is posted its links follow, and it is composed again.
  await tick('18:32');
  assert.equal(asked, 2);
  await tick('18:34');
  assert.equal(asked, 2);
  await tick('18:37');
  assert.equal(asked, 3);
  await tick('18:43');
  assert.equal(asked, 3);
  const before = await page();
  up = true;
  await tick('18:47');
  assert.match(texts('digest:').join(), /Of six sources of burnout, workload is only one/);
  assert.doesNotMatch(texts('digest:').join(), /of the six/);
  assert.doesNotMatch(texts('digest:').join(), /updated/i);
  assert.ok(before !== undefined && (await page()) !== before, 'the page is made again, too');
  await tick('19:47');
  assert.equal(asked, 4);
  assert.equal(new Set(test.publisher.standing().map(({ ts }) => ts)).size, test.publisher.standing().length);
});

test('what changes in a posted digest may wait to be worded, and is asked for when that is over', async () => {
  const { bot, post, texts, test } = await followConference();
  const asked: (boolean | undefined)[] = [];
  let waitsUntil: number | undefined;
  const { summarizer } = test.deps;
  test.deps.summarizer = {
    summarizeTalks: async (talks, options) => {
      asked.push(options?.canWait);
      const made = await summarizer.summarizeTalks(talks, options);
      return { ...made, ...omitUndefined({ waitsUntil }) };
    },
  };
  const tick = async (time: string) => {
    test.setTime(`2016-05-26T${time}:00-04:00`);
    await bot.runDueWork();
    await post();
  };
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  await bot.preview(ADA);
  await tick('18:30');
  assert.deepEqual(asked, [undefined, false]);
  // Once it is posted its links follow.
  await tick('18:32');
  assert.deepEqual(asked.splice(0), [undefined, false, true]);
  await add(bot, GRACE, 'Maslach measures it by a questionnaire, which anybody may use');
  waitsUntil = Date.parse('2016-05-26T21:40:00-04:00');
  await tick('18:40');
  assert.match(texts('digest:').join(), /questionnaire/);
  await tick('18:42');
  asked.length = 0;
  await tick('21:39');
  assert.deepEqual(asked, []);
  waitsUntil = undefined;
  await tick('21:41');
  await tick('21:45');
  assert.deepEqual(asked, [true]);
});

test('while Slack is away what is due waits with a warning, and is done when it is back', async () => {
  const { bot, post, texts, test } = await followConference();
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  test.setTime('2016-05-26T18:30:00-04:00');
  test.workspace.isDown = true;
  await bot.runDueWork();
  const about = test.logged.filter(({ event }) => event.startsWith('due work')).map(({ level }) => level);
  assert.deepEqual(about, ['warn']);
  test.workspace.isDown = false;
  await bot.runDueWork();
  await post();
  assert.match(texts('digest:').join(), /six sources/);
});

/** A model that writes what it is asked, or never answers, and how often it was asked. */
function slowModel(test: TestBot) {
  const model = { asked: 0, hangs: false, written: false };
  const summary = (noteIds: string[]): Summary => ({
    points: [{ text: 'Of six sources of burnout, workload is only one', noteIds, agreement: 1, weight: 1 }],
    quotes: [],
    questions: [],
  });
  test.deps.summarizer = {
    asksModel: true,
    async summarizeTalks(talks, { fromCache } = {}) {
      if (fromCache !== true) {
        model.asked += 1;
        if (model.hangs) await new Promise(() => {});
        model.written = true;
      }
      const summaries = talks.map(({ notes }) => (model.written ? summary(notes.map(({ id }) => id)) : undefined));
      return { summaries, ...(fromCache && !model.written && { waitsUntil: test.deps.clock.now() }) };
    },
  };
  return model;
}

const NOTE = 'Willis: there are six sources of burnout, and workload is only one of the six';

test('a language model is asked three minutes ahead, so that the digest is worded when it is posted', async () => {
  const { bot, post, texts, test } = await followConference();
  const model = slowModel(test);
  await add(bot, GRACE, NOTE);
  test.setTime('2016-05-26T18:26:59-04:00');
  await bot.runDueWork();
  assert.equal(model.asked, 0);
  test.setTime('2016-05-26T18:27:00-04:00');
  await bot.runDueWork();
  await post();
  assert.equal(model.asked, 1);
  assert.deepEqual(texts('digest:'), []);
  test.setTime('2016-05-26T18:30:00-04:00');
  await bot.runDueWork();
  await post();
  assert.match(texts('digest:').join(), /Of six sources of burnout/);
  assert.equal(model.asked, 1);
});

test('a digest doesn’t wait for a language model that hangs, and is worded a minute after the model answers', async () => {
  const { bot, post, texts, test } = await followConference();
  const model = slowModel(test);
  model.hangs = true;
  await add(bot, GRACE, NOTE);
  test.setTime('2016-05-26T18:30:00-04:00');
  const work = createJobWork(test.deps);
  const run = async () => {
    for (const job of await work.findDue()) {
      const done = work.run(job);
      if (job.kind !== 'ask-model' || !model.hangs) await done;
    }
    await post();
  };
  await run();
  assert.equal(model.asked, 0);
  assert.match(texts('digest:').join(), /workload is only one of the six/);
  test.setTime('2016-05-26T18:31:30-04:00');
  await run();
  await until('the model is asked', async () => (model.asked === 1 ? true : undefined));
  model.hangs = false;
  test.setTime('2016-05-26T18:33:00-04:00');
  await run();
  assert.equal(model.asked, 2);
  assert.match(texts('digest:').join(), /Of six sources of burnout/);
});

test('what was prepared is dropped when a model has written a part, so that the digest has that part', async () => {
  const { bot, post, texts, test } = await followConference();
  const model = slowModel(test);
  const { summarizer } = test.deps;
  test.deps.summarizer = {
    ...summarizer,
    async summarizeTalks(talks, options = {}) {
      if (options.fromCache) return summarizer.summarizeTalks(talks, options);
      model.written = true;
      options.onAnswer?.();
      return new Promise(() => {});
    },
  };
  await add(bot, GRACE, NOTE);
  test.setTime('2016-05-26T18:27:00-04:00');
  const work = createJobWork(test.deps);
  for (const job of await work.findDue()) {
    const done = work.run(job);
    if (job.kind !== 'ask-model') await done;
  }
  const { conferences } = test.deps.database;
  const [conference] = await conferences.notOverBefore('2016-05-26');
  const key = `summary:${conference!.teamId}:digest ${conference!.id} 2016-05-26`;
  await until(
    'the prepared digest is dropped',
    async () => (await test.deps.keyValue.get(key)) === undefined || undefined,
  );
  test.setTime('2016-05-26T18:30:00-04:00');
  for (const job of await work.findDue()) await work.run(job);
  await post();
  assert.match(texts('digest:').join(), /Of six sources of burnout/);
});
