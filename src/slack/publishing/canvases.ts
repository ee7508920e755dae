import type { WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import { isCanvasKey, type OutgoingMessage, type PublicationKey } from '#domain/publishing/publication.ts';
import type { Notice } from '#errors.ts';
import { isObject, objectsOf, textOf } from '#shared/json-guards.ts';
import { classifyFailure, postingError } from '#slack/api/slack-errors.ts';
import type { WebClients } from '#slack/connection/web-clients.ts';
import { PostingError, type Publisher } from '#usecases/ports/slack.ts';

/** Renaming a canvas again does no harm. */
const MOST_TITLES = 5_000;

type PostTarget = Parameters<Publisher['post']>[0];

/**
 * Creates a publisher that treats canvases like messages: created once, later replaced as a whole, and renamed with the
 * conference. A canvas's id takes the place of a message's ts. Slack allows one operation per call, one channel canvas
 * per channel, and no other canvases on free plans.
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
  /** Titles by canvas id, as far as this process has set them. */
  const titles = new LRUCache<string, string>({ max: MOST_TITLES });

  /**
   * Renames a canvas, which takes a call of its own. If Slack refuses, the content is still right, so that is ignored.
   */
  async function rename(client: WebClient, canvas_id: string, title: string): Promise<void> {
    if (titles.get(canvas_id) === title) return;
    const title_content = { type: 'markdown', markdown: title };
    await client
      .apiCall('canvases.edit', { canvas_id, changes: [{ operation: 'rename', title_content }] })
      .catch((error: unknown) => {
        if (classifyFailure(error).kind !== 'refused') throw error;
      });
    titles.set(canvas_id, title);
  }

  return {
    post: ({ teamId, channel }, _key, message, beforeCall) =>
      told(teamId, async (client) => {
        await beforeCall?.();
        const canvas = contentOf(message);
        const own = client.conversations.canvases.create({ channel_id: channel, ...canvas });
        const { canvas_id: id } = await own.catch(async (error: unknown) => {
          if (!isRefusedAs(error, 'channel_canvas_already_exists')) throw error;
          await beforeCall?.();
          // The channel canvas is somebody else's, so this one becomes a tab next to it.
          return client.canvases.create({ channel_id: channel, ...canvas });
        });
        if (id === undefined) throw new PostingError({ kind: 'unknown' });
        titles.set(id, canvas.title);
        return id;
      }),
    update: ({ teamId, ts: canvas_id }, _key, message, beforeCall) =>
      told(teamId, async (client) => {
        await beforeCall?.();
        const { title, document_content } = contentOf(message);
        await client.canvases.edit({ canvas_id, changes: [{ operation: 'replace', document_content }] });
        await rename(client, canvas_id, title);
      }),
    remove: ({ teamId, ts: canvas_id }, beforeCall) =>
      told(teamId, async (client) => {
        await beforeCall?.();
        await client.canvases.delete({ canvas_id });
      }),
    findPosted: (place, _key, since) =>
      told(place.teamId, async (client) => {
        const { botUserId } = await clients.identityFor(place.teamId);
        return findCanvas(client, place, { botUserId, since });
      }),
  };
}

/** Creates a publisher that sends canvases to `canvases`, and all else to `messages`. */
export function withCanvases(messages: Publisher, canvases: Publisher): Publisher {
  const whose = (key: PublicationKey) => (isCanvasKey(key) ? canvases : messages);
  return {
    post: (place, key, message, beforeCall) => whose(key).post(place, key, message, beforeCall),
    update: (place, key, message, beforeCall) => whose(key).update(place, key, message, beforeCall),
    // A canvas's id begins with a letter, a message's ts is a number.
    remove: (place, beforeCall) => (/^[A-Z]/.test(place.ts) ? canvases : messages).remove(place, beforeCall),
    findPosted: (place, key, since) => whose(key).findPosted(place, key, since),
  };
}

/** Finds the canvas that the bot created in a channel after `since`, if no answer contained its id. */
async function findCanvas(
  client: WebClient,
  { channel }: PostTarget,
  { botUserId, since }: { botUserId: string; since: number },
): Promise<string[]> {
  const answer = await client.conversations.info({ channel });
  const shown: unknown = answer.channel;
  const properties = isObject(shown) && isObject(shown.properties) ? shown.properties : {};
  const tabs = objectsOf(properties.tabs).flatMap(({ data }) => (isObject(data) ? [textOf(data, 'file_id')] : []));
  const own = isObject(properties.canvas) ? textOf(properties.canvas, 'file_id') : '';
  for (const id of [own, ...tabs].filter((candidate) => candidate !== '')) {
    const { file } = await client.files.info({ file: id });
    if (file?.user === botUserId && (file.created ?? 0) * 1000 >= since) return [id];
  }
  return [];
}

function contentOf({ text: title, blocks }: OutgoingMessage) {
  const [block] = blocks as { text: string }[];
  return { title, document_content: { type: 'markdown', markdown: block?.text ?? '' } as const };
}

function canvasError(error: unknown): PostingError {
  const failure = classifyFailure(error);
  if (error instanceof PostingError || failure.kind !== 'refused') return postingError(error);
  if (GONE.has(failure.code)) return new PostingError({ kind: 'gone' }, { cause: error });
  const { code } = failure;
  const reason: Notice = { key: 'canvas-refused', values: { cause: CAUSES[code] ?? 'other', code } };
  return new PostingError({ kind: 'refused', reason }, { cause: error });
}

function isRefusedAs(error: unknown, code: string): boolean {
  const failure = classifyFailure(error);
  return failure.kind === 'refused' && failure.code === code;
}

/** Why there is no canvas, by Slack's error code (docs.slack.dev/reference/methods/canvases.create, canvases.edit). */
const CAUSES: Record<string, string> = {
  free_team_canvas_tab_already_exists: 'free',
  channel_canvas_already_exists: 'free',
  free_teams_cannot_edit_standalone_canvases: 'standalone',
  free_teams_cannot_create_non_tabbed_canvases: 'plan',
  team_tier_cannot_create_channel_canvases: 'plan',
  canvas_disabled_user_team: 'plan',
  canvas_disabled_file_team: 'plan',
  canvas_globally_disabled: 'plan',
  missing_scope: 'scope',
  unknown_method: 'plan',
  canvas_tab_creation_failed: 'tab',
  restricted_action: 'restricted',
  not_in_channel: 'member',
  channel_not_found: 'unseen',
  is_archived: 'archived',
};

/** The canvas no longer exists, so another one has to be created. */
const GONE = new Set(['canvas_not_found', 'canvas_deleted', 'file_not_found', 'file_deleted']);
