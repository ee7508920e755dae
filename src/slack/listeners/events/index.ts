import type { ListenerDependencies } from '#slack/listeners/dependencies.ts';
import { textAt } from '#slack/listeners/parse-actor.ts';
import type { EventArgs } from './event-args.ts';
import { onHomeOpened } from './home-opened.ts';
import { isPassing } from './is-retryable.ts';
import { onMention } from './mention.ts';
import { onMessage } from './message.ts';
import { onQuestion } from './question.ts';
import { onReactionAdded, onReactionRemoved } from './reaction.ts';
import { onTokensRevoked, onUninstalled } from './uninstalled.ts';

type OnEvent = (args: EventArgs, deps: ListenerDependencies) => Promise<void>;

export const EVENTS: Readonly<Record<string, OnEvent>> = {
  message: heard((args, deps) =>
    textAt(args.event, 'channel_type') === 'im' ? onQuestion(args, deps) : onMessage(args, deps),
  ),
  app_mention: onMention,
  reaction_added: heard(onReactionAdded),
  reaction_removed: heard(onReactionRemoved),
  app_home_opened: onHomeOpened,
  app_uninstalled: onUninstalled,
  tokens_revoked: onTokensRevoked,
};

/**
 * Nobody waits for an answer here. What the bot refuses is done with; any other error goes on, so that the event is
 * not acknowledged and Slack sends it again.
 */
function heard(onEvent: OnEvent): OnEvent {
  return async (args, deps) => {
    try {
      await onEvent(args, deps);
    } catch (error) {
      if (isPassing(error)) throw error;
    }
  };
}
