import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTestBot } from '#test/fakes/bot-for-test.ts';
import { ada, eve, startDevOpsDays, store } from '#test/usecases/conference-tests.ts';
import { endConference } from '#usecases/conference/end-conference.ts';
import { viewHome } from '#usecases/home/view-home.ts';
import { setOptOut } from '#usecases/privacy/forgotten-people.ts';
import { openTalk } from '#usecases/schedule/open-talk.ts';

describe('viewHome', () => {
  it('shows what runs with one’s own notes, and what is past', async () => {
    const bot = createTestBot();
    await startDevOpsDays(bot, { name: 'Past' });
    await endConference(bot.deps, ada);
    const conference = await startDevOpsDays(bot);
    const { talk } = await openTalk(bot.deps, ada, { title: 'Keynote', speakers: [] });
    for (let nth = 10; nth < 35; nth++) {
      await store(bot, conference, { ts: `1464272100.0001${nth}`, at: 1464272100000 + nth, talkId: talk.id });
    }
    const unplaced = await store(bot, conference, { ts: '1464272100.000200' });
    await store(bot, conference, { ts: '1464272100.000201', placedBy: 'person' });
    await store(bot, conference, { ts: '1464272100.000300', authorId: 'U2' });
    const home = await viewHome(bot.deps, { teamId: 'T1', userId: 'U1' });
    assert.equal(home.optedOut, false);
    const [shown, ...others] = home.conferences;
    assert.deepEqual(
      others.map((state) => state.conference.name),
      ['Past'],
      'its recap may still wait for approval',
    );
    assert.deepEqual(home.past, []);
    bot.setTime('2016-06-20T12:00:00-04:00');
    const later = await viewHome(bot.deps, { teamId: 'T1', userId: 'U1' });
    assert.deepEqual(later.conferences, []);
    assert.equal(later.past.length, 2);
    assert.equal(shown!.ownCount, 26);
    assert.equal(shown!.ownNotes.length, 20);
    assert.equal(shown!.ownNotes[0]!.note.ts, '1464272100.000134');
    assert.equal(shown!.ownNotes[0]!.talk!.title, 'Keynote');
    assert.deepEqual(
      shown!.unplaced.map(({ note }) => note.ts),
      [unplaced.ts],
    );
    assert.deepEqual(
      shown!.unplaced[0]!.alternatives.map(({ title }) => title),
      ['Keynote'],
    );
  });
  it('asks for the talk of a note that was placed with too little confidence for the recap', async () => {
    const bot = createTestBot();
    const conference = await startDevOpsDays(bot);
    const talk = (id: string, title: string, name: string) => ({
      ...{ id, title, speakers: [{ name }], byHand: false },
      ...{ startsAt: '2016-05-26T10:00:00-04:00', endsAt: '2016-05-26T10:40:00-04:00' },
    });
    await bot.deps.database.talks.save(conference.id, [
      talk('a', 'Restores nobody tests', 'Mara Lindqvist'),
      talk('b', 'Queues all the way down', 'Tom Okafor'),
      talk('d', 'Paging people kindly', 'Ann Petrov'),
    ]);
    const later = (time: string) => Date.parse(`2016-05-26T${time}:00-04:00`);
    await store(bot, conference, {
      ...{ ts: '1464277020.000300', at: later('11:57'), talkId: 'b' },
      source: 'Tom Okafor, Queues all the way down: deploy each of them.',
    });
    const vague = await store(bot, conference, { source: 'Nobody does it.', at: later('10:20'), talkId: 'b' });
    const { notes } = bot.deps.database;
    const { ofDay } = notes;
    let trained = 0;
    notes.ofDay = (...day) => {
      trained++;
      return ofDay.apply(notes, day);
    };
    const [shown] = (await viewHome(bot.deps, ada)).conferences;
    assert.equal(trained, 1, 'a placer is trained with all notes of the day, so not for each note');
    // Notes that arrive at once share one, too.
    await Promise.all([vague, vague].map((note) => bot.deps.placers.place(conference, note)));
    assert.equal(trained, 2);
    assert.deepEqual(
      shown!.unplaced.map(({ note, isUnsure }) => [note.ts, isUnsure]),
      [[vague.ts, true]],
    );
  });
  it('shows nothing of another workspace', async () => {
    const bot = createTestBot();
    await startDevOpsDays(bot);
    await setOptOut(bot.deps, eve, true);
    assert.deepEqual(await viewHome(bot.deps, eve), { conferences: [], past: [], optedOut: true });
  });
});
