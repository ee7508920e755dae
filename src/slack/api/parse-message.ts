import { type GivenReaction, type MessageKey, withoutSkinTone } from '#domain/notes/captured-note.ts';
import type { NotePhoto } from '#domain/notes/note.ts';
import { cleanLine } from '#shared/clean-characters.ts';
import { isObject, type JsonObject, objectsOf, textOf } from '#shared/json-guards.ts';
import { omitEmpty, omitUndefined } from '#shared/omit-undefined.ts';
import { safeStem } from '#shared/safe-filename.ts';
import { withoutBotMention } from '#text/requests/bot-mention.ts';
import { unescapeEntities } from '#text/slack-markup/escapes.ts';
import { authorOf, instantOf, messageSkipReason, threadOf } from '#text/slack-markup/message-fields.ts';
import type { SlackMessage } from '#usecases/ports/slack.ts';

/** Photos that are shown, with the ending that each name gets. HEIC, which Slack itself can't show in a post, is converted. */
const ENDINGS: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/heic': 'heic.jpg',
  'image/heif': 'heic.jpg',
};

/**
 * Parses a message from an event, the history or a shortcut, without the mention of the bot `botUserId`. Returns undefined
 * if no person wrote it: messages of bots and of the app itself, and Slack's own notices in a channel.
 */
export function parseMessage(
  place: Pick<MessageKey, 'teamId' | 'channel'>,
  message: unknown,
  botUserId?: string,
): SlackMessage | undefined {
  if (!isObject(message) || isByApp(message)) return undefined;
  if (messageSkipReason(message, () => false) !== undefined) return undefined;
  const ts = textOf(message, 'ts');
  const authorId = authorOf(message);
  if (instantOf(ts) === undefined || authorId === '') return undefined;
  const threadTs = threadOf(message, ts);
  const reactions = objectsOf(message.reactions).flatMap(readReactions);
  const editedTs = isObject(message.edited) ? textOf(message.edited, 'ts') : '';
  const said = {
    teamId: place.teamId,
    channel: place.channel,
    ts,
    ...omitUndefined({ threadTs }),
    authorId,
    source: textOf(message, 'text'),
    photos: objectsOf(message.files).flatMap(readPhoto),
    ...omitEmpty({ reactions, editedTs }),
  };
  return withoutBotMention(said, botUserId);
}

/** Slack lists only some people for reactions that many gave. */
function readReactions({ name, users }: JsonObject): GivenReaction[] {
  if (typeof name !== 'string' || !Array.isArray(users)) return [];
  return users.filter((by) => typeof by === 'string').map((by) => ({ name: withoutSkinTone(name), by }));
}

/** Returns whether an app posted a message: those may lack `bot_id`. */
function isByApp(message: JsonObject): boolean {
  return isObject(message.bot_profile) || textOf(message, 'app_id') !== '';
}

function readPhoto(file: JsonObject): NotePhoto[] {
  const id = textOf(file, 'id');
  const ending = ENDINGS[textOf(file, 'mimetype')];
  if (ending === undefined || !/^[A-Z0-9]{1,40}$/i.test(id) || textOf(file, 'mode') === 'tombstone') return [];
  const name = textOf(file, 'name').replace(/\.[a-z0-9]{1,5}$/i, '');
  const title = cleanLine(unescapeEntities(textOf(file, 'title')));
  const [width, height] = [sizeOf(file.original_w), sizeOf(file.original_h)];
  return [
    {
      id,
      // Photos from two phones may have the same name.
      name: `${safeStem(name)}-${id}.${ending}`,
      ...(normalizeName(title) !== '' && normalizeName(title) !== normalizeName(name) && { title }),
      ...(width !== undefined && height !== undefined && { width, height }),
    },
  ];
}

function sizeOf(pixels: unknown): number | undefined {
  return Number.isSafeInteger(pixels) && (pixels as number) > 0 ? (pixels as number) : undefined;
}

/** Normalizes names for comparison: the title `Feedback loop` adds nothing to `feedback-loop.png`. */
function normalizeName(text: string): string {
  return text
    .toLowerCase()
    .replace(/\.[a-z0-9]{2,5}$/, '')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
