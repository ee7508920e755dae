import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADA, add, followConference, GRACE } from '#test/usecases/followed-conference.ts';

const work = (title: string, nth: number, more = {}) => ({
  title,
  authors: [],
  text: title,
  requestId: `w${nth}`,
  ...more,
});

test('what is typed and what notes mention is one list, each work once with all who recommend it', async () => {
  const { bot } = await followConference();
  await add(bot, GRACE, 'Willis: he recommends reading "Release It!" by Michael Nygard');
  const { item, number } = await bot.recommend(
    ADA,
    work('Release It!', 1, { authors: ['Michael Nygard'], comment: 'stability' }),
  );
  assert.equal(number, 1);
  assert.deepEqual(
    item.recommendedBy.map(({ author }) => author),
    ['Grace', 'Ada'],
  );
  const { items, total, pages } = await bot.showReadingList(ADA);
  assert.deepEqual([items.length, total, pages], [1, 1, 1]);
  assert.equal(items[0]!.item.recommendedBy[1]!.comment, 'stability');
});

test('the list has pages; a page that is not there is the nearest', async () => {
  const { bot } = await followConference();
  for (let nth = 0; nth < 23; nth++) await bot.recommend(ADA, work(`Treatise number ${nth} of the shelf`, nth));
  assert.deepEqual(
    (await bot.showReadingList(ADA, 3)).items.map(({ number }) => number),
    [21, 22, 23],
  );
  assert.equal((await bot.showReadingList(ADA, 99)).page, 3);
  assert.equal((await bot.showReadingList(ADA, -1)).page, 1);
  assert.equal((await bot.showReadingList(ADA, Number.NaN)).page, 1);
});

test('a work is removed by whose it is or an organizer, stays away, and can come back', async () => {
  const { bot, conference } = await followConference();
  await bot.recommend(GRACE, work('Release It!', 1));
  await bot.recommend(ADA, work('The Phoenix Project', 2));
  await assert.rejects(bot.removeWork(GRACE, 2), /Only who recommended it/);
  await assert.rejects(bot.removeWork(GRACE, 7), /from 1 to 2/);
  const { workKey } = await bot.removeWork(GRACE, 1);
  assert.deepEqual(
    (await bot.showReadingList(ADA)).items.map(({ item }) => item.title),
    ['The Phoenix Project'],
  );
  await bot.restoreWork(GRACE, conference.id, workKey);
  assert.equal((await bot.showReadingList(ADA)).total, 2);
  await bot.removeWork(ADA, 1);
  await bot.recommend(ADA, work('Release It!', 3));
  assert.equal((await bot.showReadingList(ADA)).total, 2);
});

test('an address alone is a work; nothing at all is not', async () => {
  const { bot } = await followConference();
  const { item } = await bot.recommend(
    ADA,
    work('', 1, { url: 'https://codeascraft.com/', text: '<https://codeascraft.com/>' }),
  );
  assert.equal(item.url, 'https://codeascraft.com/');
  await assert.rejects(bot.recommend(ADA, work(' ', 2)), /Name what to read/);
});

test('files are sent to the person who asks, in every format', async () => {
  const { bot, test } = await followConference();
  await assert.rejects(bot.exportFile(ADA, 'md'), /Nothing has been noted/);
  await bot.recommend(ADA, work('Release It!', 1));
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  for (const format of ['md', 'html', 'json', 'csv', 'csl', 'bib', 'reading-list'] as const)
    await bot.exportFile(ADA, format);
  assert.equal(test.workspace.files.length, 7);
  assert.ok(test.workspace.files.every(({ userId, content }) => userId === 'U1' && content.includes('Release It!')));
});
