import { IANAZone } from 'luxon';
import { AppError } from '#errors.ts';
import { cleanLine } from '#shared/clean-characters.ts';
import { isObject, type JsonObject, objectsOf, textOf } from '#shared/json-guards.ts';
import { displayName, SLACKBOT } from '#text/slack-markup/message-fields.ts';
import { CONVERSATION_LISTS, type ExportFiles, listFolders, parseDayFile, readAll } from './export-files.ts';

type ConversationKind = 'public' | 'private' | 'dm' | 'mpim';

export interface ExportChannel {
  id: string;
  /** Name without `#`; for direct messages, the names of their members. */
  name: string;
  kind: ConversationKind;
  isPrivate: boolean;
  members: string[];
  /** Folder of its list and messages: in a Grid export, several workspaces may have a `general`. */
  root?: string;
}

export interface ExportUser {
  id: string;
  name: string;
  timezone?: string;
  isBot: boolean;
  isDeleted: boolean;
}

const KINDS: Record<(typeof CONVERSATION_LISTS)[number], ConversationKind> = {
  'channels.json': 'public',
  'groups.json': 'private',
  'dms.json': 'dm',
  'mpims.json': 'mpim',
};

/** Maximum size of a list in bytes. */
const MAX_LIST = 256 * 1024 ** 2;

/** Loads users from `users.json`, in an Enterprise Grid also `org_users.json` and each workspace's list. */
export async function loadUsers(files: ExportFiles): Promise<Map<string, ExportUser>> {
  const users = new Map<string, ExportUser>();
  const lists = listFolders(files.paths).map((folder) => `${folder}users.json`);
  for (const user of await loadLists(files, ['org_users.json', ...lists])) {
    const id = textOf(user, 'id');
    if (id === '') continue;
    const timezone = textOf(user, 'tz');
    users.set(id, {
      id,
      name: displayName(user),
      ...(IANAZone.create(timezone).isValid && { timezone }),
      isBot: user.is_bot === true || id === SLACKBOT,
      isDeleted: user.deleted === true,
    });
  }
  return users;
}

/** Loads all conversations. Direct messages are named after their members. */
export async function loadChannels(files: ExportFiles, users: Map<string, ExportUser>): Promise<ExportChannel[]> {
  const channels = new Map<string, ExportChannel>();
  for (const list of CONVERSATION_LISTS) {
    const lists = listFolders(files.paths).map(async (root) => {
      const entries = await loadList(files, root + list);
      return entries.map((entry) => ({ entry, root }));
    });
    for (const { entry, root } of (await Promise.all(lists)).flat()) {
      const id = textOf(entry, 'id');
      if (id === '' || channels.has(id)) continue;
      const kind = resolveKind(entry, KINDS[list]);
      const members = Array.isArray(entry.members) ? entry.members.filter((member) => typeof member === 'string') : [];
      const name =
        cleanLine(textOf(entry, 'name')) || members.map((member) => users.get(member)?.name ?? member).join(', ');
      channels.set(id, { id, name: name || id, kind, isPrivate: kind !== 'public', members, root });
    }
  }
  return [...channels.values()];
}

/** Returns the kind of a conversation; some tools list all of them in `channels.json`, with Slack's own flags. */
function resolveKind(entry: JsonObject, listed: ConversationKind): ConversationKind {
  if (entry.is_im === true) return 'dm';
  if (entry.is_mpim === true) return 'mpim';
  return listed === 'public' && (entry.is_private === true || entry.is_group === true) ? 'private' : listed;
}

async function loadLists(files: ExportFiles, paths: string[]): Promise<JsonObject[]> {
  return (await Promise.all(paths.map((path) => loadList(files, path)))).flat();
}

async function loadList(files: ExportFiles, path: string): Promise<JsonObject[]> {
  if (!files.paths.includes(path)) return [];
  if ((await files.size(path)) > MAX_LIST)
    throw new AppError('too-large', `${path} in the export is too large to be one of Slack's lists`);
  let list: unknown;
  try {
    list = JSON.parse((await readAll(files, path)).toString('utf8').replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new AppError('bad-input', `${path} in the export is damaged: it isn't valid JSON`, { cause });
  }
  if (!Array.isArray(list)) {
    throw new AppError(
      'bad-input',
      `${path} in the export is damaged: expected a list${isObject(list) ? ', found one object' : ''}`,
    );
  }
  return objectsOf(list);
}

export interface DayFile {
  path: string;
  /** `2016-05-26`, in UTC or the time zone of the export tool. */
  day: string;
}

interface Conversations {
  channels: ExportChannel[];
  /** Day files by channel id, sorted by date; channels without messages are missing. */
  days: Map<string, DayFile[]>;
  /** Folders with messages that aren't in any list. */
  unlisted: string[];
}

/**
 * Matches conversations to folders: Slack names a channel's folder after the channel, and a direct message's after its
 * id. Folders that aren't in any list become private conversations. If there are no lists, folders named like a channel
 * are public.
 */
export function matchFolders(listed: ExportChannel[], paths: string[]): Conversations {
  const folders = groupByFolder(paths);
  // macOS writes accented letters in file names in decomposed form.
  const byPath = new Map([...folders.keys()].map((folder) => [folder.normalize(), folder]));
  const lastPart = (folder: string) => folder.slice(folder.lastIndexOf('/') + 1).normalize();
  const byName = new Map(
    [...Map.groupBy(folders.keys(), lastPart)].flatMap(([name, all]) => (all.length === 1 ? [[name, all[0]!]] : [])),
  );
  const days = new Map<string, DayFile[]>();
  const claim = (id: string, folder: string) => {
    days.set(id, folders.get(folder)!);
    folders.delete(folder);
  };
  for (const { id, name, root = '' } of listed) {
    const own = [byPath.get((root + name).normalize()), byPath.get(root + id)];
    const folder = [...own, byName.get(name.normalize()), byName.get(id)].find((each) => folders.has(each ?? ''));
    if (folder !== undefined) claim(id, folder);
  }
  const channels = [...listed];
  const unlisted = [...folders.keys()].sort();
  for (const folder of unlisted) {
    const kind = listed.length > 0 ? 'private' : guessKind(folder);
    channels.push({ id: folder, name: folder.normalize(), kind, isPrivate: kind !== 'public', members: [] });
    claim(folder, folder);
  }
  return { channels, days, unlisted };
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
