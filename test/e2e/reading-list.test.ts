import assert from 'node:assert/strict';
import { initialValues } from '#demo/local-slack/dialogs.ts';
import { ADA, BOB, TALKS } from './sample-team.ts';
import { inBothModes, inMode } from './start-workspace.ts';
import { until } from './until.ts';

inMode(
  'http',
  '/readinglist add credits who recommended, and Undo takes it back',
  async ({ type, startConference, press }) => {
    await startConference();
    assert.match((await type('/readinglist')).text, /No recommendations from SampleConf yet/);
    const { text, message } = await type(
      '/readinglist add "Release It!" by Michael Nygard — the chapter on stability',
      { user: BOB },
    );
    assert.match(text, /Added to the reading list as number 1: Release It!/);
    assert.match(
      (await type('/readinglist')).text,
      /1\. Release It!.*Michael Nygard.*\(bob\): “the chapter on stability”/i,
    );
    await press(message, 'Undo', BOB);
    await until('an empty list', async () => /No recommendations/.test((await type('/readinglist')).text));
  },
);

inMode(
  'http',
  '/readinglist has pages, removal with a way back, and files',
  async ({ type, startConference, control, press }) => {
    await startConference();
    for (let number = 1; number <= 12; number += 1) {
      await type(`/readinglist add "Book of ${WORDS[number]}" by Author ${WORDS[number]}`);
    }
    const { text, message } = await type('/readinglist');
    assert.match(text, /12 entries, page 1 of 2/);
    await press(message, 'Next', ADA);
    await until('the second page', async () =>
      (await control.messages(TALKS)).some(({ blocks }) => JSON.stringify(blocks ?? '').includes('page 2 of 2')),
    );
    const removed = await type('/readinglist remove 2');
    assert.match(removed.text, /Removed from the reading list: Book of/);
    assert.match((await type('/readinglist')).text, /11 entries/);
    await press(removed.message, 'Put it back', ADA);
    await until('it is back', async () => /12 entries/.test((await type('/readinglist')).text));
    assert.match((await type('/readinglist remove 40')).text, /numbered 1 to 12/);

    assert.match((await type('/readinglist export csv', { user: BOB })).text, /I’ve sent you reading-list\.csv/);
    const dm = (await control.channels()).find(({ is_im, members }) => is_im && members.includes(BOB))!;
    const [file] = (await control.messages(dm.id)).flatMap(({ files = [] }) => files);
    const csv = await fetch(file!.url_private, { headers: { authorization: 'Bearer xoxb-local-slack' } });
    assert.match(await csv.text(), /Book of seven/);
  },
);

inBothModes('Fix below an added work opens a form, and what is saved is on the list', async (workspace) => {
  const { type, startConference, press, control } = workspace;
  await startConference();
  const { message } = await type('/readinglist add Releas It', { user: BOB });
  const dialogs = await control.dialogs();
  await press(message, 'Edit', BOB);
  const view = await until('the form', () => dialogs.top());
  dialogs.submit(BOB, {
    ...initialValues(view.blocks),
    title: { value: { type: 'plain_text_input', value: 'Release It!' } },
    authors: { value: { type: 'plain_text_input', value: 'Michael Nygard' } },
  });
  await until('it closes', () => dialogs.top() === undefined);
  await until('the new title', async () => /1\. Release It!.*Michael Nygard/.test((await type('/readinglist')).text));
});

const WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
