import { DateTime } from 'luxon';
import type { CalendarDate } from '#domain/conference/conference.ts';
import { compareNotes, type Note } from '#domain/notes/note.ts';
import type { SlackNames } from '#text/slack-markup/escapes.ts';
import {
  type DayFile,
  type ExportChannel,
  type ExportUser,
  joinFolders,
  readChannels,
  readUsers,
} from './directory.ts';
import { type Draft, draftNote, type SkipReason } from './draft-note.ts';
import type { ExportFiles } from './export-files.ts';
import { createPhotoFiles, type PhotoFiles } from './export-photos.ts';
import { openExportFiles } from './open-files.ts';
import { readArray } from './stream-json-array.ts';

/** A Slack export, opened for reading. Notes are read from its files as they are asked for. */
export interface SlackExport {
  /** All conversations. Nothing of a private one is read unless its notes are asked for. */
  channels: ExportChannel[];
  users: Map<string, ExportUser>;
  /** See {@link commonestTimezone}. */
  commonestTimezone: string | undefined;
  /**
   * A conversation's notes, day by day, each day in order of time. With `between`, files of other days are not
   * opened; what comes may still lie a day before or after it.
   */
  notes(channel: Pick<ExportChannel, 'id'>, between?: { from: CalendarDate; to: CalendarDate }): AsyncIterable<Note>;
  /** What was left out of these conversations when they were last read, by reason. */
  skippedIn(channels: Iterable<Pick<ExportChannel, 'id'>>): Skipped;
  /** What was found wrong so far, each a line that names the file. */
  readonly warnings: string[];
  /** The bytes of a photo that came with a note, by its name there. */
  openPhoto(name: string): Promise<Buffer>;
  close(): Promise<void>;
}

type Skipped = Partial<Record<SkipReason, number>>;

/**
 * Opens a Slack export, a folder or a .zip. The export may also lie in a folder within it.
 *
 * @throws {AppError} `bad-input` where the path holds no export or one whose lists are damaged, `too-large` for
 *   what unpacks to more than an export can
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
  const users = await readUsers(files);
  const { channels, days } = joinFolders(await readChannels(files, users), files.paths);
  const warnings = new Set<string>();
  for (const list of ['channels.json', 'users.json']) {
    if (!files.paths.includes(list)) {
      warnings.add(
        `The export has no ${list}: ${list === 'users.json' ? 'people' : 'channels'} are named as far as known`,
      );
    }
  }
  const channelNames = new Map(channels.map(({ id, name }) => [id, name]));
  const names = { user: (id: string) => users.get(id)?.name, channel: (id: string) => channelNames.get(id) };
  const photos = createPhotoFiles(files);
  const skippedByChannel = new Map<string, Skipped>();
  return {
    channels,
    users,
    commonestTimezone: commonestTimezone([...users.values()]),
    notes({ id }, between) {
      const skipped: Skipped = {};
      skippedByChannel.set(id, skipped);
      const near = (days.get(id) ?? []).filter(({ day }) => between === undefined || isNear(day, between));
      return readNotes(id, near, {
        files,
        users,
        names,
        photos,
        skip(reason, count) {
          skipped[reason] = (skipped[reason] ?? 0) + count;
        },
        warn: (warning) => warnings.add(warning),
      });
    },
    skippedIn(channels) {
      const sum: Skipped = {};
      for (const { id } of channels) {
        for (const [reason, count] of Object.entries(skippedByChannel.get(id) ?? {}) as [SkipReason, number][]) {
          sum[reason] = (sum[reason] ?? 0) + count;
        }
      }
      return sum;
    },
    get warnings() {
      return [...warnings];
    },
    openPhoto: (name) => photos.read(name),
    close: () => files.close(),
  };
}

/** Within the days or one beside them: files are of days in UTC, or in whatever zone a tool took. */
function isNear(day: CalendarDate, { from, to }: { from: CalendarDate; to: CalendarDate }): boolean {
  return day >= shiftDay(from, -1) && day <= shiftDay(to, 1);
}

function shiftDay(day: CalendarDate, days: number): CalendarDate {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate() ?? day;
}

/** What reading notes needs to know, and whom it tells what it leaves out. */
interface NoteReading {
  files: ExportFiles;
  users: Map<string, ExportUser>;
  names: SlackNames;
  photos: PhotoFiles;
  skip(reason: SkipReason, count: number): void;
  /** A line that names the file. */
  warn(warning: string): void;
}

/** The notes in a conversation's day files, each file's in order of time, none twice. */
async function* readNotes(channel: string, days: DayFile[], reading: NoteReading): AsyncGenerator<Note, void> {
  const { files, users, names, skip, warn } = reading;
  const seen = new Set<string>();
  for (const { path } of days) {
    const notes: Note[] = [];
    for await (const { elements, broken, isTorn } of readFile(files, path)) {
      if (broken > 0) skip('broken', broken);
      if (isTorn) warn(`${path} is damaged: what stands after the damage is lost`);
      for (const element of elements) {
        const draft = draftNote(element, channel, users, names);
        if (typeof draft === 'string') skip(draft, 1);
        else if (seen.has(draft.note.ts)) skip('duplicate', 1);
        else {
          seen.add(draft.note.ts);
          if (draft.isCut) warn(`${path} has a message longer than Slack allows: its beginning is kept`);
          if (draft.files.length > 0) await addPhotos(draft, reading);
          if (draft.note.text === '' && draft.note.photos.length === 0) skip('empty', 1);
          else notes.push(draft.note);
        }
      }
    }
    yield* notes.sort(compareNotes);
  }
}

async function* readFile(files: ExportFiles, path: string): ReturnType<typeof readArray> {
  const size = await files.size(path).catch(() => 0);
  const content = await files.open(path).catch(() => undefined);
  if (content === undefined) yield { elements: [], broken: 0, isTorn: true };
  else yield* readArray(content, size);
}

async function addPhotos({ note, files }: Draft, { photos, skip }: NoteReading): Promise<void> {
  for (const file of files) {
    const photo = await photos.find(file);
    if (typeof photo === 'string') skip(photo, 1);
    else if (photo !== undefined && !note.photos.includes(photo)) note.photos.push(photo);
  }
}

/**
 * The zone that most people of a workspace set; of zones as common the first by name. People who left and bots
 * count only where nobody else's zone is known.
 */
export function commonestTimezone(users: ExportUser[]): string | undefined {
  return commonest(users.filter((user) => !user.isBot && !user.isDeleted)) ?? commonest(users);
}

function commonest(users: ExportUser[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { timezone } of users) {
    if (timezone !== undefined) counts.set(timezone, (counts.get(timezone) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
}
