import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import type { Refusal } from '#domain/evidence/check-evidence.ts';
import type { CapturedNote, CaptureMethod } from '#domain/notes/captured-note.ts';
import type { MovedNote } from '#domain/placement/online-placer.ts';
import type { Placement } from '#domain/placement/placement.ts';
import type { compileRecap } from '#usecases/recap/compile-recap.ts';
import type { PhotoFiles } from './photo-store.ts';
import type {
  Clock,
  FetchSchedule,
  MessageRenderer,
  ParseSchedule,
  Publisher,
  RenderFile,
  Workspace,
} from './slack.ts';
import type { Database, KeyValue, StoredTalk } from './stores.ts';
import type { Answerer, BookLookup, Summarizer } from './summarizer.ts';

/** The dependencies of the use cases. */
export interface BotDependencies {
  database: Database;
  keyValue: KeyValue;
  clock: Clock;
  workspace: Workspace;
  publisher: Publisher;
  forms: MessageRenderer;
  renderFile: RenderFile;
  photos: PhotoFiles;
  fetchSchedule: FetchSchedule;
  parseSchedule: ParseSchedule;
  summarizer: Summarizer;
  /** Compiles recaps without blocking the bot. */
  compileRecap?: typeof compileRecap | undefined;
  lookup?: BookLookup | undefined;
  /** Answers questions; absent if no model is configured. */
  answerer?: Answerer | undefined;
  /** The most points per talk. */
  maxPoints: number;
  /** Returns a unique id of letters and digits. */
  newId(): string;
  /** Returns at least 128 random bits as 20 to 64 letters, digits, `-` and `_`. */
  newSecret(): string;
  /** The URL at which browsers reach the bot, without a trailing slash; absent if they can't. */
  publicUrl?: string | undefined;
  /** Conferences that ended more than this many days ago are removed; absent to keep all. */
  retentionDays?: number | undefined;
  /** Wakes the job runner when there is something to post. Returns at once. */
  wake(): void;
  /** Aborted when the bot stops: running work is finished, but nothing new is started. */
  stopping: AbortSignal;
  log: Log;
  metrics?: Metrics | undefined;
  placers: PlacerCache;
  photoSweep: PhotoSweep;
}

/** Places notes as they arrive, using what was learned from the other notes of their day. */
export interface PlacerCache {
  /** `moved`: the author's earlier notes that turn out to belong elsewhere. */
  place(
    conference: TrackedConference,
    note: CapturedNote,
  ): Promise<{ placement: Placement; talks: StoredTalk[]; moved: MovedNote[] }>;
  /** Returns the talks of a conference, which may be up to a minute old. */
  talks(conference: TrackedConference): Promise<StoredTalk[]>;
  /** Drops what is cached about a conference, because its schedule has changed. */
  forget(conferenceId: ConferenceId): void;
}

/** Deletes the photos of deleted notes. */
export interface PhotoSweep {
  /** Makes the next tick sweep, because a note may have been deleted. */
  request(): void;
  /** Sweeps if it is time to. Never throws. */
  run(): Promise<void>;
}

/** Counts what the bot does, for the person who runs it. */
export interface Metrics {
  /** Counts a new note. */
  noted(way: CaptureMethod): void;
  /** Counts the statements of a summarizer that no note supports, by reason. */
  refused(counts: Partial<Record<Refusal, number>>): void;
}

/** Logs ids and counts, never what people wrote. */
export interface Log {
  info(facts: Record<string, unknown>, event: string): void;
  warn(facts: Record<string, unknown>, event: string): void;
  error(facts: Record<string, unknown>, event: string): void;
}
