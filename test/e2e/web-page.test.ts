import assert from 'node:assert/strict';
import sharp from 'sharp';
import { ADA, BOB, TALKS, TEAM } from './sample-team.ts';
import { inMode } from './start-workspace.ts';
import { until } from './until.ts';

inMode('http', 'the recap is read on the web with its photo, by whom the organizer wants', async (workspace) => {
  const { bot, control, type, startConference, runDueWork, setTime, posts } = workspace;
  await startConference();
  await type('/recap listen on');
  const picture = sharp({ create: { width: 2000, height: 1000, channels: 3, background: '#357' } });
  const photo = await control.upload({
    ...{ channel: TALKS, user: BOB, text: 'Hopper: a boat on her slide, with all that it pushes away' },
    files: [{ name: 'boat.jpg', bytes: await picture.jpeg().toBuffer() }],
  });
  const actor = { teamId: TEAM, userId: ADA, channel: TALKS };
  const state = await bot.getConferenceState(actor);
  assert.ok('conference' in state);
  const { id } = state.conference;
  await until('the photo’s note', async () => {
    const { days } = await bot.listTalks(actor);
    return days.some((day) => day.hallwayNotes > 0 || day.talks.some(({ notes }) => notes > 0)) || undefined;
  });
  await bot.changeSettings(actor, id, { webAccess: 'link' });
  setTime('2026-05-26T18:30');
  await runDueWork();
  const shown = JSON.stringify(await posts());
  const address = /"url":"(http:\/\/localhost:\d+\/r\/[^"]+)"/.exec(shown)?.[1];
  assert.ok(address !== undefined, shown);
  assert.match(shown, /"slack_file":\{"id":"F[^"]+"\}/);

  const page = await fetch(address);
  assert.equal(page.status, 200);
  const html = await page.text();
  assert.match(html, /all that it pushes away/);
  const source = /<img src="([^"]+)"/.exec(html)?.[1];
  const image = await fetch(new URL(source!, address));
  assert.equal(image.status, 200);
  const { width, height, format } = await sharp(Buffer.from(await image.arrayBuffer())).metadata();
  assert.deepEqual([width, height, format], [1600, 800, 'jpeg']);

  await control.delete({ channel: TALKS, user: BOB, ts: photo.ts });
  await until('the note to be gone', async () => !/pushes away/.test(await (await fetch(address)).text()));
  assert.equal((await fetch(new URL(source!, address))).status, 404);
  await bot.changeSettings(actor, id, { webAccess: 'nobody' });
  await until('the page to be gone', async () => ((await fetch(address)).status === 404 ? true : undefined));
});
