import { isObject } from '#shared/json-guards.ts';
import { parseMessage } from '#slack/api/parse-message.ts';
import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { objectAt, parseMessageKey, teamOf, textAt } from '#slack/listeners/parse-actor.ts';
import type { EventArgs } from './event-args.ts';

/** Something was said, changed or deleted where the app is. */
export async function onMessage({ event, body, context }: EventArgs, { bot }: ListenerDependencies): Promise<void> {
  const teamId = teamOf(body, context);
  const channel = textAt(event, 'channel');
  const subtype = textAt(event, 'subtype');
  if (subtype === 'message_deleted') return remove(textAt(event, 'deleted_ts'));
  if (subtype !== 'message_changed') {
    const message = parseMessage({ teamId, channel }, event);
    if (isPersons(message)) await bot.messagePosted(message);
    return;
  }
  const changed = objectAt(event, 'message');
  // A deleted message with replies stays as an empty place.
  if (textAt(changed, 'subtype') === 'tombstone') return remove(textAt(changed, 'ts'));
  if (!isEdit(changed, objectAt(event, 'previous_message'))) return;
  const message = parseMessage({ teamId, channel }, changed);
  if (isPersons(message)) await bot.messageEdited(message);

  async function remove(ts: string): Promise<void> {
    const key = parseMessageKey(teamId, channel, ts);
    if (key !== undefined) await bot.messageDeleted(key);
  }

  function isPersons(read: ReturnType<typeof parseMessage>): read is NonNullable<typeof read> {
    return (
      read !== undefined &&
      read.authorId !== context.botUserId &&
      parseMessageKey(read.teamId, read.channel, read.ts) !== undefined
    );
  }
}

/** Did its author change it? Slack tells of previews that it adds, and of new replies, in the same way. */
function isEdit(message: Record<string, unknown>, before: Record<string, unknown>): boolean {
  return (
    textAt(message, 'text') !== textAt(before, 'text') ||
    textAt(message, 'edited', 'ts') !== textAt(before, 'edited', 'ts') ||
    filesOf(message) !== filesOf(before)
  );
}

function filesOf({ files }: Record<string, unknown>): string {
  return Array.isArray(files) ? files.map((file) => (isObject(file) ? textAt(file, 'id') : '')).join(' ') : '';
}
