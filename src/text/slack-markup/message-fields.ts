import { cleanLine } from '#shared/clean-characters.ts';
import { isObject, type JsonObject, objectsOf, textOf } from '#shared/json-guards.ts';

/** User id of Slackbot, which isn't marked as a bot. */
export const SLACKBOT = 'USLACKBOT';

/** Subtypes of messages that people write. Others report events, such as a join, a topic or a huddle. */
const WRITTEN = new Set(['', 'thread_broadcast', 'me_message', 'file_share', 'file_comment']);

const BY_BOTS = new Set(['bot_message', 'slackbot_response']);

/** Why a message was not written by a person. */
export type MessageSkipReason = 'system message' | 'bot' | 'deleted' | 'hidden';

/**
 * Returns why a Slack message (from an event, the history or an export) was not written by a person, or undefined if it
 * was. `isBot` checks what else is known about its author.
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

/** Returns the user id of a message's author, or '' if it has none. */
export function authorOf(message: JsonObject): string {
  const comment = message.comment;
  return textOf(message, 'user') || (isObject(comment) ? textOf(comment, 'user') : '');
}

/** Converts a Slack timestamp to milliseconds since the epoch; returns undefined if it is malformed. */
export function instantOf(ts: string): number | undefined {
  const match = /^([1-9]\d{0,10})(?:\.(\d{1,6}))?$/.exec(ts);
  return match === null ? undefined : Number(match[1]) * 1000 + Math.floor(Number(`0.${match[2] ?? 0}`) * 1000);
}

/** Returns the timestamp of a message's thread, also for its first message, or undefined outside of threads. */
export function threadOf(message: JsonObject, ts: string): string | undefined {
  const threadTs = textOf(message, 'thread_ts');
  if (instantOf(threadTs) !== undefined) return threadTs;
  return Number(message.reply_count) > 0 || objectsOf(message.replies).length > 0 ? ts : undefined;
}

/** Display name of people who aren't listed in an export. */
export const UNKNOWN_USER = 'Unknown person';

/**
 * Returns a person's name: the display name, or if it is empty or only repeats the username (Slack's default), the real
 * name, or otherwise the username. `user` is an entry of `users.json` or a message's `user_profile`.
 */
export function displayName(user: JsonObject): string {
  const profile = isObject(user.profile) ? user.profile : {};
  const handle = cleanLine(textOf(user, 'name'));
  const display = cleanLine(textOf(profile, 'display_name') || textOf(user, 'display_name'));
  const real = cleanLine(textOf(profile, 'real_name') || textOf(user, 'real_name'));
  const own = display.toLowerCase() === handle.toLowerCase() ? '' : display;
  return own || real || display || handle || UNKNOWN_USER;
}
