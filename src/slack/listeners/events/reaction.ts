import type { MessageKey } from '#domain/notes/captured-note.ts';
import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { readEventAsker, readMessageKey, textAt } from '#slack/listeners/parse-actor.ts';
import type { Asker } from '#usecases/ports/actor.ts';
import type { EventArgs } from './event-args.ts';

export async function onReactionAdded(args: EventArgs, { bot }: ListenerDependencies): Promise<void> {
  const given = readReaction(args);
  if (given !== undefined) await bot.reactionAdded(given.asker, given.reaction, given.key);
}

export async function onReactionRemoved(args: EventArgs, { bot }: ListenerDependencies): Promise<void> {
  const taken = readReaction(args);
  if (taken !== undefined) await bot.reactionRemoved(taken.asker, taken.reaction, taken.key);
}

function readReaction({
  event,
  body,
  context,
}: EventArgs): { asker: Asker; reaction: string; key: MessageKey } | undefined {
  const asker = readEventAsker(body, event, context);
  const reaction = textAt(event, 'reaction');
  if (asker === undefined || reaction === '' || textAt(event, 'item', 'type') !== 'message') return undefined;
  const key = readMessageKey(asker.teamId, textAt(event, 'item', 'channel'), textAt(event, 'item', 'ts'));
  return key === undefined ? undefined : { asker, reaction, key };
}
