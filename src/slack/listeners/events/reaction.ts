import type { MessageKey } from '#domain/notes/captured-note.ts';
import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { parseEventActor, parseMessageKey, textAt } from '#slack/listeners/parse-actor.ts';
import type { Actor } from '#usecases/ports/actor.ts';
import type { EventArgs } from './event-args.ts';

export async function onReactionAdded(args: EventArgs, { bot }: ListenerDependencies): Promise<void> {
  const given = readReaction(args);
  if (given !== undefined) await bot.reactionAdded(given.actor, given.reaction, given.key);
}

export async function onReactionRemoved(args: EventArgs, { bot }: ListenerDependencies): Promise<void> {
  const taken = readReaction(args);
  if (taken !== undefined) await bot.reactionRemoved(taken.actor, taken.reaction, taken.key);
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
