import { IANAZone } from 'luxon';
import { cleanLine } from '#shared/clean-characters.ts';
import { type JsonObject, textOf } from '#shared/json-guards.ts';
import { displayName, SLACKBOT } from '#text/slack-markup/message-fields.ts';
import type { SlackChannel, SlackPerson } from '#usecases/ports/chat.ts';

/** What `users.info` answers of a person. */
export function readPerson(user: JsonObject): SlackPerson {
  const id = textOf(user, 'id');
  const timezone = textOf(user, 'tz');
  return {
    id,
    name: displayName(user),
    isBot: user.is_bot === true || id === SLACKBOT,
    isAdmin: user.is_admin === true || user.is_owner === true,
    isGuest: [user.is_restricted, user.is_ultra_restricted, user.is_stranger].includes(true),
    ...(IANAZone.isValidZone(timezone) && { timezone }),
  };
}

/** What `conversations.info` answers of a channel. */
export function readChannel(channel: JsonObject): SlackChannel {
  const isDirect = channel.is_im === true || channel.is_mpim === true;
  return {
    id: textOf(channel, 'id'),
    name: cleanLine(textOf(channel, 'name')),
    isPrivate: isDirect || channel.is_private === true || channel.is_group === true,
    // Shared within an organisation is not shared with others.
    isShared: channel.is_ext_shared === true || channel.is_pending_ext_shared === true,
    isMember: isDirect || channel.is_member === true,
  };
}
