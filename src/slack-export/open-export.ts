import { DateTime } from 'luxon';
import type { CalendarDate } from '../domain/conference.ts';
import type { Note } from '../domain/note.ts';
import { commonestTimezone } from './commonest-timezone.ts';
import { joinFolders } from './conversation-folders.ts';
import { type ExportChannel, type ExportUser, readChannels, readUsers } from './directory.ts';
import type { ExportFiles } from './export-files.ts';
import { type MessageReader, messageToNote, type SkipReason } from './message-to-note.ts';
import { openExportFiles } from './open-files.ts';
import { createPhotoFiles } from './photo-files.ts';
import { readArray } from './read-array.ts';

export type Skipped = Partial<Record<SkipReason, number>>;

/** A Slack export, opened for reading. Notes are read from its files as they are asked for. */
export interface SlackExport {
  /** All conversations. Nothing of a private one is read unless its notes are asked for. */
  channels: ExportChannel[];
  users: Map<string, ExportUser>;
  /**
   * A conversation's notes, day by day, each day in order of time. With `between`, files of other days are not
   * opened; what comes may still lie a day before or after it.
   */
  notes(channel: ExportChannel, between?: { from: CalendarDate; to: CalendarDate }): AsyncIterable<Note>;
  /** What was left out of these conversations when they were last read, counted by reason. */
  skipped(channels: ExportChannel[]): Skipped;
  /** What was found wrong so far, each a line that names the file. */
  warnings(): string[];
  /** See {@link commonestTimezone}. */
  commonestTimezone(authorIds: Iterable<string>): string | undefined;
  /** The bytes of a photo that came with a note, by its id. */
  openPhoto(id: string): Promise<Buffer>;
  close(): Promise<void>;
}

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
  const { channels, days } = joinFolders(await readChannels(files, users), files.files);
  const warnings = new Set<string>();
  for (const list of ['channels.json', 'users.json']) {
    if (files.files.every((file) => file.path !== list)) {
      warnings.add(
        `The export has no ${list}: ${list === 'users.json' ? 'people' : 'channels'} are named as far as known`,
      );
    }
  }
  const channelNames = new Map(channels.map(({ id, name }) => [id, name]));
  const names = { user: (id: string) => users.get(id)?.name, channel: (id: string) => channelNames.get(id) };
  const photos = createPhotoFiles(files);
  const skipped = new Map<string, Skipped>();
  return {
    channels,
    users,
    async *notes({ id }, between) {
      const counts: Skipped = {};
      skipped.set(id, counts);
      const skip = (reason: SkipReason) => {
        counts[reason] = (counts[reason] ?? 0) + 1;
      };
      const reader: MessageReader = { names, users, photos, skip };
      const seen = new Set<string>();
      for (const file of days.get(id) ?? []) {
        if (between !== undefined && !isNear(file.day, between)) continue;
        const notes: Note[] = [];
        for await (const piece of readFile(files, file.path, file.size)) {
          if ('element' in piece) {
            const note = await messageToNote(piece.element, id, reader);
            if (typeof note === 'string') skip(note);
            else if (seen.has(note.ts)) skip('duplicate');
            else notes.push(note);
            if (typeof note !== 'string') seen.add(note.ts);
          } else if (piece.broken === 'element') skip('broken');
          else warnings.add(`${file.path} is damaged: what stands after the damage is lost`);
        }
        yield* notes.sort((a, b) => a.at - b.at || (a.ts < b.ts ? -1 : 1));
      }
    },
    skipped(of) {
      const sum: Skipped = {};
      for (const channel of of) {
        for (const [reason, count] of Object.entries(skipped.get(channel.id) ?? {})) {
          sum[reason as SkipReason] = (sum[reason as SkipReason] ?? 0) + count;
        }
      }
      return sum;
    },
    warnings: () => [...warnings],
    commonestTimezone: (authorIds) => commonestTimezone(users, authorIds),
    openPhoto: (id) => photos.read(id),
    close: () => files.close(),
  };
}

async function* readFile(files: ExportFiles, path: string, size: number): ReturnType<typeof readArray> {
  const content = await files.open(path).catch(() => undefined);
  if (content === undefined) yield { broken: 'file' };
  else yield* readArray(content, size);
}

/** Within the days or one beside them: files are of days in UTC, or in whatever zone a tool took. */
function isNear(day: CalendarDate, { from, to }: { from: CalendarDate; to: CalendarDate }): boolean {
  return day >= shiftDay(from, -1) && day <= shiftDay(to, 1);
}

function shiftDay(day: CalendarDate, days: number): CalendarDate {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate() ?? day;
}
