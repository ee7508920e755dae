import type { WebClient } from '@slack/web-api';
import type { PublicationKey } from '#domain/publishing/publication.ts';
import { isObject, objectsOf, textOf } from '#shared/json-guards.ts';
import { PostingError } from '#usecases/ports/chat.ts';

/** Messages that are asked for at once; Slack gives some apps fewer. */
const PAGE = 200;

/** Pages at most: nobody writes more than this between a posting and the search for it. */
const MAX_PAGES = 20;

/**
 * The ts of the message whose first block's `block_id` is `key`, among those since `since` (milliseconds since the
 * epoch) in a channel or in a thread of it. @throws PostingError `later` where there are too many to look through,
 * and what the client throws
 */
export async function findPosted(
  client: WebClient,
  { channel, threadTs }: { channel: string; threadTs?: string },
  key: PublicationKey,
  since: number,
): Promise<string | undefined> {
  const range = {
    channel: await conversation(client, channel),
    oldest: (since / 1000).toFixed(6),
    inclusive: true,
    limit: PAGE,
  };
  let cursor = '';
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = { ...range, ...(cursor !== '' && { cursor }) };
    const { messages, response_metadata } =
      threadTs === undefined
        ? await client.conversations.history(query)
        : await client.conversations.replies({ ...query, ts: threadTs });
    const found = objectsOf(messages).find((message) => textOf(objectsOf(message.blocks)[0] ?? {}, 'block_id') === key);
    if (found !== undefined) return textOf(found, 'ts');
    cursor = isObject(response_metadata) ? textOf(response_metadata, 'next_cursor') : '';
    if (cursor === '') return undefined;
  }
  throw new PostingError({ kind: 'later', retryAfterMs: 60_000 });
}

/** Slack posts to a person by their id, but finds messages only by that of the conversation with them. */
async function conversation(client: WebClient, channel: string): Promise<string> {
  if (!/^[UW]/.test(channel)) return channel;
  const opened = await client.conversations.open({ users: channel });
  return opened.channel?.id ?? channel;
}
