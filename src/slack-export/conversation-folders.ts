import type { ConversationKind, ExportChannel } from './directory.ts';
import { parseDayFile } from './find-root.ts';

/** A file of one day of a conversation. */
export interface DayFile {
  path: string;
  /** `2016-05-26`, in UTC or the exporting tool's zone. */
  day: string;
}

export interface Conversations {
  channels: ExportChannel[];
  /** By the channel's id, in order of date; none for channels in which nothing was written. */
  days: Map<string, DayFile[]>;
}

/**
 * Which folder holds which conversation: Slack names folders of channels for the channel, those of direct messages
 * by id. Folders that no list names become conversations too; without any list those named like a channel are
 * public, otherwise nobody knows, and they are private.
 */
export function joinFolders(listed: ExportChannel[], paths: string[]): Conversations {
  const folders = groupByFolder(paths);
  const days = new Map<string, DayFile[]>();
  const claim = (id: string, folder: string) => {
    days.set(id, folders.get(folder)!);
    folders.delete(folder);
  };
  for (const { id, name } of listed) {
    const folder = [name, id].find((candidate) => folders.has(candidate));
    if (folder !== undefined) claim(id, folder);
  }
  const channels = [...listed];
  for (const folder of [...folders.keys()].sort()) {
    const kind = listed.length > 0 ? 'private' : guessKind(folder);
    channels.push({ id: folder, name: folder, kind, isPrivate: kind !== 'public', members: [] });
    claim(folder, folder);
  }
  return { channels, days };
}

function guessKind(folder: string): ConversationKind {
  if (/^D[A-Z0-9]{7,}$/.test(folder)) return 'dm';
  if (/^G[A-Z0-9]{7,}$/.test(folder)) return 'private';
  return folder.startsWith('mpdm-') ? 'mpim' : 'public';
}

function groupByFolder(paths: string[]): Map<string, DayFile[]> {
  const folders = new Map<string, DayFile[]>();
  for (const path of paths) {
    const parsed = parseDayFile(path);
    if (parsed === undefined) continue;
    const days = folders.get(parsed.folder);
    if (days === undefined) folders.set(parsed.folder, [{ path, day: parsed.day }]);
    else days.push({ path, day: parsed.day });
  }
  for (const days of folders.values()) days.sort((a, b) => (a.day < b.day ? -1 : 1));
  return folders;
}
