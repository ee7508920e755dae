import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { createJobWork } from '#app/create-job-work.ts';
import type { TestBot } from '#test/fakes/bot-for-test.ts';
import { ADA, add, type Followed, followConference, GRACE } from '#test/usecases/followed-conference.ts';

const NOTE = 'Willis: there are six sources of burnout, and workload is only one of the six';
const DAY = '2016-05-26';

async function runDueWorkAt({ test, bot, post }: Followed, time: string): Promise<void> {
  test.setTime(`${DAY}T${time}-04:00`);
  await bot.runDueWork();
  await post();
}

/** Counts how often a digest's talks are summarized. */
function countSummaries({ deps }: TestBot) {
  const count = { summarized: 0 };
  const { summarizer } = deps;
  deps.summarizer = {
    ...summarizer,
    summarizeTalks(...args) {
      count.summarized += 1;
      return summarizer.summarizeTalks(...args);
    },
  };
  return count;
}

test('what no note supports is counted once per post, not for a digest that is only prepared or not kept', async () => {
  const followed = await followConference();
  const { deps } = followed.test;
  let counted = 0;
  deps.metrics = { noted: () => undefined, refused: () => counted++ };
  await add(followed.bot, GRACE, NOTE);
  await followed.post();
  for (const time of ['18:27:00', '18:28:00', '18:29:00', '18:30:00']) await runDueWorkAt(followed, time);
  assert.equal(counted, 1);
  await add(followed.bot, GRACE, 'Willis: cynicism is the second sign of burnout');
  const { runTransaction } = deps.database;
  let overtaken = 0;
  const saveUnlessLater = async () => {
    overtaken++;
    return false;
  };
  deps.database.runTransaction = (work, isolation) =>
    runTransaction(
      (stores) => work({ ...stores, digestStates: { ...stores.digestStates, saveUnlessLater } }),
      isolation,
    );
  await runDueWorkAt(followed, '18:40:00');
  assert.deepEqual([overtaken, counted], [1, 1]);
  deps.database.runTransaction = runTransaction;
  await runDueWorkAt(followed, '18:50:00');
  assert.equal(counted, 2);
});

test('a digest is composed three minutes ahead, and posted at its time without composing it again', async () => {
  const { bot, post, texts, test } = await followConference();
  const count = countSummaries(test);
  await add(bot, GRACE, NOTE);
  await post();
  test.setTime('2016-05-26T18:27:00-04:00');
  await bot.runDueWork();
  await post();
  assert.equal(count.summarized, 1);
  assert.deepEqual(texts('digest:'), []);
  test.setTime('2016-05-26T18:30:00-04:00');
  await bot.runDueWork();
  await post();
  assert.equal(count.summarized, 1);
  assert.match(texts('digest:').join(), /workload is only one of the six/);
});

describe('a digest that was prepared isn’t posted if meanwhile', () => {
  const LATE = 'Willis: cynicism is the second sign of burnout';
  const writtenFor = { channel: 'C1', fromPrivate: false, fromShared: false };
  interface Change {
    /** Before the digest is prepared. */
    prepare?: (followed: Followed) => Promise<void>;
    change: (followed: Followed) => Promise<unknown>;
    shows?: RegExp;
    hides?: RegExp;
  }
  const changes: Record<string, Change> = {
    'a note arrives': { change: ({ bot }) => add(bot, GRACE, LATE), shows: /Cynicism is the second sign/ },
    'a note is removed': {
      prepare: async ({ bot }) => void (await add(bot, GRACE, LATE)),
      change: async ({ bot, test }) =>
        bot.undoNote(GRACE, (await test.deps.database.notes.ofDay((await current(test)).id, DAY)).at(-1)!),
      hides: /second sign/,
    },
    'a person is forgotten': { change: ({ bot }) => bot.forgetPerson(GRACE), hides: /six sources/ },
    'the conference is renamed': {
      change: async ({ bot, test }) => bot.changeSettings(ADA, (await current(test)).id, { name: 'DevOpsDays Ottawa' }),
      shows: /DevOpsDays Ottawa/,
      hides: /DevOpsDays Toronto/,
    },
    'its language is changed': {
      change: async ({ bot, test }) => bot.changeSettings(ADA, (await current(test)).id, { language: 'German' }),
      shows: /Tag 1/,
    },
    'a talk is renamed': {
      async change({ test }) {
        const { id } = await current(test);
        const talks = await test.deps.database.talks.ofConference(id);
        const renamed = talks.map((talk) => (talk.id === 'burnout' ? { ...talk, title: 'Causes of burnout' } : talk));
        await test.deps.database.talks.save(id, renamed);
      },
      shows: /Causes of burnout/,
    },
    'an organizer writes an introduction': {
      change: async ({ test }) =>
        test.deps.database.decisions.save((await current(test)).id, {
          ...{ about: 'words', scope: DAY, introduction: 'A full day.', by: 'U1', ...writtenFor },
        }),
      shows: /A full day\./,
    },
    'its web page is opened': {
      change: async ({ test }) =>
        test.deps.database.conferences.save({ ...(await current(test)), webToken: 'x'.repeat(24) }),
      shows: /x{24}/,
    },
    'its channel becomes shared with another organization': {
      async prepare({ test, bot }) {
        await test.deps.database.conferences.save({
          ...(await current(test)),
          channels: ['C1', 'G1'],
          digestChannel: 'G1',
        });
        test.workspace.addChannel({ id: 'G1', isPrivate: true });
        const message = test.workspace.say({ channel: 'G1', ts: '1464272900.000100', authorId: 'U2', source: LATE });
        await bot.captureMessage({ ...ADA, channel: 'G1' }, { message, way: 'shortcut' });
      },
      change: async ({ test }) => test.workspace.addChannel({ id: 'G1', isPrivate: true, isShared: true }),
      shows: /six sources/,
      hides: /second sign/,
    },
  };
  for (const [what, { prepare, change, shows, hides }] of Object.entries(changes)) {
    it(what, async () => {
      const followed = await followConference();
      await add(followed.bot, GRACE, NOTE);
      await prepare?.(followed);
      await followed.post();
      await runDueWorkAt(followed, '18:27:00');
      assert.ok(await findPreparedKey(followed), 'a digest is prepared');
      followed.test.setTime(`${DAY}T18:29:59-04:00`);
      await change(followed);
      await runDueWorkAt(followed, '18:30:00');
      const digest = followed.texts('digest:').join();
      assert.notEqual(digest, '');
      if (shows !== undefined) assert.match(digest, shows);
      if (hides !== undefined) assert.doesNotMatch(digest, hides);
    });
  }
});

async function current({ deps }: TestBot) {
  const [conference] = await deps.database.conferences.ofTeam('T1');
  return conference!;
}

async function findPreparedKey({ test: { deps }, conference }: Followed): Promise<unknown> {
  return deps.keyValue.get(`summary:T1:digest ${conference.id} ${DAY}`);
}

for (const [what, remove] of Object.entries({
  'a person is forgotten': ({ bot }: Followed) => bot.forgetPerson(GRACE),
  'its conference is deleted': ({ bot, conference }: Followed) => bot.deleteConference(ADA, conference.id),
  'the app is removed': ({ bot }: Followed) => bot.removeWorkspace('T1'),
})) {
  test(`nothing is kept of a digest that was prepared, or is being prepared, when ${what}`, async () => {
    for (const isRunning of [false, true]) {
      const followed = await followConference();
      const { deps, setTime } = followed.test;
      await add(followed.bot, GRACE, NOTE);
      const { promise: held, resolve: release } = Promise.withResolvers<void>();
      const { promise: started, resolve: start } = Promise.withResolvers<void>();
      const { summarizeTalks } = deps.summarizer;
      deps.summarizer = {
        async summarizeTalks(...given) {
          start();
          await held;
          return summarizeTalks(...given);
        },
      };
      setTime(`${DAY}T18:27:00-04:00`);
      const work = createJobWork(deps);
      const preparing = (await work.findDue())
        .filter(({ kind }) => kind === 'prepare-digest')
        .map((job) => work.run(job));
      await started;
      if (!isRunning) {
        release();
        await Promise.all(preparing);
        assert.ok(await findPreparedKey(followed));
      }
      await remove(followed);
      release();
      await Promise.all(preparing);
      assert.equal(await findPreparedKey(followed), undefined);
    }
  });
}

test('publishing by hand asks a model that was unreachable when the digest was prepared', async () => {
  const followed = await followConference();
  const { deps } = followed.test;
  await add(followed.bot, GRACE, NOTE);
  let isUp = false;
  deps.summarizer = {
    asksModel: true,
    async summarizeTalks(talks, { fromCache } = {}) {
      const isWritten = isUp && fromCache !== true;
      const points = (noteIds: string[]) => [
        { text: 'Of six sources of burnout, workload is only one', noteIds, agreement: 1, weight: 1 },
      ];
      return {
        summaries: talks.map(({ notes }) =>
          isWritten ? { points: points(notes.map(({ id }) => id)), quotes: [], questions: [] } : undefined,
        ),
      };
    },
  };
  await runDueWorkAt(followed, '18:27:00');
  assert.ok(await findPreparedKey(followed));
  isUp = true;
  await followed.bot.publish(ADA);
  await followed.post();
  assert.match(followed.texts('digest:').join(), /Of six sources of burnout, workload is only one/);
});
