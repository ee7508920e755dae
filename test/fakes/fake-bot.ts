import type { ReadingItem } from '#domain/reading-list/work.ts';
import type { Bot } from '#usecases/bot.ts';
import type { ConferenceState, SavedNote, ScheduleImport, TalkChoice } from '#usecases/bot-results.ts';
import { makeConference } from './make-conference.ts';

export type Verb = keyof Bot;

/** A bot that remembers what it was asked, and answers as a bot with one running conference does. */
export interface FakeBot extends Bot {
  readonly calls: { verb: Verb; given: unknown[] }[];
  /** What was asked of one verb, oldest first. */
  given<V extends Verb>(verb: V): Parameters<Bot[V]>[];
  /** Does something else when it is asked; `undefined` brings back the ordinary answer. */
  on<V extends Verb>(verb: V, act: Bot[V]): void;
  /** Every verb fails like this. */
  failing: unknown;
}

export const TALK: TalkChoice = {
  id: 'talk-1',
  title: 'Containers will not fix your broken culture',
  speakers: [{ name: 'Bridget Kromhout', affiliation: 'Pivotal' }],
  startsAt: '2016-05-26T13:35:00-04:00',
  endsAt: '2016-05-26T14:05:00-04:00',
  room: 'Main',
};

export const OTHER_TALK: TalkChoice = { ...TALK, id: 'talk-2', title: 'From Commit To Production' };

export const CONFERENCE = makeConference({ id: 'conf1', name: 'DevOpsDays Toronto 2016' });

export const ITEM: ReadingItem = {
  kind: 'book',
  title: 'Release It!',
  authors: ['Michael Nygard'],
  recommendedBy: [{ author: 'Amara', noteId: 'C1:1464285000.000100', comment: 'the chapter on stability' }],
};

export function savedNote(more: Partial<SavedNote> = {}): SavedNote {
  return {
    note: {
      teamId: 'T1',
      channel: 'C1',
      ts: '1464285000.000100',
      conferenceId: CONFERENCE.id,
      at: 1_464_285_000_000,
      authorId: 'U1',
      source: 'Talk to each other',
      photos: [],
      captures: [{ way: 'command', by: 'U1' }],
      day: '2016-05-26',
      talkId: TALK.id,
      placedBy: 'program',
      fromPrivate: false,
    },
    conference: CONFERENCE,
    talk: TALK,
    alternatives: [],
    isUnsure: false,
    again: false,
    ...more,
  };
}

export function conferenceState(more: Partial<ConferenceState> = {}): ConferenceState {
  return {
    conference: CONFERENCE,
    phase: 'during',
    talks: 8,
    notes: 3,
    onNow: [TALK],
    nextDigestAt: 1_464_301_800_000,
    posted: [],
    troubles: [],
    isOrganizer: true,
    ...more,
  };
}

export const IMPORT: ScheduleImport = {
  conference: CONFERENCE,
  added: 3,
  updated: 12,
  removed: 2,
  first: { ...TALK, startsAt: '2016-05-26T09:00:00-04:00' },
  warnings: [],
};

function ordinary(): Bot {
  const conference = CONFERENCE;
  const changed = { conference, problems: [] };
  const { id: _, teamId: __, createdAt: ___, listens: ____, ...settings } = CONFERENCE;
  return {
    whichConference: async () => conference,
    proposeConference: async () => settings,
    startConference: async () => changed,
    changeSettings: async () => changed,
    endConference: async () => conference,
    describeDeletion: async () => conferenceState(),
    deleteConference: async () => ({ name: conference.name }),
    setListening: async () => ({ conference, changed: true }),
    importSchedule: async () => IMPORT,
    openTalk: async () => ({ conference, talk: TALK, again: false }),
    listTalks: async () => ({
      conference,
      days: [{ date: '2016-05-26', talks: [{ ...TALK, notes: 2 }], hallwayNotes: 1 }],
    }),
    chooseTalk: async () => [TALK, OTHER_TALK],
    addNote: async () => savedNote(),
    captureMessage: async () => savedNote(),
    reactionAdded: async () => savedNote(),
    reactionRemoved: async () => {},
    captureThread: async () => ({ conference, taken: 2, known: 1, talk: TALK }),
    messagePosted: async () => undefined,
    messageEdited: async () => {},
    messageDeleted: async () => {},
    undoNote: async () => {},
    moveNote: async () => savedNote({ talk: OTHER_TALK }),
    recommend: async () => ({
      conference,
      item: ITEM,
      number: 1,
      key: { teamId: 'T1', channel: 'C1', ts: '1464285000.000100' },
    }),
    readingList: async (_asker, page = 1) => ({
      conference,
      items: [{ number: 1, item: ITEM }],
      page,
      pages: 3,
      total: 41,
    }),
    removeWork: async () => ({ conference, item: ITEM, workKey: 'release it nygard' }),
    restoreWork: async () => {},
    preview: async (_asker, day = '2016-05-26') => ({
      conference,
      recap: {
        version: 1,
        conference,
        headlines: [],
        days: [],
        readingList: [],
        contributors: [],
        notCovered: [],
        notes: [],
      },
      parts: [
        {
          part: 'main',
          message: {
            text: 'Day 1',
            blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Day 1', emoji: false } }],
          },
        },
      ],
      day,
      refused: 0,
      untranslated: 0,
      asksAgain: [],
      isPosted: false,
      approval: 'automatic',
    }),
    editForm: async (_asker, day) => ({ conference, day, places: [] }),
    editRecap: async () => {},
    approve: async (_asker, day) => ({ conference, day, posts: false }),
    publish: async (_asker, day = '2016-05-26') => ({ conference, day, again: false }),
    exportFile: async (_asker, format) => ({ conference, name: `recap.${format}` }),
    ask: async (_asker, question) => ({ conference, question, sources: [] }),
    webRecap: async () => undefined,
    state: async () => conferenceState(),
    home: async () => ({
      conferences: [{ ...conferenceState(), ownNotes: [savedNote()], ownCount: 1, unplaced: [] }],
      past: [],
      optedOut: false,
    }),
    setOptOut: async () => ({ changed: true }),
    describeForgetting: async () => ({ notes: 12, conferences: 2 }),
    forgetPerson: async () => ({ notes: 12, conferences: 2 }),
    removeWorkspace: async () => {},
    runDueWork: async () => {},
    flushOutbox: async () => ({ posted: 0, waiting: 0 }),
  };
}

export function createFakeBot(): FakeBot {
  const bot = ordinary();
  const calls: FakeBot['calls'] = [];
  const fake = {
    calls,
    failing: undefined as unknown,
    given: (verb: Verb) => calls.filter((call) => call.verb === verb).map(({ given }) => given),
    on: (verb: Verb, act: unknown) => Object.assign(bot, { [verb]: act }),
  };
  for (const verb of Object.keys(bot) as Verb[]) {
    Object.assign(fake, {
      [verb]: async (...given: unknown[]) => {
        calls.push({ verb, given });
        if (fake.failing !== undefined) throw fake.failing;
        return (bot[verb] as (...given: unknown[]) => Promise<unknown>)(...given);
      },
    });
  }
  return fake as unknown as FakeBot;
}
