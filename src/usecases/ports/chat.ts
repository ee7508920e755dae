import type { CalendarDate, TrackedConference } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import type { Place } from '#domain/notes/audience.ts';
import type { CapturedNote, GivenReaction, MessageKey } from '#domain/notes/captured-note.ts';
import type { NotePhoto } from '#domain/notes/note.ts';
import type { OutgoingMessage, PublicationKey } from '#domain/publishing/publication.ts';
import type { ExportFormat, Recap, RecapTalk } from '#domain/recap/recap.ts';
import type { ParsedSchedule } from '#schedule/parse-schedule.ts';
import type { SlackNames } from '#text/slack-markup/escapes.ts';
import type { KeptPhoto } from './photo-store.ts';

/** The present, in milliseconds since the epoch, and when a Slack message was written. */
export interface Clock {
  now(): number;
  /** The instant of one of Slack's time stamps. */
  instantOf(ts: string): number;
}

/** A message in Slack that a person wrote. */
export interface SlackMessage extends MessageKey {
  threadTs?: string;
  authorId: string;
  /** As Slack writes it. */
  source: string;
  photos: NotePhoto[];
  /** Absent if there are none, and in events. */
  reactions?: GivenReaction[];
  editedTs?: string;
}

export interface SlackChannel {
  id: string;
  name: string;
  /** Its members alone can read it: private channels, direct and group messages. */
  isPrivate: boolean;
  /** People of other organisations can read it. */
  isShared: boolean;
  /** Is the bot a member? */
  isMember: boolean;
}

export interface SlackPerson {
  id: string;
  /** The name that they show. */
  name: string;
  isBot: boolean;
  /** An administrator or owner of the workspace. */
  isAdmin: boolean;
  /** A guest, or of another organisation: reads only the channels that they are in. */
  isGuest: boolean;
  /** IANA. */
  timezone?: string;
}

/** Some of a thread's messages, the first message of the thread included, oldest first. */
export interface ThreadPage {
  messages: SlackMessage[];
  /** Set if there are more. */
  next?: string;
}

/** What the bot asks of Slack. Answers are cached for a while. All throw `AppError` `unreachable` when Slack is not there. */
export interface Workspace {
  /** Undefined for a channel that the bot can't see. */
  channel(teamId: string, channel: string): Promise<SlackChannel | undefined>;
  person(teamId: string, userId: string): Promise<SlackPerson | undefined>;
  /** Is a person in a channel? Not where the bot can't see it. */
  isMember(teamId: string, channel: string, userId: string): Promise<boolean>;
  /** Drops what is remembered of a person, or without one of the whole workspace. */
  forget(teamId: string, userId?: string): Promise<void>;
  /** A message that is there and was written by a person. `threadTs` where it is known to be a reply. */
  message(key: MessageKey, threadTs?: string): Promise<SlackMessage | undefined>;
  /** A page of what people wrote in a thread; `cursor` is `next` of the page before. */
  thread(key: MessageKey, cursor?: string): Promise<ThreadPage>;
  /**
   * The names of people and channels that texts mention, as far as an audience may see them; by default that is the
   * workspace. Never throws: `isComplete` is false if asking again may bring more names.
   */
  namesFor(
    teamId: string,
    mentioned: { users: Iterable<string>; channels: Iterable<string> },
    place?: Place,
  ): Promise<SlackNames & { isComplete: boolean }>;
  /** The address of a message, made without asking Slack; undefined while the workspace's own is not known. */
  permalink(key: MessageKey, threadTs?: string): Promise<string | undefined>;
  /** The content of a file of Slack's, `maxBytes` at most. @throws AppError `refused`, `too-large` */
  file(teamId: string, fileId: string, maxBytes: number): Promise<Uint8Array>;
  /** Sends a file to a person in their conversation with the app. */
  sendFile(
    teamId: string,
    userId: string,
    file: { name: string; content: string | Uint8Array; comment: string },
  ): Promise<void>;
}

/** Why a message could not be posted, changed or removed. */
export type PostingProblem =
  /** Nothing was done; try again after `retryAfterMs`. */
  | { kind: 'later'; retryAfterMs: number }
  /** It may or may not have been done: no answer came. */
  | { kind: 'unknown' }
  /** Slack says that it will never take it; `reason` in plain words with what to do. */
  | { kind: 'refused'; reason: string }
  /** The message to change or remove, or the thread to reply in, is not there any more. */
  | { kind: 'gone' }
  /** Another process has taken the message over, so nothing was done. */
  | { kind: 'superseded' };

export class PostingError extends Error {
  readonly problem: PostingProblem;

  constructor(problem: PostingProblem, options: { cause?: unknown } = {}) {
    super(problem.kind === 'refused' ? problem.reason : problem.kind, options);
    this.name = 'PostingError';
    this.problem = problem;
  }
}

/** Runs right before the call to Slack, after any wait. @throws PostingError if the call must not be made */
export type BeforeCall = () => Promise<void>;

/** Posts, changes and removes the bot's own messages: one at a time per channel, and no more than Slack allows. */
export interface Publisher {
  /** Returns the message's ts. @throws PostingError */
  post(
    place: { teamId: string; channel: string; threadTs?: string },
    key: PublicationKey,
    message: OutgoingMessage,
    beforeCall?: BeforeCall,
  ): Promise<string>;
  /** @throws PostingError */
  update(place: MessageKey, key: PublicationKey, message: OutgoingMessage, beforeCall?: BeforeCall): Promise<void>;
  /** @throws PostingError */
  remove(place: MessageKey, beforeCall?: BeforeCall): Promise<void>;
  /**
   * Returns the ts of every message whose first block carries `key`, oldest first, among those posted since `since`
   * (milliseconds since the epoch) in the channel, or in a thread of it. @throws PostingError
   */
  findPosted(
    place: { teamId: string; channel: string; threadTs?: string },
    key: PublicationKey,
    since: number,
  ): Promise<string[]>;
}

/** What a digest or recap is made of. */
export interface DigestContent {
  conference: TrackedConference;
  recap: Recap;
  /** The day that the digest is of. */
  day: CalendarDate;
  /** Posted before, and changed since. */
  updated?: { at: number; lateNotes: number };
  /** Of the page that shows the same on the web. */
  webUrl?: string;
  /** Slack's ids of photos, by the names of the recap's files without their folder. */
  pictures?: ReadonlyMap<string, string>;
  /** Address of a reply in the digest's thread, once it is posted. */
  replyUrl?: (part: string) => string | undefined;
}

/** The parts of a digest or recap in the order in which they are posted: `main`, then replies in its thread. */
export type MessagePart = { part: string; message: OutgoingMessage };

/** Makes messages of what the bot knows (render/slack): every one within Slack's limits. */
export interface MessageForms {
  digest(content: DigestContent): MessagePart[];
  recap(content: Omit<DigestContent, 'day'>): MessagePart[];
  /** Notes that no talk was found for with confidence, for organizers; undefined if there are none. */
  unsureNotes(recap: Recap): OutgoingMessage | undefined;
  /** The recap as a canvas, as `canvasKey` says. */
  canvas(recap: Recap): Promise<OutgoingMessage>;
  talkThread(talk: Pick<RecapTalk, keyof Talk & keyof RecapTalk>, conference: TrackedConference): OutgoingMessage;
  hallwayThread(day: CalendarDate, conference: TrackedConference): OutgoingMessage;
  /** That a day's digest, or the recap, waits for approval. */
  reminder(conference: TrackedConference, scope: CalendarDate | 'all'): OutgoingMessage;
  /** A note typed as a command, for the others to see. `author` is a name, `text` decoded. */
  note(note: CapturedNote, shown: { author: string; text: string }, conference?: TrackedConference): OutgoingMessage;
}

/** Writes one (render/). */
export interface RenderedFile {
  path: string;
  content: string | Uint8Array;
}
/** A photo of a recap, by the name that the recap gives its file. */
export interface ExportedPhoto {
  file: string;
  type: KeptPhoto['type'];
  content: Uint8Array;
}
/** `photos` are all that the recap shows, for formats that show any. */
export type RenderFile = (
  format: ExportFormat,
  recap: Recap,
  photos: readonly ExportedPhoto[],
) => Promise<RenderedFile>;

/** Fetches a schedule's text. @throws AppError */
export type FetchSchedule = (url: string) => Promise<string>;

/** Parses a schedule without blocking the bot. @throws AppError as `parseSchedule` */
export type ParseSchedule = (
  text: string,
  options: { timezone?: string; near?: CalendarDate },
) => Promise<ParsedSchedule>;
