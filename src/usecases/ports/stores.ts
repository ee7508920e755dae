import type { CalendarDate, ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import type { Talk, TalkId } from '#domain/conference/talk.ts';
import type { Decision } from '#domain/editing/editorial-decision.ts';
import type { Refusal } from '#domain/evidence/check-evidence.ts';
import type { CapturedNote, MessageKey } from '#domain/notes/captured-note.ts';
import type { Publication, PublicationKey } from '#domain/publishing/publication.ts';

/** A stored talk. Those with `byHand` were added in Slack and stay when the schedule is imported again. */
export interface StoredTalk extends Talk {
  byHand: boolean;
}

export interface ConferenceStore {
  find(id: ConferenceId): Promise<TrackedConference | undefined>;
  /** Returns all conferences of a workspace, newest first. */
  ofTeam(teamId: string): Promise<TrackedConference[]>;
  /** Returns the conferences that take notes in a channel, including ended ones, newest first. */
  ofChannel(teamId: string, channel: string): Promise<TrackedConference[]>;
  /**
   * Returns the conferences that may still have something due: those whose last day isn't before `day` (a calendar date
   * anywhere on earth), and those with digests that have to be composed again.
   */
  notOverBefore(day: CalendarDate): Promise<TrackedConference[]>;
  /**
   * Leases conferences in which something may be due: nobody else gets them for `leaseMs`, unless they change. Call
   * `planned` when it is known what is due next.
   */
  claimDue(now: number, leaseMs: number, most: number): Promise<{ conference: TrackedConference; changedAt: number }[]>;
  /** Sets when something is due next (null: only after a change), unless the conference has changed since. */
  planned(id: ConferenceId, dueAt: number | null, changedAt: number): Promise<void>;
  /** Marks a conference as changed, so that its digests are checked. */
  touch(id: ConferenceId): Promise<void>;
  /** Lets {@link claimDue} return a conference. */
  makeDue(id: ConferenceId): Promise<void>;
  /** Lets {@link claimDue} return all conferences that lasted until `lastDay` or longer, from `now` on, each at one of 60 steps. */
  makeAllDue(lastDay: CalendarDate, now: number, stepMs: number): Promise<void>;
  /** When something is due next in any conference, milliseconds since the epoch. */
  nextDueAt(): Promise<number | undefined>;
  /** Returns the conferences that {@link notOverBefore} doesn't. */
  overBefore(day: CalendarDate): Promise<TrackedConference[]>;
  save(conference: TrackedConference): Promise<void>;
  /** Removes a conference with its talks, notes, publications and removed works. */
  remove(id: ConferenceId): Promise<void>;
}

export interface TalkStore {
  /** Sorted by start, then id. */
  ofConference(id: ConferenceId): Promise<StoredTalk[]>;
  save(id: ConferenceId, talks: StoredTalk[]): Promise<void>;
  remove(id: ConferenceId, talkIds: TalkId[]): Promise<void>;
}

export interface NoteCount {
  day: CalendarDate;
  talkId: TalkId | null;
  fromPrivate: boolean;
  notes: number;
}

/** Only `find` returns tombstones, which are what remains of deleted notes. */
export interface NoteStore {
  find(key: MessageKey): Promise<CapturedNote | undefined>;
  /** Inserts, or replaces the note with the same key. */
  save(note: CapturedNote): Promise<void>;
  /** Marks a note as changed, so that its digest is composed again. */
  touch(key: MessageKey): Promise<void>;
  /** The days with notes that were written after an instant by this machine's clock. */
  changedAfter(instant: number): Promise<{ conferenceId: ConferenceId; day: CalendarDate; changedAt: number }[]>;
  /** In order of `at`, then `ts`. Reads only the notes of that day. */
  ofDay(id: ConferenceId, day: CalendarDate): Promise<CapturedNote[]>;
  ofConference(id: ConferenceId): Promise<CapturedNote[]>;
  /** Returns the notes that were saved while Slack couldn't say who can read their channel. */
  ofUnknownAudience(id: ConferenceId): Promise<CapturedNote[]>;
  ofAuthor(id: ConferenceId, authorId: string): Promise<CapturedNote[]>;
  /** Counts the notes of each day and talk (null for the hallway), separately for those from private channels. */
  count(id: ConferenceId): Promise<NoteCount[]>;
  /** Returns the photos of all existing notes, in every workspace and conference. */
  photos(): Promise<{ teamId: string; id: string }[]>;
  /** Erases all of a person's notes in a workspace, including tombstones. Returns the conferences that had any. */
  eraseAuthor(teamId: string, authorId: string): Promise<ConferenceId[]>;
}

type Channel = Pick<Publication, 'teamId' | 'channel'>;

/** The right to work on a publication for some time. */
export interface Lease {
  /** The id of the worker. */
  owner: string;
  leaseMs: number;
}

type PostingOutcome = {
  [Field in 'ts' | 'postedHash' | 'startedAt' | 'failure']?: Publication[Field] | undefined;
} & Partial<Pick<Publication, 'attempts' | 'refusals' | 'retryAt'>>;

export interface PublicationStore {
  find(key: PublicationKey): Promise<Publication | undefined>;
  /** Returns the publication that a message in Slack belongs to; undefined if the bot keeps none for it. */
  at(place: MessageKey): Promise<Publication | undefined>;
  /**
   * Sets what should be posted under a key: inserts a publication or, if the hash differs, replaces `wanted` and resets
   * `failure`, `attempts`, `refusals` and `retryAt`. Does nothing if the hash is the same.
   */
  want(
    wish: Pick<Publication, 'key' | 'teamId' | 'conferenceId' | 'channel' | 'parentKey' | 'wanted' | 'wantedHash'>,
  ): Promise<void>;
  /**
   * Returns the channels in which something can be posted, changed or removed now; `withLeased` includes those that a
   * worker is busy with.
   */
  dueChannels(now: number, withLeased?: boolean): Promise<Channel[]>;
  /** When the next postponed publication becomes due, milliseconds since the epoch. */
  nextRetryAt(now: number): Promise<number | undefined>;
  /** Leases the next due publication of a channel: by priority, then in the order in which they were first wanted. */
  claim(channel: Channel, now: number, lease: Lease): Promise<Publication | undefined>;
  /** Extends a lease, and records that posting starts; false if another worker may have taken the publication over. */
  renew(
    key: PublicationKey,
    lease: Lease,
    start?: Partial<Pick<Publication, 'startedAt' | 'attempts'>>,
  ): Promise<boolean>;
  /** Ends all leases, for a process that has the database to itself. */
  endLeases(): Promise<void>;
  /** Postpones everything that is due in a channel until an instant. */
  postpone(channel: Channel, until: number): Promise<void>;
  /** Returns the publications whose keys start with a prefix, in the order in which they were first wanted. */
  withPrefix(prefix: string): Promise<Publication[]>;
  /**
   * Records the outcome of an attempt; `undefined` clears a field. With `owner` it ends that worker's lease, and does
   * nothing if another worker has taken the publication over.
   */
  record(key: PublicationKey, outcome: PostingOutcome, owner?: string): Promise<void>;
  /** Retries refused publications whose `retryAt` has come, of conferences that lasted until `lastDay` or longer. */
  retryRefused(now: number, lastDay: CalendarDate): Promise<boolean>;
  /**
   * Removes a publication. With `owner` only one that is still unwanted and leased to that worker; returns whether it was
   * removed.
   */
  remove(key: PublicationKey, owner?: string): Promise<boolean>;
}

/** The works that people removed from a conference's reading list, by the works' keys. */
export interface RemovedWorkStore {
  ofConference(id: ConferenceId): Promise<string[]>;
  add(id: ConferenceId, workKey: string): Promise<void>;
  remove(id: ConferenceId, workKey: string): Promise<void>;
}

/** Organizers' decisions about a conference's recap. */
export interface DecisionStore {
  /** In a stable order. */
  ofConference(id: ConferenceId): Promise<Decision[]>;
  /** Inserts, or replaces the one with the same key. */
  save(id: ConferenceId, decision: Decision): Promise<void>;
  /** Removes the decision with the same key. */
  remove(id: ConferenceId, decision: Decision): Promise<void>;
}

/** The state of a published digest or recap. */
export interface DigestState {
  /** Milliseconds since the epoch, as all instants here. */
  publishedAt: number;
  /** The hash of its last input. */
  madeFrom: string;
  /** When its input last changed after it was published. */
  updatedAt?: number;
  /** When it was last composed, perhaps only because of a better summary. */
  composedAt?: number;
  /** How many of the summarizer's statements no note supports, by reason; absent if there were none. */
  refused?: Partial<Record<Refusal, number>>;
  /** The hash of everything that its messages show. */
  shownHash?: string;
  /** When its input was last found to be current. */
  readAt?: number;
  /** When to check it again although nothing changes. */
  retryAt?: number;
  /** When to ask the summarizer again for what it couldn't do, and how often it failed for the same input. */
  recomposeAt?: number;
  tries?: number;
  /** When its input was read last, by this machine's clock: changes after it are not in the digest. */
  checkedAt?: number;
}

export interface DigestStateStore {
  find(id: ConferenceId, scope: CalendarDate | 'all'): Promise<DigestState | undefined>;
  ofConference(id: ConferenceId): Promise<Map<CalendarDate | 'all', DigestState>>;
  save(id: ConferenceId, scope: CalendarDate | 'all', state: DigestState): Promise<void>;
  /**
   * Saves a state unless there is one whose input was read later, and returns whether it did. A time in the future comes
   * from a clock that was wrong.
   */
  saveUnlessLater(id: ConferenceId, scope: CalendarDate | 'all', state: DigestState): Promise<boolean>;
  /** Lets {@link toRetry} return a state at an instant. */
  retry(id: ConferenceId, scope: CalendarDate | 'all', at: number): Promise<void>;
  /** Those to retry or to recompose, of conferences that lasted until `lastDay` or longer. */
  toRetry(now: number, lastDay: CalendarDate): Promise<{ conferenceId: ConferenceId; scope: CalendarDate | 'all' }[]>;
  /** When the next one is to be retried, milliseconds since the epoch. */
  nextRetryAt(now: number): Promise<number | undefined>;
}

/** A set of people per workspace. */
export interface PeopleStore {
  has(teamId: string, userId: string): Promise<boolean>;
  ofTeam(teamId: string): Promise<string[]>;
  add(teamId: string, userId: string): Promise<void>;
  remove(teamId: string, userId: string): Promise<void>;
}

/** The notes that requests created, by Slack's request id, so that a repeated request doesn't create a second note. */
export interface RequestStore {
  find(teamId: string, requestId: string): Promise<MessageKey | undefined>;
  save(requestId: string, note: Pick<CapturedNote, 'teamId' | 'channel' | 'ts' | 'conferenceId' | 'at'>): Promise<void>;
  /** Forgets requests from before an instant (milliseconds since the epoch). */
  removeBefore(instant: number): Promise<void>;
}

/** A message, or the rest of a thread, that somebody wants saved but that Slack hasn't returned yet. */
export interface UnreadMessage extends MessageKey {
  conferenceId: ConferenceId;
  way: 'reaction' | 'mention';
  by: string;
  /** Slack's cursor for the next page, if part of the thread has been read. */
  cursor?: string;
}

export interface UnreadMessageStore {
  /** Adds or changes one, to be read at `dueAt` (milliseconds since the epoch). */
  save(message: UnreadMessage, dueAt: number): Promise<void>;
  remove(message: Pick<UnreadMessage, 'teamId' | 'channel' | 'ts' | 'way' | 'by'>): Promise<void>;
  removeOf(teamId: string, userId: string): Promise<void>;
  dueTeams(now: number): Promise<string[]>;
  /** Lets none of a workspace be due before `dueAt`. */
  postpone(teamId: string, dueAt: number): Promise<void>;
  nextDueAt(now: number): Promise<number | undefined>;
  /** Returns those of a workspace that are due, longest waiting first. */
  due(teamId: string, now: number): Promise<UnreadMessage[]>;
}

export interface Stores {
  conferences: ConferenceStore;
  talks: TalkStore;
  notes: NoteStore;
  publications: PublicationStore;
  removedWorks: RemovedWorkStore;
  decisions: DecisionStore;
  /** People who asked that others don't save their messages. */
  optOuts: PeopleStore;
  /** People whose mentions are removed from what others write. */
  forgottenPeople: PeopleStore;
  digestStates: DigestStateStore;
  requests: RequestStore;
  unreadMessages: UnreadMessageStore;
}

export type Isolation = 'serializable' | 'read committed';

export interface Database extends Stores {
  /**
   * Runs `work` in a serializable transaction. `work` may run more than once, so it must not touch anything but the
   * stores that it is given. Once the transaction has ended, it survives a crash. `read committed` is for work that
   * first locks the row that decides, such as with `saveUnlessLater`: it never has to run again because of others.
   */
  runTransaction<Result>(work: (stores: Stores) => Promise<Result>, isolation?: Isolation): Promise<Result>;
  /** Resolves within a second, or throws. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Values by key that never expire. */
export interface RecordStore {
  get<Value>(key: string): Promise<Value | undefined>;
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  /** Returns the keys with a prefix that hold a value. */
  keysOf(prefix: string, value: unknown): Promise<string[]>;
}

/** Values that expire. */
export interface KeyValue {
  get<Value>(key: string): Promise<Value | undefined>;
  set(key: string, value: unknown, ttlMs: number): Promise<void>;
  /** Returns whether there was a value: only for one of several who delete it at the same moment. */
  delete(key: string): Promise<boolean>;
  /** Deletes all keys with a prefix. */
  deletePrefix(prefix: string): Promise<void>;
  /**
   * Adds to a count that no other function reads, unless it would exceed `most`: also if several add at the same moment.
   * Returns whether it was added.
   */
  count(key: string, by: number, limit: { most: number; ttlMs: number }): Promise<boolean>;
}
