import { open as openFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Note } from '../domain/note.ts';
import { AppError } from '../errors.ts';
import { type ExportChannel, type ExportUser, readChannels, readUsers } from './directory.ts';
import type { ExportFiles } from './export-files.ts';
import { findRoots, parseDayFile } from './find-root.ts';
import { openFolder } from './folder-files.ts';
import { type MessageReader, messageToNote, type SkipReason } from './message-to-note.ts';
import { createPhotoFiles } from './photo-files.ts';
import { readArray } from './read-array.ts';
import { openZip } from './zip-files.ts';

/** A Slack export, opened for reading. Its notes are read from the files as they are asked for. */
export interface SlackExport {
  /** All conversations; private ones are read only where the caller asks for their notes. */
  channels: ExportChannel[];
  users: Map<string, ExportUser>;
  /** A conversation's notes, day by day, within a file in order of time. */
  notes(channel: ExportChannel): AsyncIterable<Note>;
  /** What has been left out so far, counted by reason. */
  skipped: Partial<Record<SkipReason, number>>;
  /** What has been found wrong so far, each in a line that names the file. */
  warnings: string[];
  /** The zone that most of these authors set; among zones as common the first by name. Undefined if none is known. */
  commonestTimezone(authorIds: Iterable<string>): string | undefined;
  /** The bytes of a photo of a note read before, by its id. */
  openPhoto(id: string): Promise<Buffer>;
  close(): Promise<void>;
}

/**
 * Opens a Slack export, a folder or a .zip. The export may also lie in a folder within it.
 *
 * @throws {AppError} `bad-input` where the path holds no export or a damaged one, `too-large` for zips that
 *   unpack to more than an export could
 */
export async function openExport(path: string): Promise<SlackExport> {
  const whole = await openFiles(path);
  try {
    return await readExport(path, enterRoot(path, whole));
  } catch (error) {
    await whole.close();
    throw error;
  }
}

async function openFiles(path: string): Promise<ExportFiles> {
  const status = await stat(path).catch((cause) => {
    throw new AppError('bad-input', `${path} cannot be opened: name an export's folder or .zip file`, {
      cause,
    });
  });
  if (status.isDirectory()) return openFolder(path);
  if (!status.isFile() || !(await isZip(path))) {
    throw new AppError('bad-input', `${path} is neither a folder nor a .zip file: name an export's`);
  }
  return openZip(path);
}

async function isZip(path: string): Promise<boolean> {
  const file = await openFile(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return path.toLowerCase().endsWith('.zip') || (bytesRead === 2 && buffer.toString('latin1') === 'PK');
  } finally {
    await file.close();
  }
}

/** The export's own files, with paths from its root. */
function enterRoot(path: string, whole: ExportFiles): ExportFiles {
  const roots = findRoots(whole.files);
  if (roots.length === 0) {
    throw new AppError(
      'bad-input',
      `${path} holds no Slack export: expected channels.json and a folder a channel with files such as 2016-05-26.json`,
    );
  }
  if (roots.length > 1) {
    const named = roots.slice(0, 3).map((root) => basename(root));
    throw new AppError(
      'bad-input',
      `${path} holds ${roots.length} exports (${named.join(', ')}): name one of them`,
    );
  }
  const root = roots[0]!;
  return {
    files: whole.files
      .filter((file) => file.path.startsWith(root))
      .map(({ path: inside, size }) => ({ path: inside.slice(root.length), size })),
    open: (inside) => whole.open(root + inside),
    close: () => whole.close(),
  };
}

async function readExport(path: string, files: ExportFiles): Promise<SlackExport> {
  const sizes = new Map(files.files.map((file) => [file.path, file.size]));
  const users = await readUsers(files, sizes);
  const listed = await readChannels(files, sizes, users);
  const days = dayFiles(files);
  const warnings: string[] = [];
  if (!sizes.has('users.json')) warnings.push('users.json is missing: people stay unnamed');
  const { channels, folders } = joinFolders(listed, [...days.keys()], warnings);
  const skipped: Partial<Record<SkipReason, number>> = {};
  const skip = (reason: SkipReason) => {
    skipped[reason] = (skipped[reason] ?? 0) + 1;
  };
  const channelNames = new Map(channels.map(({ id, name }) => [id, name]));
  const photos = createPhotoFiles(files);
  const reader: MessageReader = {
    names: { user: (id) => users.get(id)?.name, channel: (id) => channelNames.get(id) },
    users,
    photos,
    skip,
  };
  return {
    channels,
    users,
    skipped,
    warnings,
    async *notes(channel) {
      const seen = new Set<string>();
      for (const file of days.get(folders.get(channel.id) ?? '') ?? []) {
        const notes: Note[] = [];
        for await (const piece of readArray(await files.open(file), sizes.get(file)!)) {
          if ('broken' in piece) {
            if (piece.broken === 'element') skip('broken');
            else warnings.push(`${file} of ${path} is damaged: only what stands before the damage was read`);
            continue;
          }
          const note = await messageToNote(piece.element, channel.id, reader);
          if (typeof note === 'string') skip(note);
          else if (seen.has(note.ts)) skip('duplicate');
          else {
            seen.add(note.ts);
            notes.push(note);
          }
        }
        yield* notes.sort((a, b) => a.at - b.at || (a.ts < b.ts ? -1 : 1));
      }
    },
    commonestTimezone(authorIds) {
      const counts = new Map<string, number>();
      for (const id of authorIds) {
        const zone = users.get(id)?.timezone;
        if (zone !== undefined) counts.set(zone, (counts.get(zone) ?? 0) + 1);
      }
      return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0];
    },
    openPhoto: (id) => photos.read(id),
    close: () => files.close(),
  };
}

/** The day files of each folder, in order of date. */
function dayFiles(files: ExportFiles): Map<string, string[]> {
  const days = new Map<string, string[]>();
  for (const { path } of files.files) {
    const day = parseDayFile(path);
    if (day !== undefined) days.set(day.folder, [...(days.get(day.folder) ?? []), path]);
  }
  for (const paths of days.values()) paths.sort();
  return days;
}

/**
 * Which folder holds which conversation: Slack names folders of channels for the channel and folders of direct
 * messages by id. Folders that no list names become conversations too, private ones unless the export has no
 * lists at all and the name is a channel's.
 */
function joinFolders(
  listed: ExportChannel[],
  found: string[],
  warnings: string[],
): { channels: ExportChannel[]; folders: Map<string, string> } {
  const unclaimed = new Set(found);
  const folders = new Map<string, string>();
  const channels = [...listed];
  for (const channel of listed) {
    const folder = [channel.name, channel.id].find((name) => unclaimed.has(name));
    if (folder === undefined) continue;
    unclaimed.delete(folder);
    folders.set(channel.id, folder);
  }
  for (const folder of [...unclaimed].sort()) {
    const kind = /^mpdm-/.test(folder) ? 'mpim' : /^D[A-Z0-9]{7,}$/.test(folder) ? 'dm' : 'public';
    const isPublic = kind === 'public' && listed.length === 0;
    const id = folder;
    channels.push({
      id,
      name: folder,
      kind: isPublic || kind !== 'public' ? kind : 'private',
      isPrivate: !isPublic,
      members: [],
    });
    folders.set(id, folder);
  }
  if (listed.length === 0) warnings.push('channels.json is missing: channels are named for their folders');
  return { channels, folders };
}
