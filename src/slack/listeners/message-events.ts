import type { MessageKey } from '#domain/notes/captured-note.ts';
import { isObject } from '#shared/json-guards.ts';
import { parseMessage } from '#slack/api/parse-message.ts';
import { reactionAdded, reactionRemoved } from '#usecases/notes/capture-message.ts';
import { messageDeleted, messageEdited, messagePosted } from '#usecases/notes/on-message-events.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { ListenerDependencies } from './dependencies.ts';
import type { EventArgs } from './payload.ts';
import { objectAt, parseEventActor, parseMessageKey, teamOf, textAt } from './payload.ts';
import { untilStored } from './send-reply.ts';

/** Something was said, changed or deleted where the app is. */
export async function onMessage({ event, body, context }: EventArgs, deps: ListenerDependencies): Promise<void> {
  const teamId = teamOf(body, context);
  const channel = textAt(event, 'channel');
  const subtype = textAt(event, 'subtype');
  if (subtype === 'message_deleted') return remove(textAt(event, 'deleted_ts'));
  if (subtype !== 'message_changed') {
    const message = parseMessage({ teamId, channel }, event);
    if (isPersons(message)) await untilStored(deps, (onStored) => messagePosted(deps, message, onStored));
    return;
  }
  const changed = objectAt(event, 'message');
  // A deleted message with replies stays as an empty place.
  if (textAt(changed, 'subtype') === 'tombstone') return remove(textAt(changed, 'ts'));
  if (!isEdit(changed, objectAt(event, 'previous_message'))) return;
  const message = parseMessage({ teamId, channel }, changed);
  if (isPersons(message)) await messageEdited(deps, message);

  async function remove(ts: string): Promise<void> {
    const key = parseMessageKey(teamId, channel, ts);
    if (key !== undefined) await messageDeleted(deps, key);
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

export async function onReactionAdded(args: EventArgs, deps: ListenerDependencies): Promise<void> {
  const given = readReaction(args);
  if (given !== undefined) await reactionAdded(deps, given.actor, given.reaction, given.key);
}

export async function onReactionRemoved(args: EventArgs, deps: ListenerDependencies): Promise<void> {
  const taken = readReaction(args);
  if (taken !== undefined) await reactionRemoved(deps, taken.actor, taken.reaction, taken.key);
}

function readReaction({
  event,
  body,
  context,
}: EventArgs): { actor: Actor; reaction: string; key: MessageKey } | undefined {
  const actor = parseEventActor(body, event, context);
  const reaction = textAt(event, 'reaction');
  if (actor === undefined || reaction === '' || textAt(event, 'item', 'type') !== 'message') return undefined;
  const key = parseMessageKey(actor.teamId, textAt(event, 'item', 'channel'), textAt(event, 'item', 'ts'));
  return key === undefined ? undefined : { actor, reaction, key };
}
