import type { ListenerDependencies } from './dependencies.ts';
import { onMention } from './mention.ts';
import { onMessage, onReactionAdded, onReactionRemoved } from './message-events.ts';
import { type EventArgs, isRetryable, parseEventActor, textAt } from './payload.ts';
import { publishHome } from './publish-home.ts';
import { onQuestion } from './question.ts';
import { onTokensRevoked, onUninstalled } from './uninstalled.ts';

/** Somebody opened the app's Home. */
async function onHomeOpened({ event, body, client, context }: EventArgs, deps: ListenerDependencies): Promise<void> {
  const actor = parseEventActor(body, event, context);
  if (actor !== undefined && textAt(event, 'tab') === 'home') await publishHome(deps, client, actor);
}

type OnEvent = (args: EventArgs, deps: ListenerDependencies) => Promise<void>;

export const EVENTS: Readonly<Record<string, OnEvent>> = {
  message: retried((args, deps) =>
    textAt(args.event, 'channel_type') === 'im' ? onQuestion(args, deps) : onMessage(args, deps),
  ),
  app_mention: onMention,
  reaction_added: retried(onReactionAdded),
  reaction_removed: retried(onReactionRemoved),
  app_home_opened: onHomeOpened,
  app_uninstalled: onUninstalled,
  tokens_revoked: onTokensRevoked,
};

/**
 * Nobody waits for an answer here. What the bot refuses is done with; any other error goes on, so that the event is
 * not acknowledged and Slack sends it again.
 */
function retried(onEvent: OnEvent): OnEvent {
  return async (args, deps) => {
    try {
      await onEvent(args, deps);
    } catch (error) {
      if (isRetryable(error)) throw error;
    }
  };
}
