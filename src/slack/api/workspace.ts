import type { MessageKey } from '#domain/notes/captured-note.ts';
import { isObject } from '#shared/json-guards.ts';
import type { WebClients } from '#slack/connection/web-clients.ts';
import type { SlackChannel, SlackPerson, Workspace } from '#usecases/ports/chat.ts';
import type { KeyValue } from '#usecases/ports/stores.ts';
import { askSlack } from './call-slack.ts';
import { createChannelMembers } from './channel-members.ts';
import { fetchFile } from './fetch-file.ts';
import { readThread, readWrittenMessage } from './history.ts';
import { readChannel, readPerson } from './parse-user.ts';
import { namesFor } from './resolve-names.ts';
import { sendFile } from './send-file.ts';
import { createTwoLevelCache } from './two-level-cache.ts';

const HOUR_MS = 3600 * 1000;
const PERSON_MS = 24 * HOUR_MS;
/** A channel that was opened to others is known as such after so long at most. */
const CHANNEL_MS = 10 * 60 * 1000;
/** A workspace may get another address; the old one then leads on to it. */
const ADDRESS_MS = 30 * 24 * HOUR_MS;

const NO_SUCH_CHANNEL = [
  'channel_not_found',
  'missing_scope',
  'not_in_channel',
  'method_not_supported_for_channel_type',
];
const NO_SUCH_PERSON = ['user_not_found', 'user_not_visible', 'users_not_found'];

/** Asks Slack's Web API, and remembers people for a day and channels for ten minutes. */
export function createWorkspace(clients: WebClients, keyValue: KeyValue, now: () => number = Date.now): Workspace {
  const people = createTwoLevelCache<SlackPerson>(keyValue, 'person:', PERSON_MS, now);
  const channels = createTwoLevelCache<SlackChannel>(keyValue, 'channel:', CHANNEL_MS, now);
  const addresses = createTwoLevelCache<string>(keyValue, 'address:', ADDRESS_MS, now);

  const members = createChannelMembers((teamId) => clients.clientFor(teamId), now);

  const person: Workspace['person'] = (teamId, userId) =>
    people.get(`${teamId}:${userId}`, async () => {
      const client = await clients.clientFor(teamId);
      const answer = await askSlack(() => client.users.info({ user: userId }), NO_SUCH_PERSON);
      return isObject(answer?.user) ? readPerson(answer.user) : undefined;
    });

  const channel: Workspace['channel'] = (teamId, id) =>
    channels.get(`${teamId}:${id}`, async () => {
      const client = await clients.clientFor(teamId);
      const answer = await askSlack(() => client.conversations.info({ channel: id }), NO_SUCH_CHANNEL);
      return isObject(answer?.channel) ? readChannel(answer.channel) : undefined;
    });

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
    message: async (key, threadTs) => readWrittenMessage(await clients.clientFor(key.teamId), key, threadTs),
    thread: async (key) => readThread(await clients.clientFor(key.teamId), key),
    namesFor: (teamId, userIds, channelIds) =>
      namesFor(
        userIds,
        channelIds,
        async (id) => (await person(teamId, id))?.name,
        async (id) => (await channel(teamId, id))?.name,
      ),
    async permalink(key, threadTs) {
      const address = await addresses
        .get(key.teamId, async () => (await clients.identityFor(key.teamId)).url)
        .catch(() => undefined);
      return address === undefined ? undefined : permalinkOf(address, key, threadTs);
    },
    file: async (teamId, fileId, maxBytes) => fetchFile(await clients.clientFor(teamId), fileId, maxBytes),
    sendFile: async (teamId, userId, file) => sendFile(await clients.clientFor(teamId), userId, file),
  };
}

/** As chat.getPermalink answers it. */
function permalinkOf(address: string, { channel, ts }: MessageKey, threadTs: string | undefined): string {
  const link = `${address}archives/${channel}/p${ts.replace('.', '')}`;
  return threadTs === undefined || threadTs === ts ? link : `${link}?thread_ts=${threadTs}&cid=${channel}`;
}
