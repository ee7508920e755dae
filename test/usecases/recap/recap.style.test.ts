import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WritingStyle } from '#domain/conference/conference.ts';
import { ADA, add, followConference, GRACE } from '#test/usecases/followed-conference.ts';

test('the voice that an organizer sets reaches the summarizer, and a blank line takes it back', async () => {
  const { bot, test, conference } = await followConference();
  const voices: (WritingStyle | undefined)[] = [];
  const { summarizer } = test.deps;
  test.deps.summarizer = {
    summarizeTalks: (talks, options) => {
      voices.push(talks[0]?.voice);
      return summarizer.summarizeTalks(talks, options);
    },
  };
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  await bot.preview(ADA);
  await bot.changeSettings(ADA, conference.id, { language: ' German ', tone: 'dry\nand short' });
  await bot.preview(ADA);
  await bot.changeSettings(ADA, conference.id, { digestAt: '19:00' });
  await bot.preview(ADA);
  await bot.changeSettings(ADA, conference.id, { language: '', tone: '' });
  await bot.preview(ADA);
  const set = { language: 'German', tone: 'dry and short' };
  assert.deepEqual(voices, [undefined, set, set, undefined]);
});

test('too long a tone, and a language in which nothing can be checked, are refused next to their fields', async () => {
  const { bot, conference } = await followConference();
  await assert.rejects(bot.changeSettings(ADA, conference.id, { tone: 'x'.repeat(201) }), /limit is 200/);
  await assert.rejects(
    bot.changeSettings(ADA, conference.id, { language: 'Japanese' }),
    /can’t write a recap in “Japanese”.*German/,
  );
});
