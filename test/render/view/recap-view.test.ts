import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderMarkdown } from '#render/markdown/markdown.ts';
import { isOpenSpace, viewRecap } from '#render/view/recap-view.ts';
import { readRecap } from '#test/render/golden.ts';

const view = viewRecap(readRecap('small'));
const [first, second] = view.days;

test('talks, open spaces and what nobody noted are told apart', () => {
  assert.deepEqual(
    [first!.talks, first!.openSpaces, first!.unnoted].map(({ length }) => length),
    [3, 1, 3],
  );
  assert.deepEqual(view.coverage, {
    people: 5,
    notes: 27,
    talks: { noted: 4, all: 7 },
    openSpaces: { noted: 1, all: 2 },
  });
});

test('a talk whose notes leave nothing to show is named, so that the counts agree', () => {
  const recap = readRecap('small');
  const [day, ...others] = recap.days;
  const [talk, ...rest] = day!.talks;
  const bare = { ...talk!, points: [], quotes: [], questions: [], photos: [], links: [] };
  const without = { ...recap, days: [{ ...day!, talks: [bare, ...rest] }, ...others], readingList: [] };
  const { days, coverage } = viewRecap(without);
  assert.deepEqual(coverage.talks, view.coverage.talks);
  assert.deepEqual(days[0]!.mentioned, [bare]);
  assert.match(renderMarkdown(without), new RegExp(`Only mentioned:.*${talk!.title}`));
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
  assert.ok(!emptied.days[0]!.unnoted.some(({ id }) => id === talk!.id), 'it was noted all the same');
  assert.deepEqual(emptied.coverage, view.coverage);
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
