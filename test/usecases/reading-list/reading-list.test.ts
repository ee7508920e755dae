import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recommendation } from '#test/fakes/recommendation.ts';
import { ADA, add, followConference, GRACE } from '#test/usecases/followed-conference.ts';

const work = (title: string, nth: number, more = {}) => recommendation(title, { requestId: `w${nth}`, ...more });

test('what is typed and what notes mention is one list, each work once with all who recommend it', async () => {
  const { bot } = await followConference();
  await add(bot, GRACE, 'Willis: he recommends reading "Release It!" by Michael Nygard');
  const { works } = await bot.recommend(
    ADA,
    work('Release It!', 1, { authors: ['Michael Nygard'], comment: 'stability' }),
  );
  assert.equal(works[0]!.number, 1);
  assert.deepEqual(
    works[0]!.item.recommendedBy.map(({ author }) => author),
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
    (await bot.showReadingList(ADA, { page: 3 })).items.map(({ number }) => number),
    [21, 22, 23],
  );
  assert.equal((await bot.showReadingList(ADA, { page: 99 })).page, 3);
  assert.equal((await bot.showReadingList(ADA, { page: -1 })).page, 1);
  assert.equal((await bot.showReadingList(ADA, { page: Number.NaN })).page, 1);
});

test('a work is removed by whose it is or an organizer, stays away, and can come back', async () => {
  const { bot, conference } = await followConference();
  await bot.recommend(GRACE, work('Release It!', 1));
  await bot.recommend(ADA, work('The Phoenix Project', 2));
  await bot.showReadingList(GRACE);
  await assert.rejects(bot.removeWork(GRACE, 2), /Only the person who recommended it/);
  await assert.rejects(bot.removeWork(GRACE, 7), /numbered 1 to 2/);
  const { key } = await bot.removeWork(GRACE, 1);
  assert.deepEqual(
    (await bot.showReadingList(ADA)).items.map(({ item }) => item.title),
    ['The Phoenix Project'],
  );
  await bot.restoreWork(GRACE, { conferenceId: conference.id, key });
  assert.equal((await bot.showReadingList(ADA)).total, 2);
  await bot.removeWork(ADA, 1);
  await bot.recommend(ADA, work('Release It!', 3));
  assert.equal((await bot.showReadingList(ADA)).total, 2);
});

test('a work that the same person recommends again is announced once, unless they add a comment', async () => {
  const { bot, post, texts } = await followConference();
  const first = await bot.recommend(ADA, work('Release It!', 1));
  const second = await bot.recommend(ADA, work('Release It!', 2));
  assert.deepEqual([first.again, second.again], [false, true]);
  assert.deepEqual(second.key, first.key);
  await post();
  assert.equal(texts('note:').length, 1);
  assert.equal((await bot.recommend(ADA, work('Release It!', 3, { comment: 'stability' }))).again, false);
  assert.equal((await bot.recommend(GRACE, work('Release It!', 4))).again, false);
  await bot.removeWork(ADA, 1);
  assert.equal((await bot.recommend(ADA, work('Release It!', 5))).again, false);
  assert.equal((await bot.showReadingList(ADA)).total, 1);
});

test('a number means the entry that the person saw under it, not what has it since', async () => {
  const { bot } = await followConference();
  await bot.recommend(ADA, work('The Goal', 1));
  await bot.recommend(ADA, work('Release It!', 2));
  await bot.showReadingList(ADA);
  // Two people recommend it now, so it is first.
  await bot.recommend(GRACE, work('Release It!', 3));
  const { item } = await bot.removeWork(ADA, 1);
  assert.equal(item.title, 'The Goal');
  await assert.rejects(bot.removeWork(ADA, 1), /Number 1 has changed or been removed/);
});

test('numbers keep their meaning while somebody adds and edits works', async () => {
  const { bot } = await followConference();
  await bot.recommend(ADA, work('The Goal', 1));
  await bot.recommend(ADA, work('Release It!', 2));
  await bot.showReadingList(ADA);
  await bot.recommend(GRACE, work('Release It!', 3));
  const { works } = await bot.recommend(ADA, work('Drive', 4));
  assert.equal(works[0]!.number, 3);
  assert.equal((await bot.findEditableWork(ADA, { number: 3 })).title, 'Drive');
  assert.equal((await bot.findEditableWork(ADA, { number: 1 })).title, 'The Goal');
  const { key, conferenceId } = await bot.findEditableWork(ADA, { number: 3 });
  await bot.editWork(ADA, { conferenceId, key, title: 'Drive!', authors: [], talkId: null });
  assert.equal((await bot.removeWork(ADA, 1)).item.title, 'The Goal');
});

test('several works in one command are one note, and Undo removes them all', async () => {
  const { bot } = await followConference();
  const given = { ...work('Release It!', 1), text: 'Release It!; The Goal' };
  const both = { ...given, works: [...given.works, { kind: 'book' as const, title: 'The Goal', authors: [] }] };
  const { works, key } = await bot.recommend(ADA, both);
  assert.deepEqual(
    works.map(({ number, item }) => [number, item.title]),
    [
      [1, 'Release It!'],
      [2, 'The Goal'],
    ],
  );
  await bot.undoNote(ADA, key);
  assert.equal((await bot.showReadingList(ADA)).total, 0);
});

test('a work is credited to a talk only if the comment names it', async () => {
  const { bot, test } = await followConference();
  test.setTime('2016-05-26T10:05:00-04:00');
  const [unnamed] = (await bot.recommend(ADA, work('The Goal', 1))).works;
  assert.equal(unnamed!.talk, undefined);
  const comment = 'recommended by Bill Willis';
  const [named] = (await bot.recommend(ADA, work('Release It!', 2, { comment }))).works;
  assert.equal(named!.talk?.id, 'burnout');
  const { items } = await bot.showReadingList(ADA);
  assert.deepEqual(
    items.map(({ item }) => item.recommendedBy[0]!.talkId),
    [undefined, 'burnout'],
  );
});

test('an entry that was typed can be edited: title, authors, comment and talk', async () => {
  const { bot } = await followConference();
  const [added] = (await bot.recommend(ADA, work('Releas It', 1))).works;
  const which = { conferenceId: added!.conferenceId, key: added!.key };
  const edits = { title: 'Release It!', authors: ['Michael Nygard'], comment: 'stability', talkId: 'burnout' };
  const edited = await bot.editWork(ADA, { ...which, ...edits });
  assert.equal(edited.number, 1);
  const { title, authors, comment, talkId } = await bot.findEditableWork(ADA, { number: 1 });
  assert.deepEqual({ title, authors, comment, talkId }, edits);
  await assert.rejects(bot.editWork(ADA, { ...which, ...edits }), /has changed or been removed/);
});

test('editing a work that a note mentions keeps the note and its other works', async () => {
  const { bot } = await followConference();
  const text = 'Willis: recommended books: "Relase It" by Michael Nygard and "The Goal" by Eliyahu Goldratt';
  await add(bot, GRACE, text);
  const { items } = await bot.showReadingList(GRACE);
  assert.deepEqual(
    items.map(({ item }) => item.title),
    ['Relase It', 'The Goal'],
  );
  const { key, conferenceId, authors, talkId } = await bot.findEditableWork(GRACE, { number: 1 });
  await bot.editWork(GRACE, { conferenceId, key, title: 'Release It!', authors, talkId });
  const after = await bot.showReadingList(GRACE);
  assert.deepEqual(
    after.items.map(({ item }) => [item.title, item.recommendedBy[0]!.talkId]),
    [
      ['Release It!', 'burnout'],
      ['The Goal', 'burnout'],
    ],
  );
});

test('an address alone is a work', async () => {
  const { bot } = await followConference();
  const url = 'https://codeascraft.com/';
  const [added] = (await bot.recommend(ADA, work(url, 1, { kind: 'link', url }))).works;
  assert.equal(added!.item.url, url);
});

test('files are sent to the person who asks, in every format', async () => {
  const { bot, test } = await followConference();
  await assert.rejects(bot.exportFile(ADA, 'md'), /There are no notes from/);
  await bot.recommend(ADA, work('Release It!', 1));
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  for (const format of ['md', 'html', 'json', 'csv', 'csl', 'bib', 'reading-list'] as const)
    await bot.exportFile(ADA, format);
  assert.equal(test.workspace.files.length, 7);
  assert.ok(test.workspace.files.every(({ userId, content }) => userId === 'U1' && content.includes('Release It!')));
});
