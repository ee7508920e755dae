import { DateTime } from 'luxon';
import type { CalendarDate } from '../domain/conference.ts';
import type { Note } from '../domain/note.ts';
import { commonestTimezone } from './commonest-timezone.ts';
import { joinFolders } from './conversation-folders.ts';
import { type ExportChannel, type ExportUser, readChannels, readUsers } from './directory.ts';
import { type Draft, draftNote, type SkipReason } from './draft-note.ts';
import type { ExportFiles } from './export-files.ts';
import { openExportFiles } from './open-files.ts';
import { createPhotoFiles, type PhotoFault, type PhotoFiles } from './photo-files.ts';
import { readArray } from './read-array.ts';

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
  notes(
    channel: Pick<ExportChannel, 'id'>,
    between?: { from: CalendarDate; to: CalendarDate },
  ): AsyncIterable<Note>;
  /** What was left out so far, by reason; a conversation that was read again counts once. */
  readonly skipped: Skipped;
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
  const skippedIn = new Map<string, Skipped>();
  return {
    channels,
    users,
    commonestTimezone: commonestTimezone([...users.values()]),
    async *notes({ id }, between) {
      const skipped: Skipped = {};
      skippedIn.set(id, skipped);
      const skip = (reason: SkipReason, count = 1) => {
        if (count > 0) skipped[reason] = (skipped[reason] ?? 0) + count;
      };
      const seen = new Set<string>();
      for (const file of days.get(id) ?? []) {
        if (between !== undefined && !isNear(file.day, between)) continue;
        const notes: Note[] = [];
        for await (const { elements, broken, isTorn } of readFile(files, file.path, file.size)) {
          skip('broken', broken);
          if (isTorn) warnings.add(`${file.path} is damaged: what stands after the damage is lost`);
          for (const element of elements) {
            const draft = draftNote(element, id, users, names);
            if (typeof draft === 'string') skip(draft);
            else if (seen.has(draft.note.ts)) skip('duplicate');
            else {
              seen.add(draft.note.ts);
              if (draft.files.length > 0) await addPhotos(draft, photos, skip);
              if (draft.note.text === '' && draft.note.photos.length === 0) skip('empty');
              else notes.push(draft.note);
            }
          }
        }
        yield* notes.sort((a, b) => a.at - b.at || (a.ts < b.ts ? -1 : 1));
      }
    },
    get skipped() {
      const sum: Skipped = {};
      for (const counts of skippedIn.values()) {
        for (const [reason, count] of Object.entries(counts) as [SkipReason, number][]) {
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

async function addPhotos(
  { note, files }: Draft,
  photos: PhotoFiles,
  skip: (fault: PhotoFault) => void,
): Promise<void> {
  for (const file of files) {
    const photo = await photos.find(file);
    if (typeof photo === 'string') skip(photo);
    else if (photo !== undefined && !note.photos.includes(photo)) note.photos.push(photo);
  }
}

async function* readFile(files: ExportFiles, path: string, size: number): ReturnType<typeof readArray> {
  const content = await files.open(path).catch(() => undefined);
  if (content === undefined) yield { elements: [], broken: 0, isTorn: true };
  else yield* readArray(content, size);
}

/** Within the days or one beside them: files are of days in UTC, or in whatever zone a tool took. */
function isNear(day: CalendarDate, { from, to }: { from: CalendarDate; to: CalendarDate }): boolean {
  return day >= shiftDay(from, -1) && day <= shiftDay(to, 1);
}

function shiftDay(day: CalendarDate, days: number): CalendarDate {
  return DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate() ?? day;
}
