import { IANAZone } from 'luxon';
import { AppError } from '#errors.ts';
import { cleanLine } from '#shared/clean-characters.ts';
import { isObject, type JsonObject, objectsOf, textOf } from '#shared/json-guards.ts';
import { displayName, SLACKBOT } from '#text/slack-markup/message-fields.ts';
import { type ExportFiles, readAll } from './export-files.ts';
import { CONVERSATION_LISTS } from './find-root.ts';

export type ConversationKind = 'public' | 'private' | 'dm' | 'mpim';

/** A conversation of an export, channel or not. */
export interface ExportChannel {
  id: string;
  /** Without `#`; of a direct message, the names of those in it. */
  name: string;
  kind: ConversationKind;
  /** Everything but a public channel. */
  isPrivate: boolean;
  /** Ids of users. */
  members: string[];
}

export interface ExportUser {
  id: string;
  name: string;
  /** A valid IANA zone. */
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

/** No list of people or channels is larger; a file that is holds something else. */
const MAX_LIST = 256 * 1024 ** 2;

/** The people of `users.json`; none where there is no such file. */
export async function readUsers(files: ExportFiles): Promise<Map<string, ExportUser>> {
  const users = new Map<string, ExportUser>();
  for (const user of await readList(files, 'users.json')) {
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

/** The conversations that the export's lists name, in their order. */
export async function readChannels(files: ExportFiles, users: Map<string, ExportUser>): Promise<ExportChannel[]> {
  const channels = new Map<string, ExportChannel>();
  for (const list of CONVERSATION_LISTS) {
    for (const entry of await readList(files, list)) {
      const id = textOf(entry, 'id');
      if (id === '' || channels.has(id)) continue;
      const kind = kindOf(entry, KINDS[list]);
      const members = Array.isArray(entry.members) ? entry.members.filter((member) => typeof member === 'string') : [];
      const name =
        cleanLine(textOf(entry, 'name')) || members.map((member) => users.get(member)?.name ?? member).join(', ');
      channels.set(id, { id, name: name || id, kind, isPrivate: kind !== 'public', members });
    }
  }
  return [...channels.values()];
}

/** Some tools list every conversation in `channels.json` and tell them apart by Slack's own flags. */
function kindOf(entry: JsonObject, listed: ConversationKind): ConversationKind {
  if (entry.is_im === true) return 'dm';
  if (entry.is_mpim === true) return 'mpim';
  return listed === 'public' && (entry.is_private === true || entry.is_group === true) ? 'private' : listed;
}

async function readList(files: ExportFiles, path: string): Promise<JsonObject[]> {
  if (!files.paths.includes(path)) return [];
  if ((await files.size(path)) > MAX_LIST)
    throw new AppError('too-large', `${path} of the export is too large to be a list of Slack's`);
  let list: unknown;
  try {
    list = JSON.parse((await readAll(files, path)).toString('utf8').replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new AppError('bad-input', `${path} of the export is damaged: it is no JSON`, { cause });
  }
  if (!Array.isArray(list)) {
    throw new AppError(
      'bad-input',
      `${path} of the export is damaged: expected a list${isObject(list) ? ', found one object' : ''}`,
    );
  }
  return objectsOf(list);
}
