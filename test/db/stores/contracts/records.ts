import type { CapturedNote } from '#domain/notes/captured-note.ts';
import type { Publication } from '#domain/publishing/publication.ts';
import type { StoredTalk } from '#usecases/ports/stores.ts';

/** Text that breaks what is careless: quotes, wildcards, emoji, right-to-left, combining and control characters. */
export const HOSTILE = `'"; drop table notes; -- %_\\ \u202Eשלום 👩‍👩‍👧‍👦 e\u0301\r\n\u0007\u{10FFFF}`;

/** No database can hold these as they are. */
export const UNSTORABLE = 'a\0b \uD83D c \uDE00';
export const UNSTORABLE_STORED = 'a\uFFFDb \uFFFD c \uFFFD';

export function makeTalk(talk: Partial<StoredTalk> = {}): StoredTalk {
  return {
    id: 'talk',
    title: 'A talk',
    speakers: [],
    startsAt: '2016-05-26T10:00:00-04:00',
    endsAt: '2016-05-26T10:30:00-04:00',
    byHand: false,
    ...talk,
  };
}

export function makeCapturedNote(note: Partial<CapturedNote> = {}): CapturedNote {
  return {
    teamId: 'T1',
    channel: 'C1',
    ts: '1464271200.000100',
    conferenceId: 'conf',
    at: 1464271200000,
    authorId: 'U1',
    source: 'Deploy on Fridays.',
    photos: [],
    captures: [{ way: 'command', by: 'U1' }],
    day: '2016-05-26',
    talkId: null,
    placedBy: 'program',
    fromPrivate: false,
    ...note,
  };
}

export function makeWish(wish: Partial<Publication> = {}) {
  return {
    key: 'digest:conf:2016-05-26:main',
    teamId: 'T1',
    conferenceId: 'conf',
    channel: 'C1',
    wanted: { text: 'The day', blocks: [{ type: 'divider' }] } as Publication['wanted'],
    wantedHash: 'hash-1',
    ...wish,
  };
}
