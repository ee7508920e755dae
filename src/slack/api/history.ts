import type { WebClient } from '@slack/web-api';
import type { MessageKey } from '#domain/notes/captured-note.ts';
import { type JsonObject, objectsOf, textOf } from '#shared/json-guards.ts';
import type { SlackMessage } from '#usecases/ports/chat.ts';
import { readFromSlack } from './call-slack.ts';
import { parseMessage } from './parse-message.ts';

const PAGE = 200;
/** A thread of more replies is taken as far as this goes. */
const MAX_PAGES = 10;

const NO_SUCH_MESSAGE = ['channel_not_found', 'not_in_channel', 'thread_not_found', 'message_not_found'];

/**
 * One message, if a person wrote it. The history doesn't hold replies: one is asked for by its thread, or, where that
 * is not known, by its own time stamp.
 *
 * @throws AppError as {@link readFromSlack}
 */
export async function fetchMessage(
  client: WebClient,
  key: MessageKey,
  threadTs?: string,
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
  return found === undefined ? undefined : parseMessage(key, found);
}

/** A thread's messages that people wrote, oldest first. @throws AppError as {@link readFromSlack} */
export async function fetchThread(client: WebClient, key: MessageKey): Promise<SlackMessage[]> {
  const messages: JsonObject[] = [];
  let cursor = '';
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = { channel: key.channel, ts: key.ts, limit: PAGE, ...(cursor !== '' && { cursor }) };
    const answer = await readFromSlack(() => client.conversations.replies(query), NO_SUCH_MESSAGE);
    messages.push(...objectsOf(answer?.messages));
    cursor = answer?.response_metadata?.next_cursor ?? '';
    if (cursor === '') break;
  }
  // The first message comes with every page.
  const once = new Map(messages.map((message) => [textOf(message, 'ts'), message]));
  return [...once.values()]
    .flatMap((message) => parseMessage(key, message) ?? [])
    .sort((a, b) => (a.ts < b.ts ? -1 : 1));
}

function withTs(messages: unknown, ts: string): JsonObject | undefined {
  return objectsOf(messages).find((message) => textOf(message, 'ts') === ts);
}
