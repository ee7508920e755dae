import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocksToText } from '#render/slack/blocks/blocks-to-text.ts';
import { answerTo } from '#slack/replies/answer.ts';
import { recommendation } from '#test/fakes/recommendation.ts';
import { ADA, add, EVE, type Followed, followConference, GRACE } from '#test/usecases/followed-conference.ts';
import type { Actor } from '#usecases/ports/slack.ts';

const NOTE = 'Willis: there are six sources of burnout, and workload is only one of the six';

async function ask({ bot }: Followed, question: string, actor: Actor = GRACE): Promise<string> {
  const answers = answerTo(await bot.answerQuestion(actor, { question }));
  return answers.map(({ blocks }) => blocksToText(blocks)).join('\n');
}

test('what was missed is answered with the digest, the books with the reading list', async () => {
  const followed = await followConference();
  assert.match(
    await ask(followed, 'What did I miss?'),
    /^Nobody has saved any notes from DevOpsDays Toronto on Thu 26 May yet/,
  );
  await add(followed.bot, ADA, NOTE);
  await followed.bot.recommend(ADA, recommendation('Release It!'));
  const missed = await ask(followed, "What were the main points of today's talks?");
  assert.match(missed, /noted at DevOpsDays Toronto on Thu 26 May\.[\s\S]*six sources of burnout/);
  assert.match(await ask(followed, 'Which books were recommended, and why?'), /Release It!/);
  assert.match(await ask(followed, 'What did Willis say about workload?'), /workload is only one/);
});

test('on a day without notes yet, the day before is told, and after the conference all of it', async () => {
  const followed = await followConference();
  await add(followed.bot, ADA, NOTE);
  followed.test.setTime('2016-05-27T09:00:00-04:00');
  assert.match(await ask(followed, 'What did I miss?'), /noted at DevOpsDays Toronto on Thu 26 May/);
  followed.test.setTime('2016-05-29T09:00:00-04:00');
  const elsewhere = { teamId: 'T1', userId: 'U2' };
  assert.match(await ask(followed, 'What did I miss?', elsewhere), /noted at DevOpsDays Toronto/);
});

test('a digest shows nobody what they can’t read', async () => {
  const followed = await followConference({ channels: ['C1', 'C3'], listens: ['C3'] });
  await followed.bot.messagePosted({
    teamId: 'T1',
    channel: 'C3',
    ts: '1464272100.000100',
    authorId: 'U1',
    source: NOTE,
    photos: [],
  });
  assert.doesNotMatch(await ask(followed, 'What did I miss?'), /six sources/);
});

test('greetings, thanks and calls for help get a person’s answer, with suggestions for the phase', async () => {
  const followed = await followConference();
  assert.match(await ask(followed, 'hi'), /^Hi\. Ask me about DevOpsDays Toronto[\s\S]*What did I miss today\?/);
  assert.match(await ask(followed, 'thank you!'), /^You’re welcome/);
  assert.match(await ask(followed, 'what can you do?'), /recap add/);
  assert.match(await ask(followed, 'hi', EVE), /^Hi/);
  followed.test.setTime('2016-05-20T09:00:00-04:00');
  assert.match(await ask(followed, 'hi'), /\[ Show the talks \]/);
});
