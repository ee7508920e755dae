import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADA, add, EVE, followConference, GRACE } from '#test/usecases/followed-conference.ts';

test('a question is answered with the notes that tell, each with its talk and its message', async () => {
  const { bot, post } = await followConference();
  await add(bot, GRACE, 'Willis: there are six sources of burnout, and workload is only one of the six');
  await add(bot, GRACE, 'Fahim: first decide whether the increase is valid or malicious');
  await post();
  const { sources, text } = await bot.ask(ADA, 'How many sources of burnout are there?');
  assert.equal(text, undefined);
  assert.deepEqual(
    sources.map(({ note, talk }) => [note.author, talk?.title]),
    [['Grace', 'Sources of burnout']],
  );
  assert.match(sources[0]!.note.permalink!, /archives/);
  assert.deepEqual((await bot.ask(ADA, 'Is kubernetes any good?')).sources, []);
});

test('a model words the answer from the notes found; without an answer of its the notes speak', async () => {
  const { bot, test } = await followConference();
  const { note } = await add(bot, GRACE, 'Willis: there are six sources of burnout');
  const id = `${note.channel}:${note.ts}`;
  const heard: string[] = [];
  const listener = {
    onAsked: () => void heard.push('asked'),
    onSentence: (sentence: string) => void heard.push(sentence),
  };
  test.deps.answerer = {
    async answer(_question, _sources, onSentence) {
      onSentence?.('There are six.');
      return {
        sentences: [
          { text: 'There are six.', noteIds: [id] },
          { text: 'Willis said so.', noteIds: [id, 'C1:made.up'] },
        ],
      };
    },
  };
  const answered = await bot.ask(ADA, 'How many sources of burnout?', undefined, listener);
  assert.deepEqual(
    [answered.text, answered.sources.map((one) => one.note.id)],
    ['There are six. Willis said so.', [id]],
  );
  assert.deepEqual(heard, ['asked', 'There are six.']);
  test.deps.answerer = { answer: async () => ({ sentences: [] }) };
  const told = await bot.ask(ADA, 'How many sources of burnout?');
  assert.deepEqual([told.text, told.sources.length], [undefined, 1]);
  await bot.ask(ADA, 'Is kubernetes any good?', undefined, listener);
  assert.equal(heard.length, 2, 'no model is asked where no note can tell');
});

test('nobody gets an answer from words that they may not read, nor from another workspace', async () => {
  const { bot, test } = await followConference({ channels: ['C1', 'C3'], listens: ['C3'] });
  const secret = { teamId: 'T1', channel: 'C3', ts: '1464272100.000100', authorId: 'U2', photos: [] };
  await bot.messagePosted({ ...secret, source: 'the layoffs come in June' });
  assert.deepEqual((await bot.ask(ADA, 'when do layoffs come?')).sources, []);
  assert.equal((await bot.ask({ ...ADA, channel: 'C3' }, 'when do layoffs come?')).sources.length, 1);
  await assert.rejects(bot.ask(EVE, 'when do layoffs come?'), /No conference/);
  await assert.rejects(bot.ask(EVE, 'layoffs?', 'DevOpsDays'), /No conference/);
  assert.equal(test.logged.length, 0);
});

test('a past conference is asked by its name', async () => {
  const { bot, test } = await followConference();
  await add(bot, GRACE, 'Willis: there are six sources of burnout');
  test.setTime('2017-05-26T10:00:00-04:00');
  const { sources } = await bot.ask({ ...ADA, channel: 'C2' }, 'sources of burnout?', 'devopsdays');
  assert.equal(sources.length, 1);
  await assert.rejects(bot.ask(ADA, 'burnout?', 'Nonsense'), /I have these: DevOpsDays Toronto/);
  await assert.rejects(bot.ask(ADA, '  '), /ask QUESTION/);
});
