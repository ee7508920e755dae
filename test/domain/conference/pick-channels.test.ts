import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { channelNameScore, type KnownConference, pickChannels } from '#domain/conference/pick-channels.ts';
import type { Talk } from '#domain/conference/talk.ts';
import type { Note } from '#domain/notes/note.ts';

const CONFERENCE: KnownConference = {
  name: 'DevOpsDays Toronto 2016',
  timezone: 'America/Toronto',
  from: '2016-05-26',
  to: '2016-05-27',
};

const TALKS: Talk[] = ['Ada Byron', 'Bea Curie', 'Cyd Dirac', 'Dee Euler'].map((name, index) => ({
  id: `t${index}`,
  title: `What ${['engines', 'radium', 'matter', 'graphs'][index]} taught us`,
  speakers: [{ name }],
  startsAt: '2016-05-26T10:00:00-04:00',
  endsAt: '2016-05-26T10:30:00-04:00',
}));

const DURING = Date.parse('2016-05-26T14:00:00Z');
const BEFORE = Date.parse('2016-05-01T14:00:00Z');

/** Channels with their messages. */
type Written = Record<string, string[]>;

async function choose(
  written: Written,
  {
    conference = CONFERENCE,
    talks = TALKS,
    at = DURING,
  }: { conference?: KnownConference; talks?: Talk[]; at?: number } = {},
) {
  const read: string[] = [];
  const choices = await pickChannels(
    Object.keys(written).map((name) => ({ name })),
    async function* ({ name }): AsyncGenerator<Note> {
      read.push(name);
      for (const text of written[name]!) {
        yield {
          id: '',
          channel: '',
          ts: '',
          at,
          authorId: '',
          author: '',
          text,
          spans: [],
          photos: [],
          reactions: [],
        };
      }
    },
    { conference, talks },
  );
  return {
    read,
    taken: choices.filter(({ taken }) => taken).map(({ channel }) => channel.name),
    reasons: Object.fromEntries(choices.map(({ channel, reason }) => [channel.name, reason])),
  };
}

const NOISE = Array.from({ length: 50 }, () => 'can somebody look at the failing nightly build?');

describe('pickChannels', () => {
  it('picks channels named like the conference', async () => {
    const { taken, reasons } = await choose({
      'devopsdays-toronto': ['hello', 'Ada Byron is on'],
      releng: NOISE,
    });
    assert.deepEqual(taken, ['devopsdays-toronto']);
    assert.deepEqual(reasons, {
      'devopsdays-toronto': 'named like the conference, mentions 1 talk',
      releng: 'not about the conference',
    });
  });

  it('picks channels that mention the talks, whatever their name', async () => {
    const { taken, reasons } = await choose({
      trip: ['Ada Byron is on', 'what radium taught us', 'so good', 'Cyd Dirac'],
      random: [...NOISE, ...NOISE, 'Ada Byron rocks', 'Ada Byron'],
    });
    assert.deepEqual(taken, ['trip']);
    assert.equal(reasons.trip, 'mentions 3 talks');
  });

  it('picks channels whose notes are labeled with the family names of speakers', async () => {
    const { taken } = await choose({
      notes: ['Byron: engines need notes', 'Curie: radium glows', 'Dirac: matter has a twin'],
      general: NOISE,
    });
    assert.deepEqual(taken, ['notes']);
  });

  it('picks several channels that mention talks but not one that mentions a single talk in passing', async () => {
    const { taken } = await choose({
      'track-a': ['Ada Byron', 'Bea Curie'],
      'track-b': ['Cyd Dirac', 'Dee Euler'],
      general: [...NOISE, ...NOISE, 'Ada Byron speaks at ten'],
    });
    assert.deepEqual(taken, ['track-a', 'track-b']);
  });

  it('goes by the channel name alone without a schedule', async () => {
    assert.deepEqual((await choose({ 'dod-toronto': ['x'], releng: NOISE }, { talks: [] })).taken, ['dod-toronto']);
  });

  it('reads only the days of the conference', async () => {
    const { taken, reasons } = await choose({ 'devopsdays-toronto': ['Ada Byron'], trip: [] }, { at: BEFORE });
    assert.deepEqual(taken, ['devopsdays-toronto', 'trip']);
    assert.equal(reasons.trip, 'no channel has messages from the conference days');
  });

  it('picks all active channels if nothing tells them apart', async () => {
    const conference = { timezone: 'UTC' };
    const { taken, reasons } = await choose({ a: ['x'], b: ['y'], c: [] }, { talks: [], conference });
    assert.deepEqual(taken, ['a', 'b']);
    assert.equal(reasons.c, 'nothing written during the conference');
  });

  it('leaves channels without a word of the talks even if no channel is clearly about the conference', async () => {
    const conference = { timezone: 'UTC' };
    const { taken, reasons } = await choose(
      {
        trip: ['radium is brighter than I thought', 'so good'],
        office: ['the printer is out of toner', 'who has the key?'],
      },
      { conference },
    );
    assert.deepEqual(taken, ['trip']);
    assert.equal(reasons.office, "no channel is clearly about the conference, and this one doesn't mention its talks");
  });

  it('counts one-word names of speakers that label notes', async () => {
    const talks = TALKS.map((talk, index) => ({
      ...talk,
      speakers: [{ name: ['schneider', 'jinxx', 'smtw', 'Zoe'][index]! }],
    }));
    const { taken } = await choose({ notes: ['schneider: it glows', 'Zoe: nice graphs'], general: NOISE }, { talks });
    assert.deepEqual(taken, ['notes']);
  });

  it('picks a single channel without reading it', async () => {
    const { taken, read } = await choose({ general: NOISE });
    assert.deepEqual([taken, read], [['general'], []]);
    assert.deepEqual((await choose({})).taken, []);
  });

  it('reads a sample of a long channel', async () => {
    let count = 0;
    await pickChannels(
      [{ name: 'a' }, { name: 'b' }],
      async function* (): AsyncGenerator<Note> {
        for (;;) {
          count++;
          yield {
            id: '',
            channel: '',
            ts: '',
            at: DURING,
            authorId: '',
            author: '',
            text: 'x',
            spans: [],
            photos: [],
            reactions: [],
          };
        }
      },
      { conference: CONFERENCE, talks: TALKS },
    );
    assert.ok(count < 10_000);
  });
});

it("recognizes a conference's name in many spellings of a channel name", () => {
  const alike: [string, string][] = [
    ['devopsdays-toronto', 'DevOpsDays Toronto 2016'],
    ['conf-devopsdays-toronto-2016', 'DevOpsDays Toronto 2016'],
    ['dodtoronto16', 'DevOpsDays Toronto 2016'],
    ['dod-toronto', 'DevOpsDays Toronto 2016'],
    ['pdx-devopsdays', 'DevOpsDays Portland 2017'],
    ['all_things_open', 'All Things Open'],
    ['allthingsopen', 'All Things Open'],
    ['oss-2024', 'Open Source Summit 2024'],
    ['38c3', '38C3'],
    ['fosdem-trip', 'FOSDEM 2024'],
    ['jsconfeu', 'JSConf EU'],
    ['кодфест', 'КодФест 2024'],
    ['東京カンファレンス', '東京カンファレンス 2024'],
  ];
  for (const [channel, conference] of alike) assert.equal(channelNameScore(channel, conference), 1, channel);
});

it('scores one half for the first word alone', () => {
  assert.equal(channelNameScore('goto-cph', 'GOTO Copenhagen'), 0.5);
  assert.equal(channelNameScore('kubecon', 'KubeCon + CloudNativeCon Europe 2017'), 0.5);
});

it('scores zero for other names', () => {
  const others: [string, string][] = [
    ['toronto', 'DevOpsDays Toronto 2016'],
    ['devops', 'DevOpsDays Toronto 2016'],
    ['devopsdays-toronto-2015', 'DevOpsDays Toronto 2016'],
    ['dodtoronto15', 'DevOpsDays Toronto 2016'],
    ['open-positions', 'Open Source Summit'],
    ['2016', 'DevOpsDays Toronto 2016'],
    ['general', 'PyCon'],
    ['a', ''],
    ['', ''],
    ['x'.repeat(10_000), 'y '.repeat(10_000)],
  ];
  for (const [channel, conference] of others) assert.equal(channelNameScore(channel, conference), 0, channel);
});
