import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Point } from '#domain/recap/summary.ts';
import { renderMarkdown } from '#render/markdown/markdown.ts';
import { howMade, isOpenSpace, viewHeadlines, viewRecap } from '#render/view/recap-view.ts';
import { readRecap } from '#test/render/golden.ts';

const view = viewRecap(readRecap('small'));
const [first, second] = view.days;

test('talks, open spaces and what nobody noted are told apart', () => {
  assert.deepEqual(
    [first!.talks.filter(({ talk }) => !isOpenSpace(talk!)), first!.talks, first!.notCovered].map(
      ({ length }) => length,
    ),
    [3, 4, 3],
  );
  assert.deepEqual(view.coverage, {
    people: 5,
    notes: 27,
    talks: { noted: 4, all: 7 },
    openSpaces: { noted: 1, all: 2 },
  });
});

test('a talk whose notes leave nothing to show is not covered and doesn’t count, but is said to be mentioned', () => {
  const recap = readRecap('small');
  const [day, ...others] = recap.days;
  const [talk, ...rest] = day!.talks;
  const bare = { ...talk!, points: [], quotes: [], questions: [], photos: [], links: [] };
  const without = { ...recap, days: [{ ...day!, talks: [bare, ...rest] }, ...others], readingList: [] };
  const { days, coverage } = viewRecap(without);
  assert.deepEqual(coverage.talks, { noted: view.coverage.talks.noted - 1, all: view.coverage.talks.all });
  const mentioned = days[0]!.notCovered.find((one) => one.talk.id === talk!.id)!;
  assert.deepEqual(
    mentioned.noteIds,
    recap.notes.filter(({ talkId }) => talkId === talk!.id).map(({ id }) => id),
  );
  const end = renderMarkdown(without).split('## Not covered').at(1)!;
  assert.match(
    end,
    new RegExp(`Thu 26 May\n\n- 10:15 \\[\\*${talk!.title}\\*\\]\\(\\S+\\) \\(John Willis\\), only mentioned \\[↗`),
  );
});

test('open spaces are known by what schedules call them', () => {
  for (const type of ['openspace', 'Open Space', 'open-spaces', 'BoF', 'Birds of a Feather', 'Unconference session']) {
    assert.ok(isOpenSpace({ type, title: 'Fishbowl', speakers: [] }), type);
  }
  for (const type of ['talk', 'keynote', 'ignite', 'Opening']) {
    assert.ok(!isOpenSpace({ type, title: 'Fishbowl', speakers: [] }), type);
  }
  assert.ok(isOpenSpace({ title: 'Open Space #2', speakers: [] }));
  assert.ok(!isOpenSpace({ title: 'Open Space #2', speakers: [{ name: 'Ada' }] }));
  assert.ok(!isOpenSpace({ title: 'Open space planning for sceptics', speakers: [] }));
});

test('a recap by a model promises only the checks that can’t be turned off', () => {
  const [day, ...others] = view.recap.days;
  const byModel = { ...day!, hallway: { ...day!.hallway, isProse: true } };
  const said = howMade({ ...view, recap: { ...view.recap, days: [byModel, ...others] } }, 'notes');
  assert.match(said, /language model.*\. Names, numbers and quotes were checked against the notes\./);
  assert.doesNotMatch(said, /sentence/);
});

test('a day’s headlines leave out those of the conference', () => {
  assert.deepEqual(
    first!.headlines.map(({ text }) => text),
    ['They found the reason on Twitter, not in a dashboard.'],
  );
  assert.deepEqual(second!.headlines, []);
});

test('a point belongs to a talk only if all its notes do: a remark in the hallway is credited to nobody', () => {
  const inTalk = 'C0DODTO16:1464284760.000100';
  const inAnother = 'C0DODTO16:1464273060.000100';
  // Written in the break after a talk.
  const inHallway = 'C0DODTO16:1464322800.000100';
  assert.match(view.talkOf([inTalk])!.title, /Containers/i);
  for (const ids of [[inHallway], [inTalk, inHallway], [inTalk, inAnother], ['C0:1.0'], []]) {
    assert.equal(view.talkOf(ids), undefined, ids.join(' '));
  }
});

test('a caption that repeats its point is left out, another stays', () => {
  assert.equal(first!.talks[2]!.photos[0]!.caption, undefined);
  assert.match(first!.talks[0]!.photos[0]!.caption!, /^DevOps as one continuous/);
});

test('a link that a point or the reading list shows is not shown again', () => {
  assert.deepEqual(first!.talks[0]!.links, []);
  assert.deepEqual(second!.talks[0]!.links, []);
  assert.deepEqual(second!.talks[0]!.toRead, []);
});

test('a headline names its talk, and a quote among headlines keeps its marks and its speaker', () => {
  const { headlines } = view.recap;
  const shown = (points: Point[]) =>
    viewHeadlines(points, view).map(({ point, speaker, where }) => [point.lead.slice(0, 20), speaker, where]);
  assert.deepEqual(shown(headlines.slice(0, 1)), [['No matter which tool', undefined, 'in Bridget Kromhout’s talk']]);
  const [quote] = first!.talks[1]!.section.quotes;
  const quoted = { text: quote!.text, noteIds: [quote!.noteId], agreement: 1 };
  assert.deepEqual(shown([quoted]), [['“When your system fa', 'Hany Fahim', undefined]]);
  const named = { ...headlines[0]!, text: 'Talk to each other, says Bridget Kromhout.' };
  assert.match(shown([named])[0]![2]!, /^in “Containers will not fix/);
});

test('of sessions with the same title, those with notes are told apart by day, or by topic if a note names it', () => {
  const recap = structuredClone(readRecap('small'));
  const [day, next] = recap.days;
  const space = day!.talks.find(({ title }) => title === 'Open Space #2')!;
  next!.talks.push({ ...space, id: 'other', startsAt: '2016-05-27T15:40:00-04:00' });
  const titles = () => viewRecap(structuredClone(recap)).days.map(({ talks }) => talks.at(-1)!.talk!.title);
  const note = recap.notes.find(({ talkId }) => talkId === space.id)!;
  recap.notes.push({ ...note, id: 'C1:9', talkId: 'other', day: next!.date, text: 'nobody came' });
  assert.deepEqual(titles(), ['Open Space #2: CI/CD at scale', 'Open Space #2 (Fri 27 May)']);
  note.text = 'Open space was packed: forty people';
  assert.deepEqual(titles(), ['Open Space #2 (Thu 26 May)', 'Open Space #2 (Fri 27 May)']);
});

test('works stand where they were recommended, with what was said there', () => {
  assert.deepEqual(
    first!.talks[2]!.toRead.map(({ title }) => title),
    ['Effective DevOps'],
  );
  assert.equal(first!.hallway!.toRead.length, 0);
  assert.deepEqual(
    second!.hallway!.toRead.map(({ title }) => title),
    ['The Phoenix Project'],
  );
});

test('sources have the conference’s time, and a permalink where one is known', () => {
  const [, unlinked] = view.recap.days[0]!.hallway.points;
  const [source] = view.sourcesOf(unlinked!.noteIds);
  assert.deepEqual([source!.note.author, source!.time, source!.permalink], ['Devon', '00:20', undefined]);
  assert.deepEqual(view.sourcesOf(['C1:unknown']), []);
});

test('a point of several talks is credited to none', () => {
  const [one, other] = [first!.talks[0]!, first!.talks[1]!].map(({ section }) => section.points[0]!.noteIds[0]!);
  assert.equal(view.talkOf([one!])?.speakers[0]?.name, 'John Willis');
  assert.equal(view.talkOf([one!, other!]), undefined);
});

test('a talk of which there is nothing to show but who noted it gets no section', () => {
  const recap = readRecap('small');
  const [talk] = recap.days[0]!.talks;
  Object.assign(talk!, { points: [], quotes: [], questions: [], photos: [], links: [] });
  for (const item of recap.readingList)
    item.recommendedBy = item.recommendedBy.filter(({ talkId }) => talkId !== talk!.id);
  const emptied = viewRecap(recap);
  assert.ok(!emptied.hasSection(talk!));
  assert.equal(emptied.coverage.notes, view.coverage.notes);
});

test('every count of notes leaves out small talk and nothing else', () => {
  const { notes, coverage, recap } = view;
  assert.equal(coverage.notes, notes.length);
  assert.equal(
    coverage.notes,
    recap.contributors.reduce((sum, person) => sum + person.notes, 0),
  );
  assert.equal(
    coverage.notes,
    view.days.reduce((sum, { day }) => sum + view.notesOfDay(day.date).length, 0),
  );
  assert.ok(recap.notes.some(({ kind }) => kind === 'small-talk'));
});
