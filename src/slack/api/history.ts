import type { WebClient } from '@slack/web-api';
import type { MessageKey } from '#domain/notes/captured-note.ts';
import { type JsonObject, objectsOf, textOf } from '#shared/json-guards.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { SlackMessage, ThreadPage } from '#usecases/ports/slack.ts';
import { readFromSlack } from './call-slack.ts';
import { parseMessage } from './parse-message.ts';

/** Messages per page. Slack returns only 15, once a minute, to apps that it rate-limits. */
const PAGE = 200;

const NO_SUCH_MESSAGE = ['channel_not_found', 'not_in_channel', 'thread_not_found', 'message_not_found'];

/**
 * Returns a message; undefined if it doesn't exist or wasn't written by a person. A channel's history doesn't contain
 * replies: they are looked up by their thread or, if that isn't known, by their own time stamp.
 *
 * @throws AppError as {@link readFromSlack}
 */
export async function fetchMessage(
  client: WebClient,
  key: MessageKey,
  { threadTs, botUserId }: { threadTs?: string | undefined; botUserId?: string | undefined } = {},
): Promise<SlackMessage | undefined> {
  const { channel, ts } = key;
  const range = { channel, latest: ts, oldest: ts, inclusive: true, limit: 1 };
  const ofThread = async (root: string) =>
    // The first message comes with every page.
    readFromSlack(() => client.conversations.replies({ ...range, ts: root, limit: 2 }), NO_SUCH_MESSAGE);
  const isReply = threadTs !== undefined && threadTs !== ts;
  const answer = isReply
    ? await ofThread(threadTs)
    : await readFromSlack(() => client.conversations.history(range), NO_SUCH_MESSAGE);
  const found = withTs(answer?.messages, ts) ?? (isReply ? undefined : withTs((await ofThread(ts))?.messages, ts));
  return found === undefined ? undefined : parseMessage(key, found, botUserId);
}

/**
 * Returns a page of a thread's messages that people wrote, oldest first. `cursor` is `next` of the previous page; if
 * Slack doesn't take it any more, the first page is returned.
 *
 * @throws AppError as {@link readFromSlack}
 */
export async function fetchThread(
  client: WebClient,
  key: MessageKey,
  { cursor, botUserId }: { cursor?: string | undefined; botUserId?: string | undefined } = {},
): Promise<ThreadPage> {
  const query = { channel: key.channel, ts: key.ts, limit: PAGE, ...omitUndefined({ cursor }) };
  const absent = cursor === undefined ? NO_SUCH_MESSAGE : [...NO_SUCH_MESSAGE, 'invalid_cursor'];
  const answer = await readFromSlack(() => client.conversations.replies(query), absent);
  if (answer === undefined && cursor !== undefined) return fetchThread(client, key, { botUserId });
  const messages = objectsOf(answer?.messages)
    // The first message comes with every page.
    .filter((message) => cursor === undefined || textOf(message, 'ts') !== key.ts)
    .flatMap((message) => parseMessage(key, message, botUserId) ?? [])
    .sort((a, b) => (a.ts < b.ts ? -1 : 1));
  return { messages, ...omitUndefined({ next: answer?.response_metadata?.next_cursor || undefined }) };
}

function withTs(messages: unknown, ts: string): JsonObject | undefined {
  return objectsOf(messages).find((message) => textOf(message, 'ts') === ts);
}
