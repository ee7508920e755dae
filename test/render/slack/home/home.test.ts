import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RECAP_LANGUAGES } from '#domain/conference/conference.ts';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import { blocksToText } from '#render/slack/blocks/blocks-to-text.ts';
import { buildHomeView, type HomeInput } from '#render/slack/home/home.ts';
import { hostileText } from '#test/render/hostile-recap.ts';
import { checkView } from '#test/render/slack/check-blocks.ts';
import { sampleRecap, trackedConference } from '#test/render/slack/sample.ts';
import type { SavedNote } from '#usecases/notes/place-note.ts';

type Conference = HomeInput['conferences'][number];

const sample = sampleRecap();
const talks = sample.days.flatMap((day) => day.talks);

function noteOf(index: number, text = `Note ${index}`): SavedNote {
  const at = Date.parse('2016-05-26T13:35:00-04:00') + index * 60_000;
  const conference = trackedConference(sample);
  return {
    note: {
      teamId: 'T1',
      channel: 'C1',
      ts: `${at / 1000}.000100`,
      conferenceId: conference.id,
      at,
      authorId: 'U1',
      source: text,
      photos: [],
      captures: [],
      day: '2016-05-26',
      talkId: null,
      placedBy: 'program',
      fromPrivate: false,
    },
    conference,
    alternatives: talks,
    isUnsure: true,
    again: false,
  };
}

function conferenceOf(more: Partial<Conference> = {}): Conference {
  return {
    conference: trackedConference(sample),
    phase: 'during',
    talks: 22,
    notes: 65,
    onNow: [],
    posted: [],
    waiting: [],
    troubles: [],
    isOrganizer: false,
    ownNotes: [],
    ownCount: 0,
    unplaced: [],
    ...more,
  };
}

function home(more: Partial<HomeInput>): { text: string; view: ReturnType<typeof buildHomeView> } {
  const state: HomeInput = { conferences: [], past: [], optedOut: false, ...more };
  const view = buildHomeView(state, ({ source }) => source);
  checkView(view);
  return { text: blocksToText(view.blocks), view };
}

test('with no conference it says what it does and what to type', () => {
  const { text } = home({});
  assert.match(text, /^Conference Recap\n\nAt a conference, take notes/);
  assert.match(text, /\[ Set up a conference \]/);
  assert.match(text, /• \/recap add Kromhout: talk to each other first: adds a note/);
});

test('before the conference it says when it begins', () => {
  const { text } = home({ conferences: [conferenceOf({ phase: 'before', talks: 0, notes: 0 })] });
  assert.match(text, /26–27 May 2016 · Starts on Thursday 26 May\n0 notes saved, no schedule yet/);
  assert.doesNotMatch(text, /next digest|Settings/);
});

test('only those who can fix it are told what could not be posted', () => {
  const troubles = ['The digest could not be posted: invite the bot to #talks.'];
  for (const isOrganizer of [true, false]) {
    const { text } = home({ conferences: [conferenceOf({ troubles, isOrganizer })] });
    assert.equal(/invite the bot/.test(text), isOrganizer);
  }
});

test('during the conference it shows what is on, the next digest and one’s own notes', () => {
  const [talk] = talks;
  const { text, view } = home({
    conferences: [
      conferenceOf({
        onNow: [talk!],
        nextDigestAt: Date.parse('2016-05-26T18:30:00-04:00'),
        isOrganizer: true,
        ownNotes: [
          {
            ...noteOf(0, 'Talk to each other'),
            talk: talks.find(({ title }) => title.startsWith('Containers'))!,
          },
          noteOf(1),
        ],
        ownCount: 12,
        unplaced: [noteOf(1)],
        troubles: ['The digest of Thu 26 May could not be posted: invite the bot to #talks.'],
        posted: [{ day: '2016-05-25', permalink: 'https://example.slack.com/archives/C1/p1' }, { day: '2016-05-24' }],
      }),
    ],
  });
  assert.match(text, /I’ll post the next digest on Thursday 26 May at 18:30 \(America\/Toronto\)\./);
  assert.match(text, /Current talks\n• 10:15 DevOps Enterprise State of the Union · John Willis\n/);
  assert.match(text, /Problems\n• The digest of Thu 26 May could not be posted: invite/);
  assert.match(text, /\[ Add a note \] \[ Settings \]/);
  assert.match(text, /Which talk is this note from\?\n\nThu 26 May, 13:36\nNote 1\n\[ Choose a talk \]/);
  assert.match(
    text,
    /Your other notes \(newest 2 of 12\)\n\nThu 26 May, 13:35 · Containers will not fix.*\nTalk to each other\n\[ Edit, move or remove \]/,
  );
  assert.match(text, /Posted\n• Digest for Wed 25 May\n• Digest for Tue 24 May/);
  const select = JSON.stringify(view.blocks.find(({ block_id }) => block_id?.startsWith('move ')));
  assert.match(select, /"value":"remove"|"text":"Remove"/);
  assert.match(select, /"block_id":"move C1:1464284160\.000100"/);
  assert.match(select, /"value":"hallway"/);
});

test('after it there is nothing to add, and what was posted stays within reach', () => {
  const { text, view } = home({
    conferences: [
      conferenceOf({
        phase: 'after',
        posted: [{ day: 'all', permalink: 'https://example.slack.com/archives/C1/p2' }],
      }),
    ],
  });
  assert.match(text, /This conference has ended\n65 notes saved, 22 talks/);
  assert.doesNotMatch(text, /Add a note/);
  assert.match(
    JSON.stringify(view),
    /"url":"https:\/\/example\.slack\.com\/archives\/C1\/p2","text":"Recap of the whole conference"/,
  );
});

test('past conferences and opting out are told', () => {
  const past = conferenceOf({
    posted: [{ day: 'all', permalink: 'https://example.slack.com/archives/C1/p2' }],
  });
  const { text } = home({ past: [past, conferenceOf()], optedOut: true });
  assert.match(text, /^You’ve opted out/);
  assert.match(
    text,
    /Past conferences\n• DevOpsDays Toronto 2016 · 26–27 May 2016 · recap\n• DevOpsDays Toronto 2016 · 26–27 May 2016$/,
  );
});

test('Home is in the language of its person', () => {
  for (const language of Object.keys(RECAP_LANGUAGES) as KnownLanguage[]) {
    const own = { ownNotes: [noteOf(1)], ownCount: 9, unplaced: [noteOf(2)], isOrganizer: true };
    const conferences = [conferenceOf({ ...own, nextDigestAt: Date.parse('2016-05-26T18:30:00-04:00') })];
    const state: HomeInput = { conferences, past: [conferenceOf()], optedOut: true };
    const view = buildHomeView(state, ({ source }) => source, language);
    checkView(view);
    checkView(buildHomeView({ conferences: [], past: [], optedOut: false }, ({ source }) => source, language));
    if (language !== 'de') continue;
    const text = blocksToText(view.blocks);
    assert.match(text, /26.–27. Mai 2016 · Läuft gerade\n65 Notizen gespeichert, 22 Vorträge\n/);
    assert.match(text, /Die nächste Zusammenfassung poste ich am Donnerstag, 26. Mai um 18:30/);
    assert.match(text, /Zu welchem Vortrag gehört diese Notiz\?/);
  }
});

test('whatever comes, Slack takes it', () => {
  fc.assert(
    fc.property(hostileText, fc.constantFrom(0, 1, 3, 30), fc.integer({ min: 1, max: 400 }), (text, count, times) => {
      const long = text.repeat(times);
      const many = Array.from({ length: count }, (_, index) => index);
      const talk = { ...talks[0]!, id: long, title: long, speakers: [{ name: long }], room: long };
      const choices = many.map((index) => ({ ...talk, id: `${index}${long}` }));
      const notes = many.map((index) => ({
        ...noteOf(index, long),
        talk,
        alternatives: [...choices, ...talks],
      }));
      const conferences = many.map(() =>
        conferenceOf({
          conference: trackedConference(sample, { name: long }),
          onNow: choices,
          nextDigestAt: 0,
          isOrganizer: true,
          ownNotes: notes,
          ownCount: count,
          unplaced: notes.map((own) => ({ ...own, note: { ...own.note, channel: 'C2' } })),
          troubles: many.map(() => long),
          posted: many.map(() => ({ day: '2016-05-26', permalink: long })),
        }),
      );
      // One conference's notes are not another's.
      for (const [index, { unplaced }] of conferences.entries()) {
        for (const own of unplaced) own.note = { ...own.note, channel: `C${index}` };
      }
      home({ conferences, past: conferences, optedOut: true });
    }),
    { numRuns: 60 },
  );
});
