import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADA, add, followConference, GRACE } from '#test/usecases/followed-conference.ts';

const NOTE = 'Willis: six sources of burnout, see <#C3|leads> and <#C2|general>';

test('a public note that mentions a private channel shows its name nowhere, whatever Slack wrote into the text', async () => {
  const { bot, test: slack, texts, post, conference } = await followConference();
  await bot.changeSettings(ADA, conference.id, { webAccess: 'link' });
  await add(bot, GRACE, NOTE);
  slack.setTime('2016-05-26T18:31:00-04:00');
  await bot.runDueWork();
  await post();
  const { webToken } = (await slack.deps.database.conferences.find(conference.id))!;
  const page = await bot.findWebRecap(`${conference.id}.${webToken}`);
  for (const format of ['md', 'html', 'json', 'csv'] as const) await bot.exportFile(ADA, format);
  const shown = {
    digest: texts('digest:').join(),
    thread: texts('note:').join(),
    page: JSON.stringify((await page!.compile()).recap),
    answer: JSON.stringify((await bot.ask(ADA, 'sources of burnout')).sources),
    files: slack.workspace.files.map(({ content }) => content).join(),
  };
  for (const [where, text] of Object.entries(shown)) {
    assert.match(text, /#unknown-channel/, where);
    assert.match(text, /#general/, where);
    assert.doesNotMatch(text, /#leads/, where);
  }
});

test('a note’s message in a channel that is shared with other organizations names none of the workspace’s channels', async () => {
  const { bot, test: slack, texts, post } = await followConference();
  slack.workspace.addChannel({ id: 'C1', isShared: true });
  await add(bot, GRACE, NOTE);
  await post();
  assert.match(texts('note:').join(), /see #unknown-channel and #unknown-channel/);
});

test('a guest reads the name of no channel but the one that they ask in', async () => {
  const { bot, test: slack } = await followConference();
  slack.workspace.addPerson({ id: 'UP', name: 'Pat', isGuest: true });
  slack.workspace.setMembers('C1', ['U1', 'U2', 'UP']);
  slack.workspace.setMembers('C2', ['U1', 'U2']);
  await add(bot, GRACE, `${NOTE}, and <#C1|devopsdays>`);
  const guest = { teamId: 'T1', userId: 'UP', channel: 'C1' };
  const { sources } = await bot.ask(guest, 'sources of burnout');
  assert.match(JSON.stringify(sources), /#unknown-channel and #unknown-channel, and #devopsdays/);
});

test('what was contributed in a private channel is shown elsewhere without a link into it', async () => {
  const { bot, test: slack } = await followConference({ channels: ['C1', 'C3'] });
  const said = { channel: 'C3', ts: '1464272100.000100', authorId: 'U2', source: 'Willis: six sources of burnout' };
  await bot.captureMessage({ ...GRACE, channel: 'C3' }, { message: slack.workspace.say(said), way: 'shortcut' });
  const links = async (channel: string) =>
    (await bot.ask({ ...ADA, channel }, 'sources of burnout')).sources.map(({ note }) => note.permalink);
  assert.deepEqual(await links('C1'), [undefined]);
  assert.match((await links('C3'))[0] ?? '', /archives\/C3\//);
});
