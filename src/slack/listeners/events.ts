import { isObject } from '#shared/json-guards.ts';
import { promptsFor } from '#slack/replies/answer.ts';
import { removeWorkspace } from '#usecases/privacy/remove-stored-data.ts';
import { findAbout } from '#usecases/recap/answer-question.ts';
import { onMention, onMessage, onReactionAdded, onReactionRemoved } from './message-events.ts';
import type { EventArgs, ListenerDependencies } from './payload.ts';
import { isRetryable, objectAt, parseEventActor, textAt } from './payload.ts';
import { publishHome } from './publish-home.ts';
import { onQuestion } from './question.ts';

/** Someone opened App Home, or the conversation with the app, where Slack offers questions that make sense now. */
async function onHomeOpened({ event, body, client, context }: EventArgs, deps: ListenerDependencies): Promise<void> {
  const actor = parseEventActor(body, event, context);
  if (actor === undefined) return;
  if (textAt(event, 'tab') === 'home') return publishHome(deps, client, actor);
  const channel = textAt(event, 'channel');
  if (textAt(event, 'tab') !== 'messages' || channel === '') return;
  const { teamId, userId } = actor;
  const about = await findAbout(deps, { teamId, userId });
  // Many workspaces have no agents.
  await client.assistant.threads
    .setSuggestedPrompts({ channel_id: channel, prompts: promptsFor(about?.phase ?? 'none') })
    .catch(() => undefined);
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
 * Wraps an event's listener. Nobody waits for an answer to an event: if the bot refuses, nothing happens. Any other
 * error is thrown, so that the event isn't acknowledged and Slack sends it again.
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

/**
 * The app was removed from a workspace or an organization: deletes its tokens and everything stored about the
 * workspace. Slack sends this event without authorization, and accepts no more calls for the workspace.
 */
async function onUninstalled({ body }: EventArgs, deps: ListenerDependencies): Promise<void> {
  const installation = readInstallation(body);
  if (installation === undefined) return;
  await deps.removeInstallation(installation, (teamId) => removeWorkspace(deps, teamId));
}

/** Slack revoked the bot's token: deletes it, but keeps everything stored in case the app is installed again. */
async function onTokensRevoked({ event, body }: EventArgs, deps: ListenerDependencies): Promise<void> {
  const { bot } = objectAt(event, 'tokens');
  const installation = readInstallation(body);
  if (installation === undefined || !Array.isArray(bot) || bot.length === 0) return;
  await deps.removeInstallation(installation);
}

/** Returns whose installation an event is about; undefined if it doesn't say. */
function readInstallation(body: unknown): Parameters<ListenerDependencies['removeInstallation']>[0] | undefined {
  const { authorizations } = isObject(body) ? body : {};
  const [given] = Array.isArray(authorizations) ? authorizations.filter(isObject) : [];
  const isEnterpriseInstall = (given ?? (isObject(body) ? body : {})).is_enterprise_install === true;
  const teamId = textAt(body, 'team_id') || undefined;
  const enterpriseId = textAt(body, 'enterprise_id') || undefined;
  const id = isEnterpriseInstall ? enterpriseId : teamId;
  return id === undefined ? undefined : { isEnterpriseInstall, teamId, enterpriseId };
}
