import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import type { MessageKey } from '#domain/notes/captured-note.ts';
import type { OutgoingMessage, PublicationKey } from '#domain/publishing/publication.ts';
import { isObject, objectsOf, textOf } from '#shared/json-guards.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import { classifyFailure, postingError } from '#slack/api/slack-errors.ts';
import type { WebClients } from '#slack/connection/web-clients.ts';
import { PostingError, type Publisher } from '#usecases/ports/slack.ts';
import { createChannelRateLimiter, type RateLimiterClock, systemRateLimiterClock } from './channel-rate-limiter.ts';

/** Slack accepts one message per second in a channel (docs.slack.dev/apis/web-api/rate-limits). */
const POST_INTERVAL_MS = 1_000;
/**
 * The interval of updates, in intervals of posts. Tier 3 allows fifty calls a minute of one method in one workspace.
 */
const UPDATES_PER_POST = 1.2;

/** How long to wait if the store of installations can't be reached. */
const NO_ACCESS_MS = 15_000;

/**
 * Slack truncates a text beyond 40,000 characters when it is posted, and refuses one beyond 4,000 when it is updated.
 */
const MAX_TEXT = 4_000;

/**
 * Creates a publisher that posts, changes and removes messages over Slack's Web API, without retries. {@link Publisher}
 * says what is thrown.
 */
export function createPublisher(
  clients: Pick<WebClients, 'clientFor'>,
  {
    minIntervalMs = POST_INTERVAL_MS,
    clock = systemRateLimiterClock,
  }: { minIntervalMs?: number; clock?: RateLimiterClock } = {},
): Publisher {
  const pace = createChannelRateLimiter(clock);
  const searches = new LRUCache<string, SearchProgress>({ max: 1_000 });
  const turn = (method: 'post' | 'update' | 'delete', { teamId, channel }: { teamId: string; channel: string }) => ({
    queue: `${teamId} ${channel}`,
    pace: method === 'post' ? `${teamId} ${channel}` : `${teamId} ${method}`,
    intervalMs: method === 'post' ? minIntervalMs : minIntervalMs * UPDATES_PER_POST,
  });
  const clientAt = async (teamId: string): Promise<WebClient> => {
    try {
      return await clients.clientFor(teamId);
    } catch (cause) {
      const error = postingError(cause);
      // Slack hasn't been called yet, so trying again is safe.
      throw error.problem.kind === 'refused'
        ? error
        : new PostingError({ kind: 'later', retryAfterMs: NO_ACCESS_MS }, { cause });
    }
  };
  return {
    post: (place, key, message, beforeCall) =>
      pace.run(turn('post', place), async () => {
        const client = await clientAt(place.teamId);
        const { text, blocks } = content(key, message);
        const { ts } = await sendWithoutImagesIfRefused(blocks, async (taken) => {
          await beforeCall?.();
          return client.chat.postMessage({
            channel: place.channel,
            ...omitUndefined({ thread_ts: place.threadTs }),
            ...{ text, blocks: taken },
            parse: 'none',
            unfurl_links: false,
            unfurl_media: false,
          });
        });
        if (ts === undefined) throw new PostingError({ kind: 'unknown' });
        return ts;
      }),
    update: (place, key, message, beforeCall) =>
      pace.run(turn('update', place), async () => {
        const client = await clientAt(place.teamId);
        const { text, blocks } = content(key, message);
        await sendWithoutImagesIfRefused(blocks, async (taken) => {
          await beforeCall?.();
          return client.chat.update({ channel: place.channel, ts: place.ts, text, blocks: taken, parse: 'none' });
        });
      }),
    remove: (place: MessageKey, beforeCall) =>
      pace.run(turn('delete', place), async () => {
        const client = await clientAt(place.teamId);
        await beforeCall?.();
        await client.chat.delete({ channel: place.channel, ts: place.ts });
      }),
    async findPosted(place, key, since) {
      try {
        return await findPosted(await clientAt(place.teamId), searches, { ...place, key, since });
      } catch (error) {
        throw postingError(error);
      }
    },
  };
}

/** Returns a message with its key in the first block, by which it is found again. */
function content(key: PublicationKey, { text, blocks }: OutgoingMessage): { text: string; blocks: KnownBlock[] } {
  const [first, ...rest] = blocks as KnownBlock[];
  if (first === undefined) throw new PostingError({ kind: 'refused', reason: { key: 'message-without-content' } });
  return { text: truncate(text), blocks: [{ ...first, block_id: key }, ...rest] };
}

/** Truncates a text, but not in the middle of an escape: `&am` would show. */
function truncate(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  return `${text
    .slice(0, MAX_TEXT - 1)
    .toWellFormed()
    .replace(/[&<][^;>\s]{0,200}$/, '')}…`;
}

/** Messages per page. Slack returns only 15, once a minute, to apps that it rate-limits. */
const PAGE = 200;

/** Pages that one search reads before it makes room for other work. */
const MAX_PAGES = 20;

/** The progress of a search, so that it can continue after Slack interrupted it. */
interface SearchProgress {
  since: number;
  cursor: string;
  found: string[];
}

/**
 * Returns the ts of the messages whose first block's `block_id` is `key`, oldest first, among those since `since`
 * (milliseconds since the epoch) in a channel or in a thread of it. @throws PostingError `later` if there are too many
 * to look through at once, and what the client throws: the next search for the key continues where this one ended.
 */
async function findPosted(
  client: WebClient,
  searches: LRUCache<string, SearchProgress>,
  { channel, threadTs, key, since }: { channel: string; threadTs?: string; key: PublicationKey; since: number },
): Promise<string[]> {
  const earlier = searches.get(key);
  const progress = earlier?.since === since ? earlier : { since, cursor: '', found: [] };
  // A cursor that Slack no longer knows must not be used forever.
  searches.delete(key);
  const range = {
    channel: await conversation(client, channel),
    oldest: (since / 1000).toFixed(6),
    inclusive: true,
    limit: PAGE,
  };
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = { ...range, ...(progress.cursor !== '' && { cursor: progress.cursor }) };
    const { messages, response_metadata } = await (threadTs === undefined
      ? client.conversations.history(query)
      : client.conversations.replies({ ...query, ts: threadTs })
    ).catch((error) => {
      if (classifyFailure(error).kind === 'too-many') searches.set(key, progress);
      throw error;
    });
    for (const message of objectsOf(messages)) {
      if (textOf(objectsOf(message.blocks)[0] ?? {}, 'block_id') === key) progress.found.push(textOf(message, 'ts'));
    }
    progress.cursor = isObject(response_metadata) ? textOf(response_metadata, 'next_cursor') : '';
    if (progress.cursor === '') return progress.found.sort();
  }
  searches.set(key, progress);
  throw new PostingError({ kind: 'later', retryAfterMs: 1_000 });
}

/**
 * Returns the id of a conversation. Slack posts to a person by their user id, but finds messages only by the
 * conversation's id.
 */
async function conversation(client: WebClient, channel: string): Promise<string> {
  if (!/^[UW]/.test(channel)) return channel;
  const opened = await client.conversations.open({ users: channel });
  return opened.channel?.id ?? channel;
}

/** Slack's error codes for refused blocks, such as images that the bot can't see or that Slack hasn't scanned yet. */
const REFUSED_BLOCKS = new Set(['invalid_blocks', 'invalid_blocks_format', 'invalid_arguments']);

/**
 * Sends blocks. If Slack refuses them and there are images among them, sends them again without the images, so that a
 * photo that can't be shown doesn't hold up a digest. Refused blocks weren't posted, so nothing appears twice.
 */
async function sendWithoutImagesIfRefused<Answer>(
  blocks: KnownBlock[],
  send: (blocks: KnownBlock[]) => Promise<Answer>,
): Promise<Answer> {
  try {
    return await send(blocks);
  } catch (error) {
    const failure = classifyFailure(error);
    const others = blocks.filter((block) => !('slack_file' in block));
    const mayBePictures = failure.kind === 'refused' && REFUSED_BLOCKS.has(failure.code);
    if (!mayBePictures || others.length === blocks.length || others.length === 0) throw error;
    return send(others);
  }
}
