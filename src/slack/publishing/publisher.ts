import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { MessageKey } from '#domain/notes/captured-note.ts';
import type { OutgoingMessage, PublicationKey } from '#domain/publishing/publication.ts';
import { AppError } from '#errors.ts';
import { omitUndefined } from '#shared/omit-undefined.ts';
import type { WebClients } from '#slack/connection/web-clients.ts';
import { PostingError, type Publisher } from '#usecases/ports/chat.ts';
import { createChannelPace, type PaceClock, systemPaceClock } from './channel-rate-limiter.ts';
import { findPosted } from './find-posted-message.ts';
import { postingError } from './posting-failures.ts';
import { sendWithOrWithoutPictures } from './retry-without-images.ts';

/** Slack takes a message a second in a channel (D/apis/web-api/rate-limits). */
const POST_INTERVAL_MS = 1_000;
/** Tier 3: fifty a minute of one method in one workspace. */
const UPDATES_PER_POST = 1.2;

/** How long to wait where the store of installations is away. */
const NO_ACCESS_MS = 15_000;

/** Slack cuts a text beyond 40,000 characters when it is posted and refuses one beyond 4,000 when it is changed. */
const MAX_TEXT = 4_000;

/** Posts, changes and removes messages over Slack's Web API, every call once: {@link Publisher} says what is thrown. */
export function createPublisher(
  clients: Pick<WebClients, 'clientFor'>,
  { minIntervalMs = POST_INTERVAL_MS, clock = systemPaceClock }: { minIntervalMs?: number; clock?: PaceClock } = {},
): Publisher {
  const pace = createChannelPace(clock);
  const turn = (method: 'post' | 'update' | 'delete', { teamId, channel }: { teamId: string; channel: string }) => ({
    queue: `${teamId} ${channel}`,
    pace: method === 'post' ? `${teamId} ${channel}` : `${teamId} ${method}`,
    intervalMs: method === 'post' ? minIntervalMs : minIntervalMs * UPDATES_PER_POST,
  });
  const clientAt = async (teamId: string): Promise<WebClient> => {
    try {
      return await clients.clientFor(teamId);
    } catch (cause) {
      // Nothing has been asked of Slack.
      if (cause instanceof AppError) throw new PostingError({ kind: 'refused', reason: cause.message }, { cause });
      throw new PostingError({ kind: 'later', retryAfterMs: NO_ACCESS_MS }, { cause });
    }
  };
  return {
    post: (place, key, message) =>
      pace.run(turn('post', place), async () => {
        const client = await clientAt(place.teamId);
        const { text, blocks } = content(key, message);
        const { ts } = await sendWithOrWithoutPictures(blocks, (taken) =>
          client.chat.postMessage({
            channel: place.channel,
            ...omitUndefined({ thread_ts: place.threadTs }),
            ...{ text, blocks: taken },
            parse: 'none',
            unfurl_links: false,
            unfurl_media: false,
          }),
        );
        if (ts === undefined) throw new PostingError({ kind: 'unknown' });
        return ts;
      }),
    update: (place, key, message) =>
      pace.run(turn('update', place), async () => {
        const client = await clientAt(place.teamId);
        const { text, blocks } = content(key, message);
        await sendWithOrWithoutPictures(blocks, (taken) =>
          client.chat.update({ channel: place.channel, ts: place.ts, text, blocks: taken, parse: 'none' }),
        );
      }),
    remove: (place: MessageKey) =>
      pace.run(turn('delete', place), async () => {
        const client = await clientAt(place.teamId);
        await client.chat.delete({ channel: place.channel, ts: place.ts });
      }),
    async findPosted(place, key, since) {
      try {
        return await findPosted(await clientAt(place.teamId), place, key, since);
      } catch (error) {
        throw postingError(error);
      }
    },
  };
}

/** The message with its key in the first block, by which it is found again. */
function content(key: PublicationKey, { text, blocks }: OutgoingMessage): { text: string; blocks: KnownBlock[] } {
  const [first, ...rest] = blocks as KnownBlock[];
  if (first === undefined) throw new PostingError({ kind: 'refused', reason: 'The message is empty.' });
  return { text: truncate(text), blocks: [{ ...first, block_id: key }, ...rest] };
}

/** Not in the middle of an escape: `&am` would show. */
function truncate(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  return `${text
    .slice(0, MAX_TEXT - 1)
    .toWellFormed()
    .replace(/[&<][^;>\s]{0,200}$/, '')}…`;
}
