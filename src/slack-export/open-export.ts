import { DateTime } from 'luxon';
import type { CalendarDate } from '#domain/conference/conference.ts';
import type { Note } from '#domain/notes/note.ts';
import { commonestTimezone } from './commonest-timezone.ts';
import { joinFolders } from './conversation-folders.ts';
import { type ExportChannel, type ExportUser, readChannels, readUsers } from './directory.ts';
import type { SkipReason } from './draft-note.ts';
import type { ExportFiles } from './export-files.ts';
import { createPhotoFiles } from './export-photos.ts';
import { openExportFiles } from './open-files.ts';
import { readNotes } from './read-notes.ts';

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
