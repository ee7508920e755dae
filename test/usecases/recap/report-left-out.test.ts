import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Summary } from '#domain/recap/summary.ts';
import { add, followConference, GRACE } from '#test/usecases/followed-conference.ts';
import { reportLeftOut } from '#usecases/recap/report-left-out.ts';

test('the doctor is told what was left out of digests as they stand, and why', async () => {
  const { bot, post, texts, test } = await followConference();
  const examine = () => Array.fromAsync(reportLeftOut(test.deps), ({ says }) => says);
  let says = ['Workload is one of six sources of burnout', 'Workload is one of 60 sources of burnout'];
  test.deps.summarizer = {
    summarizeTalks: async (talks) => ({
      summaries: talks.map(({ notes }): Summary => {
        const noteIds = notes.map(({ id }) => id);
        return {
          points: says.map((text) => ({ text, noteIds, agreement: 1, weight: 1 })),
          quotes: [{ text: 'words that nobody wrote', noteId: noteIds[0]! }],
          questions: [],
        };
      }),
    }),
  };
  assert.deepEqual(await examine(), []);
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  test.setTime('2016-05-26T18:30:00-04:00');
  await bot.runDueWork();
  await post();
  assert.match(texts('digest:').join(), /one of six sources/);
  assert.deepEqual(await examine(), [
    "“DevOpsDays Toronto”: 2 sentences were left out of its digests because no note supports them: 1 with a number that isn't in the notes, 1 with a quote that isn't in the notes",
  ]);
  // Composed again, the present state counts.
  says = says.slice(0, 1);
  await add(bot, GRACE, 'Willis: control is another source of burnout');
  test.setTime('2016-05-26T18:40:00-04:00');
  await bot.runDueWork();
  assert.deepEqual(await examine(), [
    "“DevOpsDays Toronto”: 1 sentence was left out of its digests because no note supports it: 1 with a quote that isn't in the notes",
  ]);
});

test('a conference with digests in which nothing was left out says so', async () => {
  const { bot, post, test } = await followConference();
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  test.setTime('2016-05-26T18:30:00-04:00');
  await bot.runDueWork();
  await post();
  assert.deepEqual(await Array.fromAsync(reportLeftOut(test.deps)), [
    {
      verdict: 'ok',
      about: 'evidence',
      says: '“DevOpsDays Toronto”: nothing was left out of its digests',
    },
  ]);
});
