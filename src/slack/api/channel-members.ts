import type { WebClient } from '@slack/web-api';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { readFromSlack } from './call-slack.ts';

/** How long people who left a channel can still read its notes in the bot, at most. */
const KEPT_MS = 5 * 60_000;
/** A person who isn't on the cached list is looked up again if the list is older than this. */
const ASK_AGAIN_MS = 10_000;
const MOST_CHANNELS = 500;
/** People per page, and pages per channel: together more than any private channel has. */
const PER_PAGE = 900;
const MOST_PAGES = 20;

const NOT_THERE = ['channel_not_found', 'missing_scope', 'not_in_channel', 'method_not_supported_for_channel_type'];

/** Caches for a short time who is in a channel. */
export interface ChannelMembers {
  /** Returns false for a channel that the bot can't see. @throws AppError as {@link readFromSlack} */
  has(teamId: string, channel: string, userId: string): Promise<boolean>;
}

export function createChannelMembers(
  clientFor: (teamId: string) => Promise<WebClient>,
  now: () => number,
): ChannelMembers {
  const remembered = new Map<string, { members: Promise<ReadonlySet<string>>; since: number }>();

  function membersOf(teamId: string, channel: string, notOlderThan: number): Promise<ReadonlySet<string>> {
    const key = `${teamId} ${channel}`;
    const known = remembered.get(key);
    if (known !== undefined && now() - known.since < notOlderThan) return known.members;
    const members = clientFor(teamId).then((client) => askMembers(client, channel));
    remembered.delete(key);
    remembered.set(key, { members, since: now() });
    members.catch(() => remembered.delete(key));
    if (remembered.size > MOST_CHANNELS) remembered.delete(remembered.keys().next().value!);
    return members;
  }

  return {
    async has(teamId, channel, userId) {
      if ((await membersOf(teamId, channel, KEPT_MS)).has(userId)) return true;
      return (await membersOf(teamId, channel, ASK_AGAIN_MS)).has(userId);
    },
  };
}

async function askMembers(client: WebClient, channel: string): Promise<ReadonlySet<string>> {
  const members = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const given = { channel, limit: PER_PAGE, ...omitUndefined({ cursor }) };
    const answer = await readFromSlack(() => client.conversations.members(given), NOT_THERE);
    for (const id of answer?.members ?? []) members.add(id);
    cursor = answer?.response_metadata?.next_cursor;
    if (cursor === undefined || cursor === '') break;
  }
  return members;
}
