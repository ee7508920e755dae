import type { CalendarDate, TrackedConference } from '#domain/conference/conference.ts';
import type { Talk } from '#domain/conference/talk.ts';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import type { Audience } from '#domain/notes/audience.ts';
import type { CapturedNote, GivenReaction, MessageKey } from '#domain/notes/captured-note.ts';
import type { NotePhoto } from '#domain/notes/note.ts';
import type { OutgoingMessage, PublicationKey } from '#domain/publishing/publication.ts';
import type { ExportFormat, Recap, RecapTalk } from '#domain/recap/recap.ts';
import { type Notice, writeNotice } from '#errors.ts';
import type { ParsedSchedule } from '#schedule/parse-schedule.ts';
import type { SlackNames } from '#text/slack-markup/escapes.ts';
import type { KeptPhoto } from './photo-store.ts';

/** Tells the current time, and when a Slack message was written, in milliseconds since the epoch. */
export interface Clock {
  now(): number;
  /** Returns the instant of one of Slack's time stamps. */
  instantOf(ts: string): number;
}

/** The person who makes a request, and where, as parsed from the payload of a command, button or event. */
export interface Actor {
  teamId: string;
  userId: string;
  /** Absent in App Home and other places outside of channels. */
  channel?: string;
}

/** A message in Slack that a person wrote. */
export interface SlackMessage extends MessageKey {
  threadTs?: string;
  authorId: string;
  /** The text in Slack's own markup. */
  source: string;
  photos: NotePhoto[];
  /** Absent if there are none, and in events. */
  reactions?: GivenReaction[];
  editedTs?: string;
}

export interface SlackChannel {
  id: string;
  name: string;
  /** Only its members can read it: private channels, direct and group messages. */
  isPrivate: boolean;
  /** People of other organizations can read it. */
  isShared: boolean;
  /** Whether the bot is a member. */
  isMember: boolean;
}

export interface SlackPerson {
  id: string;
  /** The display name. */
  name: string;
  isBot: boolean;
  /** An administrator or owner of the workspace. */
  isAdmin: boolean;
  /** A guest or a member of another organization, who can read only the channels that they are in. */
  isGuest: boolean;
  /** IANA. */
  timezone?: string;
  /** Of their Slack, if it is one that the bot speaks. */
  language?: KnownLanguage;
}

/** Some of a thread's messages, oldest first. Only the first page includes the message that starts the thread. */
export interface ThreadPage {
  messages: SlackMessage[];
  /** Set if there are more. */
  next?: string;
}

/**
 * What the bot reads from Slack, and the files that it sends. Most answers are cached for a while. All methods throw
 * `AppError` `unreachable` if Slack can't be reached, unless they say otherwise.
 */
export interface Workspace {
  /** Returns undefined for a channel that the bot can't see. */
  channel(teamId: string, channel: string): Promise<SlackChannel | undefined>;
  person(teamId: string, userId: string): Promise<SlackPerson | undefined>;
  /** Returns whether a person is in a channel; false if the bot can't see the channel. */
  isMember(teamId: string, channel: string, userId: string): Promise<boolean>;
  /** Drops what is cached about a person, or about the whole workspace if no person is given. */
  forget(teamId: string, userId?: string): Promise<void>;
  /**
   * Returns a message; undefined if it doesn't exist or wasn't written by a person. Give `threadTs` if it is known to
   * be a reply.
   */
  message(key: MessageKey, threadTs?: string): Promise<SlackMessage | undefined>;
  /** Returns a page of what people wrote in a thread. `cursor` is `next` of the previous page. */
  thread(key: MessageKey, cursor?: string): Promise<ThreadPage>;
  /**
   * Returns the names of people and channels that texts mention, as far as an audience may see them (by default, the
   * whole workspace). Never throws: `isComplete` is false if asking again may return more names.
   */
  namesFor(
    teamId: string,
    mentioned: { users: Iterable<string>; channels: Iterable<string> },
    place?: Audience,
  ): Promise<SlackNames & { isComplete: boolean }>;
  /**
   * Returns the URL of a message, built without asking Slack about the message; undefined if the workspace's own URL
   * isn't known.
   */
  permalink(key: MessageKey, threadTs?: string): Promise<string | undefined>;
  /** Returns the content of a file in Slack. @throws AppError `refused`, or `too-large` above `maxBytes` */
  file(teamId: string, fileId: string, maxBytes: number): Promise<Uint8Array>;
  /** Sends a file to a person in their conversation with the app, with a comment in their language. */
  sendFile(
    teamId: string,
    userId: string,
    file: { name: string; content: string | Uint8Array; comment: Notice },
  ): Promise<void>;
}

/** Why a message could not be posted, changed or removed. */
export type PostingProblem =
  /** Nothing was done; try again after `retryAfterMs`. */
  | { kind: 'later'; retryAfterMs: number }
  /** No answer came, so it may or may not have been done. */
  | { kind: 'unknown' }
  /** Slack refuses it for good. `reason` says why, and what to do. */
  | { kind: 'refused'; reason: Notice }
  /** The message to change or remove, or the thread to reply in, no longer exists. */
  | { kind: 'gone' }
  /** Another process has taken the message over, so nothing was done. */
  | { kind: 'superseded' };

export class PostingError extends Error {
  readonly problem: PostingProblem;

  constructor(problem: PostingProblem, options: { cause?: unknown } = {}) {
    super(problem.kind === 'refused' ? writeNotice(problem.reason) : problem.kind, options);
    this.name = 'PostingError';
    this.problem = problem;
  }
}

/**
 * Runs right before each call to Slack that posts or changes something, after any wait.
 * @throws PostingError if the call must not be made
 */
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
  /** The day that the digest covers. */
  day: CalendarDate;
  /** Set if it was posted before and has changed since. */
  updated?: { at: number; lateNotes: number };
  /** URL of the web page with the same content. */
  webUrl?: string;
  /** Slack's file ids of photos, by the names of the recap's files without their folder. */
  pictures?: ReadonlyMap<string, string>;
  /** Address of a reply in the digest's thread, once it is posted. */
  replyUrl?: (part: string) => string | undefined;
}

/** The parts of a digest or recap in the order in which they are posted: `main`, then replies in its thread. */
export type MessagePart = { part: string; message: OutgoingMessage };

/** A note that a digest shows in another talk than its author was told. */
interface MovedNote {
  /** Decoded. */
  text: string;
  talk: Talk | undefined;
  before: Talk | undefined;
  /** Talks that it may be moved to. */
  choices: readonly Talk[];
}

/** Renders what the bot posts (render/slack), each message within Slack's limits. */
export interface MessageRenderer {
  digest(content: DigestContent): MessagePart[];
  recap(content: Omit<DigestContent, 'day'>): MessagePart[];
  /** Notes whose talk is uncertain, for organizers; undefined if there are none. */
  unsureNotes(recap: Recap): OutgoingMessage | undefined;
  /** The recap as a canvas, in the form that `canvasKey` describes. */
  canvas(recap: Recap): Promise<OutgoingMessage>;
  talkThread(talk: Pick<RecapTalk, keyof Talk & keyof RecapTalk>, conference: TrackedConference): OutgoingMessage;
  hallwayThread(day: CalendarDate, conference: TrackedConference): OutgoingMessage;
  /** Tells an organizer that a day's digest, or the recap, waits for approval. */
  reminder(conference: TrackedConference, scope: CalendarDate | 'all'): OutgoingMessage;
  /** What the bot does in a channel, for everyone there. */
  announcement(conference: TrackedConference): OutgoingMessage;
  /** That a recap that was posted before the end is complete now. */
  recapComplete(conference: TrackedConference, permalink: string | undefined): OutgoingMessage;
  /** Tells a note's author that the digest shows it in `talk` (absent: in the hallway) instead of `before`. */
  movedNote(note: CapturedNote, moved: MovedNote, conference: TrackedConference): OutgoingMessage;
  /**
   * A note that was typed as a command, for others to see. `author` is a display name; `text` is without Slack's
   * markup.
   */
  note(note: CapturedNote, shown: { author: string; text: string }, conference?: TrackedConference): OutgoingMessage;
}

/** A rendered export (render/). */
export interface RenderedFile {
  path: string;
  content: string | Uint8Array;
}
/** A photo of a recap; `file` is its path in the recap. */
export interface ExportedPhoto {
  file: string;
  type: KeptPhoto['type'];
  content: Uint8Array;
}
/** Renders an export. `photos` are all photos that the recap shows, if the format shows any. */
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
