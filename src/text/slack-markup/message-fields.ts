import { cleanLine } from '#shared/clean-characters.ts';
import { isObject, type JsonObject, objectsOf, textOf } from '#shared/json-guards.ts';

/** Slack's own account, a bot that is not marked as one. */
export const SLACKBOT = 'USLACKBOT';

/** What people write themselves. Any other subtype tells of something that happened: a join, a topic, a huddle. */
const WRITTEN = new Set(['', 'thread_broadcast', 'me_message', 'file_share', 'file_comment']);

const BY_BOTS = new Set(['bot_message', 'slackbot_response']);

/** Why a message is none that a person wrote. */
export type MessageSkipReason = 'system message' | 'bot' | 'deleted' | 'hidden';

/**
 * Whether a message of Slack's (an event's, of the history or of an export) is one that a person wrote; undefined
 * if it is. `isBot` says what else is known of its author.
 */
export function messageSkipReason(
  message: JsonObject,
  isBot: (authorId: string) => boolean,
): MessageSkipReason | undefined {
  const subtype = textOf(message, 'subtype');
  if (subtype === 'tombstone' || textOf(message, 'mode') === 'tombstone') return 'deleted';
  const authorId = authorOf(message);
  if (BY_BOTS.has(subtype) || textOf(message, 'bot_id') !== '' || isBot(authorId)) return 'bot';
  if (authorId === SLACKBOT) return 'bot';
  if (!WRITTEN.has(subtype) || !['', 'message'].includes(textOf(message, 'type'))) return 'system message';
  return message.hidden === true ? 'hidden' : undefined;
}

/** The id of who wrote a message, '' where it names nobody. */
export function authorOf(message: JsonObject): string {
  const comment = message.comment;
  return textOf(message, 'user') || (isObject(comment) ? textOf(comment, 'user') : '');
}

/** Milliseconds since the epoch; undefined for what is no time stamp of Slack's. */
export function instantOf(ts: string): number | undefined {
  const match = /^([1-9]\d{0,10})(?:\.(\d{1,6}))?$/.exec(ts);
  return match === null ? undefined : Number(match[1]) * 1000 + Math.floor(Number(`0.${match[2] ?? 0}`) * 1000);
}

/** The time stamp of the thread that a message is in, on its first message too; undefined outside of threads. */
export function threadOf(message: JsonObject, ts: string): string | undefined {
  const threadTs = textOf(message, 'thread_ts');
  if (instantOf(threadTs) !== undefined) return threadTs;
  return Number(message.reply_count) > 0 || objectsOf(message.replies).length > 0 ? ts : undefined;
}

/** Stands for people of whom an export says nothing. */
export const UNKNOWN_USER = 'Unknown user';

/**
 * The name that a person shows: the display name, unless it is empty or merely repeats the account's handle (as
 * Slack fills it in by itself); then the real name, then the handle. `user` is an entry of `users.json` or a
 * message's `user_profile`.
 */
export function displayName(user: JsonObject): string {
  const profile = isObject(user.profile) ? user.profile : {};
  const handle = cleanLine(textOf(user, 'name'));
  const display = cleanLine(textOf(profile, 'display_name') || textOf(user, 'display_name'));
  const real = cleanLine(textOf(profile, 'real_name') || textOf(user, 'real_name'));
  const own = display.toLowerCase() === handle.toLowerCase() ? '' : display;
  return own || real || display || handle || UNKNOWN_USER;
}
