import type { ConferenceId, TrackedConference } from '#domain/conference/conference.ts';
import type { Refusal } from '#domain/evidence/check-evidence.ts';
import type { CapturedNote, CaptureWay } from '#domain/notes/captured-note.ts';
import type { Placement } from '#domain/placement/placement.ts';
import type { Answerer } from './answerer.ts';
import type { Clock, FetchSchedule, MessageForms, ParseSchedule, Publisher, RenderFile, Workspace } from './chat.ts';
import type { PhotoFiles } from './photo-store.ts';
import type { Database, KeyValue, StoredTalk } from './stores.ts';
import type { BookLookup, Summarizer } from './summarizer.ts';

/** What use cases are given. */
export interface BotDependencies {
  database: Database;
  keyValue: KeyValue;
  clock: Clock;
  workspace: Workspace;
  publisher: Publisher;
  forms: MessageForms;
  renderFile: RenderFile;
  photos: PhotoFiles;
  fetchSchedule: FetchSchedule;
  parseSchedule: ParseSchedule;
  summarizer: Summarizer;
  lookup?: BookLookup | undefined;
  /** Words answers to questions, where a model is configured. */
  answerer?: Answerer | undefined;
  /** Per talk. */
  maxPoints: number;
  /** A new id, never the same twice: letters and digits. */
  newId(): string;
  /** 128 random bits or more, as 20 to 64 letters, digits, `-` and `_`. */
  newSecret(): string;
  /** Where people's browsers reach the bot, without a slash at the end; absent where they don't. */
  publicUrl?: string | undefined;
  /** Conferences that are over for so many days are removed; absent: none. */
  retentionDays?: number | undefined;
  /** Something is to be posted: wakes the jobs. Answers at once. */
  wake(): void;
  /** Aborted when the bot is to end: what is under way is finished, nothing more is begun. */
  stopping: AbortSignal;
  log: Log;
  metrics?: Metrics | undefined;
  placers: PlacerCache;
  photoSweep: PhotoSweep;
}

/** Places notes as they arrive, each day's by the notes of that day. */
export interface PlacerCache {
  place(conference: TrackedConference, note: CapturedNote): Promise<{ placement: Placement; talks: StoredTalk[] }>;
  /** The talks of a conference, as they were when its notes were last placed. */
  talks(conference: TrackedConference): Promise<StoredTalk[]>;
  /** Reads the conference's talks again before the next note is placed: its schedule has changed. */
  forget(conferenceId: ConferenceId): void;
}

/** Removes the photos of notes that are gone. */
export interface PhotoSweep {
  /** Lets the next tick sweep: a note may have gone. */
  request(): void;
  /** Sweeps if that is due. Never throws. */
  run(): Promise<void>;
}

/** Counts what the bot does, for the person who runs it. */
export interface Metrics {
  /** A note was taken that was none before. */
  noted(way: CaptureWay): void;
  /** What a summarizer said that no note bears out, by reason. */
  refused(counts: Partial<Record<Refusal, number>>): void;
}

/** Ids and counts, never people's words. */
export interface Log {
  info(facts: Record<string, unknown>, event: string): void;
  warn(facts: Record<string, unknown>, event: string): void;
  error(facts: Record<string, unknown>, event: string): void;
}
