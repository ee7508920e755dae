import { IANAZone } from 'luxon';
import { RECAP_LANGUAGES } from '#domain/conference/conference.ts';
import type { KnownLanguage } from '#domain/language/stop-words.ts';
import { mayNameChannel, WORKSPACE } from '#domain/notes/audience.ts';
import { messageUrl } from '#domain/notes/note.ts';
import { cleanLine } from '#shared/clean-characters.ts';
import { isObject, type JsonObject, textOf } from '#shared/json-guards.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { WebClients } from '#slack/connection/web-clients.ts';
import { displayName, SLACKBOT } from '#text/slack-markup/message-fields.ts';
import type { SlackChannel, SlackPerson, Workspace } from '#usecases/ports/slack.ts';
import type { KeyValue } from '#usecases/ports/stores.ts';
import { readFromSlack } from './call-slack.ts';
import { createChannelMembers } from './channel-members.ts';
import { fetchFile, sendFile } from './files.ts';
import { fetchMessage, fetchThread } from './history.ts';
import { createTwoLevelCache } from './two-level-cache.ts';

const HOUR_MS = 3600 * 1000;
const PERSON_MS = 24 * HOUR_MS;
/** How long it takes at most until the bot notices that other people can read a channel. */
const CHANNEL_MS = 10 * 60 * 1000;
/** Short, because people who read that the bot isn't in a channel invite it at once. */
const NOT_MEMBER_MS = 3_000;
const channelLifetime = ({ isMember }: SlackChannel) => (isMember ? CHANNEL_MS : NOT_MEMBER_MS);
/** A workspace may change its URL; the old one then redirects to the new one. */
const ADDRESS_MS = 30 * 24 * HOUR_MS;

const NO_SUCH_CHANNEL = [
  'channel_not_found',
  'missing_scope',
  'not_in_channel',
  'method_not_supported_for_channel_type',
];
const NO_SUCH_PERSON = ['user_not_found', 'user_not_visible', 'users_not_found'];

/** Creates the access to Slack's Web API, with people cached for a day and channels for ten minutes. */
export function createWorkspace(clients: WebClients, keyValue: KeyValue, now: () => number = Date.now): Workspace {
  const people = createTwoLevelCache<SlackPerson>(keyValue, 'person:', { lifeTimeOf: () => PERSON_MS, now });
  const channels = createTwoLevelCache<SlackChannel>(keyValue, 'channel:', { lifeTimeOf: channelLifetime, now });
  const addresses = createTwoLevelCache<string>(keyValue, 'address:', { lifeTimeOf: () => ADDRESS_MS, now });

  const members = createChannelMembers((teamId) => clients.clientFor(teamId), now);

  const person: Workspace['person'] = (teamId, userId) =>
    people.get(`${teamId}:${userId}`, async () => {
      const client = await clients.clientFor(teamId);
      const answer = await readFromSlack(
        () => client.users.info({ user: userId, include_locale: true }),
        NO_SUCH_PERSON,
      );
      return isObject(answer?.user) ? parsePerson(answer.user) : undefined;
    });

  /** Caches many people by listing the workspace's members in pages, which takes far fewer calls than one each. */
  async function listPeople(teamId: string, ids: readonly string[], deadline: number): Promise<void> {
    if (ids.length < MANY) return;
    const known = await Promise.all(ids.map((id) => people.peek(`${teamId}:${id}`)));
    const missing = new Set(ids.filter((_, index) => known[index] === undefined));
    if (missing.size < MANY) return;
    const client = await clients.clientFor(teamId);
    let cursor: string | undefined;
    do {
      const page = await client.users.list({ limit: PAGE, include_locale: true, ...omitUndefined({ cursor }) });
      for (const member of (page.members ?? []).filter(isObject)) {
        const listed = parsePerson(member);
        if (missing.delete(listed.id)) await people.keep(`${teamId}:${listed.id}`, listed);
      }
      cursor = page.response_metadata?.next_cursor || undefined;
    } while (cursor !== undefined && missing.size > 0 && Date.now() < deadline);
  }

  const channel: Workspace['channel'] = (teamId, id) =>
    channels.get(`${teamId}:${id}`, async () => {
      const client = await clients.clientFor(teamId);
      const answer = await readFromSlack(() => client.conversations.info({ channel: id }), NO_SUCH_CHANNEL);
      return isObject(answer?.channel) ? readChannel(answer.channel) : undefined;
    });

  const botUserIdIn = (teamId: string) =>
    clients.identityFor(teamId).then(
      ({ botUserId }) => botUserId,
      () => undefined,
    );

  return {
    person,
    channel,
    isMember: (teamId, id, userId) => members.has(teamId, id, userId),
    async forget(teamId, userId) {
      await people.forget(`${teamId}:${userId ?? ''}`);
      if (userId !== undefined) return;
      await channels.forget(`${teamId}:`);
      await addresses.forget(teamId);
    },
    message: async (key, threadTs) =>
      fetchMessage(await clients.clientFor(key.teamId), key, { threadTs, botUserId: await botUserIdIn(key.teamId) }),
    thread: async (key, cursor) =>
      fetchThread(await clients.clientFor(key.teamId), key, { cursor, botUserId: await botUserIdIn(key.teamId) }),
    async namesFor(teamId, mentioned, place = WORKSPACE) {
      const deadline = Date.now() + WITHIN_MS;
      await listPeople(teamId, [...new Set(mentioned.users)], deadline).catch(() => undefined);
      return namesFor(mentioned, {
        deadline,
        askPerson: async (id) => (await person(teamId, id))?.name,
        async askChannel(id) {
          const found = await channel(teamId, id);
          return found !== undefined && mayNameChannel(found, place) ? found.name : undefined;
        },
      });
    },
    async permalink(key, threadTs) {
      const address = await addresses
        .get(key.teamId, async () => (await clients.identityFor(key.teamId)).url)
        .catch(() => undefined);
      return address === undefined ? undefined : messageUrl(address, key, threadTs);
    },
    file: async (teamId, fileId, maxBytes) => fetchFile(await clients.clientFor(teamId), fileId, maxBytes),
    sendFile: async (teamId, userId, file) => sendFile(await clients.clientFor(teamId), userId, file),
  };
}

/** Names looked up at the same time: a long text's names come soon, and Slack's rate limits are kept. */
const AT_ONCE = 5;
/** So many unknown people are listed in pages, not looked up one by one. */
const MANY = 30;
/** Slack's advice is 200; it allows 1,000. */
const PAGE = 500;
/** Nobody waits longer than this for a name. */
const WITHIN_MS = 5_000;

type AskName = (id: string) => Promise<string | undefined>;

/** Looks up the names of people and channels by their ids. Never throws: names that can't be found are missing. */
async function namesFor(
  mentioned: { users: Iterable<string>; channels: Iterable<string> },
  { askPerson, askChannel, deadline }: { askPerson: AskName; askChannel: AskName; deadline: number },
): ReturnType<Workspace['namesFor']> {
  const people = new Map<string, string>();
  const channels = new Map<string, string>();
  const wishes = [
    ...[...new Set(mentioned.users)].map((id) => ({ id, ask: askPerson, names: people })),
    ...[...new Set(mentioned.channels)].map((id) => ({ id, ask: askChannel, names: channels })),
  ];
  let next = 0;
  let failed = 0;
  const askInTurn = async () => {
    while (next < wishes.length && Date.now() < deadline) {
      const { id, ask, names } = wishes[next++]!;
      const name = await ask(id).catch(() => {
        failed += 1;
        return undefined;
      });
      if (name !== undefined && name !== '') names.set(id, name);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, askInTurn));
  return {
    user: (id) => people.get(id),
    // A text's own label may be a private channel's name.
    channel: (id) => channels.get(id) ?? null,
    // What was found is cached, so asking again gets further.
    isComplete: failed === 0 && next >= wishes.length,
  };
}

/** Parses a person in a response of `users.info`. */
function parsePerson(user: JsonObject): SlackPerson {
  const id = textOf(user, 'id');
  const timezone = textOf(user, 'tz');
  // `de-DE`
  const language = textOf(user, 'locale').slice(0, 2).toLowerCase();
  return {
    id,
    name: displayName(user),
    isBot: user.is_bot === true || id === SLACKBOT,
    isAdmin: user.is_admin === true || user.is_owner === true,
    isGuest: [user.is_restricted, user.is_ultra_restricted, user.is_stranger].includes(true),
    ...(IANAZone.isValidZone(timezone) && { timezone }),
    ...(Object.hasOwn(RECAP_LANGUAGES, language) && { language: language as KnownLanguage }),
  };
}

/** Parses a channel in a response of `conversations.info`. */
function readChannel(channel: JsonObject): SlackChannel {
  const isDirect = channel.is_im === true || channel.is_mpim === true;
  return {
    id: textOf(channel, 'id'),
    name: cleanLine(textOf(channel, 'name')),
    isPrivate: isDirect || channel.is_private === true || channel.is_group === true,
    // A channel that is shared only within an organization isn't shared with others.
    isShared: channel.is_ext_shared === true || channel.is_pending_ext_shared === true,
    isMember: isDirect || channel.is_member === true,
  };
}
