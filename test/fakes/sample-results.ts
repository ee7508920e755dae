import type { ReadingItem } from '#domain/reading-list/work.ts';
import type { ConferenceState } from '#usecases/conference/get-conference-state.ts';
import type { SavedNote } from '#usecases/notes/place-note.ts';
import type { ScheduleImport } from '#usecases/schedule/import-schedule.ts';
import type { TalkChoice } from '#usecases/schedule/talk-choices.ts';
import { makeConference } from './make-conference.ts';

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
    waiting: [],
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
