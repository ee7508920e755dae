import { DateTime } from 'luxon';
import type { CalendarDate } from '#domain/conference/conference.ts';
import { compareNotes, type Note } from '#domain/notes/note.ts';
import type { JsonObject } from '#shared/json-guards.ts';
import type { SlackNames } from '#text/slack-markup/escapes.ts';
import { type Draft, draftNote, type SkipReason, workspaceUrlOf } from './draft-note.ts';
import type { ExportFiles } from './export-files.ts';
import { createPhotoStore, type PhotoFiles } from './export-photos.ts';
import { openExportFiles } from './open-files.ts';
import { streamJsonArray } from './stream-json-array.ts';
import {
  type DayFile,
  type ExportChannel,
  type ExportUser,
  loadChannels,
  loadUsers,
  matchFolders,
} from './users-and-channels.ts';

export interface SlackExport {
  /** All conversations. Messages in private ones are read only if their notes are requested. */
  channels: ExportChannel[];
  users: Map<string, ExportUser>;
  mostCommonTimezone: string | undefined;
  /** URL with a trailing slash; known once a message with a file was read. */
  readonly workspaceUrl: string | undefined;
  /**
   * Reads the notes of a conversation, sorted within each day. With `between`, files of other days are not opened;
   * notes may still be up to a day before or after.
   */
  notes(channel: Pick<ExportChannel, 'id'>, between?: { from: CalendarDate; to: CalendarDate }): AsyncIterable<Note>;
  /** Number of messages and files skipped in these conversations when they were last read, by reason. */
  skippedIn(channels: Iterable<Pick<ExportChannel, 'id'>>): SkippedCounts;
  readonly warnings: string[];
  openPhoto(name: string): Promise<Buffer>;
  /** Names of photos in Apple's HEIC format, which must be converted. */
  readonly heicPhotos: ReadonlySet<string>;
  close(): Promise<void>;
}

/** Maximum number of folders that a warning lists. */
const MOST_NAMED = 20;

type SkippedCounts = Partial<Record<SkipReason, number>>;

/**
 * Opens a Slack export: a folder or a .zip, with the export at the top or in a folder inside.
 *
 * @throws {AppError} `bad-input` if there is no export or its lists are damaged, `too-large` if it unpacks to more than
 *   an export can
 */
export async function openExport(path: string): Promise<SlackExport> {
  const files = await openExportFiles(path);
  try {
    return await readExport(files);
  } catch (error) {
    await files.close();
    throw error;
  }
}

async function readExport(files: ExportFiles): Promise<SlackExport> {
  const users = await loadUsers(files);
  const listed = await loadChannels(files, users);
  const { channels, days, unlisted } = matchFolders(listed, files.paths);
  const warnings = new Set<string>();
  for (const list of ['channels.json', 'users.json']) {
    if (!files.paths.some((path) => path.endsWith(list))) {
      warnings.add(
        `The export has no ${list}, so some names of ${list === 'users.json' ? 'people' : 'channels'} are missing`,
      );
    }
  }
  if (listed.length > 0 && unlisted.length > 0) {
    const named = unlisted.slice(0, MOST_NAMED).join(', ') + (unlisted.length > MOST_NAMED ? ', …' : '');
    warnings.add(
      `These folders are in none of the export's lists, so they are treated as private: ${named}. To read one, use --channel`,
    );
  }
  const channelNames = new Map(channels.map(({ id, name }) => [id, name]));
  const names = { user: (id: string) => users.get(id)?.name, channel: (id: string) => channelNames.get(id) };
  const photos = createPhotoStore(files);
  let workspaceUrl: string | undefined;
  const skippedByChannel = new Map<string, SkippedCounts>();
  return {
    channels,
    users,
    mostCommonTimezone: mostCommonTimezone([...users.values()]),
    notes({ id }, between) {
      const skipped: SkippedCounts = {};
      skippedByChannel.set(id, skipped);
      const near = (days.get(id) ?? []).filter(({ day }) => between === undefined || isWithin(day, between));
      return readNotes(id, near, {
        files,
        users,
        names,
        photos,
        skip(reason, count) {
          skipped[reason] = (skipped[reason] ?? 0) + count;
        },
        warn: (warning) => warnings.add(warning),
        onFiles(shared) {
          workspaceUrl ??= workspaceUrlOf(shared);
        },
      });
    },
    skippedIn(channels) {
      const sum: SkippedCounts = {};
      for (const { id } of channels) {
        for (const [reason, count] of Object.entries(skippedByChannel.get(id) ?? {}) as [SkipReason, number][]) {
          sum[reason] = (sum[reason] ?? 0) + count;
        }
      }
      return sum;
    },
    get workspaceUrl() {
      return workspaceUrl;
    },
    get warnings() {
      return [...warnings];
    },
    openPhoto: (name) => photos.read(name),
    heicPhotos: photos.heic,
    close: () => files.close(),
  };
}

/** Includes a day before and after, because files are split by days in UTC or the export tool's time zone. */
function isWithin(day: CalendarDate, { from, to }: { from: CalendarDate; to: CalendarDate }): boolean {
  return day >= shiftDay(from, -1) && day <= shiftDay(to, 1);
}

function shiftDay(day: CalendarDate, days: number): CalendarDate {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate() ?? day;
}

interface NoteReader {
  files: ExportFiles;
  users: Map<string, ExportUser>;
  names: SlackNames;
  photos: PhotoFiles;
  skip(reason: SkipReason, count: number): void;
  warn(warning: string): void;
  onFiles(files: readonly JsonObject[]): void;
}

/** Reads the notes in a conversation's day files, sorted within each file, without duplicates. */
async function* readNotes(channel: string, days: DayFile[], reading: NoteReader): AsyncGenerator<Note, void> {
  const { files, users, names, skip, warn } = reading;
  const seen = new Set<string>();
  for (const { path } of days) {
    const notes: Note[] = [];
    for await (const { elements, broken, isTruncated } of readFile(files, path)) {
      if (broken > 0) skip('broken', broken);
      if (isTruncated) warn(`${path} is damaged: what comes after the damage is lost`);
      for (const element of elements) {
        const draft = draftNote(element, channel, { users, names });
        if (draft.kind === 'skipped') skip(draft.reason, 1);
        else if (seen.has(draft.note.ts)) skip('duplicate', 1);
        else {
          seen.add(draft.note.ts);
          if (draft.isCut) warn(`${path} has a message longer than Slack allows: only its beginning was kept`);
          reading.onFiles(draft.files);
          if (draft.files.length > 0) await addPhotos(draft, reading);
          if (draft.note.text === '' && draft.note.photos.length === 0) skip('empty', 1);
          else notes.push(draft.note);
        }
      }
    }
    yield* notes.sort(compareNotes);
  }
}

async function* readFile(files: ExportFiles, path: string): ReturnType<typeof streamJsonArray> {
  const size = await files.size(path).catch(() => 0);
  const content = await files.open(path).catch(() => undefined);
  if (content === undefined) yield { elements: [], broken: 0, isTruncated: true };
  else yield* streamJsonArray(content, size);
}

async function addPhotos({ note, files }: Draft, { photos, skip }: NoteReader): Promise<void> {
  for (const file of files) {
    const found = await photos.find(file);
    if (found?.kind === 'skipped') skip(found.reason, 1);
    else if (found !== undefined && !note.photos.includes(found.photo)) note.photos.push(found.photo);
  }
}

/**
 * Returns the time zone that most people have set; in a tie, the first by name. Bots and deactivated users count only
 * if nobody else has a time zone.
 */
export function mostCommonTimezone(users: ExportUser[]): string | undefined {
  return mostCommon(users.filter((user) => !user.isBot && !user.isDeleted)) ?? mostCommon(users);
}

function mostCommon(users: ExportUser[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { timezone } of users) {
    if (timezone !== undefined) counts.set(timezone, (counts.get(timezone) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}
