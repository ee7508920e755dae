import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TrackedConference } from '#domain/conference/conference.ts';
import { AppError } from '#errors.ts';
import { ADA, add, type Followed, followConference, GRACE } from '#test/usecases/followed-conference.ts';
import type { Edits } from '#usecases/editing/edit-recap.ts';

const DAY = '2016-05-26';
const SAID = 'Willis: there are six sources of burnout, and workload is only one of the six';
const WHOLE = /workload is only one/;

/** A conference of which Grace noted one thing. */
async function noted(settings: Partial<TrackedConference> = {}) {
  const followed = await followConference(settings);
  const { note } = await add(followed.bot, GRACE, SAID);
  return { ...followed, note };
}

/** What an organizer finds in the form of the only talk with notes, and a way to send it. */
async function openForm({ bot, conference }: Followed) {
  const { places, ...form } = await bot.editForm(ADA, DAY, conference.id);
  const [place] = places.filter(({ isOverview }) => isOverview !== true);
  const [point] = place!.statements;
  const offered = place!.statements.map(({ key }) => key);
  const send = (section: Partial<NonNullable<Edits['section']>>, words: Edits = {}) =>
    bot.editRecap(
      ADA,
      { conferenceId: conference.id, scope: DAY },
      {
        ...words,
        section: { place: place!.key, offered, shown: offered, ...section },
      },
    );
  return { form, place: place!, point: point!, offered, send };
}

const evening = async ({ test, bot, post, texts }: Followed, time = '18:31') => {
  test.setTime(`2016-05-26T${time}:00-04:00`);
  await bot.runDueWork();
  await post();
  return texts('digest:').join();
};

test('what is left out is in no digest, recap, page or file, and comes back when it is wanted', async () => {
  const followed = await noted({ webToken: 'x'.repeat(24) });
  const { bot, test, conference } = followed;
  await (await openForm(followed)).send({ shown: [] });
  assert.doesNotMatch(await evening(followed), WHOLE);
  for (const format of ['md', 'html', 'json'] as const) {
    await bot.exportFile(ADA, format);
    assert.doesNotMatch(test.workspace.files.at(-1)!.content, WHOLE);
  }
  const page = await bot.findWebRecap(`${conference.id}.${'x'.repeat(24)}`, DAY);
  const { recap } = await page!.compile();
  assert.doesNotMatch(JSON.stringify(recap), WHOLE);
  const counted = recap.contributors.reduce((sum, { notes }) => sum + notes, 0);
  assert.equal(counted, recap.notes.filter(({ kind }) => kind !== 'small-talk').length);
  const { point, send, offered } = await openForm(followed);
  assert.equal(point.hidden, true);
  await send({ shown: offered });
  assert.match(await evening(followed, '18:40'), WHOLE);
  assert.deepEqual(await test.deps.database.decisions.ofConference(conference.id), []);
});

test('what a model says of a talk, and of several, is hidden like a point, and each note stays', async () => {
  const followed = await noted();
  const { bot, conference, note, test } = followed;
  const other = await add(bot, ADA, 'Fahim: the pager should wake nobody for what can wait until the morning');
  const { summarizer } = test.deps;
  const of = (text: string, ...noteIds: string[]) => ({ text, noteIds, agreement: noteIds.length });
  const ids = [note, other.note].map(({ channel, ts }) => `${channel}:${ts}`);
  test.deps.summarizer = {
    ...summarizer,
    async summarizeTalks(talks, options) {
      const { summaries, ...made } = await summarizer.summarizeTalks(talks, options);
      const [first, ...others] = summaries;
      const inShort = { ...of('Work burns people out from six sources', ids[0]!), weight: 1 };
      return {
        ...made,
        summaries: [
          {
            ...{ ...first!, inShort, themes: [of('Work wears people out', ...ids)] },
            headlines: [{ ...of('Let people work and sleep', ...ids), weight: 1 }],
          },
          ...others,
        ],
      };
    },
  };
  const { places } = await bot.editForm(ADA, DAY, conference.id);
  assert.deepEqual(
    places.map(({ isOverview, statements }) => [isOverview, statements.map(({ kind }) => kind)]),
    [
      [true, ['headline', 'theme']],
      [undefined, ['inShort', 'point']],
      [undefined, ['point']],
    ],
  );
  for (const { key, statements } of places) {
    const offered = statements.map((statement) => statement.key);
    const shown = statements.filter(({ kind }) => kind === 'point').map((statement) => statement.key);
    const reworded = Object.fromEntries(offered.map((statement) => [statement, 'Mine']));
    const own = shown.length === 0 ? reworded : {};
    await bot.editRecap(
      ADA,
      { conferenceId: conference.id, scope: DAY },
      { section: { place: key, offered, shown, reworded: own } },
    );
  }
  const posted = await evening(followed);
  assert.match(posted, WHOLE);
  assert.match(posted, /wake nobody/);
  assert.doesNotMatch(posted, /burns people|wears people|work and sleep|Mine/);
  const { recap } = await bot.preview(ADA, 'all', conference.id);
  assert.deepEqual([recap.themes, recap.notes.length], [undefined, 2]);
});

test('what is reworded stays so when it is compiled again, and is shown for what it is when its note changes', async () => {
  const followed = await noted();
  const { bot, conference, note } = followed;
  const first = await openForm(followed);
  await first.send({ reworded: { [first.point.key]: ' Burnout has six sources. ' } });
  const posted = await evening(followed);
  assert.match(posted, /Burnout has six sources\./);
  assert.doesNotMatch(posted, WHOLE);
  await add(bot, ADA, 'Fahim: when it fails to scale, first decide whether the increase is malicious');
  assert.match(await evening(followed, '18:40'), /Burnout has six sources\..*malicious/);
  const stored = await followed.test.deps.database.notes.find(note);
  await followed.test.deps.database.notes.save({ ...stored!, source: `${SAID}, says Maslach` });
  assert.match(await evening(followed, '18:50'), /says Maslach/);
  const { asksAgain, isPosted } = await bot.preview(ADA, DAY, conference.id);
  assert.equal(isPosted, true);
  assert.deepEqual(
    asksAgain.map(({ asks }) => asks?.wording),
    ['Burnout has six sources.'],
  );
  const again = await openForm(followed);
  await again.send({});
  assert.equal((await bot.preview(ADA, DAY, conference.id)).asksAgain.length, 1);
  await again.send({ reworded: { [again.point.key]: 'Burnout has six sources.' } });
  assert.match(await evening(followed, '19:00'), /Burnout has six sources\./);
  assert.deepEqual((await bot.preview(ADA, DAY, conference.id)).asksAgain, []);
  assert.equal((await followed.test.deps.database.decisions.ofConference(conference.id)).length, 1);
  const last = await openForm(followed);
  await last.send({ reworded: { [last.point.key]: '' } });
  assert.match(await evening(followed, '19:10'), /says Maslach/);
});

test('the words in the place of a note go with it', async () => {
  for (const deletes of [true, false]) {
    const followed = await noted();
    const { bot, conference, note, test } = followed;
    const { send, point } = await openForm(followed);
    await send({ reworded: { [point.key]: 'Burnout has six sources.' } });
    if (deletes) await bot.messageDeleted(note);
    else await bot.undoNote(GRACE, note);
    assert.deepEqual(await test.deps.database.decisions.ofConference(conference.id), []);
    assert.doesNotMatch(await evening(followed), /six sources/);
  }
});

test('a hidden statement comes back, marked, when its note changes, until someone has seen it', async () => {
  const followed = await noted();
  const { bot, conference, note, test } = followed;
  await (await openForm(followed)).send({ shown: [] });
  const stored = await test.deps.database.notes.find(note);
  await test.deps.database.notes.save({ ...stored!, source: `${SAID}, says Maslach` });
  const [asked] = (await bot.preview(ADA, DAY, conference.id)).asksAgain;
  assert.equal(asked?.asks?.hidden, true);
  assert.match(asked.text, /says Maslach/);
  await (await openForm(followed)).send({});
  assert.deepEqual((await bot.preview(ADA, DAY, conference.id)).asksAgain, []);
  assert.match(await evening(followed), /says Maslach/);
});

test('an introduction is at the top and a closing word at the end, and blank ones are left out', async () => {
  const followed = await noted();
  const { bot, conference, test } = followed;
  const words = { introduction: 'Dear <!channel> & all', closing: 'See you *tomorrow*' };
  await bot.editRecap(ADA, { conferenceId: conference.id, scope: DAY }, words);
  await evening(followed);
  const posted = JSON.stringify(test.publisher.standing().find(({ key }) => key.endsWith(':main'))!.message.blocks);
  const places = ['Dear <!channel> & all', 'workload is only one', 'See you *tomorrow*'].map((text) =>
    posted.indexOf(text),
  );
  assert.ok(
    places.every((place, index) => place > (places[index - 1] ?? 0)),
    posted,
  );
  assert.equal((await bot.preview(ADA, 'all', conference.id)).recap.introduction, undefined);
  await bot.editRecap(ADA, { conferenceId: conference.id, scope: DAY }, { introduction: '' });
  const again = await evening(followed, '18:40');
  assert.doesNotMatch(again, /Dear/);
  assert.match(again, /tomorrow/);
  await bot.editRecap(ADA, { conferenceId: conference.id, scope: DAY }, { closing: ' ' });
  assert.deepEqual(await test.deps.database.decisions.ofConference(conference.id), []);
});

test('the chosen photo leads its talk', async () => {
  const followed = await followConference();
  const { bot, conference, test } = followed;
  for (const [index, name] of ['one', 'two'].entries()) {
    const { note } = await add(bot, GRACE, `Willis: the slide ${name} says more than I can write down here`);
    const photos = [{ id: `F${index}`, name: `${name}.png` }];
    await test.deps.database.notes.save({ ...note, photos });
  }
  const [place] = (await bot.editForm(ADA, DAY, conference.id)).places.filter(({ photos }) => photos.length > 0);
  assert.deepEqual(
    place!.photos.map(({ file }) => file),
    ['photos/one.png', 'photos/two.png'],
  );
  const { photoKey } = await import('#domain/editing/editorial-decision.ts');
  await (await openForm(followed)).send({ lead: photoKey(place!.photos[1]!) });
  const posted = await evening(followed);
  assert.match(posted, /"id":"F1"/);
  assert.doesNotMatch(posted, /"id":"F0"/);
});

test('two organizers who write at the same moment, one the introduction and one the closing words, keep both', async () => {
  const { bot, conference, test } = await noted();
  const place = { conferenceId: conference.id, scope: DAY };
  await Promise.all([{ introduction: 'Hello' }, { closing: 'Bye' }].map((edits) => bot.editRecap(ADA, place, edits)));
  const [words, ...others] = await test.deps.database.decisions.ofConference(conference.id);
  assert.ok(words?.about === 'words');
  assert.deepEqual([words.introduction, words.closing, others], ['Hello', 'Bye', []]);
});

test('names of what is not there change nothing, and too many words are refused', async () => {
  const followed = await noted();
  const { bot, conference, test } = followed;
  const { send, place, point } = await openForm(followed);
  await send({ place: 'elsewhere', shown: [] });
  await send({ offered: ['nothing'], shown: [], lead: 'nothing' });
  await send({ reworded: { nothing: 'x' } });
  assert.deepEqual(await test.deps.database.decisions.ofConference(conference.id), []);
  const long = 'word '.repeat(400);
  for (const edits of [
    { introduction: long },
    {
      section: {
        ...{ place: place.key, offered: [point.key], shown: [point.key] },
        reworded: { [point.key]: long },
      },
    },
  ]) {
    await assert.rejects(bot.editRecap(ADA, { conferenceId: conference.id, scope: DAY }, edits), AppError);
  }
  assert.deepEqual(await test.deps.database.decisions.ofConference(conference.id), []);
});

test('words for a private channel reach nobody outside it', async () => {
  const followed = await noted({ digestChannel: 'C3', webToken: 'x'.repeat(24) });
  const { bot, conference, test } = followed;
  const { send, point } = await openForm(followed);
  await send({ reworded: { [point.key]: 'Between us' } }, { introduction: 'Dear leads' });
  assert.match(await evening(followed), /Dear leads.*Between us/);
  const page = await bot.findWebRecap(`${conference.id}.${'x'.repeat(24)}`, DAY);
  const shown = JSON.stringify((await page!.compile()).recap);
  await bot.exportFile(GRACE, 'json');
  for (const text of [shown, test.workspace.files.at(-1)!.content]) {
    assert.doesNotMatch(text, /Dear leads|Between us/);
    assert.match(text, WHOLE);
  }
});

test('where an organizer approves, each is told once that a digest waits, and it is posted when one does', async () => {
  const followed = await noted({ approval: 'after-approval', organizers: ['U1', 'U3'] });
  const { bot, conference, texts, post, test } = followed;
  for (const time of ['18:29', '18:31', '18:40']) assert.equal(await evening(followed, time), '');
  assert.deepEqual(
    test.publisher.standing().map(({ channel }) => channel),
    ['C1', 'C1', 'U1', 'U3'],
  );
  assert.match(texts('reminder:')[0]!, / for Thu 26 May is ready\. .*Preview.*Post now/);
  assert.equal((await bot.preview(ADA, DAY, conference.id)).approval, 'wanted');
  assert.equal((await bot.approve(ADA, DAY, conference.id)).dueAt, undefined);
  await post();
  assert.match(texts('digest:').join(), WHOLE);
  assert.equal(texts('reminder:').length, 2);
});

test('what is approved before its time is posted at its time, without a reminder', async () => {
  const followed = await noted({ approval: 'after-approval' });
  const { bot, conference, texts, post } = followed;
  assert.equal((await bot.approve(ADA, DAY, conference.id)).dueAt, Date.parse('2016-05-26T18:30:00-04:00'));
  await post();
  assert.deepEqual(texts('digest:'), []);
  assert.match(await evening(followed), WHOLE);
  assert.deepEqual(texts('reminder:'), []);
});

test('who is forgotten leaves no words, and nothing is kept of their notes', async () => {
  const followed = await noted({ organizers: ['U1', 'U3'], approval: 'after-approval' });
  const { bot, conference, test } = followed;
  const kept = () => test.deps.database.decisions.ofConference(conference.id);
  const { send, point } = await openForm(followed);
  await send({}, { introduction: 'Dear all' });
  await evening(followed);
  await bot.approve(ADA, DAY, conference.id);
  await bot.forgetPerson(ADA);
  assert.deepEqual(await kept(), [{ about: 'approval', scope: DAY, by: '' }]);
  const reminders = await test.deps.database.publications.withPrefix('reminder:');
  assert.deepEqual(
    reminders.map(({ channel }) => channel),
    ['U3'],
  );
  await bot.editRecap(
    { ...ADA, userId: 'U3' },
    { conferenceId: conference.id, scope: DAY },
    {
      section: { place: (await openFormOf(followed)).key, offered: [point.key], shown: [] },
    },
  );
  assert.equal((await kept()).length, 2);
  await bot.forgetPerson(GRACE);
  assert.equal((await kept()).length, 1);
});

async function openFormOf({ bot, conference }: Followed) {
  return (await bot.editForm({ ...ADA, userId: 'U3' }, DAY, conference.id)).places[0]!;
}

test('a headline that repeats a point is reworded with it, among the headlines', async () => {
  const followed = await followConference();
  const { bot, conference } = followed;
  await add(bot, GRACE, 'Willis: There are six sources of burnout in every team that runs production.');
  const { places } = await bot.editForm(ADA, DAY, conference.id);
  const overview = places.find(({ isOverview }) => isOverview === true)!;
  const [headline] = overview.statements;
  const offered = [headline!.key];
  await bot.editRecap(
    ADA,
    { conferenceId: conference.id, scope: DAY },
    {
      section: {
        place: overview.key,
        offered,
        shown: offered,
        reworded: { [headline!.key]: 'Burnout has six sources.' },
      },
    },
  );
  const { recap } = await bot.preview(ADA, DAY, conference.id);
  assert.deepEqual(
    [recap.days[0]!.headlines[0]?.text, recap.days[0]!.talks.find(({ points }) => points.length > 0)?.points[0]?.text],
    ['Burnout has six sources.', 'Burnout has six sources.'],
  );
});

test('a form that is sent as it was opened rewords nothing, however long the points are', async () => {
  const followed = await followConference();
  await add(followed.bot, GRACE, `Willis: Burnout has ${'many different '.repeat(150)}sources.`);
  const { send, place } = await openForm(followed);
  assert.ok(place.statements.some(({ text }) => text.length > 1_500));
  await send({ reworded: Object.fromEntries(place.statements.map(({ key, text }) => [key, text.slice(0, 1_500)])) });
  assert.deepEqual(
    (await openForm(followed)).place.statements.filter(({ wording }) => wording !== undefined),
    [],
  );
});
