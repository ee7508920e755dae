import type { App, ViewSubmitAction } from '@slack/bolt';
import { SLASH_COMMANDS } from '#slack/commands/command-list.ts';
import { inLanguageOf } from '#slack/messages/reply-messages.ts';
import type { Actor } from '#usecases/ports/slack.ts';
import { BLOCK_ACTIONS } from './actions.ts';
import { SHORTCUTS } from './add-to-recap.ts';
import { EVENTS } from './events.ts';
import { MODALS, OPTIONS } from './modal-submissions.ts';
import {
  type ListenerDependencies,
  objectAt,
  parseCommandActor,
  parseEventActor,
  parseInteractionActor,
  textAt,
} from './payload.ts';
import { onCommand } from './run-command.ts';

/** Everything that the app listens to, by Slack's names. The manifest has the same names. */
export const LISTENERS = {
  commands: SLASH_COMMANDS,
  events: Object.keys(EVENTS),
  shortcuts: Object.keys(SHORTCUTS),
  actions: Object.keys(BLOCK_ACTIONS),
  views: Object.keys(MODALS),
  options: Object.keys(OPTIONS),
} as const;

/** Events that are answered. */
const ANSWERED = new Set(['app_mention', 'app_home_opened']);

/** Looks up the language of the person who typed or pressed something, or asked the bot. */
async function languageOf(
  { workspace }: ListenerDependencies,
  body: unknown,
  context: { teamId?: string | undefined },
) {
  const actor =
    parseCommandActor(body, context) ?? parseInteractionActor(body, context) ?? parseAskingActor(body, context);
  if (actor === undefined) return undefined;
  return (await workspace.person(actor.teamId, actor.userId))?.language;
}

function parseAskingActor(body: unknown, context: { teamId?: string | undefined }): Actor | undefined {
  const event = objectAt(body, 'event');
  const isAnswered = ANSWERED.has(textAt(event, 'type')) || textAt(event, 'channel_type') === 'im';
  return isAnswered ? parseEventActor(body, event, context) : undefined;
}

/** Registers listeners for everything that people do in Slack. */
export function registerListeners(app: App, deps: ListenerDependencies): void {
  app.use(({ body, context, next }) => inLanguageOf(languageOf(deps, body, context), next));
  for (const slash of SLASH_COMMANDS) app.command(slash, (args) => onCommand(slash, args, deps));
  for (const [name, listen] of Object.entries(EVENTS)) app.event(name, (args) => listen(args, deps));
  for (const [name, listen] of Object.entries(SHORTCUTS)) {
    app.shortcut({ callback_id: name, type: 'message_action' }, (args) => listen(args, deps));
  }
  for (const [name, listen] of Object.entries(BLOCK_ACTIONS)) {
    app.action({ action_id: name, type: 'block_actions' }, (args) => listen(args, deps));
  }
  for (const [name, listen] of Object.entries(MODALS)) {
    app.view<ViewSubmitAction>({ callback_id: name, type: 'view_submission' }, (args) => listen(args, deps));
  }
  for (const [name, listen] of Object.entries(OPTIONS)) {
    app.options<'block_suggestion'>({ action_id: name, type: 'block_suggestion' }, (args) => listen(args, deps));
  }
}
