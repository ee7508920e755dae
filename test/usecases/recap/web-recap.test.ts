import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webPath } from '#domain/conference/web-link.ts';
import { keptPhoto } from '#test/fakes/fake-photos.ts';
import { ADA, add, type Followed, followConference, GRACE } from '#test/usecases/followed-conference.ts';
import { SettingError } from '#usecases/conference/validate-settings.ts';

const NOTE = 'Willis: there are six sources of burnout, and workload is only one of the six';

/** The last part of the address of the conference's page, as it is now. */
async function keyOf({ test, conference }: Followed): Promise<string> {
  const { webToken } = (await test.deps.database.conferences.find(conference.id))!;
  return `${conference.id}.${webToken}`;
}

async function published(): Promise<Followed> {
  const followed = await followConference();
  await add(followed.bot, GRACE, NOTE);
  await followed.bot.changeSettings(ADA, followed.conference.id, { webAccess: 'link' });
  followed.test.setTime('2016-05-26T18:31:00-04:00');
  await followed.bot.runDueWork();
  await followed.post();
  return followed;
}

test('nobody reads a conference on the web unless an organizer wants it, and only what is published', async () => {
  const followed = await followConference();
  const { bot, conference, test } = followed;
  await add(bot, GRACE, NOTE);
  assert.equal(webPath(conference), undefined);
  await bot.changeSettings(ADA, conference.id, { webAccess: 'link' });
  const key = await keyOf(followed);
  assert.match(key, /^\w+\.[\w-]{20,}$/);
  assert.equal(await bot.findWebRecap(key), undefined);
  test.setTime('2016-05-26T18:31:00-04:00');
  await bot.runDueWork();
  for (const found of [await bot.findWebRecap(key), await bot.findWebRecap(key, '2016-05-26')]) {
    const { recap } = await found!.compile();
    assert.match(JSON.stringify(recap), /six sources of burnout/);
    assert.deepEqual(
      found!.published.map(({ date }) => date),
      ['2016-05-26'],
    );
  }
  assert.equal(await bot.findWebRecap(key, '2016-05-27'), undefined);
  assert.equal(await bot.findWebRecap(key, '2020-01-01'), undefined);
});

test('the post leads to the page; nothing of it counts as news', async () => {
  const followed = await published();
  const { bot, conference, texts, post, test } = followed;
  const address = `https://recap.example.org${webPath((await test.deps.database.conferences.find(conference.id))!, '2016-05-26')}`;
  assert.ok(texts('digest:').join().includes(`"url":"${address}"`));
  await bot.changeSettings(ADA, conference.id, { webAccess: 'nobody' });
  test.setTime('2016-05-26T18:40:00-04:00');
  await bot.runDueWork();
  await post();
  assert.doesNotMatch(texts('digest:').join(), /recap\.example\.org|updated/i);
});

test('a page that was closed is gone, and gets another address when it is opened again', async () => {
  const followed = await published();
  const { bot, conference } = followed;
  const old = await keyOf(followed);
  await bot.changeSettings(ADA, conference.id, { name: 'Renamed' });
  assert.ok(await bot.findWebRecap(old), 'other settings leave it open');
  await bot.changeSettings(ADA, conference.id, { webAccess: 'nobody' });
  assert.equal(await bot.findWebRecap(old), undefined);
  await bot.changeSettings(ADA, conference.id, { webAccess: 'link' });
  assert.equal(await bot.findWebRecap(old), undefined);
  assert.ok(await bot.findWebRecap(await keyOf(followed)));
  for (const wrong of ['', 'x', conference.id, `${conference.id}.`, `${conference.id}.${'x'.repeat(24)}`, `.${old}`]) {
    assert.equal(await bot.findWebRecap(wrong), undefined, wrong);
  }
  await bot.deleteConference(ADA, conference.id);
  assert.equal(await bot.findWebRecap(await keyOf(followed).catch(() => old)), undefined);
});

test('without PUBLIC_URL the page can’t be opened, and it is said what to do', async () => {
  const { bot, conference, test } = await followConference();
  test.deps.publicUrl = undefined;
  await assert.rejects(
    bot.changeSettings(ADA, conference.id, { webAccess: 'link' }),
    (error) => error instanceof SettingError && error.setting === 'webAccess' && /PUBLIC_URL/.test(error.message),
  );
});

test('what was written in a private channel is not on the web, even if the digest is posted there', async () => {
  const followed = await followConference({ channels: ['C3'], digestChannel: 'C3' });
  const { bot, conference, test } = followed;
  await bot.setListening({ ...ADA, channel: 'C3' }, true);
  const secret = {
    channel: 'C3',
    authorId: 'U2',
    source: 'Willis said that workload is the secret source of burnout',
  };
  await bot.messagePosted(test.workspace.say({ ts: '1464272400.000100', ...secret }));
  await add(bot, { ...GRACE, channel: 'C3' }, 'Willis: values that clash are a source of burnout as well');
  await bot.changeSettings(ADA, conference.id, { webAccess: 'link' });
  test.setTime('2016-05-26T18:31:00-04:00');
  await bot.runDueWork();
  await followed.post();
  assert.match(followed.texts('digest:').join(), /secret source/);
  const found = await bot.findWebRecap(await keyOf(followed));
  const text = JSON.stringify((await found!.compile()).recap);
  assert.match(text, /values that clash/);
  assert.doesNotMatch(text, /secret source/);
});

test('photos are fetched when the digest is published, shown in the size in which they are kept, and go with their note', async () => {
  const followed = await followConference({ listens: ['C1'] });
  const { bot, conference, test } = followed;
  const photos = ['F1', 'F2'].map((id) => ({ id, name: `slide-${id}.png`, width: 4, height: 3 }));
  const message = test.workspace.say({
    ...{ channel: 'C1', ts: '1464272400.000100', authorId: 'U2', photos },
    source: 'Willis: the six sources of burnout on one slide',
  });
  await bot.messagePosted(message);
  await bot.changeSettings(ADA, conference.id, { webAccess: 'link' });
  test.setTime('2016-05-26T18:31:00-04:00');
  await bot.runDueWork();
  assert.deepEqual(test.photos.asked, ['T1 F1', 'T1 F2']);
  const key = await keyOf(followed);
  const before = await bot.findWebRecap(key);
  test.photos.kept.set('T1 F1', keptPhoto());
  test.photos.kept.set('T1 F2', { unusable: 'refused' });
  const after = await bot.findWebRecap(key);
  assert.notEqual(after!.hash, before!.hash);
  const { recap, photos: byFile } = await after!.compile();
  const shown = recap.days.flatMap(({ talks, hallway }) => [...talks, hallway].flatMap((section) => section.photos));
  assert.deepEqual(
    shown.map(({ file, width, height }) => [file, width, height]),
    [['photos/slide-F1.png', 1600, 1200]],
  );
  assert.equal(byFile.get('slide-F1.png')?.id, 'F1');
  assert.deepEqual(test.photos.sweeps.at(-1), ['T1 F1', 'T1 F2']);
  await bot.messageDeleted(message);
  await bot.runDueWork();
  assert.deepEqual(test.photos.sweeps.at(-1), []);
  assert.notEqual((await bot.findWebRecap(key))!.hash, after!.hash);
});

test('the digest leads a talk with its first photo, as Slack holds it', async () => {
  const { bot, test, texts, post } = await followConference({ listens: ['C1'] });
  const photos = [{ id: 'F1', name: 'slide-F1.png' }];
  const source = 'Willis: the six sources of burnout on one slide';
  await bot.messagePosted(
    test.workspace.say({ channel: 'C1', ts: '1464272400.000100', authorId: 'U2', photos, source }),
  );
  test.setTime('2016-05-26T18:31:00-04:00');
  await bot.runDueWork();
  await post();
  assert.ok(texts('digest:').join().includes('"type":"image","slack_file":{"id":"F1"},"alt_text":"Willis: the six'));
});

test('who opens the page is told its address', async () => {
  const { bot, conference } = await followConference();
  const opened = await bot.changeSettings(ADA, conference.id, { webAccess: 'link' });
  assert.equal(opened.webUrl, `https://recap.example.org${webPath(opened.conference)}`);
  const closed = await bot.changeSettings(ADA, conference.id, { webAccess: 'nobody' });
  assert.equal(closed.webUrl, undefined);
});

test('the page never waits for a language model', async () => {
  const followed = await published();
  const { summarizer } = followed.test.deps;
  followed.test.deps.summarizer = {
    ...summarizer,
    asksModel: true,
    summarizeTalks: (talks, options) =>
      options?.fromCache ? summarizer.summarizeTalks(talks, options) : new Promise(() => {}),
  };
  const found = await followed.bot.findWebRecap(await keyOf(followed));
  assert.match(JSON.stringify((await found!.compile()).recap), /six sources of burnout/);
});
