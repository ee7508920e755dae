import type { CalendarDate, ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import type { Talk, TalkId } from '#domain/conference/talk.ts';
import type { Decision } from '#domain/editing/editorial-decision.ts';
import type { CapturedNote, MessageKey } from '#domain/notes/captured-note.ts';
import type { Publication, PublicationKey } from '#domain/publishing/publication.ts';

/** A talk as it is stored; `byHand` ones were opened in Slack and stay when a schedule is read again. */
export interface StoredTalk extends Talk {
  byHand: boolean;
}

export interface ConferenceStore {
  find(id: ConferenceId): Promise<TrackedConference | undefined>;
  /** All of a workspace, newest first. */
  ofTeam(teamId: string): Promise<TrackedConference[]>;
  /** Those that note in a channel, newest first, ended ones too. */
  ofChannel(teamId: string, channel: string): Promise<TrackedConference[]>;
  /**
   * Those whose last day is not before `day` (a calendar date anywhere on earth), or that are to be made anew: what
   * may still have something due.
   */
  notOverBefore(day: CalendarDate): Promise<TrackedConference[]>;
  /** All others. */
  overBefore(day: CalendarDate): Promise<TrackedConference[]>;
  save(conference: TrackedConference): Promise<void>;
  /** With its talks, notes, publications and removed works. */
  remove(id: ConferenceId): Promise<void>;
}

export interface TalkStore {
  /** By start, then id. */
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

/** Tombstones come only from `find`. */
export interface NoteStore {
  find(key: MessageKey): Promise<CapturedNote | undefined>;
  /** Inserts, or replaces the note with the same key. */
  save(note: CapturedNote): Promise<void>;
  /** In order of `at`, then `ts`. Costs the day, not the archive. */
  ofDay(id: ConferenceId, day: CalendarDate): Promise<CapturedNote[]>;
  ofConference(id: ConferenceId): Promise<CapturedNote[]>;
  ofAuthor(id: ConferenceId, authorId: string): Promise<CapturedNote[]>;
  /** How many notes each day and talk (null: hallway) has, those from private channels by themselves. */
  count(id: ConferenceId): Promise<NoteCount[]>;
  /** The photos of all notes that are there, in whatever workspace and conference. */
  photos(): Promise<{ teamId: string; id: string }[]>;
  /** All of a person's notes in a workspace, tombstones too, without a trace. Answers the conferences concerned. */
  eraseAuthor(teamId: string, authorId: string): Promise<ConferenceId[]>;
}

export interface PublicationStore {
  find(key: PublicationKey): Promise<Publication | undefined>;
  /** What stands at a place in Slack; undefined for a message that is none of the bot's kept ones. */
  at(place: MessageKey): Promise<Publication | undefined>;
  /**
   * Says what should stand in Slack: inserts, or changes `wanted` of the same key, which clears `failure`,
   * `attempts` and `retryAt` where the hash differs. What is there already as wanted stays untouched.
   */
  want(
    wish: Pick<Publication, 'key' | 'teamId' | 'conferenceId' | 'channel' | 'parentKey' | 'wanted' | 'wantedHash'>,
  ): Promise<void>;
  /**
   * Those that don't stand as wanted, are due and have not failed, in the order in which they were first wanted: of
   * each channel the first `perChannel`. What was never posted and is not wanted any more is not among them, unless
   * its posting had begun; nor are replies to a message that was refused: they would keep the others from their turn.
   */
  due(now: number, perChannel: number): Promise<Pick<Publication, 'key' | 'teamId' | 'channel'>[]>;
  /** Keys that begin so, in the order in which they were first wanted. */
  withPrefix(prefix: string): Promise<Publication[]>;
  /** Replaces what is known of a posting; does nothing where the row is gone. `undefined` clears a field. */
  note(
    key: PublicationKey,
    outcome: {
      [Field in 'ts' | 'postedHash' | 'startedAt' | 'failure']?: Publication[Field] | undefined;
    } & Partial<Pick<Publication, 'attempts' | 'retryAt'>>,
  ): Promise<void>;
  /** Lets a conference's publications be tried again that failed and whose `retryAt` has come; answers whether any. */
  retryRefused(id: ConferenceId, now: number): Promise<boolean>;
  remove(key: PublicationKey): Promise<void>;
}

/** Works that a person took off a conference's reading list, by the work's key. */
export interface RemovedWorkStore {
  ofConference(id: ConferenceId): Promise<string[]>;
  add(id: ConferenceId, workKey: string): Promise<void>;
  remove(id: ConferenceId, workKey: string): Promise<void>;
}

/** What organisers decided of a conference's recap. */
export interface DecisionStore {
  /** In an order that stays. */
  ofConference(id: ConferenceId): Promise<Decision[]>;
  /** Inserts, or replaces the one with the same key. */
  save(id: ConferenceId, decision: Decision): Promise<void>;
  /** The one with the same key. */
  remove(id: ConferenceId, decision: Decision): Promise<void>;
}

/** Who asked never to be captured by others' gestures. */
export interface OptOutStore {
  has(teamId: string, userId: string): Promise<boolean>;
  ofTeam(teamId: string): Promise<string[]>;
  add(teamId: string, userId: string): Promise<void>;
  remove(teamId: string, userId: string): Promise<void>;
}

export interface Stores {
  conferences: ConferenceStore;
  talks: TalkStore;
  notes: NoteStore;
  publications: PublicationStore;
  removedWorks: RemovedWorkStore;
  decisions: DecisionStore;
  optOuts: OptOutStore;
}

export interface Database extends Stores {
  /**
   * Does all of `work` or nothing, and as if nothing else ran at the same time. `work` may run more than once, so it
   * touches nothing but the stores that it is given. When it is over, it survives a crash.
   */
  runTransaction<Result>(work: (stores: Stores) => Promise<Result>): Promise<Result>;
  /** Answers within a second, or throws. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Values with a life time. */
export interface KeyValue {
  get<Value>(key: string): Promise<Value | undefined>;
  set(key: string, value: unknown, ttlMs: number): Promise<void>;
  delete(key: string): Promise<void>;
  /** All keys that begin so. */
  deletePrefix(prefix: string): Promise<void>;
}
