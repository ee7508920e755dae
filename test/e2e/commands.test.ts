import assert from 'node:assert/strict';
import { isWhichConference } from '#usecases/conference/resolve-conference.ts';
import { ADA, BOB, CLEO, ELSEWHERE, FIRST_DAY, SCHEDULE_URL, TALKS, TEAM } from './sample-team.ts';
import { inBothModes, inMode } from './start-workspace.ts';
import { until } from './until.ts';

inBothModes('/recap start in one line sets the conference up with its schedule', async ({ type, setTime }) => {
  setTime(`${FIRST_DAY}T08:00`);
  assert.match((await type('/recap')).text, /No conference is set up in this channel/);
  const { text } = await type(
    `/recap start "SampleConf" 2026-05-26 2026-05-27 Europe/Berlin at 18:30 schedule ${SCHEDULE_URL}`,
  );
  assert.match(text, /SampleConf is set up: 26–27 May 2026, Europe\/Berlin\. I’ll post each day’s digest at 18:30/);
  assert.match(text, /3 new/);
  assert.match(text, /The first talk is Why boats float, Tue 26 May at 10:00/);
});

inMode(
  'socket',
  '/recap start says why a schedule could not be read, and starts all the same',
  async ({ type, setTime }) => {
    setTime(`${FIRST_DAY}T08:00`);
    const { text } = await type('/recap start "SampleConf" 2026-05-26 schedule https://nowhere.example/x');
    assert.match(text, /SampleConf is set up/);
    assert.match(text, /nowhere\.example/);
  },
);

inMode('socket', '/recap help shows the state of the conference', async ({ type, startConference }) => {
  await startConference();
  const { text } = await type('/recap help');
  assert.match(text, /Happening now\. 0 notes saved, 3 talks\.\s+I’ll post the next digest on Tue 26 May at 18:30/);
  assert.match(text, /Current talks:\n• Why boats float/);
  assert.match(text, /\/recap settings/);
  assert.doesNotMatch((await type('/recap help', { user: CLEO })).text, /\/recap settings/);
});

inBothModes('what is typed wrong gets the right form, and a button that does it', async (workspace) => {
  const { type, press, post, startConference } = workspace;
  await startConference();
  const wrong = await type('/recap ad boats float');
  assert.match(wrong.text, /Did you mean \/recap add boats float\?/);
  await press(wrong.message, 'Yes', ADA);
  await post(/boats float/);
  assert.match((await type('/recap listen maybe')).text, /Add “on” or “off”/);
  assert.match((await type('/readinglist remove all')).text, /\/readinglist remove NUMBER/);
});

inBothModes('/recap add notes in the talk that the text names, and shows it in its thread', async (workspace) => {
  await workspace.startConference();
  const { text } = await workspace.type('/recap add Kay: trains wait for nobody', { user: BOB });
  assert.match(text, /Saved to Trains that are late \(11:00\)/);
  const thread = await workspace.post(/Trains that are late/);
  const note = await workspace.post(/bob: .*trains wait for nobody/i);
  assert.equal(note.thread_ts, thread.ts);
});

inMode('socket', '/recap talk opens a talk and its thread', async ({ type, startConference, post }) => {
  await startConference();
  const typed = '/recap talk "Rivers" by Edsger Dijkstra, Eindhoven';
  assert.match((await type(typed)).text, /Added Rivers \(10:05\)/);
  assert.match((await type(typed)).text, /already has a thread: Rivers \(10:05\)/);
  assert.match((await post(/Rivers/)).shown, /Edsger Dijkstra, Eindhoven · Tue 26 May, 10:05/);
});

inMode('socket', '/recap talks lists the talks with their notes', async ({ type, startConference }) => {
  await startConference();
  await type('/recap add Hopper: wood is light');
  assert.match((await type('/recap talks')).text, /10:00 Why boats float · Grace Hopper · 1 note\n.*11:00 Trains/);
  const { text } = await type('/recap talks 2026-05-27');
  assert.match(text, /Planes at night/);
  assert.doesNotMatch(text, /boats/);
});

inMode('socket', '/recap schedule reads the schedule again', async ({ type, startConference }) => {
  await startConference();
  assert.match((await type(`/recap schedule ${SCHEDULE_URL}`)).text, /no changes|3 talks updated/);
  assert.match(
    (await type('/recap schedule https://nowhere.example/x')).text,
    /can’t reach https:\/\/nowhere\.example\/x/,
  );
});

inMode('socket', 'a schedule can be pasted, and a page that is none gets advice', async ({ type, startConference }) => {
  await startConference();
  const { text } = await type('/recap schedule Title,Speaker,Start\nRivers,Ada Lovelace,2026-05-26 15:00\n');
  assert.match(text, /1 new/);
  assert.match(
    (await type('/recap schedule <html><body>hello</body>\n</html>')).text,
    /web page.*sessionize\.com\/api.*recap talk/s,
  );
});

inMode('socket', '/recap preview shows the organizer alone what publish posts', async (workspace) => {
  await workspace.startConference();
  await workspace.type('/recap add Hopper: wood is lighter than water, and that is why boats float at all');
  const { control, type } = workspace;
  assert.match((await type('/recap preview', { user: CLEO })).text, /Only an organizer can .* Ask Ada or/);
  await type('/recap preview');
  // Several messages, of which Slack may show one before the other.
  const shownToAda = (what: RegExp) =>
    until(`${what}`, async () =>
      (await control.messages(TALKS)).find(({ ephemeral_to, text }) => ephemeral_to === ADA && what.test(text)),
    );
  await shownToAda(/Only you can see this preview of the SampleConf digest for Tue 26 May/);
  const previewed = await shownToAda(/wood is lighter/i);
  assert.equal(previewed.subtype, 'ephemeral');
  await shownToAda(/post it now/i);
  assert.match((await type('/recap publish')).text, /I’m posting the SampleConf digest for Tue 26 May now/);
  assert.match((await workspace.post(/^SampleConf · Day 1/)).shown, /wood is lighter/i);
});

inMode('socket', '/recap export sends a file to the person who asked', async ({ type, startConference, control }) => {
  await startConference();
  await type('/recap add Hopper: wood is light');
  for (const format of ['md', 'json', 'csv']) {
    assert.match((await type(`/recap export ${format}`, { user: BOB })).text, /I’ve sent you/);
  }
  const sent = await until('three files', async () => {
    const dm = (await control.channels()).find(({ is_im, members }) => is_im && members.includes(BOB));
    const files = dm && (await control.messages(dm.id)).flatMap((message) => message.files ?? []);
    return files?.length === 3 && files;
  });
  assert.match(sent.map(({ name }) => name).join(' '), /\.md .*\.json .*\.csv/);
});

inMode('socket', 'the organizer alone closes and deletes a conference', async (workspace) => {
  const { type, press, startConference, bot } = workspace;
  await startConference();
  await type('/recap add Hopper: wood is light');
  assert.match((await type('/recap end', { user: BOB })).text, /Only an organizer can .* Ask Ada or/);
  const asked = await type('/recap end');
  assert.match(asked.text, /End SampleConf now\? .*\n• I’ll post the recap on/s);
  await press(asked.message, 'End it', ADA);
  await until('the end', async () => /has ended|is over/.test((await type('/recap')).text));
  const { text, message } = await type('/recap delete');
  assert.match(text, /Delete SampleConf and everything in it: 3 talks and 1 note\?/);
  await press(message, 'Delete it', ADA);
  await until('the deletion', async () => {
    const state = await bot.getConferenceState({ teamId: TEAM, userId: ADA, channel: TALKS });
    return isWhichConference(state) && state.choices.length === 0;
  });
});

inMode('socket', '/recap forget me removes a person after a confirmation', async (workspace) => {
  const { type, press, startConference, bot } = workspace;
  await startConference();
  await type('/recap add Hopper: wood is light', { user: BOB });
  assert.match((await type(`/recap forget <@${ADA}>`, { user: BOB })).text, /Only a workspace administrator/);
  const { text, message } = await type('/recap forget me', { user: BOB });
  assert.match(text, /Remove your name and your 1 note from 1 conference/);
  await press(message, 'Forget me', BOB);
  await until('nothing of his left', async () => {
    const { notes } = await bot.describeForgetting({ teamId: TEAM, userId: BOB, channel: TALKS });
    return notes === 0;
  });
  await until('the note gone from the thread', async () =>
    (await workspace.posts()).every(({ shown }) => !shown.includes('wood is light')),
  );
});

inMode('socket', 'who opted out is not captured by others', async ({ type, control, startConference, bot }) => {
  await startConference();
  assert.match((await type('/recap opt out', { user: BOB })).text, /You’ve opted out/);
  const said = await control.say({ channel: TALKS, user: BOB, text: 'boats float on water' });
  await control.react({ channel: TALKS, ts: said.ts, user: ADA, name: 'memo' });
  const { notes } = await bot.describeForgetting({ teamId: TEAM, userId: BOB, channel: TALKS });
  assert.equal(notes, 0);
  assert.match((await type('/recap opt in', { user: BOB })).text, /You’re opted in/);
});

inMode(
  'socket',
  'in a channel without a conference it says where notes are taken',
  async ({ type, startConference }) => {
    const channel = ELSEWHERE;
    for (const typed of ['/recap listen on', '/recap add boats', '/recap talk "Rivers" by Ada']) {
      assert.match((await type(typed, { channel })).text, /^No conference .*(?:\/recap start|\n> boats)/s);
    }
    await startConference();
    assert.match((await type('/recap listen on', { channel })).text, /SampleConf doesn’t use this channel/);
  },
);

inMode('socket', 'the channel is told on request, and publish all asks before the last day', async (workspace) => {
  const { type, press, post, startConference, runDueWork, setTime } = workspace;
  setTime(`${FIRST_DAY}T08:00`);
  const { message } = await type(
    `/recap start "SampleConf" 2026-05-26 2026-05-27 Europe/Berlin at 18:30 schedule ${SCHEDULE_URL}`,
  );
  await press(message, 'Post instructions', ADA);
  await post(/I collect your team’s notes from SampleConf.*opt out/s);
  await startConference();
  await type('/recap add Hopper: wood is lighter than water, and that is why boats float at all');
  const asked = await type('/recap publish all');
  assert.match(asked.text, /isn’t over yet\. Post the recap now\?/);
  await press(asked.message, 'Post now', ADA);
  await until('the recap', async () => (await workspace.posts()).length > 1);
  await runDueWork();
  setTime('2026-05-27T19:40');
  await runDueWork();
  await runDueWork();
  await post(/The SampleConf recap.* is now complete/s);
});

inMode('socket', 'what was missed and what to read are answered with the digest and the list', async (workspace) => {
  const { type, startConference } = workspace;
  await startConference();
  await type('/recap add Hopper: wood is lighter than water, and that is why boats float at all');
  await type('/readinglist add "Release It!" by Michael Nygard');
  // The digest follows in a second message.
  assert.match((await type('/recap ask What did I miss?')).text, /noted at SampleConf on Tue 26 May|Wood is lighter/);
  assert.match((await type('/recap ask Which books were recommended?')).text, /Release It!/);
});

inBothModes('a digest that waits for approval is visible, and Approve posts it', async (workspace) => {
  const { type, press, post, startConference, runDueWork, setTime, bot } = workspace;
  await startConference();
  const asker = { teamId: TEAM, userId: ADA, channel: TALKS };
  const state = await bot.getConferenceState(asker);
  assert.ok('conference' in state);
  await bot.changeSettings(asker, state.conference.id, { approval: 'after-approval' });
  await type('/recap add Hopper: wood is lighter than water, and that is why boats float at all');
  setTime(`${FIRST_DAY}T18:31`);
  await runDueWork();
  const { text, message } = await type('/recap');
  assert.match(text, /The digest for Tue 26 May is waiting for an organizer’s approval/);
  await press(message, 'Approve', ADA);
  await runDueWork();
  await post(/Day 1 · Tuesday,? 26 May/);
});
