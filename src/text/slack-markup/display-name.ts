import { cleanLine } from '#shared/clean-characters.ts';
import { isObject, type JsonObject, textOf } from '#shared/json-guards.ts';

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
