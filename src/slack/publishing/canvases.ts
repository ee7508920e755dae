import type { WebClient } from '@slack/web-api';
import { isCanvasKey, type OutgoingMessage, type PublicationKey } from '#domain/publishing/publication.ts';
import { isObject, objectsOf, textOf } from '#shared/json-guards.ts';
import { readCallFailure } from '#slack/api/classify-failure.ts';
import type { WebClients } from '#slack/connection/web-clients.ts';
import { PostingError, type Publisher } from '#usecases/ports/chat.ts';
import { explainCanvasRefusal, isCanvasGone } from './canvas-errors.ts';
import { postingError } from './posting-failures.ts';

type Place = Parameters<Publisher['post']>[0];

/**
 * Keeps a canvas as if it were a message: made once, later replaced as a whole, and renamed with its conference. What
 * stands for a message's ts is the canvas's id. Slack takes one operation a call, one canvas of its own for a channel,
 * and on free plans no other.
 *
 * @throws PostingError as {@link Publisher}
 */
export function createCanvases(clients: Pick<WebClients, 'clientFor' | 'identityFor'>): Publisher {
  const told = async <Answer>(teamId: string, tell: (client: WebClient) => Promise<Answer>): Promise<Answer> => {
    try {
      return await tell(await clients.clientFor(teamId));
    } catch (error) {
      throw canvasError(error);
    }
  };
  /** Titles by canvas, as far as this process has given them. */
  const titles = new Map<string, string>();

  /** Slack renames in a call of its own. Where it doesn't, what the canvas holds is right all the same. */
  async function rename(client: WebClient, canvas_id: string, title: string): Promise<void> {
    if (titles.get(canvas_id) === title) return;
    const title_content = { type: 'markdown', markdown: title };
    await client
      .apiCall('canvases.edit', { canvas_id, changes: [{ operation: 'rename', title_content }] })
      .catch((error: unknown) => {
        if (readCallFailure(error).kind !== 'refused') throw error;
      });
    titles.set(canvas_id, title);
  }

  return {
    post: ({ teamId, channel }, _key, message) =>
      told(teamId, async (client) => {
        const canvas = contentOf(message);
        const { canvas_id: id } = await beChannelCanvas(client, channel, canvas).catch((error: unknown) => {
          if (!isRefusedAs(error, 'channel_canvas_already_exists')) throw error;
          // The channel's own canvas is somebody else's: this one becomes a tab beside it.
          return client.canvases.create({ channel_id: channel, ...canvas });
        });
        if (id === undefined) throw new PostingError({ kind: 'unknown' });
        titles.set(id, canvas.title);
        return id;
      }),
    update: ({ teamId, ts: canvas_id }, _key, message) =>
      told(teamId, async (client) => {
        const { title, document_content } = contentOf(message);
        await client.canvases.edit({ canvas_id, changes: [{ operation: 'replace', document_content }] });
        await rename(client, canvas_id, title);
      }),
    remove: ({ teamId, ts: canvas_id }) =>
      told(teamId, async (client) => {
        await client.canvases.delete({ canvas_id });
      }),
    findPosted: (place, _key, since) =>
      told(place.teamId, async (client) => {
        const { botUserId } = await clients.identityFor(place.teamId);
        return findCanvas(client, place, botUserId, since);
      }),
  };
}

/** Sends what is to stand as a canvas there, and all else to `messages`. */
export function withCanvases(messages: Publisher, canvases: Publisher): Publisher {
  const whose = (key: PublicationKey) => (isCanvasKey(key) ? canvases : messages);
  return {
    post: (place, key, message) => whose(key).post(place, key, message),
    update: (place, key, message) => whose(key).update(place, key, message),
    // A canvas's id begins with a letter, a message's ts is a number.
    remove: (place) => (/^[A-Z]/.test(place.ts) ? canvases : messages).remove(place),
    findPosted: (place, key, since) => whose(key).findPosted(place, key, since),
  };
}

/** The canvas that the bot made in a channel after `since`, where no answer told its id. */
async function findCanvas(
  client: WebClient,
  { channel }: Place,
  botUserId: string,
  since: number,
): Promise<string | undefined> {
  const answer = await client.conversations.info({ channel });
  const shown: unknown = answer.channel;
  const properties = isObject(shown) && isObject(shown.properties) ? shown.properties : {};
  const tabs = objectsOf(properties.tabs).flatMap(({ data }) => (isObject(data) ? [textOf(data, 'file_id')] : []));
  const own = isObject(properties.canvas) ? textOf(properties.canvas, 'file_id') : '';
  for (const id of [own, ...tabs].filter((candidate) => candidate !== '')) {
    const { file } = await client.files.info({ file: id });
    if (file?.user === botUserId && (file.created ?? 0) * 1000 >= since) return id;
  }
  return undefined;
}

function contentOf({ text: title, blocks }: OutgoingMessage) {
  const [block] = blocks as { text: string }[];
  return { title, document_content: { type: 'markdown', markdown: block?.text ?? '' } as const };
}

function beChannelCanvas(client: WebClient, channel_id: string, canvas: ReturnType<typeof contentOf>) {
  return client.conversations.canvases.create({ channel_id, ...canvas });
}

function canvasError(error: unknown): PostingError {
  const failure = readCallFailure(error);
  if (error instanceof PostingError || failure.kind !== 'refused') return postingError(error);
  if (isCanvasGone(failure.code)) return new PostingError({ kind: 'gone' }, { cause: error });
  return new PostingError({ kind: 'refused', reason: explainCanvasRefusal(failure) }, { cause: error });
}

function isRefusedAs(error: unknown, code: string): boolean {
  const failure = readCallFailure(error);
  return failure.kind === 'refused' && failure.code === code;
}
